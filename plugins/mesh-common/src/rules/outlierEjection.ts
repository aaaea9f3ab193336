import { OutlierDetection } from '../model/trafficPolicy';

/** Whether a proxy takes endpoints that do not answer out of use, and how many at most. @public */
export type Ejection =
  | { readonly code: 'off' }
  | {
      readonly code: 'on';
      /** Endpoints of the whole Envoy cluster, over all priorities, that may be ejected at the same time. */
      readonly atMost: number;
    };

const DEFAULT_EJECTION_PERCENT = 10;

/**
 * What outlier detection can do for a list of a given size. A set smaller than ten never ejects anything with the default
 * of 10 percent, because Istio does not set `always_eject_one_host`. Reference 5.6.
 *
 * @public
 */
export function outlierEjection(
  policy: OutlierDetection | undefined,
  endpoints: number,
): Ejection {
  if (!policy) return { code: 'off' };
  const detects =
    (policy.consecutive5xxErrors ?? 5) > 0 ||
    (policy.consecutiveGatewayErrors ?? 0) > 0;
  if (!detects) return { code: 'off' };
  const percent = policy.maxEjectionPercent ?? DEFAULT_EJECTION_PERCENT;
  return { code: 'on', atMost: Math.floor((percent / 100) * endpoints) };
}
