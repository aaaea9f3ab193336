import { EnvoyCluster } from '../rules/proxyConfig';

/** An Envoy cluster that gives all its endpoints the same, whatever their locality, and never gives one up. */
export function plainCluster(more: Partial<EnvoyCluster> = {}): EnvoyCluster {
  return {
    type: 'EDS',
    lbPolicy: 'ROUND_ROBIN',
    localityWeighted: false,
    zoneAware: false,
    panicThreshold: 0,
    outlierDetection: undefined,
    tls: 'auto',
    sans: undefined,
    endpoints: [],
    ...more,
  };
}
