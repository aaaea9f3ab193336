import { AddressSet } from './addressSet';
import { clusterEjection, EjectionAbility } from './clusterEjection';
import { envoyLoad } from './envoyLoad';
import { LocalityGroup } from './localityGroup';
import { AssignedEndpoint, EnvoyCluster } from './proxyConfig';

/** Percent of available endpoints below which Envoy uses all, where Istio sets nothing. Reference 5.5. */
const ENVOYS_PANIC_THRESHOLD = 50;

/** What the load of an Envoy cluster depends on. */
export interface ClusterLoadQuestion {
  readonly cluster: EnvoyCluster;
  /** Part of the requests to an endpoint that fail, 0 to 1. */
  readonly failing: (endpoint: AssignedEndpoint) => number;
  /** The same as far as outlier detection has had time to see it. */
  readonly noticed: (endpoint: AssignedEndpoint) => number;
}

/** Where the requests to an Envoy cluster go. */
export interface ClusterLoad {
  readonly parts: readonly {
    readonly endpoint: AssignedEndpoint;
    readonly share: number;
    /** Share of all requests that fail here. */
    readonly failing: number;
  }[];
  /** Share that is answered with 503 because there is nobody to send to: 0 or 1. */
  readonly refused: number;
  readonly ejection: EjectionAbility;
  /** Endpoints that fail, get requests, and can not be ejected any more. */
  readonly beyondLimit: number;
  /** An address is listed several times, of which Envoy keeps the first. */
  readonly repeated: boolean;
}

/** Load of the endpoints of an Envoy cluster, after outlier detection took out of use what fails, as far as it may. Reference 5.5, 5.6. */
export function clusterLoad({
  cluster,
  failing,
  noticed,
}: ClusterLoadQuestion): ClusterLoad {
  const ejection = clusterEjection(cluster);
  const limit = ejection.code === 'not-armed' ? 0 : ejection.atMost;
  const ejected = ejectedBy(cluster, noticed, limit);
  const load = envoyLoad({
    groups: groupsOf(cluster),
    localityWeighted: cluster.localityWeighted,
    panicThreshold: cluster.panicThreshold ?? ENVOYS_PANIC_THRESHOLD,
    ejected: endpoint => ejected.has(endpoint),
  });
  const parts = load.shares
    .filter(({ share }) => share > 0)
    .map(({ endpoint, share }) => ({
      endpoint,
      share,
      failing: share * failing(endpoint),
    }));
  return {
    parts,
    refused: load.refused,
    ejection,
    beyondLimit: parts.filter(
      ({ endpoint }) => noticed(endpoint) === 1 && !ejected.has(endpoint),
    ).length,
    repeated: load.shares.length < cluster.endpoints.length,
  };
}

/** Groups in the order in which Envoy is given them; they are listed so already. */
function groupsOf({
  endpoints,
}: EnvoyCluster): readonly LocalityGroup<AssignedEndpoint>[] {
  const groups = new Map<
    string,
    LocalityGroup<AssignedEndpoint> & {
      readonly endpoints: AssignedEndpoint[];
    }
  >();
  for (const endpoint of endpoints) {
    const { locality, priority, localityWeight: weight } = endpoint;
    const key = `${priority} ${locality}`;
    const known = groups.get(key);
    if (known) known.endpoints.push(endpoint);
    else groups.set(key, { locality, priority, weight, endpoints: [endpoint] });
  }
  return [...groups.values()];
}

/** What fails all the time is ejected when it gets requests: earlier priorities first. */
function ejectedBy(
  { endpoints }: EnvoyCluster,
  noticed: (endpoint: AssignedEndpoint) => number,
  limit: number,
): AddressSet {
  const ejected = new AddressSet();
  if (limit === 0) return ejected;
  const failing = endpoints
    .filter(
      endpoint =>
        (endpoint.health === 'healthy' || endpoint.health === 'unknown') &&
        noticed(endpoint) === 1,
    )
    .sort((a, b) => a.priority - b.priority);
  for (const endpoint of failing)
    if (ejected.size < limit) ejected.add(endpoint);
  return ejected;
}
