import { LoadEndpoint, LocalityGroup, totalWeight } from './localityGroup';

/** One address under which a network can be entered (reference 4.1). @public */
export interface NetworkGateway {
  readonly network: string;
  /** Cluster that declares it; `''` for addresses from `meshNetworks`. */
  readonly cluster: string;
  readonly address: string;
  /** Port for mTLS with SNI routing; 0 = none. */
  readonly port: number;
  /** Port for HBONE; 0 = none. */
  readonly hbonePort: number;
}

/** The proxy for which endpoints of other networks are replaced. @public */
export interface FilterClient {
  /** What the proxy claims; `''` = nothing. */
  readonly network: string;
  readonly kind: 'sidecar' | 'ingress' | 'waypoint';
  readonly addressFamilies: { readonly ipv4: boolean; readonly ipv6: boolean };
}

/** How the istiod of the client filters. @public */
export interface FilterSwitches {
  /** `AMBIENT_ENABLE_MULTI_NETWORK`. */
  readonly ambientMultiNetwork: boolean;
  /** `AMBIENT_ENABLE_MULTI_NETWORK_INGRESS`. */
  readonly ambientIngress: boolean;
  /** `AMBIENT_ENABLE_MULTI_NETWORK_WAYPOINT`. */
  readonly ambientWaypoint: boolean;
  /** A client without network uses gateways, and gateways of a family it does not speak are left out (1.30). */
  readonly strictClient: boolean;
}

/** An endpoint of the list with what decides about it. */
type Verdict =
  | { readonly code: 'direct'; readonly weight: number }
  | { readonly code: 'dropped' }
  | {
      readonly code: 'through';
      readonly gateways: readonly NetworkGateway[];
      readonly weight: number;
    };

/**
 * Replaces endpoints of other networks by the gateways of those networks, locality by locality. Reference 4.2.
 *
 * @public
 */
export function networkFilter(options: {
  readonly groups: readonly LocalityGroup[];
  readonly client: FilterClient;
  readonly gateways: readonly NetworkGateway[];
  readonly switches: FilterSwitches;
}): readonly LocalityGroup[] {
  const { groups, client, gateways, switches } = options;
  const sidecarMode =
    client.kind === 'sidecar' || !switches.ambientMultiNetwork;
  if (gateways.length === 0 && sidecarMode) return groups;

  const scale = weightScale(gateways);
  return groups.map(group => {
    const kept: LoadEndpoint[] = [];
    const behind = new Map<NetworkGateway, number>();
    for (const endpoint of group.endpoints) {
      const verdict = judge(endpoint, { ...options, sidecarMode, scale });
      if (verdict.code === 'direct') {
        kept.push({ ...endpoint, weight: verdict.weight });
      } else if (verdict.code === 'through') {
        const share = Math.floor(verdict.weight / verdict.gateways.length);
        for (const gateway of verdict.gateways) {
          behind.set(gateway, (behind.get(gateway) ?? 0) + share);
        }
      }
    }
    const endpoints = [
      ...kept,
      ...[...behind].map(([gateway, weight]) =>
        standIn(gateway, weight, sidecarMode),
      ),
    ];
    return { ...group, endpoints, weight: totalWeight(endpoints) };
  });
}

function judge(
  endpoint: LoadEndpoint,
  options: {
    readonly client: FilterClient;
    readonly gateways: readonly NetworkGateway[];
    readonly switches: FilterSwitches;
    readonly sidecarMode: boolean;
    readonly scale: number;
  },
): Verdict {
  const { client, switches, sidecarMode } = options;
  const weight = endpoint.weight * options.scale;
  const usable = gatewaysFor(endpoint, options.gateways).filter(gateway => {
    if (client.kind === 'sidecar') return gateway.port !== 0;
    return switches.ambientMultiNetwork ? gateway.hbonePort !== 0 : true;
  });
  const reachable = switches.strictClient
    ? usable.filter(gateway => speaks(client, gateway.address))
    : usable;
  const same =
    endpoint.network === '' ||
    client.network === '' ||
    endpoint.network === client.network;

  if (!same && switches.ambientMultiNetwork) {
    const switchedOff =
      (client.kind === 'waypoint' && !switches.ambientWaypoint) ||
      (client.kind === 'ingress' && !switches.ambientIngress);
    if (switchedOff || reachable.length === 0) return { code: 'dropped' };
  }
  const forced =
    switches.strictClient &&
    client.network === '' &&
    endpoint.network !== '' &&
    usable.length > 0;
  if (!forced && (same || usable.length === 0)) {
    return { code: 'direct', weight };
  }
  if (reachable.length === 0) return { code: 'dropped' };
  if (sidecarMode && !endpoint.mtls) return { code: 'dropped' };
  return { code: 'through', gateways: reachable, weight };
}

/** Gateways declared by the endpoint's own cluster come before the others of its network. */
function gatewaysFor(
  { network, cluster }: LoadEndpoint,
  gateways: readonly NetworkGateway[],
): readonly NetworkGateway[] {
  const ofNetwork = gateways.filter(gateway => gateway.network === network);
  const ofCluster = ofNetwork.filter(gateway => gateway.cluster === cluster);
  return ofCluster.length > 0 ? ofCluster : ofNetwork;
}

function standIn(
  gateway: NetworkGateway,
  weight: number,
  sidecarMode: boolean,
): LoadEndpoint {
  return {
    address: gateway.address,
    port: sidecarMode ? gateway.port : gateway.hbonePort,
    cluster: gateway.cluster,
    network: gateway.network,
    labels: new Map([
      ['topology.istio.io/cluster', gateway.cluster],
      ['topology.istio.io/network', gateway.network],
    ]),
    weight,
    health: 'unknown',
    mtls: sidecarMode,
    gateway: true,
    ...(sidecarMode ? {} : { tunnel: 'double-hbone' }),
  };
}

function speaks({ addressFamilies }: FilterClient, address: string): boolean {
  return address.includes(':') ? addressFamilies.ipv6 : addressFamilies.ipv4;
}

/** The smallest factor by which all weights can be divided among the gateways of any network or cluster without rest. */
function weightScale(gateways: readonly NetworkGateway[]): number {
  const counts = new Map<string, number>();
  for (const { network, cluster } of gateways) {
    for (const key of [`n ${network}`, `c ${network} ${cluster}`]) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return [...counts.values()].reduce(leastCommonMultiple, 1);
}

function leastCommonMultiple(a: number, b: number): number {
  return (a / greatestCommonDivisor(a, b)) * b;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
