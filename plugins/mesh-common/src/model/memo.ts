import { ReadSet } from './readSet';
import { Rule } from './rule';
import { Snapshot } from './snapshot';

/** What was once worked out, with what it depends on. @public */
export interface Worked<A> {
  readonly value: A;
  readonly reads: ReadSet;
}

interface Entry {
  readonly worked: Worked<unknown>;
  /** Last snapshot in which it was seen to hold. */
  heldIn: Snapshot;
}

/**
 * Answers that were worked out before, each valid as long as its look-ups find the same. Kept over snapshots, so a change of one endpoint
 * asks only those rules again that read it.
 *
 * @public
 */
export class Memo {
  static create(options: { readonly limit?: number } = {}): Memo {
    return new Memo(options.limit ?? 200_000);
  }

  private readonly entries = new Map<
    Rule<never, unknown>,
    Map<string, Entry>
  >();
  private size = 0;
  private checked:
    | { readonly snapshot: Snapshot; readonly sets: Map<ReadSet, boolean> }
    | undefined;

  private constructor(
    private readonly limit: number,
    private readonly base?: Memo,
  ) {}

  /** A memo for another snapshot. It uses what this one knows and adds nothing to it, so that this one stays as good as it is for its own. */
  fork(): Memo {
    return new Memo(this.limit, this);
  }

  /** Takes the answer to a question, or works it out and keeps it. */
  take<Q, A>(
    snapshot: Snapshot,
    rule: Rule<Q, A>,
    name: string,
    work: () => Worked<A>,
  ): Worked<A> {
    const known = this.entries.get(rule)?.get(name);
    if (known && this.holds(known, snapshot)) {
      // The entry was stored under this very rule, so its value is an answer of it.
      return known.worked as Worked<A>;
    }
    const worked = this.fromBase<A>(snapshot, rule, name) ?? work();
    this.keep(rule, name, { worked, heldIn: snapshot });
    return worked;
  }

  private fromBase<A>(
    snapshot: Snapshot,
    rule: Rule<never, unknown>,
    name: string,
  ): Worked<A> | undefined {
    const known = this.base?.entries.get(rule)?.get(name);
    if (!known?.worked.reads.holdsIn(snapshot, this.checkedIn(snapshot)))
      return undefined;
    return known.worked as Worked<A>;
  }

  /** What was found out about parts that many answers share. */
  private checkedIn(snapshot: Snapshot): Map<ReadSet, boolean> {
    if (this.checked?.snapshot !== snapshot)
      this.checked = { snapshot, sets: new Map() };
    return this.checked.sets;
  }

  private holds(entry: Entry, snapshot: Snapshot): boolean {
    if (entry.heldIn === snapshot) return true;
    if (!entry.worked.reads.holdsIn(snapshot, this.checkedIn(snapshot)))
      return false;
    entry.heldIn = snapshot;
    return true;
  }

  private keep(rule: Rule<never, unknown>, name: string, entry: Entry): void {
    if (this.size >= this.limit) this.clear();
    let answers = this.entries.get(rule);
    if (!answers) {
      answers = new Map();
      this.entries.set(rule, answers);
    }
    if (!answers.has(name)) this.size++;
    answers.set(name, entry);
  }

  private clear(): void {
    this.entries.clear();
    this.size = 0;
  }
}
