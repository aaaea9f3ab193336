import { Rule } from '../model/rule';
import { MeshService } from './meshServices';
import { EnvoyCluster, ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { serviceClusters } from './serviceClusters';
import { visibleServices } from './visibleServices';

/** Services that a proxy may call, by host. Reference 3.8. */
export const visibleHosts: Rule<ProxyRef, ReadonlyMap<string, MeshService>> = {
  source: '3.8',
  nameOf: ({ cluster, namespace, pod }) => `${cluster}/${namespace}/${pod}`,
  ask: (mesh, ref) =>
    new Map(
      mesh
        .ask(visibleServices, ref)
        .services.map(service => [service.host, service]),
    ),
};

/** The Envoy clusters of one host for one proxy: of every port and every subset. Reference 3.11. */
export const hostClusters: Rule<
  { readonly client: ProxyRef; readonly host: string },
  ReadonlyMap<string, EnvoyCluster>
> = {
  source: '3.11',
  nameOf: ({ client: { cluster, namespace, pod }, host }) =>
    `${cluster}/${namespace}/${pod} ${host}`,
  ask(mesh, { client, host }) {
    const proxy = mesh.ask(proxyOf, client);
    const service = mesh.ask(visibleHosts, client).get(host);
    if (!proxy?.view || proxy.rejected !== undefined || !service)
      return new Map();
    return serviceClusters(mesh, { ...proxy, view: proxy.view }, service);
  },
};
