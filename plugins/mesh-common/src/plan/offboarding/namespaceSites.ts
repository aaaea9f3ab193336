import { ClusterName } from '../../model/refs';
import { Rule } from '../../model/rule';
import { namespaceControl } from '../../rules/namespaceControl';
import { podGuard } from '../../rules/podGuard';

/** Clusters from which policies of a namespace in one cluster are read: by those who guard its pods, and by who would inject new ones. Reference 2.1, 6.5. */
export const namespaceSites: Rule<
  { readonly cluster: ClusterName; readonly namespace: string },
  readonly ClusterName[]
> = {
  source: '6.5',
  nameOf: ({ cluster, namespace }) => `${cluster}/${namespace}`,
  ask(mesh, { cluster, namespace }) {
    const sites = new Set<ClusterName>();
    for (const pod of mesh.list(cluster, 'Pod', namespace)) {
      const guard = podGuard(mesh, cluster, pod);
      if ('view' in guard) sites.add(guard.view.configCluster);
    }
    const { configCluster } = mesh.ask(namespaceControl, {
      cluster,
      namespace,
    });
    if (configCluster !== undefined) sites.add(configCluster);
    return [...sites].sort();
  },
};
