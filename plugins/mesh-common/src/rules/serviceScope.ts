import { Mesh } from '../model/mesh';
import { ServiceRecord } from '../model/records/service';
import { ClusterName } from '../model/refs';
import { matchesSelector } from '../model/selector';
import { ControlPlaneView } from './controlPlaneView';

/**
 * Whether a copy of a service may be used from other clusters in ambient mode: some GLOBAL entry of the mesh config fits it. LOCAL entries are skipped;
 * they make no exception. Reference 4.7.
 */
export function isGlobal(
  mesh: Mesh,
  view: ControlPlaneView,
  cluster: ClusterName,
  service: ServiceRecord,
): boolean {
  const namespace = mesh.get(cluster, 'Namespace', {
    namespace: '',
    name: service.namespace,
  });
  const labels = new Map(namespace?.labels).set(
    'kubernetes.io/metadata.name',
    service.namespace,
  );
  if (!view.profile.serviceScopes) return false;
  return view.settings.serviceScopes.some(
    ({ scope, namespaces, services }) =>
      scope === 'GLOBAL' &&
      matchesSelector(namespaces, labels) &&
      matchesSelector(services, service.labels),
  );
}
