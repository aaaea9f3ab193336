import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { ISTIOD_SERVICES, YES } from './indexes';
import { istiods } from './istiods';

const USUAL = 'istio-system';

/** Namespaces of a cluster that play the part of a control plane's system namespace: of an istiod, of a Service that leads to one, else the usual one. Reference 1.4, 1.5. */
export const systemNamespaces: Rule<ClusterName, readonly string[]> = {
  source: '1.4',
  nameOf: cluster => cluster,
  ask(mesh, cluster) {
    const found = new Set([
      ...mesh.ask(istiods, cluster).map(istiod => istiod.namespace),
      ...mesh
        .find(cluster, 'Service', { index: ISTIOD_SERVICES, key: YES })
        .map(service => service.namespace),
    ]);
    if (
      found.size === 0 &&
      mesh.get(cluster, 'Namespace', { namespace: '', name: USUAL })
    )
      found.add(USUAL);
    return [...found].sort();
  },
};
