import { Mesh } from '../model/mesh';
import { ControlPlaneView } from './controlPlaneView';
import { sharedMeshConfig } from './sharedMeshConfig';

/** Whether all of a control plane's mesh config can be seen. Without it trust domain, root namespace and selectors are only guesses. */
export function seesMeshConfig(
  mesh: Mesh,
  { key, configCluster, namespace, env }: ControlPlaneView,
): boolean {
  if (sharedMeshConfig(mesh, { configCluster, namespace, env }) === 'unseen')
    return false;
  return [key.cluster, configCluster].every(
    cluster => mesh.sight(cluster, 'MeshConfig', namespace) === 'full',
  );
}
