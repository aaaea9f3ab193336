import { Mesh } from '../model/mesh';
import { PodRecord } from '../model/records/pod';
import { ClusterName } from '../model/refs';
import { containsLabels } from '../model/selector';
import { AmbientCopy } from './ambientCopies';
import { ControlPlaneView } from './controlPlaneView';
import { spiffeId } from './spiffeId';
import { isSelected } from './discovery';

/** Pods of a cluster that ambient clients are told of: those that run or will run, in selected namespaces. */
export function ambientPods(
  mesh: Mesh,
  view: ControlPlaneView,
  cluster: ClusterName,
): readonly PodRecord[] {
  return mesh
    .list(cluster, 'Pod')
    .filter(
      pod => isKnown(pod) && isSelected(mesh, view, cluster, pod.namespace),
    );
}

/** Pods behind a copy of a service, ready or not, in the mesh or not. */
export function podsOfCopy(
  mesh: Mesh,
  copy: AmbientCopy,
): readonly PodRecord[] {
  const { cluster, service } = copy;
  return mesh
    .list(cluster, 'Pod', service.namespace)
    .filter(pod => isKnown(pod) && isBehind(mesh, copy, pod));
}

/** Whether a pod of its cluster and namespace is behind a copy of a service. Slices name the pods of a Service without selector. */
export function isBehind(
  mesh: Mesh,
  { cluster, service: { name, namespace, selector } }: AmbientCopy,
  pod: PodRecord,
): boolean {
  if (selector.size > 0) return containsLabels(pod.labels, selector);
  return mesh
    .list(cluster, 'EndpointSlice', namespace)
    .some(
      slice =>
        slice.service === name &&
        slice.endpoints.some(endpoint => endpoint.pod === pod.name),
    );
}

/** Whether a pod accepts HBONE: ztunnel captures it, as the annotation says that the node agent writes, or it says that it does itself. Reference 2.6. */
export function isCaptured({
  annotations,
  labels,
}: Pick<PodRecord, 'annotations' | 'labels'>): boolean {
  return (
    annotations.get('ambient.istio.io/redirection') === 'enabled' ||
    labels.get('networking.istio.io/tunnel')?.split(',').includes('http') ===
      true
  );
}

/** Identity of a pod. Reference 7.1. */
export function identityOf(
  { settings }: ControlPlaneView,
  {
    namespace,
    serviceAccount,
  }: Pick<PodRecord, 'namespace' | 'serviceAccount'>,
): string {
  return spiffeId({
    trustDomain: settings.trustDomain,
    namespace,
    serviceAccount,
  });
}

function isKnown({ phase, addresses }: PodRecord): boolean {
  return addresses.length > 0 && phase !== 'Failed' && phase !== 'Succeeded';
}
