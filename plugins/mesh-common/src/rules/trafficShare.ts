import { Mesh } from '../model/mesh';
import { ClusterName, serviceKey, ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';
import { callRoutes } from './callRoutes';
import { EjectionAbility } from './clusterEjection';
import { DeadPart } from './deadPart';
import { visibleHosts } from './hostClusters';
import { MeshPort, MeshService } from './meshServices';
import { ConfiguredRoute, ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { routeShare } from './routeShare';
import { visibleServices } from './visibleServices';

/** One client's calls to one service. @public */
export interface TrafficQuestion {
  readonly client: ProxyRef;
  readonly service: ServiceRef;
  /** Service port; without one, the first that is not UDP. */
  readonly port?: number;
  /** What does not answer although istiod lists it; nothing, if left out. */
  readonly failure?: TrafficFailure;
}

/** Parts of the fleet that are dead, and whether outlier detection has had time to see it (reference 5.7, `t0` and `t1`). @public */
export interface TrafficFailure {
  readonly dead: readonly DeadPart[];
  readonly noticed: boolean;
}

/**
 * Something a reader of shares must know.
 *
 * - `gateway-address-repeated`: Envoy keeps only the first copy of an address, so weights are lost (4.4).
 * - `network-without-gateway`: addresses of another network are dialled directly.
 * - `no-ready-pods-behind-gateway`: a gateway keeps its share although nobody behind it is ready (4.4).
 * - `failover-not-armed`: without outlier detection, what fails keeps its share for ever (5.6).
 * - `ejection-weak`: the ejection limit leaves failing endpoints in use (5.6).
 * - `distribution-without-fallback`: ready endpoints are left out because a distribution does not name their locality (5.3).
 * - `pinned-subset`: the subset has nobody left while the service has (5.9).
 * - `nobody-left`: no endpoint that this client may use answers.
 * - `destination-missing`: a route names a subset, port or host that does not exist.
 * - `application-chooses`: the caller picks the address itself, as with headless services.
 * - `zone-aware`: shares between zones also depend on where clients are (5.4).
 * - `consistent-hash`: the hash of a request decides; shares are those of many different requests.
 *
 * @public
 */
export interface TrafficNote {
  readonly code:
    | 'gateway-address-repeated'
    | 'network-without-gateway'
    | 'no-ready-pods-behind-gateway'
    | 'failover-not-armed'
    | 'ejection-weak'
    | 'distribution-without-fallback'
    | 'pinned-subset'
    | 'nobody-left'
    | 'destination-missing'
    | 'application-chooses'
    | 'zone-aware'
    | 'consistent-hash';
  /** Envoy cluster it is about. */
  readonly destination: string;
}

/** Part of the requests that goes to one place in one way. @public */
export interface TrafficPart {
  /** Cluster of the endpoint; of a gateway, the one that declares it. `undefined`: a gateway that mesh networks name. */
  readonly cluster: ClusterName | undefined;
  readonly locality: string;
  /** `''`: unknown. */
  readonly network: string;
  readonly path: 'direct' | 'gateway';
  /** Share of all requests of the route, 0 to 1. */
  readonly share: number;
  /** Share of all requests of the route that fails here, before retries. */
  readonly failing: number;
}

/** Where the requests of one route go. Parts, refused, unplaced and answered shares sum to 1. @public */
export interface RouteShare {
  /** What the route takes, e.g. `prefix:/`; `''`: everything. */
  readonly match: string;
  /** By share, largest first. */
  readonly parts: readonly TrafficPart[];
  /** Share that is answered with 503 because there is nobody to send to. */
  readonly refused: number;
  /** Share of which nobody can say where it goes. */
  readonly unplaced: number;
  /** Share that the proxy answers itself: redirects and direct responses. */
  readonly answered: number;
  /** Share that fails in any way, `refused` included. */
  readonly failing: number;
  /** Endpoints that are listed, available and alive; a gateway is one. */
  readonly usable: number;
  /** By Envoy cluster. */
  readonly ejection: ReadonlyMap<string, EjectionAbility>;
  readonly notes: readonly TrafficNote[];
}

/** Where calls go, or why there are none. @public */
export type TrafficShare =
  | {
      readonly code: 'shares';
      /** Envoy's name of the service. */
      readonly host: string;
      readonly port: number;
      /** In the order in which they are tried. */
      readonly routes: readonly RouteShare[];
    }
  | {
      readonly code: 'none';
      /** `not-visible`: not exported, not imported, or not known to the caller's control plane. */
      readonly reason:
        | 'no-proxy'
        | 'no-control-plane'
        | 'rejected'
        | 'not-visible'
        | 'no-such-port'
        | 'no-route';
    };

/**
 * Expected shares of the calls of one client to a service, by cluster and locality: weights of routes times what Envoy makes of each
 * destination. What fails already counts as ejected as far as the limit allows. Computed from configuration, not measured.
 * Reference 5.5 to 5.9.
 *
 * @public
 */
export const trafficShare: Rule<TrafficQuestion, TrafficShare> = {
  source: '5.9',
  nameOf: ({ client, service, port, failure }) =>
    [
      `${client.cluster}/${client.namespace}/${client.pod}`,
      serviceKey(service),
      port ?? '',
      failure ? JSON.stringify(failure) : '',
    ].join(' '),
  ask(mesh, question) {
    const { client: ref, failure } = question;
    const proxy = mesh.ask(proxyOf, ref);
    if (!proxy) return { code: 'none', reason: 'no-proxy' };
    const { view, rejected } = proxy;
    if (!view) return { code: 'none', reason: 'no-control-plane' };
    if (rejected !== undefined) return { code: 'none', reason: 'rejected' };
    const service = calledService(mesh, ref, question.service);
    if (!service) return { code: 'none', reason: 'not-visible' };
    const port = calledPort(service, question.port);
    if (!port) return { code: 'none', reason: 'no-such-port' };
    const routes = routesOf(mesh, ref, service, port, failure);
    return routes.length === 0
      ? { code: 'none', reason: 'no-route' }
      : { code: 'shares', host: service.host, port: port.number, routes };
  },
};

function routesOf(
  mesh: Mesh,
  client: ProxyRef,
  { host, ports }: MeshService,
  port: MeshPort,
  failure: TrafficFailure | undefined,
): readonly RouteShare[] {
  const dead = failure?.dead ?? NOTHING_DEAD;
  const noticed = failure?.noticed ? dead : NOTHING_DEAD;
  return mesh
    .ask(routesTo, { client, host, position: ports.indexOf(port) })
    .map(route => routeShare(mesh, { client, route, dead, noticed }));
}

const NOTHING_DEAD: readonly DeadPart[] = [];

/** Routes of a client to a port of a service, whatever is dead. */
const routesTo: Rule<
  {
    readonly client: ProxyRef;
    readonly host: string;
    /** Which of the ports of the service it is. */
    readonly position: number;
  },
  readonly ConfiguredRoute[]
> = {
  source: '5.9',
  nameOf: ({ client: { cluster, namespace, pod }, host, position }) =>
    `${cluster}/${namespace}/${pod} ${host} ${position}`,
  ask(mesh, { client: ref, host, position }) {
    const proxy = mesh.ask(proxyOf, ref);
    const service = mesh.ask(visibleHosts, ref).get(host);
    const port = service?.ports[position];
    if (!proxy?.view || !service || !port) return [];
    const client = { ref, proxy: { ...proxy, view: proxy.view } };
    return callRoutes(mesh, client, service, port);
  },
};

/** The service as the client knows it: a Kubernetes Service before a ServiceEntry of that name; of another name, the service it stands for. */
export function calledService(
  mesh: Mesh,
  client: ProxyRef,
  { namespace, name }: ServiceRef,
): MeshService | undefined {
  const { byHost, hosts } = mesh.ask(visibleServices, client);
  const named = hosts.get(`${namespace}/${name}`);
  const found = named === undefined ? undefined : byHost.get(named);
  return found?.aliasOf === undefined ? found : byHost.get(found.aliasOf);
}

function calledPort(
  { ports }: MeshService,
  wanted: number | undefined,
): MeshPort | undefined {
  return wanted === undefined
    ? ports.find(({ protocol }) => protocol !== 'udp')
    : ports.find(({ number }) => number === wanted);
}
