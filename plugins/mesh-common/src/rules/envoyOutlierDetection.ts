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
    ...(interval !== undefined && { interval: seconds(interval) }),
    ...(baseEjectionTime !== undefined && {
      baseEjectionTime: seconds(baseEjectionTime),
    }),
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
      enforcingLocalOriginSuccessRate: 0,
      ...(consecutiveLocalOriginFailures && {
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

const SECONDS: ReadonlyMap<string, number> = new Map([
  ['h', 3600],
  ['m', 60],
  ['s', 1],
  ['ms', 1e-3],
  ['us', 1e-6],
  ['µs', 1e-6],
  ['ns', 1e-9],
]);

/** A duration such as `1m30s` in seconds with 0, 3, 6 or 9 decimals, as protocol buffers write it; text that is none stays as it is. */
export function seconds(duration: string): string {
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(h|ms|us|µs|ns|m|s)/g)];
  if (parts.map(([part]) => part).join('') !== duration || parts.length === 0)
    return duration;
  const sum = parts.reduce(
    (total, [, amount, unit]) =>
      total + Number(amount) * (SECONDS.get(unit) ?? 0),
    0,
  );
  const digits = [0, 3, 6].find(
    count => Number(sum.toFixed(count)) === Number(sum.toFixed(9)),
  );
  return `${sum.toFixed(digits ?? 9)}s`;
}
