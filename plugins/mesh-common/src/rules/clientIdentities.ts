import { compareText } from '../model/record';
import { RecordIndex } from '../model/recordIndex';
import { PodRecord } from '../model/records/pod';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { isCaptured } from './ambientPods';
import { YES } from './indexes';
import { podGuard } from './podGuard';
import { Principal } from './principalMatch';

/** Pods that can show a certificate of the mesh. */
const WITH_IDENTITY = new RecordIndex<PodRecord>(pod =>
  (pod.proxy !== undefined || isCaptured(pod)) &&
  pod.phase !== 'Succeeded' &&
  pod.phase !== 'Failed'
    ? [YES]
    : [],
);

/** Everybody in a cluster who could show a certificate when calling, in order of namespace and service account. Reference 7.1. @public */
export const clientIdentities: Rule<ClusterName, readonly Principal[]> = {
  source: '7.1',
  nameOf: cluster => cluster,
  ask(mesh, cluster) {
    const accounts = new Set<string>();
    const found = new Map<string, Principal>();
    for (const pod of mesh.find(cluster, 'Pod', {
      index: WITH_IDENTITY,
      key: YES,
    })) {
      const { namespace, serviceAccount } = pod;
      const revision = pod.annotations.get('istio.io/rev') ?? '';
      const account = [namespace, serviceAccount, revision].join('\n');
      // Pods of one revision are served alike, so that one of them stands for all.
      if (accounts.has(account)) continue;
      accounts.add(account);
      const guard = podGuard(mesh, cluster, pod);
      if (!('view' in guard)) continue;
      const { trustDomain } = guard.view.settings;
      const key = [namespace, serviceAccount, trustDomain].join('\n');
      found.set(key, { trustDomain, namespace, serviceAccount });
    }
    return [...found]
      .sort(([a], [b]) => compareText(a, b))
      .map(([, principal]) => principal);
  },
};
