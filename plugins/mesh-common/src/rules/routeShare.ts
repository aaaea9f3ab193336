import { Mesh } from '../model/mesh';
import { EjectionAbility } from './clusterEjection';
import { ClusterLoad, clusterLoad } from './clusterLoad';
import { DeadPart } from './deadPart';
import { destinationHealth, DestinationHealth } from './destinationHealth';
import { destinationNotes } from './destinationNotes';
import { hostClusters } from './hostClusters';
import { ConfiguredRoute, EnvoyCluster, ProxyRef } from './proxyConfig';
import { ServedProxy } from './proxyOf';
import { RouteShare, TrafficNote, TrafficPart } from './trafficShare';

/** One route of one client, in a fleet of which parts are dead. */
export interface RouteQuestion {
  readonly client: { readonly ref: ProxyRef; readonly proxy: ServedProxy };
  readonly route: ConfiguredRoute;
  readonly dead: readonly DeadPart[];
  /** Those of the dead parts that outlier detection has seen. */
  readonly noticed: readonly DeadPart[];
}

/** An Envoy cluster that a route leads to, with its part of the requests. */
interface Destination {
  readonly name: string;
  readonly part: number;
}

/** Where the requests of a route go: the weights of its destinations times the shares of their endpoints. Reference 5.9. */
export function routeShare(mesh: Mesh, question: RouteQuestion): RouteShare {
  const { match, clusters } = question.route;
  if (!clusters) return { ...NOTHING, match, answered: 1 };
  const total = clusters.reduce((sum, { weight }) => sum + weight, 0);
  const shares = clusters
    .filter(({ weight }) => weight > 0)
    .map(({ name, weight }) =>
      destinationShare(mesh, question, { name, part: weight / total }),
    );
  const sum = (field: 'refused' | 'unplaced' | 'failing' | 'usable') =>
    shares.reduce((all, share) => all + share[field], 0);
  return {
    match,
    parts: joined(shares.flatMap(({ parts }) => parts)),
    // A route whose weights are all zero has nobody to send to.
    refused: shares.length === 0 ? 1 : sum('refused'),
    unplaced: sum('unplaced'),
    answered: 0,
    failing: shares.length === 0 ? 1 : sum('failing'),
    usable: sum('usable'),
    ejection: new Map(shares.flatMap(({ ejection }) => [...ejection])),
    notes: shares.flatMap(({ notes }) => notes),
  };
}

type DestinationShare = Omit<RouteShare, 'match' | 'answered'>;

const NO_EJECTION: ReadonlyMap<string, EjectionAbility> = new Map();
const NOTHING: Omit<RouteShare, 'match'> = {
  parts: [],
  refused: 0,
  unplaced: 0,
  answered: 0,
  failing: 0,
  usable: 0,
  ejection: NO_EJECTION,
  notes: [],
};

function destinationShare(
  mesh: Mesh,
  { client, dead, noticed }: RouteQuestion,
  { name, part }: Destination,
): DestinationShare {
  const [, , , host = ''] = name.split('|');
  const cluster = mesh
    .ask(hostClusters, { client: client.ref, host })
    .get(name);
  const note = (code: TrafficNote['code']) => ({ code, destination: name });
  if (!cluster) {
    const notes = [note('destination-missing')];
    return { ...NOTHING, refused: part, failing: part, notes };
  }
  if (cluster.type === 'ORIGINAL_DST')
    return {
      ...NOTHING,
      unplaced: part,
      notes: [note('application-chooses')],
    };
  const health = destinationHealth(mesh, { client, name, dead });
  const seen =
    noticed === dead
      ? health
      : destinationHealth(mesh, { client, name, dead: noticed });
  const load = clusterLoad({
    cluster,
    failing: health.failing,
    noticed: seen.failing,
  });
  const parts = partsOf(load, health, part);
  return {
    parts,
    refused: load.refused * part,
    unplaced: 0,
    failing:
      parts.reduce((sum, { failing }) => sum + failing, 0) +
      load.refused * part,
    usable: usableOf(cluster, health),
    ejection: new Map([[name, load.ejection]]),
    notes: destinationNotes({ name, cluster, load, health, noticed }).map(note),
  };
}

function partsOf(
  { parts }: ClusterLoad,
  { clusterOf }: DestinationHealth,
  part: number,
): readonly TrafficPart[] {
  return parts.map(({ endpoint, share, failing }) => ({
    cluster: clusterOf(endpoint),
    locality: endpoint.locality,
    network: endpoint.network,
    path: endpoint.gateway ? 'gateway' : 'direct',
    share: share * part,
    failing: failing * part,
  }));
}

function usableOf(
  { endpoints }: EnvoyCluster,
  { failing }: DestinationHealth,
): number {
  return new Set(
    endpoints
      .filter(
        endpoint =>
          (endpoint.health === 'healthy' || endpoint.health === 'unknown') &&
          failing(endpoint) < 1,
      )
      .map(({ address, port }) => `${address} ${port}`),
  ).size;
}

/** One part for each place and way, largest first. */
function joined(parts: readonly TrafficPart[]): readonly TrafficPart[] {
  const byPlace = new Map<string, TrafficPart>();
  for (const part of parts) {
    const { cluster, locality, network, path } = part;
    const key = JSON.stringify([cluster ?? null, locality, network, path]);
    const known = byPlace.get(key);
    byPlace.set(
      key,
      known
        ? {
            ...part,
            share: known.share + part.share,
            failing: known.failing + part.failing,
          }
        : part,
    );
  }
  return [...byPlace.values()].sort((a, b) => b.share - a.share);
}
