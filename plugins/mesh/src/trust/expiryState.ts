import { Certificate, Instant } from '@meshwise/backstage-plugin-mesh-common';
import { State } from '../state/State';

const DAY = 24 * 60 * 60 * 1000;
const DANGER = 30 * DAY;
const WARNING = 90 * DAY;

/** State of a root or intermediate by what is left of its validity: below 90 days a warning, below 30 days and after the end a danger. */
export function expiryState(
  { content }: Pick<Certificate, 'content'>,
  now: Instant,
): State {
  return endState(content?.notAfter, now);
}

/** The same by the end alone; `undefined`: nobody can read it. */
export function endState(end: Instant | undefined, now: Instant): State {
  if (end === undefined) return 'unknown';
  const left = end - now;
  if (left < DANGER) return 'down';
  return left < WARNING ? 'degraded' : 'healthy';
}
