import { RouteShare, TrafficShare } from '../src/rules/trafficShare';

/** Shares by cluster in one line, e.g. `c1 67 %, c2 33 % (33 % fail)`. */
export function shareText(share: TrafficShare): string {
  if (share.code === 'none') return `no calls: ${share.reason}`;
  return share.routes
    .map(route =>
      share.routes.length > 1
        ? `${route.match || 'everything'}: ${routeText(route)}`
        : routeText(route),
    )
    .join('; ');
}

function routeText({
  parts,
  refused,
  unplaced,
  answered,
  failing,
}: RouteShare): string {
  const byCluster = new Map<string, number>();
  for (const { cluster = 'some gateway', share } of parts)
    byCluster.set(cluster, (byCluster.get(cluster) ?? 0) + share);
  const places: readonly (readonly [string, number])[] = [
    ...byCluster,
    ['refused', refused],
    ['nobody knows where', unplaced],
    ['answered by the proxy', answered],
  ];
  const text = places
    .filter(([, value]) => value > 0)
    .map(([place, value]) => `${place} ${percent(value)}`)
    .join(', ');
  return failing > 0 ? `${text} (${percent(failing)} fail)` : text;
}

/** What is not nothing is never shown as `0 %`, and what is not all never as `100 %`. */
function percent(value: number): string {
  const rounded = Math.round(value * 100);
  if (rounded === 0) return '<1 %';
  if (rounded === 100 && value < 1 - 1e-9) return '>99 %';
  return `${rounded} %`;
}
