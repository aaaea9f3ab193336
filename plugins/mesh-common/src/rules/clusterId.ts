import { ClusterName } from '../model/refs';
import { compareText } from '../model/record';
import { RecordIndex } from '../model/recordIndex';
import { PodRecord } from '../model/records/pod';
import { Rule } from '../model/rule';
import { istiods, UNSET_CLUSTER_ID } from './istiods';

/** The ID by which the mesh knows a cluster, and how that is known. */
export interface ClusterId {
  readonly id: string;
  /** `assumed`: no object of the cluster tells; the name it is configured under is taken. */
  readonly from: 'proxies' | 'operator' | 'istiod' | 'assumed';
}

/** Pods whose proxy claims a cluster ID, under that ID and under `claims`. */
export const PROXIES_BY_CLUSTER_ID = new RecordIndex<PodRecord>(pod => {
  const id = pod.proxy?.env.get('ISTIO_META_CLUSTER_ID');
  return id ? ['claims', id] : [];
});

/** Cluster ID of a cluster: what most of its proxies claim, else what its operator or its istiod was told. Reference 1.1. */
export const clusterIdOf: Rule<ClusterName, ClusterId> = {
  source: '1.1',
  nameOf: cluster => cluster,
  ask(mesh, cluster) {
    const claims = new Map<string, number>();
    for (const pod of mesh.find(cluster, 'Pod', {
      index: PROXIES_BY_CLUSTER_ID,
      key: 'claims',
    })) {
      const id = pod.proxy?.env.get('ISTIO_META_CLUSTER_ID') ?? '';
      claims.set(id, (claims.get(id) ?? 0) + 1);
    }
    const claimed = [...claims].sort(
      ([a, n], [b, m]) => m - n || compareText(a, b),
    )[0];
    if (claimed) return { id: claimed[0], from: 'proxies' };
    const remote = mesh
      .list(cluster, 'Istio')
      .find(istio => istio.profile === 'remote' && istio.clusterId);
    if (remote?.clusterId) return { id: remote.clusterId, from: 'operator' };
    const own = mesh
      .ask(istiods, cluster)
      .find(
        istiod =>
          !istiod.readsOtherCluster && istiod.clusterId !== UNSET_CLUSTER_ID,
      );
    return own
      ? { id: own.clusterId, from: 'istiod' }
      : { id: cluster, from: 'assumed' };
  },
};

/** Clusters by their ID. Reference 1.1. */
export const clusterWithId: Rule<string, ClusterName | undefined> = {
  source: '1.1',
  nameOf: id => id,
  ask: (mesh, id) =>
    mesh.clusters().find(cluster => mesh.ask(clusterIdOf, cluster).id === id),
};
