import { compareText } from '../model/record';
import { RecordIndex } from '../model/recordIndex';
import { PodRecord } from '../model/records/pod';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';

/** A cluster ID, and whose word it is. */
export interface ClaimedClusterId {
  readonly id: string;
  readonly from: 'proxies' | 'operator';
}

/** Pods whose proxy claims a cluster ID, under that ID and under `claims`. */
export const PROXIES_BY_CLUSTER_ID = new RecordIndex<PodRecord>(pod => {
  const id = pod.proxy?.env.get('ISTIO_META_CLUSTER_ID');
  return id ? ['claims', id] : [];
});

/** What most proxies of a cluster claim its ID to be, else what its operator was told. No istiod is asked: it may work for another cluster. Reference 1.1. */
export const claimedClusterId: Rule<ClusterName, ClaimedClusterId | undefined> =
  {
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
      return remote?.clusterId
        ? { id: remote.clusterId, from: 'operator' }
        : undefined;
    },
  };
