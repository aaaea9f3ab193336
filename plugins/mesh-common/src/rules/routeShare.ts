import { DestinationShare, NO_SHARE } from './destinationShare';
import { ConfiguredRoute } from './proxyConfig';
import { RouteShare, TrafficPart } from './trafficShare';

/** Where the requests of a route go: the weights of its destinations times the shares of their endpoints. Reference 5.9. */
export function routeShare(
  { match, clusters }: ConfiguredRoute,
  /** By name of the Envoy cluster. */
  shareOf: (name: string) => DestinationShare,
): RouteShare {
  if (!clusters) return { ...NO_SHARE, match, answered: 1 };
  const total = clusters.reduce((sum, { weight }) => sum + weight, 0);
  const shares = clusters
    .filter(({ weight }) => weight > 0)
    .map(({ name, weight }) => partOf(shareOf(name), weight / total));
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

/** A part of the requests that go somewhere. */
function partOf(share: DestinationShare, part: number): DestinationShare {
  if (part === 1) return share;
  return {
    ...share,
    parts: share.parts.map(item => ({
      ...item,
      share: item.share * part,
      failing: item.failing * part,
    })),
    refused: share.refused * part,
    unplaced: share.unplaced * part,
    failing: share.failing * part,
  };
}

/** One part for each place and way, largest first. */
function joined(parts: readonly TrafficPart[]): readonly TrafficPart[] {
  const byPlace = new Map<string, TrafficPart>();
  for (const part of parts) {
    const { cluster, locality, network, path } = part;
    const key = `${cluster ?? ''}\n${locality}\n${network}\n${path}`;
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
