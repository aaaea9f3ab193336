import { MergedEndpoints } from '@meshwise/backstage-plugin-mesh-common';

/** A region in which a service has endpoints. */
export interface ServiceRegion {
  readonly region: string;
  readonly ready: number;
  /** All clusters with endpoints there are completely seen. */
  readonly seen: boolean;
}

/** Regions of a service by name. Endpoints without a region are left out: nothing can fail over to them by region. */
export function serviceRegions({
  clusters,
}: Pick<MergedEndpoints, 'clusters'>): readonly ServiceRegion[] {
  const regions = new Map<string, ServiceRegion>();
  for (const { localities, knowledge } of clusters) {
    for (const { locality, ready } of localities) {
      const [region] = locality.split('/');
      if (region === '') continue;
      const known = regions.get(region);
      regions.set(region, {
        region,
        ready: ready + (known?.ready ?? 0),
        seen: knowledge === 'complete' && known?.seen !== false,
      });
    }
  }
  return [...regions.values()].sort((a, b) => a.region.localeCompare(b.region));
}
