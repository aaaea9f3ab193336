import { Mesh } from '../model/mesh';
import { RouteDestination } from '../model/records/virtualService';
import { Rule } from '../model/rule';
import { RouteClient } from './clientHttpRoutes';
import {
  clusterName,
  configuredRoutes,
  UNKNOWN_SERVICE,
} from './configuredRoutes';
import { commonHosts, hostsForNamespace } from './gatewayHosts';
import { GatewayServerBinding, gatewayServers } from './gatewayServers';
import { MeshService } from './meshServices';
import { ConfiguredRoute, ProxyRef, VirtualHost } from './proxyConfig';
import { Proxy, proxyOf } from './proxyOf';
import { visibleServices } from './visibleServices';
import { virtualServicesFor } from './virtualServicesFor';

/** HTTP routes of a gateway by name of the route configuration. All VirtualServices of a host count, in order of age. Reference 6.3. */
export const gatewayRoutes: Rule<
  ProxyRef,
  ReadonlyMap<string, readonly VirtualHost[]>
> = {
  source: '6.3',
  ask(mesh, ref) {
    const proxy = mesh.ask(proxyOf, ref);
    if (!proxy) return new Map();
    const { services } = mesh.ask(visibleServices, ref);
    const byHost = new Map(services.map(service => [service.host, service]));
    const byName = new Map<string, GatewayServerBinding[]>();
    for (const server of mesh.ask(gatewayServers, ref)) {
      if (server.routes === undefined) continue;
      const known = byName.get(server.routes);
      if (known) known.push(server);
      else byName.set(server.routes, [server]);
    }
    return new Map(
      [...byName].map(([name, servers]) => [
        name,
        virtualHosts(mesh, proxy, servers, byHost),
      ]),
    );
  },
};

/** The gateway as routes see it. */
export function gatewayClient(
  { namespace, labels }: Proxy,
  gateway: string,
): RouteClient {
  return { gateway, namespace, labels };
}

/** Hosts with the very same routes share one entry. */
function virtualHosts(
  mesh: Mesh,
  proxy: Proxy,
  servers: readonly GatewayServerBinding[],
  services: ReadonlyMap<string, MeshService>,
): readonly VirtualHost[] {
  const byHost = new Map<string, HostRoutes[]>();
  for (const server of servers)
    for (const part of routedBy(mesh, proxy, server, services))
      for (const host of part.hosts)
        byHost.set(host, [...(byHost.get(host) ?? []), part]);
  const bySource = new Map<string, VirtualHost>();
  for (const host of [...byHost.keys()].sort()) {
    const parts = byHost.get(host) ?? [];
    const source = parts.map(part => part.source).join(' ');
    const known = bySource.get(source);
    bySource.set(source, {
      domains: [...(known?.domains ?? []), host],
      routes:
        known?.routes ?? everythingLast(parts.flatMap(part => part.routes)),
    });
  }
  return [...bySource.values()];
}

/** Routes of one VirtualService at one gateway. */
interface HostRoutes {
  readonly source: string;
  readonly hosts: readonly string[];
  readonly routes: readonly ConfiguredRoute[];
}

function routedBy(
  mesh: Mesh,
  proxy: Proxy,
  { gateway, hosts: serverHosts, serverPort }: GatewayServerBinding,
  services: ReadonlyMap<string, MeshService>,
): readonly HostRoutes[] {
  const { view, namespace } = proxy;
  if (!view) return [];
  return mesh
    .ask(virtualServicesFor, {
      controlPlane: view.key,
      namespace,
      gateway: gateway.id,
    })
    .flatMap(virtualService => {
      const own = hostsForNamespace(serverHosts, virtualService.namespace);
      const hosts = commonHosts(own, virtualService.hosts);
      const routes = configuredRoutes({
        virtualService,
        client: gatewayClient(proxy, gateway.id),
        port: serverPort,
        clusterOf: destination => clusterAt(destination, services, serverPort),
      });
      if (hosts.length === 0 || routes.length === 0) return [];
      const { namespace: home, name } = virtualService;
      return [{ source: `${gateway.id}/${home}/${name}`, hosts, routes }];
    });
}

/** A destination without port means its only one, else that of the server. */
export function clusterAt(
  { host, subset, port }: RouteDestination,
  services: ReadonlyMap<string, MeshService>,
  serverPort: number,
): string {
  if (host === '') return UNKNOWN_SERVICE;
  const service = services.get(host);
  const only =
    service?.ports.length === 1 ? service.ports[0].number : undefined;
  return clusterName(
    port ?? only ?? serverPort,
    subset,
    service?.aliasOf ?? host,
  );
}

/** A route that takes everything is asked last, whichever object it is from. */
function everythingLast(
  routes: readonly ConfiguredRoute[],
): readonly ConfiguredRoute[] {
  const takesAll = ({ match }: ConfiguredRoute) =>
    match === 'prefix:/' || match === 'regex:.*';
  return [
    ...routes.filter(route => !takesAll(route)),
    ...routes.filter(takesAll),
  ];
}
