import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { gatewayListeners } from './gatewayListeners';
import { gatewayPassthrough } from './gatewayPassthrough';
import { proxyClusters } from './proxyClusters';
import { proxyInbound } from './proxyInbound';
import { proxyOf } from './proxyOf';
import { proxyRoutes } from './proxyRoutes';
import { proxyTcp } from './proxyTcp';
import { WorkloadApi, workloadApi } from './workloadApi';

/** A proxy: the pod it runs in. @public */
export interface ProxyRef {
  readonly cluster: ClusterName;
  readonly namespace: string;
  readonly pod: string;
}

/** One address of an Envoy cluster, with its place in the order in which Envoy uses them. @public */
export interface AssignedEndpoint {
  readonly address: string;
  readonly port: number;
  /** `region/zone/subzone`, trailing empty parts cut. */
  readonly locality: string;
  /** 0 is used first. */
  readonly priority: number;
  readonly weight: number;
  /** Weight of its group: of the same locality and priority. */
  readonly localityWeight: number;
  /** `unknown` (gateways, WorkloadEntries) counts as healthy. */
  readonly health: 'healthy' | 'unhealthy' | 'draining' | 'unknown';
  readonly network: string;
  /** Cluster ID of the registry it comes from; of a gateway, of the cluster that declares it. */
  readonly cluster: string;
  readonly gateway: boolean;
  readonly mtls: boolean;
  readonly tunnel?: 'hbone' | 'double-hbone';
}

/** Fields of Envoy's outlier detection that are set (reference 5.6). @public */
export interface EnvoyOutlierDetection {
  readonly baseEjectionTime?: string;
  readonly consecutive5xx?: number;
  readonly consecutiveGatewayFailure?: number;
  readonly consecutiveLocalOriginFailure?: number;
  readonly enforcingConsecutive5xx?: number;
  readonly enforcingConsecutiveGatewayFailure?: number;
  readonly enforcingConsecutiveLocalOriginFailure?: number;
  readonly enforcingSuccessRate?: number;
  readonly enforcingLocalOriginSuccessRate?: number;
  readonly interval?: string;
  readonly maxEjectionPercent?: number;
  readonly splitExternalLocalOriginErrors?: boolean;
}

/** One cluster of Envoy: a port of a service, or of a subset of it, as one proxy is given it. @public */
export interface EnvoyCluster {
  readonly type: 'EDS' | 'ORIGINAL_DST' | 'STRICT_DNS' | 'LOGICAL_DNS';
  readonly lbPolicy: string;
  /** Envoy picks the locality by weight before the endpoint. */
  readonly localityWeighted: boolean;
  readonly zoneAware: boolean;
  /** Percent of available endpoints below which Envoy uses all of them; `undefined`: Envoy's default of 50. */
  readonly panicThreshold: number | undefined;
  readonly outlierDetection: EnvoyOutlierDetection | undefined;
  /** `auto`: Envoy decides per endpoint. */
  readonly tls: 'auto' | 'none' | 'mutual-istio' | 'mutual' | 'simple';
  /** Identities that the client accepts; `undefined`: no list. */
  readonly sans: readonly string[] | undefined;
  /** In Envoy's order: locality, priority, address, port. */
  readonly endpoints: readonly AssignedEndpoint[];
}

/** A share of the requests of a route. @public */
export interface WeightedCluster {
  /** Name of the Envoy cluster, `outbound|<port>|<subset>|<host>`. */
  readonly name: string;
  readonly weight: number;
}

/** What a route does with a request that it matches. @public */
export interface ConfiguredRoute {
  /** Path, then headers, e.g. `prefix:/api header:end-user=jason`; SNI names for TCP. */
  readonly match: string;
  readonly clusters?: readonly WeightedCluster[];
  readonly redirect?: string;
  readonly directResponse?: number;
  readonly mirrors?: readonly string[];
}

/** Routes for some host names, in the order of evaluation. @public */
export interface VirtualHost {
  /** Without short forms, ports and addresses. `*` in the configuration of one host means that host. */
  readonly domains: readonly string[];
  readonly routes: readonly ConfiguredRoute[];
}

/** How a proxy accepts connections to a port of its workload. @public */
export interface InboundPort {
  readonly mtls: 'STRICT' | 'PERMISSIVE' | 'DISABLE';
}

/** Everything that istiod gives one proxy, as far as it decides where requests go (reference 3 to 7). @public */
export interface ProxyConfig {
  /** Cluster ID of the istiod that serves it; `''` if none does. */
  readonly controlPlane: string;
  /** Why no istiod accepts it; everything else is empty then. */
  readonly rejected?: string;
  /** What the proxy claims, `''` if nothing. */
  readonly network: string;
  readonly locality: string;
  readonly clusters: ReadonlyMap<string, EnvoyCluster>;
  /** By name of the route configuration: a port, or `host:port` where the protocol is detected. */
  readonly routes: ReadonlyMap<string, readonly VirtualHost[]>;
  /** By listener, `<host or address>_<port>`. */
  readonly tcp: ReadonlyMap<string, readonly ConfiguredRoute[]>;
  /** By workload port; `*` for every other one. */
  readonly inbound: ReadonlyMap<string, InboundPort>;
  /** Only of gateways: ports on which the pod listens. */
  readonly listeners?: readonly string[];
  /** Only of gateways: accepted SNI name, and the endpoints behind it. */
  readonly passthrough?: ReadonlyMap<string, readonly AssignedEndpoint[]>;
  /** Only of ztunnel, which is given nothing else. */
  readonly workloadApi?: WorkloadApi;
}

/** Everything that istiod gives a proxy; empty with a reason for one that it does not accept. Reference 3 to 7. @public */
export const proxyConfig: Rule<ProxyRef, ProxyConfig> = {
  source: '3',
  nameOf: ({ cluster, namespace, pod }) => `${cluster}/${namespace}/${pod}`,
  ask(mesh, ref) {
    const proxy = mesh.ask(proxyOf, ref);
    const nothing = {
      controlPlane: proxy?.view?.clusterId ?? '',
      network: '',
      locality: '',
      clusters: new Map(),
      routes: new Map(),
      tcp: new Map(),
      inbound: new Map(),
    };
    if (!proxy?.view)
      return { ...nothing, rejected: 'no istiod serves this proxy' };
    if (proxy.rejected !== undefined)
      return { ...nothing, rejected: proxy.rejected };
    const { network, locality } = proxy;
    if (proxy.kind === 'ztunnel') {
      const api = mesh.ask(workloadApi, proxy.view.key);
      return { ...nothing, network, workloadApi: api };
    }
    const base = {
      ...nothing,
      network,
      locality,
      clusters: mesh.ask(proxyClusters, ref),
      routes: mesh.ask(proxyRoutes, ref),
      tcp: mesh.ask(proxyTcp, ref),
    };
    if (proxy.kind === 'ingress')
      return {
        ...base,
        listeners: mesh.ask(gatewayListeners, ref),
        passthrough: mesh.ask(gatewayPassthrough, ref),
      };
    return { ...base, inbound: mesh.ask(proxyInbound, ref) };
  },
};
