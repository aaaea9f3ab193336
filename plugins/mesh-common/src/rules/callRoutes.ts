import { Mesh } from '../model/mesh';
import { hostsOverlap } from './hosts';
import { httpVirtualHosts } from './httpVirtualHosts';
import { mostSpecificVirtualServices } from './mostSpecificVirtualServices';
import { MeshPort, MeshService } from './meshServices';
import { listenerVirtualServices, routeClient } from './outboundListeners';
import { listenerProtocol } from './portProtocol';
import { ConfiguredRoute, ProxyRef } from './proxyConfig';
import { ServedProxy } from './proxyOf';
import { proxyRoutes } from './proxyRoutes';
import { StreamChain, streamChains } from './streamChains';
import { visibleServices } from './visibleServices';

/** Routes of one client for calls to a port of a service, in the order in which they are tried; empty if it has none. Reference 5.9, 6.3. */
export function callRoutes(
  mesh: Mesh,
  client: { readonly ref: ProxyRef; readonly proxy: ServedProxy },
  service: MeshService,
  port: MeshPort,
): readonly ConfiguredRoute[] {
  const { ref, proxy } = client;
  const treatment = listenerProtocol(port.protocol);
  if (treatment === 'none') return [];
  if (proxy.kind !== 'sidecar') return gatewayCalls(mesh, ref, service);
  const { listeners } = mesh.ask(visibleServices, ref);
  const listener = listeners.find(
    candidate => !candidate.port || candidate.port.number === port.number,
  );
  if (!listener) return [];
  const virtualServices = listenerVirtualServices(mesh, proxy, listener).filter(
    ({ hosts }) => hosts.some(host => hostsOverlap(host, service.host)),
  );
  const routing = routeClient(proxy);
  if (treatment === 'tcp') {
    const byHost = new Map(listener.services.map(known => [known.host, known]));
    return streamChains({
      service,
      port,
      client: routing,
      subnet: undefined,
      shared: false,
      virtualServices,
      serviceOf: host => byHost.get(host),
    }).map(routeOfChain);
  }
  // A destination may be only another name of a service.
  const aliases =
    virtualServices.length === 0
      ? []
      : listener.services.filter(({ resolution }) => resolution === 'alias');
  return (
    httpVirtualHosts({
      port: port.number,
      client: routing,
      services: [service, ...aliases],
      virtualServices,
      mostSpecific: mostSpecificVirtualServices(virtualServices, [
        service.host,
      ]),
      aliasesOf: () => [],
    }).find(({ domains }) => domains.includes(service.host))?.routes ?? []
  );
}

function routeOfChain({ sniHosts, clusters }: StreamChain): ConfiguredRoute {
  const match = sniHosts.length === 0 ? '' : `sni=${sniHosts.join(',')}`;
  return { match, clusters };
}

/** Routes of a gateway that lead to a service. */
function gatewayCalls(
  mesh: Mesh,
  ref: ProxyRef,
  { host }: MeshService,
): readonly ConfiguredRoute[] {
  return [...mesh.ask(proxyRoutes, ref).values()].flatMap(hosts =>
    hosts.flatMap(({ domains, routes }) =>
      routes
        .filter(({ clusters }) =>
          clusters?.some(({ name }) => name.endsWith(`|${host}`)),
        )
        .map(route => ({
          ...route,
          match: `${domains.join(',')} ${route.match}`,
        })),
    ),
  );
}
