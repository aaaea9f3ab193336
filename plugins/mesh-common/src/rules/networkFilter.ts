import {
  endpointPath,
  FilterClient,
  FilterSwitches,
  NetworkGateway,
  usesMtls,
} from './endpointPath';
import { GatewayDirectory } from './gatewayDirectory';
import { LoadEndpoint, LocalityGroup, totalWeight } from './localityGroup';

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
  const mtls = usesMtls(client, switches);
  if (gateways.length === 0 && mtls) return groups;

  const scale = GatewayDirectory.of(gateways).weightScale;
  return groups.map(group => {
    const kept: LoadEndpoint[] = [];
    const behind = new Map<NetworkGateway, number>();
    for (const endpoint of group.endpoints) {
      const weight = endpoint.weight * scale;
      const path = endpointPath(endpoint, options);
      if (path.code === 'direct' || path.code === 'unroutable') {
        kept.push({ ...endpoint, weight });
      } else if (path.code === 'through') {
        const share = Math.floor(weight / path.gateways.length);
        for (const gateway of path.gateways) {
          behind.set(gateway, (behind.get(gateway) ?? 0) + share);
        }
      }
    }
    const endpoints = [
      ...kept,
      ...[...behind].map(([gateway, weight]) => standIn(gateway, weight, mtls)),
    ];
    return { ...group, endpoints, weight: totalWeight(endpoints) };
  });
}

function standIn(
  gateway: NetworkGateway,
  weight: number,
  mtls: boolean,
): LoadEndpoint {
  return {
    address: gateway.address,
    port: mtls ? gateway.port : gateway.hbonePort,
    cluster: gateway.cluster,
    network: gateway.network,
    labels: new Map([
      ['topology.istio.io/cluster', gateway.cluster],
      ['topology.istio.io/network', gateway.network],
    ]),
    weight,
    health: 'unknown',
    mtls,
    gateway: true,
    ...(mtls ? {} : { tunnel: 'double-hbone' }),
  };
}
