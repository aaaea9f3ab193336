import type { Instant } from '@meshwise/backstage-plugin-mesh-common';
import { TRANSIENT } from './answers';
import type { StateChange } from './Lease';
import type { RunnableOperation } from './operationRows';

/** Why an object is not as planned. */
export interface Failure {
  readonly error: string;
  /** One sentence that names the cluster and the object. */
  readonly message: string;
}

const HOUR_MS = 60 * 60_000;
/** How long an operation goes on by itself. */
const RESUME_LIFE_MS = 24 * HOUR_MS;
const FIRST_RESUME_MS = 30_000;
/** Half-shifted traffic is worse than none: after this the shift is taken back. */
const SHIFT_LIFE_MS = 2 * 60_000;
const SHIFT_RESUME_MS = 5_000;

/**
 * What becomes of an operation of which some objects could not be written (faults and bad input 3.6). Tenancy is
 * additive: it waits and goes on by itself. A planned failover is taken back. An evacuation goes on whatever happens.
 * Trust freezes: removing a root can cut traffic. `compensate` = take back what was written.
 */
export function afterFailure(
  operation: Pick<RunnableOperation, 'class' | 'resumes'>,
  failures: readonly Failure[],
  startedAt: Instant,
  now: Instant,
): StateChange | 'compensate' {
  const message = failures.map(failure => failure.message).join(' ');
  switch (operation.class) {
    case 'trust':
      return { state: 'stuck', message };
    case 'failover': {
      const hopeless = failures.some(({ error }) => !TRANSIENT.includes(error));
      if (hopeless || now - startedAt >= SHIFT_LIFE_MS) return 'compensate';
      return { state: 'partial', message, resumeAt: now + SHIFT_RESUME_MS };
    }
    case 'evacuation':
      return resumed(message, FIRST_RESUME_MS, startedAt, now);
    case 'tenancy': {
      const backOff = Math.min(
        FIRST_RESUME_MS * 2 ** operation.resumes,
        HOUR_MS,
      );
      return resumed(message, backOff, startedAt, now);
    }
    default:
      throw new Error(`unknown class ${operation.class}`);
  }
}

function resumed(
  message: string,
  afterMs: number,
  startedAt: Instant,
  now: Instant,
): StateChange {
  const resumeAt = now + afterMs;
  return resumeAt - startedAt > RESUME_LIFE_MS
    ? { state: 'partial', message: `${message} It was tried for a day.` }
    : { state: 'partial', message, resumeAt };
}
