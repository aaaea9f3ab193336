import { OutlierDetection } from '../model/trafficPolicy';
import { EnvoyOutlierDetection } from './proxyConfig';

/** Envoy's form of outlier detection: what is not set keeps Envoy's default, and success rates are never looked at. Reference 5.6. */
export function envoyOutlierDetection(
  detection: OutlierDetection,
): EnvoyOutlierDetection {
  const {
    consecutive5xxErrors,
    consecutiveGatewayErrors,
    consecutiveLocalOriginFailures,
  } = detection;
  const {
    interval,
    baseEjectionTime,
    maxEjectionPercent,
    splitExternalLocalOriginErrors,
  } = detection;
  return {
    ...(interval !== undefined && { interval }),
    ...(baseEjectionTime !== undefined && { baseEjectionTime }),
    ...(maxEjectionPercent && { maxEjectionPercent }),
    ...(consecutive5xxErrors !== undefined && {
      consecutive5xx: consecutive5xxErrors,
      enforcingConsecutive5xx: enforced(consecutive5xxErrors),
    }),
    ...(consecutiveGatewayErrors !== undefined && {
      consecutiveGatewayFailure: consecutiveGatewayErrors,
      enforcingConsecutiveGatewayFailure: enforced(consecutiveGatewayErrors),
    }),
    ...(splitExternalLocalOriginErrors && {
      splitExternalLocalOriginErrors,
      ...(consecutiveLocalOriginFailures !== undefined && {
        consecutiveLocalOriginFailure: consecutiveLocalOriginFailures,
        enforcingConsecutiveLocalOriginFailure: enforced(
          consecutiveLocalOriginFailures,
        ),
      }),
    }),
    enforcingSuccessRate: 0,
  };
}

/** Zero switches a detector off. */
function enforced(errors: number): number {
  return errors > 0 ? 100 : 0;
}
