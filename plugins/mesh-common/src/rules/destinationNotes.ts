import { ClusterLoad } from './clusterLoad';
import { Destination } from './destination';
import { DestinationHealth } from './destinationHealth';
import { AssignedEndpoint } from './proxyConfig';
import { TrafficNote } from './trafficShare';

/** What a reader must know of the load of an Envoy cluster, worst first. Reference 4.4, 5.3, 5.6, 5.9. */
export function destinationNotes(
  destination: Destination,
  load: ClusterLoad,
  health: DestinationHealth,
): readonly TrafficNote['code'][] {
  const { cluster } = destination;
  const inUse = load.parts.map(({ endpoint }) => endpoint);
  const fails =
    load.refused > 0 || load.parts.some(({ failing }) => failing > 0);
  const when = (code: TrafficNote['code'], applies: boolean) =>
    applies ? [code] : [];
  return [
    ...(fails ? reasonsToFail(destination, load, health) : []),
    ...when('network-without-gateway', inUse.some(health.isUnreachable)),
    ...when(
      'no-ready-pods-behind-gateway',
      inUse.some(
        endpoint => endpoint.gateway && isInFrontOfNobody(endpoint, health),
      ),
    ),
    ...when(
      'gateway-address-repeated',
      load.repeated && cluster.endpoints.some(({ gateway }) => gateway),
    ),
    ...when('zone-aware', cluster.zoneAware),
    ...when(
      'consistent-hash',
      cluster.lbPolicy === 'RING_HASH' || cluster.lbPolicy === 'MAGLEV',
    ),
  ];
}

function reasonsToFail(
  destination: Destination,
  load: ClusterLoad,
  health: DestinationHealth,
): readonly TrafficNote['code'][] {
  const { cluster, target } = destination;
  const { answering, answeringInSubset } = health;
  if (answering.length === 0) return ['nobody-left'];
  if (answeringInSubset.length === 0 && target?.subset)
    return ['pinned-subset'];
  if (leavesOut(destination, health)) return ['distribution-without-fallback'];
  // Everybody who answers is where this client has no way to.
  if (cluster.endpoints.every(endpoint => health.failing(endpoint) === 1))
    return ['nobody-left'];
  if (load.parts.every(({ failing }) => failing === 0)) return [];
  if (load.ejection.code === 'not-armed') return ['failover-not-armed'];
  return load.beyondLimit > 0 ? ['ejection-weak'] : [];
}

/** Whether a distribution takes everybody who answers from the list. */
function leavesOut(
  { cluster, target }: Destination,
  { failing }: DestinationHealth,
): boolean {
  if (
    target?.handling.code !== 'locality' ||
    target.handling.setting.distribute.length === 0
  )
    return false;
  return cluster.endpoints.every(
    endpoint => endpoint.health === 'unhealthy' || failing(endpoint) === 1,
  );
}

function isInFrontOfNobody(
  endpoint: AssignedEndpoint,
  { failing, answeringInSubset }: DestinationHealth,
): boolean {
  return (
    failing(endpoint) === 1 &&
    !answeringInSubset.some(({ network }) => network === endpoint.network)
  );
}
