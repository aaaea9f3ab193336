import { ClusterEndpoints } from '@meshwise/backstage-plugin-mesh-common';

/** Sum over the clusters of a service. `atLeast` says that more may exist where nothing could be seen. */
export interface EndpointTotals {
  readonly ready: number;
  readonly total: number;
  readonly clusters: number;
  readonly atLeast: boolean;
}

/** Adds up what is known. Stale counts are included, as the last ones known; unknown ones are not counted as zero. */
export function endpointTotals(
  parts: readonly ClusterEndpoints[],
  partial: boolean,
): EndpointTotals {
  const known = parts.filter(part => part.knowledge !== 'unknown');
  return {
    ready: known.reduce((sum, part) => sum + part.ready, 0),
    total: known.reduce((sum, part) => sum + part.total, 0),
    clusters: known.filter(part => part.total > 0).length,
    atLeast: partial || known.length < parts.length,
  };
}
