import { ObjectRef } from '../src/model/refs';
import { AssignedEndpoint } from '../src/rules/proxyConfig';
import {
  ServiceAtWaypoint,
  WaypointPort,
} from '../src/rules/serviceAtWaypoint';
import { textTable } from './textTable';

/** The waypoints of a service: what each applies to requests, and where they go from there. */
export function waypointTable(
  waypoints: readonly ServiceAtWaypoint[],
): readonly string[] {
  return [
    ...textTable(
      ['CLUSTER', 'WAYPOINT', 'READY', 'APPLIES', 'PORT', 'REQUESTS GO TO'],
      waypoints.flatMap(found => {
        const { waypoint, ready, pods } = found;
        const first = [
          waypoint.cluster,
          `${waypoint.namespace}/${waypoint.name}`,
          `${ready} of ${pods}`,
          appliedText(found),
        ];
        return found.ports.length === 0
          ? [[...first, '', 'unknown']]
          : found.ports.map(port => [
              ...first,
              String(port.port),
              destinationText(port),
            ]);
      }),
    ),
    'limited: what a waypoint is given was never recorded from Istio',
  ];
}

function appliedText({
  routes,
  destinationRules,
  policies,
}: ServiceAtWaypoint): string {
  const objects: readonly ObjectRef[] = [
    ...routes.objects,
    ...destinationRules.objects,
    ...policies,
  ];
  return (
    objects
      .map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`)
      .join(', ') || 'nothing'
  );
}

function destinationText({ routes, destinations }: WaypointPort): string {
  return routes
    .map(({ match, clusters = [] }) => {
      const parts = clusters.map(
        ({ name, weight }) =>
          `${weight}% ${name
            .split('|')
            .slice(2)
            .filter(Boolean)
            .join(' of ')} (${endpointsText(destinations.get(name))})`,
      );
      return `${match}: ${parts.join(', ') || 'answered by the waypoint'}`;
    })
    .join('; ');
}

function endpointsText(
  endpoints: readonly AssignedEndpoint[] | undefined,
): string {
  if (!endpoints) return 'not known to the waypoint';
  if (endpoints.length === 0) return 'nobody there';
  const byCluster = new Map<string, number>();
  for (const { cluster, gateway } of endpoints) {
    const place = gateway ? `gateway of ${cluster}` : cluster;
    byCluster.set(place, (byCluster.get(place) ?? 0) + 1);
  }
  return [...byCluster]
    .map(([place, count]) => `${count} in ${place}`)
    .join(', ');
}
