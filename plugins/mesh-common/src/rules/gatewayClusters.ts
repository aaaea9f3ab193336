import { Rule } from '../model/rule';
import { gatewayRoutes } from './gatewayRoutes';
import { gatewayTcp } from './gatewayTcp';
import { EnvoyCluster, ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { serviceClusters } from './serviceClusters';
import { visibleServices } from './visibleServices';

/** The Envoy clusters of a gateway: of the services that it sees, those that its routes name. Reference 3.11, 6.3. */
export const gatewayClusters: Rule<
  ProxyRef,
  ReadonlyMap<string, EnvoyCluster>
> = {
  source: '3.11',
  nameOf: ({ cluster, namespace, pod }) => `${cluster}/${namespace}/${pod}`,
  ask(mesh, ref) {
    const proxy = mesh.ask(proxyOf, ref);
    if (!proxy?.view || proxy.rejected !== undefined) return new Map();
    const served = { ...proxy, view: proxy.view };
    const routes = [...mesh.ask(gatewayRoutes, ref).values()].flatMap(hosts =>
      hosts.flatMap(host => host.routes),
    );
    const named = new Set(
      [...routes, ...[...mesh.ask(gatewayTcp, ref).values()].flat()].flatMap(
        ({ clusters = [], mirrors = [] }) => [
          ...clusters.map(({ name }) => name),
          ...mirrors,
        ],
      ),
    );
    const hosts = new Set(
      [...named].map(name => name.slice(name.lastIndexOf('|') + 1)),
    );
    return new Map(
      mesh
        .ask(visibleServices, ref)
        .services.filter(({ host }) => hosts.has(host))
        .flatMap(service => [...serviceClusters(mesh, served, service)])
        .filter(([name]) => named.has(name)),
    );
  },
};
