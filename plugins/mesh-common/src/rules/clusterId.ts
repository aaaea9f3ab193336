import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { claimedClusterId } from './claimedClusterId';
import { istiods, UNSET_CLUSTER_ID } from './istiods';
import { worksForOther } from './worksForOther';

/** The ID by which the mesh knows a cluster, and how that is known. */
export interface ClusterId {
  readonly id: string;
  /** `assumed`: no object of the cluster tells; the name it is configured under is taken. */
  readonly from: 'proxies' | 'operator' | 'istiod' | 'assumed';
}

/** Cluster ID of a cluster: what most of its proxies claim, else what its operator or its istiod was told. Reference 1.1. */
export const clusterIdOf: Rule<ClusterName, ClusterId> = {
  source: '1.1',
  nameOf: cluster => cluster,
  ask(mesh, cluster) {
    const claimed = mesh.ask(claimedClusterId, cluster);
    if (claimed) return claimed;
    const own = mesh
      .ask(istiods, cluster)
      .find(
        istiod =>
          istiod.clusterId !== UNSET_CLUSTER_ID &&
          !mesh.ask(worksForOther, istiod),
      );
    return own
      ? { id: own.clusterId, from: 'istiod' }
      : { id: cluster, from: 'assumed' };
  },
};

/** The cluster with an ID: one that tells it, else the one that is known by it. Reference 1.1. */
export const clusterWithId: Rule<string, ClusterName | undefined> = {
  source: '1.1',
  nameOf: id => id,
  ask(mesh, id) {
    let assumed: ClusterName | undefined;
    for (const cluster of mesh.clusters()) {
      const own = mesh.ask(clusterIdOf, cluster);
      if (own.id !== id) continue;
      if (own.from !== 'assumed') return cluster;
      assumed = cluster;
    }
    return assumed;
  },
};
