import { ClusterName, serviceKey, ServiceRef } from '../../model/refs';
import { Rule } from '../../model/rule';
import { podGuard } from '../../rules/podGuard';
import { workloads } from '../../rules/workloads';

/** Clusters from which those who guard the pods of a service in one cluster read policies, sorted. Reference 2.4, 6.5. */
export const policySites: Rule<
  { readonly cluster: ClusterName; readonly service: ServiceRef },
  readonly ClusterName[]
> = {
  source: '6.5',
  nameOf: ({ cluster, service }) => `${cluster}/${serviceKey(service)}`,
  ask(mesh, { cluster, service }) {
    const sites = new Set<ClusterName>();
    for (const { pods } of mesh.ask(workloads, { cluster, service })) {
      for (const pod of pods) {
        const guard = podGuard(mesh, cluster, pod);
        if ('view' in guard) sites.add(guard.view.configCluster);
      }
    }
    return [...sites].sort();
  },
};
