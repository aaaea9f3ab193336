import { ClusterName, serviceKey } from '../model/refs';
import { Rule } from '../model/rule';
import { CallQuestion } from './callTarget';
import { EjectionAbility } from './clusterEjection';
import { DeadPart } from './deadPart';
import { placedCalls, shareAfter } from './placedCalls';

/** One client's calls to one service, in a fleet of which parts may be dead. @public */
export interface TrafficQuestion extends CallQuestion {
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
    const calls = mesh.ask(placedCalls, question);
    if (calls.code === 'none') return calls;
    const { failure } = question;
    return failure ? shareAfter(calls, failure) : calls.share;
  },
};
