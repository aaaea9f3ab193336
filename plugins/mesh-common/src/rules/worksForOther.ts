import { Mesh } from '../model/mesh';
import { Kind } from '../model/kinds';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { claimedClusterId } from './claimedClusterId';
import { Istiod, istiods, UNSET_CLUSTER_ID } from './istiods';

/**
 * Whether an istiod works for a cluster other than the one it runs in. Where its own cluster does not tell its ID, it does if the ID that it was given
 * belongs to another cluster. Reference 1.5.
 */
export const worksForOther: Rule<Istiod, boolean> = {
  source: '1.5',
  ask(mesh, { cluster, clusterId, readsOtherCluster }) {
    if (readsOtherCluster) return true;
    if (clusterId === UNSET_CLUSTER_ID || clusterId === cluster) return false;
    const own = mesh.ask(claimedClusterId, cluster);
    return own
      ? own.id !== clusterId
      : mesh.ask(claimants, clusterId).some(other => other !== cluster);
  },
};

/** What tells the ID of a cluster. */
const TELLING: readonly Kind[] = ['Pod', 'Istio', 'Deployment'];

/**
 * Clusters that an ID belongs to without any istiod's word: their proxies or their operator claim it, or nothing tells and they are known by it. Two
 * istiods that were given one ID are a mistake, and neither works for the cluster of the other.
 */
const claimants: Rule<string, readonly ClusterName[]> = {
  source: '1.1',
  nameOf: id => id,
  ask: (mesh, id) =>
    mesh.clusters().filter(cluster => {
      const claimed = mesh.ask(claimedClusterId, cluster);
      if (claimed?.id === id) return true;
      const told = claimed !== undefined || hasIstiodWithId(mesh, cluster);
      if (told)
        for (const kind of TELLING)
          mesh.tolerate({ cluster, kind }, 'it does not change its ID unseen');
      return !told && cluster === id;
    }),
};

function hasIstiodWithId(mesh: Mesh, cluster: ClusterName): boolean {
  return mesh
    .ask(istiods, cluster)
    .some(
      ({ readsOtherCluster, clusterId }) =>
        !readsOtherCluster && clusterId !== UNSET_CLUSTER_ID,
    );
}
