import { compareText } from '../model/record';
import { ClusterName } from '../model/refs';
import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import { PODS_WITH_MESH_ID } from './clusterPosition';
import { meshConfigOf } from './controlPlanes';
import { istiods } from './istiods';

/**
 * Meshes that a cluster has said it is of: its control planes do, and where it has none, its proxies. None if nobody is there, or if a control plane
 * does not tell. A cluster does not change its mesh while nobody looks, so it may be long ago that they said so. Reference 0.1, 1.3.
 */
export const meshesSaid: Rule<ClusterName, readonly string[]> = {
  source: '0.1',
  nameOf: cluster => cluster,
  ask(mesh, cluster) {
    const said = mesh
      .ask(istiods, cluster)
      .map(istiod => mesh.ask(meshConfigOf, istiod)?.settings)
      .map(settings => settings && (settings.meshId ?? settings.trustDomain));
    if (said.length === 0) return saidByProxies(mesh, cluster);
    const known = said.filter(id => id !== undefined);
    return known.length === said.length ? [...new Set(known)] : [];
  },
};

/** Where control planes cannot be seen, proxies may not speak for all of them. */
function saidByProxies(mesh: Mesh, cluster: ClusterName): readonly string[] {
  if (mesh.sight(cluster, 'Deployment') === 'none') return [];
  const claims = mesh
    .find(cluster, 'Pod', { index: PODS_WITH_MESH_ID, key: 'claims' })
    .flatMap(({ proxy }) => proxy?.env.get('ISTIO_META_MESH_ID') ?? []);
  return [...new Set(claims)].sort(compareText);
}
