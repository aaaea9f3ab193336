import { DatabaseKind, FaultLab } from './FaultLab';
import { Tally } from './Tally';

/** How a fault is run. */
export interface FaultOptions {
  readonly db: DatabaseKind;
  /** Every so many points only; all of them without it. */
  readonly every?: number;
  readonly seed?: number;
  progress?(line: string): void;
}

/** What every fault is run with. */
export class FaultContext {
  static create(options: FaultOptions): FaultContext {
    return new FaultContext(options);
  }

  readonly tally = Tally.create();
  readonly seed: number;

  private constructor(private readonly options: FaultOptions) {
    this.seed = options.seed ?? 1;
  }

  get db(): DatabaseKind {
    return this.options.db;
  }

  /** Those of some points that are run, evenly spread. */
  chosen<T>(points: readonly T[]): readonly T[] {
    const { every = 1 } = this.options;
    return points.filter((_, i) => i % every === 0);
  }

  /** Tells how far it is, and what has gone wrong since it last did. */
  progress(): void {
    for (const problem of this.tally.untold()) this.options.progress?.(problem);
    const { points, lost, doubled, unaudited } = this.tally.counts;
    if (points % 10 !== 0) return;
    this.options.progress?.(
      `${points} points, ${lost} lost, ${doubled} doubled, ${unaudited} unaudited`,
    );
  }

  async withLab(
    options: { readonly clusters?: number },
    run: (lab: FaultLab) => Promise<void>,
  ): Promise<void> {
    const lab = await FaultLab.start({ db: this.db, ...options });
    try {
      await run(lab);
    } finally {
      await lab.stop();
    }
  }
}
