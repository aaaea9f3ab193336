import { AddressSet } from './addressSet';
import { EnvoyCluster } from './proxyConfig';
import { outlierEjection } from './outlierEjection';

/**
 * Whether a proxy stops using endpoints that do not answer. Without that, a silently dead cluster keeps its share until somebody removes it.
 *
 * - `armed`: the endpoints of any one cluster can be ejected at the same time.
 * - `weak`: the ejection limit is smaller than the endpoints of some cluster (reference 5.6).
 * - `not-armed`: nothing is ever ejected.
 *
 * @public
 */
export type EjectionAbility =
  | {
      readonly code: 'armed' | 'weak';
      /** Endpoints that may be ejected at the same time. */
      readonly atMost: number;
      /** Endpoints of the cluster that has most of them. */
      readonly needed: number;
      readonly hosts: number;
    }
  | {
      readonly code: 'not-armed';
      readonly reason: 'no-outlier-detection' | 'detectors-off';
    };

/** What outlier detection can do for the endpoints of an Envoy cluster. Reference 5.6. */
export function clusterEjection(cluster: EnvoyCluster): EjectionAbility {
  const detection = cluster.outlierDetection;
  if (!detection) return { code: 'not-armed', reason: 'no-outlier-detection' };
  const hosts = new AddressSet();
  const homes = new Map<string, number>();
  for (const endpoint of cluster.endpoints)
    if (hosts.add(endpoint))
      homes.set(endpoint.cluster, (homes.get(endpoint.cluster) ?? 0) + 1);
  const ejection = outlierEjection(
    {
      // With errors split by origin, refused connections are counted apart.
      consecutive5xxErrors: detection.splitExternalLocalOriginErrors
        ? detection.consecutiveLocalOriginFailure
        : detection.consecutive5xx,
      consecutiveGatewayErrors: detection.splitExternalLocalOriginErrors
        ? undefined
        : detection.consecutiveGatewayFailure,
      consecutiveLocalOriginFailures: undefined,
      splitExternalLocalOriginErrors: false,
      interval: detection.interval,
      baseEjectionTime: detection.baseEjectionTime,
      maxEjectionPercent: detection.maxEjectionPercent,
      minHealthPercent: undefined,
    },
    hosts.size,
  );
  if (ejection.code === 'off')
    return { code: 'not-armed', reason: 'detectors-off' };
  const needed = Math.max(0, ...homes.values());
  const { atMost } = ejection;
  const code = atMost >= needed ? 'armed' : 'weak';
  return { code, atMost, needed, hosts: hosts.size };
}
