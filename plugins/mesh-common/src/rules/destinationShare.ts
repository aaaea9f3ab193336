import { AddressSet } from './addressSet';
import { EjectionAbility } from './clusterEjection';
import { ClusterLoad, clusterLoad } from './clusterLoad';
import { DeadPart } from './deadPart';
import { Destination } from './destination';
import { DestinationHealth, destinationHealth } from './destinationHealth';
import { destinationNotes } from './destinationNotes';
import {
  RouteShare,
  TrafficFailure,
  TrafficNote,
  TrafficPart,
} from './trafficShare';

/** Where the requests to one Envoy cluster go, as shares of them. */
export type DestinationShare = Omit<RouteShare, 'match' | 'answered'>;

const NO_EJECTION: ReadonlyMap<string, EjectionAbility> = new Map();

/** Nothing goes anywhere. */
export const NO_SHARE: DestinationShare = {
  parts: [],
  refused: 0,
  unplaced: 0,
  failing: 0,
  usable: 0,
  ejection: NO_EJECTION,
  notes: [],
};

const NOTHING: readonly DeadPart[] = [];

/** Requests to an Envoy cluster that the client does not have. */
export function missingShare(name: string): DestinationShare {
  return {
    ...NO_SHARE,
    refused: 1,
    failing: 1,
    notes: [{ code: 'destination-missing', destination: name }],
  };
}

/** Where the requests to an Envoy cluster go, in a fleet of which parts may be dead. Reference 5.5 to 5.9. */
export function destinationShare(
  destination: Destination,
  failure: TrafficFailure | undefined,
): DestinationShare {
  const { name, cluster } = destination;
  const note = (code: TrafficNote['code']) => ({ code, destination: name });
  if (cluster.type === 'ORIGINAL_DST')
    return { ...NO_SHARE, unplaced: 1, notes: [note('application-chooses')] };
  const dead = failure?.dead ?? NOTHING;
  const noticed = failure?.noticed ? dead : NOTHING;
  const health = destinationHealth(destination, dead);
  const seen =
    noticed === dead ? health : destinationHealth(destination, noticed);
  const load = clusterLoad({
    cluster,
    failing: health.failing,
    noticed: seen.failing,
  });
  const parts = partsOf(load, destination);
  return {
    parts,
    refused: load.refused,
    unplaced: 0,
    failing: parts.reduce((sum, { failing }) => sum + failing, load.refused),
    usable: usableOf(destination, health),
    ejection: new Map([[name, load.ejection]]),
    notes: destinationNotes(destination, load, health).map(note),
  };
}

function partsOf(
  { parts }: ClusterLoad,
  { clusterOf }: Destination,
): readonly TrafficPart[] {
  return parts.map(({ endpoint, share, failing }) => ({
    cluster: clusterOf(endpoint.cluster),
    locality: endpoint.locality,
    network: endpoint.network,
    path: endpoint.gateway ? 'gateway' : 'direct',
    share,
    failing,
  }));
}

function usableOf(
  { cluster }: Destination,
  { failing }: DestinationHealth,
): number {
  const usable = new AddressSet();
  for (const endpoint of cluster.endpoints)
    if (
      (endpoint.health === 'healthy' || endpoint.health === 'unknown') &&
      failing(endpoint) < 1
    )
      usable.add(endpoint);
  return usable.size;
}
