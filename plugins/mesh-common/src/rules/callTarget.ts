import { Mesh } from '../model/mesh';
import { serviceKey, ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';
import { calledService } from './calledService';
import { callRoutes } from './callRoutes';
import { hostOfCluster } from './destination';
import { AlikeQuestion, hostTarget } from './hostClusters';
import { MeshPort, MeshService } from './meshServices';
import { ConfiguredRoute, ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { TrafficShare } from './trafficShare';

/** One client's calls to one service. @public */
export interface CallQuestion {
  readonly client: ProxyRef;
  readonly service: ServiceRef;
  /** Service port; without one, the first that is not UDP. */
  readonly port?: number;
}

/** Calls to a port of a service, whatever is dead. */
export interface Calls {
  readonly host: string;
  readonly port: number;
  /** In the order in which they are tried. */
  readonly routes: readonly ConfiguredRoute[];
}

/** Calls of all clients whose calls go the same ways. */
export interface AlikeCalls extends Calls {
  /** Name of the calls in memos: of everything that is in them. */
  readonly name: string;
  /** By name of an Envoy cluster, what its host is to them; one that is missing they do not have. */
  readonly destinations: ReadonlyMap<string, AlikeQuestion>;
}

/** Calls of one client. */
export interface CallTarget extends Calls {
  readonly code: 'calls';
  /** For whom they go the same ways; `undefined`: this client only, whose Sidecar or routes make a service another one. */
  readonly alike: AlikeCalls | undefined;
}

/** Where the calls of a client to a service go, or why there are none. Reference 5.9. */
export const callTarget: Rule<
  CallQuestion,
  CallTarget | Extract<TrafficShare, { readonly code: 'none' }>
> = {
  source: '5.9',
  nameOf: ({ client: { cluster, namespace, pod }, service, port }) =>
    `${cluster}/${namespace}/${pod} ${serviceKey(service)} ${port ?? ''}`,
  ask(mesh, question) {
    const { client: ref } = question;
    const proxy = mesh.ask(proxyOf, ref);
    if (!proxy) return { code: 'none', reason: 'no-proxy' };
    const { view, rejected } = proxy;
    if (!view) return { code: 'none', reason: 'no-control-plane' };
    if (rejected !== undefined) return { code: 'none', reason: 'rejected' };
    const service = calledService(mesh, ref, question.service);
    if (!service) return { code: 'none', reason: 'not-visible' };
    const port = calledPort(service, question.port);
    if (!port) return { code: 'none', reason: 'no-such-port' };
    const client = { ref, proxy: { ...proxy, view } };
    const routes = callRoutes(mesh, client, service, port);
    if (routes.length === 0) return { code: 'none', reason: 'no-route' };
    const calls = { host: service.host, port: port.number, routes };
    return { code: 'calls', ...calls, alike: alikeCalls(mesh, ref, calls) };
  },
};

function calledPort(
  { ports }: MeshService,
  wanted: number | undefined,
): MeshPort | undefined {
  return wanted === undefined
    ? ports.find(({ protocol }) => protocol !== 'udp')
    : ports.find(({ number }) => number === wanted);
}

function alikeCalls(
  mesh: Mesh,
  client: ProxyRef,
  calls: Calls,
): AlikeCalls | undefined {
  const destinations = new Map<string, AlikeQuestion>();
  for (const { clusters = [] } of calls.routes)
    for (const { name } of clusters) {
      const host = hostOfCluster(name);
      const target = mesh.ask(hostTarget, { client, host });
      if (!target) continue;
      if (!target.alike) return undefined;
      destinations.set(name, target.alike);
    }
  const names = [...destinations.values()].map(alike => alike.name);
  return {
    ...calls,
    name: [JSON.stringify(calls), ...names].join('\n'),
    destinations,
  };
}
