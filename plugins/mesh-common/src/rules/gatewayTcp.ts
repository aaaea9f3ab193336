import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import { StreamRoute } from '../model/records/virtualService';
import { weightedDestinations } from './clientHttpRoutes';
import { commonHosts, hostsForNamespace } from './gatewayHosts';
import { clusterAt, gatewayClient } from './gatewayRoutes';
import { GatewayServerBinding, gatewayServers } from './gatewayServers';
import { MeshService } from './meshServices';
import { ConfiguredRoute, ProxyRef } from './proxyConfig';
import { Proxy, proxyOf } from './proxyOf';
import { UNSPECIFIED } from './serviceAddress';
import { streamMatchApplies } from './streamMatchApplies';
import { visibleServices } from './visibleServices';
import { virtualServicesFor } from './virtualServicesFor';

/** Connections that a gateway forwards as they are, by listener: by TLS and TCP routes of VirtualServices. Reference 6.3. */
export const gatewayTcp: Rule<
  ProxyRef,
  ReadonlyMap<string, readonly ConfiguredRoute[]>
> = {
  source: '6.3',
  ask(mesh, ref) {
    const proxy = mesh.ask(proxyOf, ref);
    if (!proxy) return new Map();
    const { services } = mesh.ask(visibleServices, ref);
    const byHost = new Map(services.map(service => [service.host, service]));
    const result = new Map<string, ConfiguredRoute[]>();
    for (const server of mesh.ask(gatewayServers, ref)) {
      const routes = routesOf(mesh, proxy, server, byHost);
      if (routes.length === 0) continue;
      const name = `${UNSPECIFIED}_${server.port}`;
      const known = result.get(name) ?? [];
      const taken = new Set(known.map(({ match }) => match));
      result.set(name, [
        ...known,
        ...routes.filter(({ match }) => !taken.has(match)),
      ]);
    }
    return result;
  },
};

function routesOf(
  mesh: Mesh,
  proxy: Proxy,
  server: GatewayServerBinding,
  services: ReadonlyMap<string, MeshService>,
): readonly ConfiguredRoute[] {
  const { treatment, tlsMode, gateway, serverPort, hosts } = server;
  const { view, namespace } = proxy;
  if (!view || tlsMode === 'AUTO_PASSTHROUGH') return [];
  if (treatment !== 'tls' && treatment !== 'tcp') return [];
  const client = gatewayClient(proxy, gateway.id);
  const own = mesh
    .ask(virtualServicesFor, {
      controlPlane: view.key,
      namespace,
      gateway: gateway.id,
    })
    .filter(
      ({ namespace: home, hosts: names }) =>
        commonHosts(hostsForNamespace(hosts, home), names).length > 0,
    );
  const configured = (route: StreamRoute, names: readonly string[]) => ({
    match: names.length === 0 ? '' : `sni=${[...names].sort().join(',')}`,
    clusters: weightedDestinations(route.route).map(destination => ({
      name: clusterAt(destination, services, serverPort),
      weight: destination.weight,
    })),
  });
  if (tlsMode === 'PASSTHROUGH')
    return own
      .flatMap(({ tls }) => tls)
      .flatMap(route =>
        route.match
          .filter(match => streamMatchApplies(match, client, serverPort))
          .map(match => configured(route, match.sniHosts)),
      );
  const first = own
    .flatMap(({ tcp }) => tcp)
    .find(
      ({ match }) =>
        match.length === 0 ||
        match.some(item => streamMatchApplies(item, client, serverPort)),
    );
  if (!first) return [];
  const names = hosts.map(host => host.slice(host.indexOf('/') + 1));
  const any = treatment === 'tcp' || names.includes('*');
  return [configured(first, any ? [] : names)];
}
