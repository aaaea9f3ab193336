import {
  FailoverStanding,
  Instant,
  ReachStanding,
  TrustStanding,
} from '@meshwise/backstage-plugin-mesh-common';
import { State } from '../../state/State';
import { endState } from '../../trust/expiryState';

/** Never healthy while a client cluster is unknown, and down only if none that could be judged is served. */
export function reachState(standing: ReachStanding): State {
  const { reached, unreached, unknown } = standing;
  if (unreached.length > 0)
    return reached.length + unknown.length > 0 ? 'degraded' : 'down';
  if (unknown.length > 0) return 'unknown';
  return reached.length > 0 ? 'healthy' : 'not-applicable';
}

/** Failover that does not work is a warning: nothing fails of it before something else does. */
export function failoverState(standing: FailoverStanding): State {
  const { parts, armed, weak, notArmed, unknown } = standing;
  if (parts.length < 2) return 'not-applicable';
  if (notArmed.length > 0) return 'degraded';
  if (unknown.length > 0) return 'unknown';
  if (weak.length > 0) return 'degraded';
  return armed.length > 0 ? 'healthy' : 'not-applicable';
}

/** By the root that ends first. An end is a date and does not go stale; a cluster whose roots are not known makes it unknown, unless an end is near. */
export function trustState(standing: TrustStanding, now: Instant): State {
  const { firstEnd, unknown } = standing;
  const state = endState(firstEnd, now);
  return state === 'healthy' && unknown.length > 0 ? 'unknown' : state;
}
