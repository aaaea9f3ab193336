import { Mesh } from '../model/mesh';
import { ControlPlaneView } from './controlPlaneView';

/** Whether all of a control plane's mesh config can be seen. Without it trust domain, root namespace and selectors are only guesses. */
export function seesMeshConfig(
  mesh: Mesh,
  { key, configCluster, namespace }: ControlPlaneView,
): boolean {
  return [key.cluster, configCluster].every(
    cluster => mesh.sight(cluster, 'MeshConfig', namespace) === 'full',
  );
}
