import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '@meshwise/backstage-plugin-mesh-common';

/** Time, as everything that waits or measures here sees it. */
export interface Clock {
  /** Time of day, to be shown. May jump; never measure with it. */
  now(): Instant;
  /** Milliseconds since some moment. Never jumps back. */
  elapsed(): number;
  /** Resolves after so many milliseconds, or as soon as the signal aborts. Never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  wait: (ms, signal) =>
    delay(ms, undefined, { signal, ref: false }).catch(() => undefined),
};
