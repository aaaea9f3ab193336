import { Clock } from '../Clock';

const LISTS_PER_SECOND = 5;
/** A first synchronisation of common kinds starts at once; a storm of relists does not. */
const BURST = 20;
const AT_ONCE = 6;

/**
 * Keeps the lists that one cluster is asked for within bounds: a token bucket against relist storms (threat T41), and
 * few lists at once, so that pages of many kinds are not held in memory together. First come, first served.
 */
export class ListGate {
  private tokens = BURST;
  private filledAt: number;
  private running = 0;
  private turn: Promise<void> = Promise.resolve();
  private readonly leaving = new Set<() => void>();

  constructor(private readonly clock: Clock) {
    this.filledAt = clock.elapsed();
  }

  /** Runs a list when its turn has come. When the signal aborts before that, `list` runs at once, to see the signal. */
  async run<T>(list: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const before = this.turn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.turn = promise;
    await before;
    await this.takeToken(signal);
    await this.takePlace(signal);
    resolve();
    try {
      return await list();
    } finally {
      this.running -= 1;
      for (const notify of this.leaving) notify();
    }
  }

  private async takeToken(signal: AbortSignal): Promise<void> {
    for (;;) {
      const now = this.clock.elapsed();
      this.tokens = Math.min(
        BURST,
        this.tokens + ((now - this.filledAt) / 1000) * LISTS_PER_SECOND,
      );
      this.filledAt = now;
      if (signal.aborted) return;
      if (this.tokens >= 1) {
        this.tokens -= 1;
        return;
      }
      const missing = 1 - this.tokens;
      await this.clock.wait((missing / LISTS_PER_SECOND) * 1000, signal);
    }
  }

  private async takePlace(signal: AbortSignal): Promise<void> {
    while (this.running >= AT_ONCE && !signal.aborted) {
      await new Promise<void>(resolve => {
        const done = () => {
          this.leaving.delete(done);
          signal.removeEventListener('abort', done);
          resolve();
        };
        this.leaving.add(done);
        signal.addEventListener('abort', done, { once: true });
      });
    }
    this.running += 1;
  }
}
