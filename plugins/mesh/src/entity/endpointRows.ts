import {
  ClusterEndpoints,
  ServiceEndpoint,
} from '@meshwise/backstage-plugin-mesh-common';

/** At most this many endpoints of one locality are drawn; the rest is counted. */
const LIMIT = 100;

/** A line of the endpoints table: a cluster, a locality in it, an endpoint in that, or the count of endpoints left out. */
export type EndpointRow =
  | {
      readonly code: 'cluster';
      readonly id: string;
      readonly part: ClusterEndpoints;
      readonly expanded: boolean;
    }
  | {
      readonly code: 'locality';
      readonly id: string;
      readonly part: ClusterEndpoints;
      readonly locality: ClusterEndpoints['localities'][number];
      readonly expanded: boolean;
    }
  | {
      readonly code: 'endpoint';
      readonly id: string;
      readonly part: ClusterEndpoints;
      readonly endpoint: ServiceEndpoint;
    }
  | {
      readonly code: 'more';
      readonly id: string;
      readonly part: ClusterEndpoints;
      readonly count: number;
    };

/** Which rows are open, and the text that endpoints must contain. A filter opens everything that it finds. */
export interface EndpointRowOptions {
  readonly isExpanded: (row: {
    readonly code: 'cluster' | 'locality';
    readonly id: string;
  }) => boolean;
  readonly filter: string;
}

/** Lays the endpoints of a service out as rows, grouped by cluster and locality. */
export function endpointRows(
  parts: readonly ClusterEndpoints[],
  options: EndpointRowOptions,
): EndpointRow[] {
  return parts.flatMap(part => clusterRows(part, options));
}

function clusterRows(
  part: ClusterEndpoints,
  options: EndpointRowOptions,
): EndpointRow[] {
  const id = JSON.stringify([part.cluster]);
  const wanted = options.filter.trim().toLowerCase();
  const wholeCluster = part.cluster.toLowerCase().includes(wanted);
  const found = wholeCluster
    ? part.endpoints
    : part.endpoints.filter(endpoint => mentions(endpoint, wanted));
  if (!wholeCluster && found.length === 0) return [];
  const expanded =
    wanted === '' || wholeCluster
      ? options.isExpanded({ code: 'cluster', id })
      : true;
  const head: EndpointRow = { code: 'cluster', id, part, expanded };
  if (!expanded) return [head];
  const localities = part.localities.flatMap((locality): EndpointRow[] => {
    const inside = found.filter(
      endpoint => endpoint.locality === locality.locality,
    );
    if (inside.length === 0 && !wholeCluster) return [];
    const localityId = JSON.stringify([part.cluster, locality.locality]);
    const open =
      wanted !== '' && !wholeCluster
        ? true
        : options.isExpanded({ code: 'locality', id: localityId });
    const row: EndpointRow = {
      code: 'locality',
      id: localityId,
      part,
      locality,
      expanded: open,
    };
    return open ? [row, ...endpointsOf(part, localityId, inside)] : [row];
  });
  return [head, ...localities];
}

function endpointsOf(
  part: ClusterEndpoints,
  parent: string,
  endpoints: readonly ServiceEndpoint[],
): EndpointRow[] {
  const rows = endpoints.slice(0, LIMIT).map(
    (endpoint): EndpointRow => ({
      code: 'endpoint',
      id: JSON.stringify([
        parent,
        endpoint.pod ?? null,
        endpoint.address,
        endpoint.ports,
      ]),
      part,
      endpoint,
    }),
  );
  const left = endpoints.length - rows.length;
  return left > 0
    ? [
        ...rows,
        {
          code: 'more',
          id: JSON.stringify([parent, 'more']),
          part,
          count: left,
        },
      ]
    : rows;
}

function mentions(endpoint: ServiceEndpoint, wanted: string): boolean {
  const texts = [
    endpoint.pod,
    endpoint.address,
    endpoint.locality,
    endpoint.network,
    endpoint.revision,
    endpoint.node,
  ];
  return texts.some(text => text?.toLowerCase().includes(wanted));
}
