import { compareText, NO_LABELS } from '../model/record';
import { Rule } from '../model/rule';
import { clientEndpoints } from './clientEndpoints';
import { destinationRules } from './destinationRules';
import { effectivePolicy } from './effectivePolicy';
import { EndpointPath, endpointPath } from './endpointPath';
import { filterClient, filterSwitches } from './filterClient';
import { visibleHosts } from './hostClusters';
import { LoadEndpoint } from './localityGroup';
import { networkGateways } from './networkGateways';
import { ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';

/** How a client gets to the endpoints of one cluster and network; the same for all of them but those with or without mTLS. @public */
export interface NetworkPath {
  /** Cluster ID of the registry that the endpoints come from. */
  readonly cluster: string;
  /** `''` = unknown, which counts as the client's own. */
  readonly network: string;
  readonly path: EndpointPath;
  readonly endpoints: number;
  /** Endpoints that are ready for requests. */
  readonly ready: number;
}

/** How a client's proxy reaches the endpoints of a port of a service: straight, through the gateways of their network, or not at all. Reference 4.2, 4.3. @public */
export const networkPath: Rule<
  { readonly client: ProxyRef; readonly host: string; readonly port: number },
  readonly NetworkPath[]
> = {
  source: '4.3',
  nameOf: ({ client: { cluster, namespace, pod }, host, port }) =>
    `${cluster}/${namespace}/${pod} ${host} ${port}`,
  ask(mesh, { client, host, port: number }) {
    const proxy = mesh.ask(proxyOf, client);
    const service = mesh.ask(visibleHosts, client).get(host);
    const port = service?.ports.find(candidate => candidate.number === number);
    if (!proxy?.view || proxy.rejected !== undefined || !service || !port)
      return [];
    const served = { ...proxy, view: proxy.view };
    const rule = mesh
      .ask(destinationRules, served.view.key)
      .ruleFor(served, service);
    const policy = effectivePolicy({
      rule: rule?.trafficPolicy,
      subset: undefined,
      port: number,
    });
    const options = {
      client: filterClient(served),
      gateways: mesh.ask(networkGateways, served.view.key),
      switches: filterSwitches(served.view),
    };
    const groups = clientEndpoints(mesh, {
      proxy: served,
      service,
      port,
      subset: NO_LABELS,
      policy,
    });
    return summarized(
      groups.flatMap(group =>
        group.endpoints.map(endpoint => ({
          endpoint,
          path: endpointPath(endpoint, options),
        })),
      ),
    );
  },
};

function summarized(
  found: readonly {
    readonly endpoint: LoadEndpoint;
    readonly path: EndpointPath;
  }[],
): readonly NetworkPath[] {
  const paths = new Map<string, NetworkPath>();
  for (const { endpoint, path } of found) {
    const { cluster, network, health } = endpoint;
    const key = JSON.stringify([cluster, network, path]);
    const known = paths.get(key);
    paths.set(key, {
      cluster,
      network,
      path,
      endpoints: (known?.endpoints ?? 0) + 1,
      ready:
        (known?.ready ?? 0) +
        Number(health === 'healthy' || health === 'unknown'),
    });
  }
  return [...paths.keys()]
    .sort(compareText)
    .flatMap(key => paths.get(key) ?? []);
}
