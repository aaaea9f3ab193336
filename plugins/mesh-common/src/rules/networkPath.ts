import { compareText, NO_LABELS } from '../model/record';
import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import { clientEndpoints, givenQuestion } from './clientEndpoints';
import { controlPlaneView } from './controlPlaneView';
import { destinationRules } from './destinationRules';
import { effectivePolicy } from './effectivePolicy';
import { EndpointClient } from './endpointClient';
import { EndpointPath, endpointPath } from './endpointPath';
import { filterClient, filterSwitches } from './filterClient';
import { AlikeQuestion, hostTarget } from './hostClusters';
import { LoadEndpoint } from './localityGroup';
import { MeshService, meshServices } from './meshServices';
import { networkGateways } from './networkGateways';
import { ProxyRef } from './proxyConfig';

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
  ask(mesh, { client: ref, host, port }) {
    const target = mesh.ask(hostTarget, { client: ref, host });
    if (!target) return [];
    const { alike, client, service } = target;
    return alike
      ? mesh.ask(alikePaths, { alike, port })
      : pathsOf(mesh, { client, service, port });
  },
};

/** The same for all clients that are alike. */
const alikePaths: Rule<
  { readonly alike: AlikeQuestion; readonly port: number },
  readonly NetworkPath[]
> = {
  source: '4.3',
  nameOf: ({ alike, port }) => `${alike.name} ${port}`,
  ask(mesh, { alike: { client, host, position }, port }) {
    const { key } = client.view;
    const view = mesh.ask(controlPlaneView, key);
    const service = mesh.ask(meshServices, key).byHost.get(host)?.[position];
    return view && service
      ? pathsOf(mesh, { client: { ...client, view }, service, port })
      : [];
  },
};

function pathsOf(
  mesh: Mesh,
  question: {
    readonly client: EndpointClient;
    readonly service: MeshService;
    readonly port: number;
  },
): readonly NetworkPath[] {
  const { client, service } = question;
  const port = service.ports.find(({ number }) => number === question.port);
  if (!port) return [];
  const { view } = client;
  const rule = mesh.ask(destinationRules, view.key).ruleFor(client, service);
  const policy = effectivePolicy({
    rule: rule?.trafficPolicy,
    subset: undefined,
    port: port.number,
  });
  const options = {
    client: filterClient(client),
    gateways: mesh.ask(networkGateways, view.key),
    switches: filterSwitches(view),
  };
  const groups = clientEndpoints(
    mesh,
    givenQuestion({ proxy: client, service, port, subset: NO_LABELS, policy }),
  );
  return summarized(
    groups.flatMap(group =>
      group.endpoints.map(endpoint => ({
        endpoint,
        path: endpointPath(endpoint, options),
      })),
    ),
  );
}

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
