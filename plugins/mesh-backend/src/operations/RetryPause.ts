import { setTimeout as sleep } from 'node:timers/promises';

const FIRST_MS = 400;
const LONGEST_BACKOFF_MS = 10_000;
const LONGEST_RETRY_AFTER_S = 30;

/** Waits between attempts. */
export interface RetryPause {
  /** Resolves when the next attempt may be made, or the signal aborts. */
  wait(
    attempt: number,
    again: { readonly code: string; readonly afterSeconds: number },
    signal: AbortSignal,
  ): Promise<void>;
}

/** Waits as long as the server asks, and a random time that grows, so that many do not come back at once. */
export const backOff: RetryPause = {
  async wait(attempt, { afterSeconds }, signal) {
    const most = Math.min(FIRST_MS * 2 ** attempt, LONGEST_BACKOFF_MS);
    const asked = Math.min(afterSeconds, LONGEST_RETRY_AFTER_S) * 1000;
    const ms = asked + most * Math.random();
    await sleep(ms, undefined, { signal }).catch(() => undefined);
  },
};
