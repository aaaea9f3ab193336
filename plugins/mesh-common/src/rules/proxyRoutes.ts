import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import { gatewayRoutes } from './gatewayRoutes';
import { httpVirtualHosts } from './httpVirtualHosts';
import { mostSpecificVirtualServices } from './mostSpecificVirtualServices';
import {
  listenerVirtualServices,
  outboundListeners,
  routeClient,
} from './outboundListeners';
import { ProxyRef, VirtualHost } from './proxyConfig';
import { Proxy, proxyOf } from './proxyOf';
import { serviceAliases } from './serviceAliases';
import { EgressListener, visibleServices } from './visibleServices';

/** HTTP routes of a sidecar or gateway by name of the route configuration: one for each port, and one for each port of a service whose protocol is detected. Reference 6.3. */
export const proxyRoutes: Rule<
  ProxyRef,
  ReadonlyMap<string, readonly VirtualHost[]>
> = {
  source: '6.3',
  ask(mesh, ref) {
    const proxy = mesh.ask(proxyOf, ref);
    if (!proxy) return new Map();
    if (proxy.kind === 'ingress') return mesh.ask(gatewayRoutes, ref);
    const { listeners } = mesh.ask(visibleServices, ref);
    const byPort = new Map<number, readonly VirtualHost[]>();
    const hostsAt = (port: number) => {
      const known = byPort.get(port) ?? hostsOf(mesh, proxy, listeners, port);
      byPort.set(port, known);
      return known;
    };
    const names = mesh
      .ask(outboundListeners, ref)
      .flatMap(({ chains }) =>
        chains.flatMap(chain => (chain.code === 'http' ? chain.routes : [])),
      );
    return new Map(names.map(name => [name, named(name, hostsAt)]));
  },
};

/** Routes of the name `host:port` are those of the host alone, whatever name the request uses. */
function named(
  name: string,
  hostsAt: (port: number) => readonly VirtualHost[],
): readonly VirtualHost[] {
  const colon = name.lastIndexOf(':');
  if (colon < 0) return hostsAt(Number(name));
  const host = name.slice(0, colon);
  return hostsAt(Number(name.slice(colon + 1)))
    .filter(({ domains }) => domains.includes(host))
    .map(({ routes }) => ({ domains: ['*'], routes }));
}

function hostsOf(
  mesh: Mesh,
  proxy: Proxy,
  listeners: readonly EgressListener[],
  port: number,
): readonly VirtualHost[] {
  const { view } = proxy;
  const listener = listeners.find(
    candidate => !candidate.port || candidate.port.number === port,
  );
  if (!view || !listener) return [];
  const { services } = listener;
  const virtualServices = listenerVirtualServices(mesh, proxy, listener);
  const aliases = mesh.ask(serviceAliases, view.key);
  return httpVirtualHosts({
    port,
    client: routeClient(proxy),
    services,
    virtualServices,
    mostSpecific: mostSpecificVirtualServices(
      virtualServices,
      services.map(({ host }) => host),
    ),
    aliasesOf: host => aliases.get(host) ?? [],
  });
}
