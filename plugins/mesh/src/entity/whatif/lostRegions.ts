import {
  FleetLoss,
  MergedEndpoints,
} from '@meshwise/backstage-plugin-mesh-common';
import { RegionFailover } from '../../forms/FailoverRules';
import { serviceRegions } from '../../forms/serviceRegions';

/**
 * The failover by region that losses of endpoints call for: one rule for each region that loses some, to the region that keeps ready ones. Where
 * several could take over, or none was seen, the target is left to the reader.
 */
export function lostRegions(
  losses: readonly FleetLoss[],
  endpoints: Pick<MergedEndpoints, 'clusters'>,
): readonly Partial<RegionFailover>[] {
  const lost = new Set(
    endpoints.clusters.flatMap(({ cluster, localities }) =>
      localities
        .map(({ locality }) => locality)
        .filter(locality =>
          losses.some(loss => isLost(loss, cluster, locality)),
        )
        .map(locality => locality.split('/')[0])
        .filter(region => region !== ''),
    ),
  );
  const kept = serviceRegions(endpoints).filter(
    ({ region, ready, seen }) => !lost.has(region) && ready > 0 && seen,
  );
  return [...lost].sort().map(from => ({
    from,
    ...(kept.length === 1 && { to: kept[0].region }),
  }));
}

function isLost(loss: FleetLoss, cluster: string, locality: string): boolean {
  switch (loss.code) {
    case 'cluster':
      return loss.cluster === cluster;
    case 'locality':
      return `${locality}/`.startsWith(`${loss.locality}/`);
    default:
      return false;
  }
}
