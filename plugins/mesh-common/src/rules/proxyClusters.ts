import { Rule } from '../model/rule';
import { gatewayClusters } from './gatewayClusters';
import { hostClusters } from './hostClusters';
import { EnvoyCluster, ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { visibleServices } from './visibleServices';

/** The Envoy clusters of a proxy: one for every port of every service it may call, and one for every subset; of a gateway those that its routes name. Reference 3 to 5. */
export const proxyClusters: Rule<
  ProxyRef,
  ReadonlyMap<string, EnvoyCluster>
> = {
  source: '3.11',
  nameOf: ({ cluster, namespace, pod }) => `${cluster}/${namespace}/${pod}`,
  ask(mesh, ref) {
    const proxy = mesh.ask(proxyOf, ref);
    if (!proxy?.view || proxy.rejected !== undefined) return new Map();
    if (proxy.kind === 'ingress') return mesh.ask(gatewayClusters, ref);
    const { services } = mesh.ask(visibleServices, ref);
    return new Map(
      services.flatMap(({ host }) => [
        ...mesh.ask(hostClusters, { client: ref, host }),
      ]),
    );
  },
};
