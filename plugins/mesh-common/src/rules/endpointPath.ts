import { isAddress } from './cidr';
import { GatewayDirectory } from './gatewayDirectory';
import { LoadEndpoint } from './localityGroup';

/** One address under which a network can be entered (reference 4.1). @public */
export interface NetworkGateway {
  readonly network: string;
  /** Cluster that declares it; `''` for addresses from `meshNetworks`. */
  readonly cluster: string;
  /** An IP address, or a host name that istiod resolves. */
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
  /** A client without network uses gateways (1.30). */
  readonly gatewaysWithoutNetwork: boolean;
  /** Gateways of a family that the client does not speak are left out (1.30). */
  readonly gatewayFamilies: boolean;
}

/** How a proxy gets to an endpoint. @public */
export type EndpointPath =
  /** The endpoint itself is dialled: its network is the client's, or one of the two is not known. */
  | { readonly code: 'direct' }
  /** The endpoint itself is dialled although it lies in another network: nobody knows a gateway of that network. */
  | { readonly code: 'unroutable' }
  | { readonly code: 'through'; readonly gateways: readonly NetworkGateway[] }
  /** It is left out of the client's list. */
  | {
      readonly code: 'dropped';
      readonly reason:
        | 'no-mtls'
        | 'no-gateway'
        | 'address-family'
        | 'switched-off';
    };

/** How a client gets to an endpoint that it is given. Reference 4.2, 4.3. @public */
export function endpointPath(
  endpoint: LoadEndpoint,
  options: {
    readonly client: FilterClient;
    readonly gateways: readonly NetworkGateway[];
    readonly switches: FilterSwitches;
  },
): EndpointPath {
  const { client, switches } = options;
  const same =
    endpoint.network === '' ||
    client.network === '' ||
    endpoint.network === client.network;
  // While nobody knows any gateway, networks are not told apart.
  if (options.gateways.length === 0 && usesMtls(client, switches))
    return { code: same ? 'direct' : 'unroutable' };
  const usable = GatewayDirectory.of(options.gateways)
    .into(endpoint.network, endpoint.cluster)
    .filter(gateway => {
      if (client.kind === 'sidecar') return gateway.port !== 0;
      return switches.ambientMultiNetwork ? gateway.hbonePort !== 0 : true;
    });
  const reachable = switches.gatewayFamilies
    ? usable.filter(gateway => speaks(client, gateway.address))
    : usable;
  if (!same && switches.ambientMultiNetwork) {
    if (isSwitchedOff(client, switches))
      return { code: 'dropped', reason: 'switched-off' };
    if (usable.length === 0) return { code: 'dropped', reason: 'no-gateway' };
  }
  const forced =
    switches.gatewaysWithoutNetwork &&
    client.network === '' &&
    endpoint.network !== '' &&
    usable.length > 0;
  if (!forced && (same || usable.length === 0))
    return { code: same ? 'direct' : 'unroutable' };
  if (reachable.length === 0)
    return { code: 'dropped', reason: 'address-family' };
  if (usesMtls(client, switches) && !endpoint.mtls)
    return { code: 'dropped', reason: 'no-mtls' };
  return { code: 'through', gateways: reachable };
}

/** Whether a client enters other networks by mTLS with SNI, and not by HBONE. */
export function usesMtls(
  { kind }: FilterClient,
  { ambientMultiNetwork }: FilterSwitches,
): boolean {
  return kind === 'sidecar' || !ambientMultiNetwork;
}

function isSwitchedOff(
  { kind }: FilterClient,
  { ambientIngress, ambientWaypoint }: FilterSwitches,
): boolean {
  return (
    (kind === 'waypoint' && !ambientWaypoint) ||
    (kind === 'ingress' && !ambientIngress)
  );
}

/** What a name resolves to cannot be seen, and is taken to fit. */
function speaks({ addressFamilies }: FilterClient, address: string): boolean {
  if (!isAddress(address)) return true;
  return address.includes(':') ? addressFamilies.ipv6 : addressFamilies.ipv4;
}
