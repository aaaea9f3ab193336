import { Labels } from '../model/record';
import { Mesh } from '../model/mesh';
import { ClusterName } from '../model/refs';
import { NotInForce } from './configInForce';
import { ControlPlaneView } from './controlPlaneView';
import { isSelected } from './discovery';

/** Why an object counts for no client of an istiod. @public */
export type NotRead = Extract<
  NotInForce,
  'other-config-cluster' | 'other-revision' | 'namespace-not-selected'
>;

/** Why an istiod does not even read an object; `undefined` if it does. Reference 2.5, 6.5. */
export function notRead(
  mesh: Mesh,
  view: ControlPlaneView,
  cluster: ClusterName,
  object: { readonly namespace: string; readonly labels: Labels },
): NotRead | undefined {
  if (cluster !== view.configCluster) return 'other-config-cluster';
  const revision = object.labels.get('istio.io/rev');
  if (revision !== undefined && revision !== view.revision)
    return 'other-revision';
  return isSelected(mesh, view, cluster, object.namespace)
    ? undefined
    : 'namespace-not-selected';
}
