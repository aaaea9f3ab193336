const SHORTEST_MS = 500;
const LONGEST_MS = 30_000;
/** A refused credential costs no request until it changes, so it is looked at often. */
const LONGEST_UNAUTHORIZED_MS = 4_000;

/**
 * How long to wait before the next attempt: random between half a second and a bound that doubles with each failure up
 * to 30 s (full jitter), so that clients which failed together do not come back together.
 */
export class Backoff {
  private failures = 0;

  constructor(private readonly random: () => number) {}

  /** After a failure. `atLeastMs` is what the server asked for. */
  next(
    options: {
      readonly unauthorized?: boolean;
      readonly atLeastMs?: number;
    } = {},
  ): number {
    const longest = options.unauthorized ? LONGEST_UNAUTHORIZED_MS : LONGEST_MS;
    const bound = Math.min(longest, 2 * SHORTEST_MS * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 10);
    const wait = SHORTEST_MS + this.random() * (bound - SHORTEST_MS);
    return Math.max(wait, options.atLeastMs ?? 0);
  }

  /** After a success. */
  reset(): void {
    this.failures = 0;
  }
}
