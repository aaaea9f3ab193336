import { Mesh } from '../model/mesh';
import { ClusterName } from '../model/refs';
import { matchesSelector } from '../model/selector';
import { ControlPlaneView } from './controlPlaneView';

/** Whether an istiod reads a namespace of a cluster: its discovery selectors are applied to that cluster's own Namespace labels. Reference 2.5. */
export function isSelected(
  mesh: Mesh,
  view: ControlPlaneView,
  cluster: ClusterName,
  namespace: string,
): boolean {
  const selectors = view.settings.discoverySelectors;
  if (selectors.length === 0) return true;
  const found = mesh.get(cluster, 'Namespace', {
    namespace: '',
    name: namespace,
  });
  if (!found) return false;
  const labels = new Map(found.labels).set(
    'kubernetes.io/metadata.name',
    namespace,
  );
  return selectors.some(selector => matchesSelector(selector, labels));
}

/** Whether an istiod reads a configuration object: its namespace is selected, and its label `istio.io/rev`, if any, is the very revision. Reference 2.5. */
export function isRead(
  mesh: Mesh,
  view: ControlPlaneView,
  object: {
    readonly namespace: string;
    readonly labels: ReadonlyMap<string, string>;
  },
): boolean {
  const revision = object.labels.get('istio.io/rev');
  return (
    (revision === undefined || revision === view.revision) &&
    isSelected(mesh, view, view.configCluster, object.namespace)
  );
}
