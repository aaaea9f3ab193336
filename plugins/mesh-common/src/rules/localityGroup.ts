import { Labels } from '../model/record';

/** Health as a proxy is told it; `unknown` (gateways, WorkloadEntries) counts as healthy. @public */
export type LoadHealth = 'healthy' | 'unhealthy' | 'draining' | 'unknown';

/** One address a proxy may send to: a pod, a WorkloadEntry, or a gateway that stands for pods. @public */
export interface LoadEndpoint {
  readonly address: string;
  readonly port: number;
  /** Cluster ID of the registry it comes from; for a gateway, of the cluster that declared it. */
  readonly cluster: string;
  /** Network it lies in; for a gateway, the network behind it. `''` = unknown. */
  readonly network: string;
  /** Labels that subsets and failover priorities look at (reference 3.3); a gateway has only cluster and network. */
  readonly labels: Labels;
  readonly weight: number;
  readonly health: LoadHealth;
  /** Marked for Istio mTLS. */
  readonly mtls: boolean;
  /** It is an east-west gateway. */
  readonly gateway: boolean;
  /** Reached by HBONE: to the pod, or through a gateway to the pod. */
  readonly tunnel?: 'hbone' | 'double-hbone';
}

/** Endpoints of one locality in one priority, as Envoy is given them. @public */
export interface LocalityGroup<E = LoadEndpoint> {
  /** As Istio writes it; trailing empty parts may be there or not. */
  readonly locality: string;
  readonly endpoints: readonly E[];
  /** Weight of the group among those of its priority. */
  readonly weight: number;
  /** 0 is used first. */
  readonly priority: number;
}

/** The three parts of a locality, `''` where unknown. @public */
export function localityParts(
  locality: string,
): readonly [region: string, zone: string, subzone: string] {
  const [region = '', zone = '', subzone = ''] = locality.split('/');
  return [region, zone, subzone];
}

/** Whether a locality lies in a pattern such as `*`, `eu/*` or `eu/a`; missing parts mean any. Reference 5.3. @public */
export function localityMatches(locality: string, pattern: string): boolean {
  const actual = localityParts(locality);
  const [region, zone, subzone] = localityParts(pattern);
  return (
    (region === '*' || region === actual[0]) &&
    [zone, subzone].every(
      (part, i) => part === '*' || part === '' || part === actual[i + 1],
    )
  );
}

/** Sum of the weights of endpoints. @public */
export function totalWeight(endpoints: readonly LoadEndpoint[]): number {
  return endpoints.reduce((sum, endpoint) => sum + endpoint.weight, 0);
}
