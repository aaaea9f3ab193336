import { Clock } from '../Clock';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

const MOST_WAKES = 5_000;

/** A clock that moves when it is told to. Time of day and elapsed time start at the same moment. */
export class FakeClock implements Clock {
  private time = 1_000_000;
  private readonly sleepers = new Set<Sleeper>();

  now(): number {
    return this.time;
  }

  elapsed(): number {
    return this.time;
  }

  wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise(resolve => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const sleeper: Sleeper = {
        // As timers of Node do: whole milliseconds, and at least one.
        until: this.time + Math.max(1, Math.ceil(ms)),
        wake: () => {
          this.sleepers.delete(sleeper);
          signal.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      this.sleepers.add(sleeper);
      signal.addEventListener('abort', sleeper.wake);
    });
  }

  /** Number of timers that run. */
  get timers(): number {
    return this.sleepers.size;
  }

  /** Moves on, waking sleepers in their order and letting each do what it wants to do before the next. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await settle();
    for (let woken = 0; ; woken += 1) {
      const next = this.nextBefore(end);
      if (!next) break;
      if (woken > MOST_WAKES) throw new Error('somebody waits without end');
      this.time = Math.max(this.time, next.until);
      next.wake();
      await settle();
    }
    this.time = end;
    await settle();
  }

  private nextBefore(end: number): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const sleeper of this.sleepers) {
      if (sleeper.until > end) continue;
      if (!next || sleeper.until < next.until) next = sleeper;
    }
    return next;
  }
}

/** Lets everything run that does not wait for time. */
export async function settle(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    await new Promise(resolve => setImmediate(resolve));
  }
}
