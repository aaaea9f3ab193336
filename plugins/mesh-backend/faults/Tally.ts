/** What a fault has shown, as far as it can be counted. */
export interface Counts {
  readonly points: number;
  readonly lost: number;
  readonly doubled: number;
  readonly unaudited: number;
}

/** Counts while a fault runs, and keeps what went wrong in words. */
export class Tally {
  static create(): Tally {
    return new Tally();
  }

  private points = 0;
  private readonly wrong = { lost: 0, doubled: 0, unaudited: 0 };
  private readonly problems: string[] = [];
  private told = 0;

  private constructor() {}

  point(): void {
    this.points++;
  }

  add(kind: keyof Tally['wrong'], problem: string): void {
    this.wrong[kind]++;
    this.problems.push(`${kind}: ${problem}`);
  }

  /** Problems that were not asked for before. */
  untold(): readonly string[] {
    const untold = this.problems.slice(this.told);
    this.told = this.problems.length;
    return untold;
  }

  get counts(): Counts {
    return { points: this.points, ...this.wrong };
  }

  get clean(): boolean {
    return this.points > 0 && this.problems.length === 0;
  }
}
