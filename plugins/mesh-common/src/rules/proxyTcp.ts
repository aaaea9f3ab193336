import { Rule } from '../model/rule';
import { gatewayTcp } from './gatewayTcp';
import { outboundListeners } from './outboundListeners';
import { ConfiguredRoute, ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { StreamChain } from './streamChains';

/** Connections that a sidecar or gateway forwards as they are, by listener. Reference 6.3. */
export const proxyTcp: Rule<
  ProxyRef,
  ReadonlyMap<string, readonly ConfiguredRoute[]>
> = {
  source: '6.3',
  ask(mesh, ref) {
    if (mesh.ask(proxyOf, ref)?.kind === 'ingress')
      return mesh.ask(gatewayTcp, ref);
    const result = new Map<string, readonly ConfiguredRoute[]>();
    for (const { name, chains } of mesh.ask(outboundListeners, ref)) {
      const streams = chains.filter(chain => chain.code === 'stream');
      if (streams.length > 0)
        result.set(name, [...streams].sort(everythingLast).map(routeOf));
    }
    return result;
  },
};

/** What takes everything is asked last, whatever its place. */
function everythingLast(a: StreamChain, b: StreamChain): number {
  return Number(takesAll(a)) - Number(takesAll(b));
}

function takesAll({ sniHosts, subnets }: StreamChain): boolean {
  return (
    (sniHosts.length === 0 || sniHosts.includes('*')) && subnets.length === 0
  );
}

function routeOf({ sniHosts, clusters }: StreamChain): ConfiguredRoute {
  const names = sniHosts.includes('*') ? [] : [...sniHosts].sort();
  return {
    match: names.length === 0 ? '' : `sni=${names.join(',')}`,
    clusters,
  };
}
