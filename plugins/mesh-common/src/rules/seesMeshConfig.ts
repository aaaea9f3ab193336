import { Mesh } from '../model/mesh';
import { ControlPlaneView } from './controlPlaneView';
import { sharedMeshConfig } from './sharedMeshConfig';

/** Whether all of a control plane's mesh config can be seen. Without it trust domain, root namespace and selectors are only guesses. */
export function seesMeshConfig(
  mesh: Mesh,
  { key, configCluster, namespace, env }: ControlPlaneView,
): boolean {
  const { cluster: home } = key;
  if (sharedMeshConfig(mesh, { cluster: home, namespace, env }) === 'unseen')
    return false;
  return [key.cluster, configCluster].every(
    cluster => mesh.sight(cluster, 'MeshConfig', namespace) === 'full',
  );
}
