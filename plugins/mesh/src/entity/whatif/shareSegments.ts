import {
  ClusterName,
  RouteShare,
  TrafficShare,
} from '@meshwise/backstage-plugin-mesh-common';

/** A part of the requests of a route, as a bar shows it. */
export interface ShareSegment {
  readonly code: 'cluster' | 'refused' | 'unplaced' | 'answered';
  /** `undefined`: none, or a gateway that mesh networks name. */
  readonly cluster: ClusterName | undefined;
  readonly gateway: boolean;
  readonly share: number;
  readonly failing: number;
}

/** Smaller parts are sums of rounding. */
const NOTHING = 1e-9;

/** Where the requests of a route go, by cluster and way, largest first; then what goes nowhere. */
export function shareSegments(route: RouteShare): readonly ShareSegment[] {
  const byPlace = new Map<string, ShareSegment>();
  for (const { cluster, path, share, failing } of route.parts) {
    const gateway = path === 'gateway';
    const key = JSON.stringify([cluster ?? null, gateway]);
    const known = byPlace.get(key);
    byPlace.set(key, {
      code: 'cluster',
      cluster,
      gateway,
      share: (known?.share ?? 0) + share,
      failing: (known?.failing ?? 0) + failing,
    });
  }
  const nowhere = (
    code: ShareSegment['code'],
    share: number,
    failing: number,
  ): ShareSegment => ({
    code,
    cluster: undefined,
    gateway: false,
    share,
    failing,
  });
  return [
    ...[...byPlace.values()].sort((a, b) => b.share - a.share),
    nowhere('answered', route.answered, 0),
    nowhere('unplaced', route.unplaced, 0),
    nowhere('refused', route.refused, route.refused),
  ].filter(({ share }) => share > NOTHING);
}

/** Whether calls go the same ways, whatever else stands by. */
export function sameShares(a: TrafficShare, b: TrafficShare): boolean {
  if (a.code === 'none' || b.code === 'none') return a.code === b.code;
  const shown = (share: typeof a) =>
    JSON.stringify(
      share.routes.map(route => [
        route.match,
        shareSegments(route).map(segment => ({
          ...segment,
          share: rounded(segment.share),
          failing: rounded(segment.failing),
        })),
      ]),
    );
  return shown(a) === shown(b);
}

function rounded(share: number): number {
  return Math.round(share / NOTHING) * NOTHING;
}
