import { Gap } from '../../model/coverage';
import { Memo } from '../../model/memo';
import { Mesh } from '../../model/mesh';
import { Rule } from '../../model/rule';
import { Snapshot } from '../../model/snapshot';

/** The answers to one question before and after. */
export interface Pair<A> {
  readonly before: A;
  readonly after: A;
  /** Everything that matters could be seen. */
  readonly seen: boolean;
}

/** A fleet before and after a change. Remembers what could not be seen when it was asked. */
export class Comparison {
  static create(options: {
    readonly before: Snapshot;
    readonly after: Snapshot;
    /** Answers about the fleet before; they are used and added to. */
    readonly memo: Memo;
  }): Comparison {
    const { before, after, memo } = options;
    return new Comparison(
      { snapshot: before, memo },
      { snapshot: after, memo: memo.fork() },
    );
  }

  private readonly missed = new Map<string, Gap>();

  private constructor(readonly before: World, readonly after: World) {}

  /** The answers of a rule. */
  ask<Q, A>(rule: Rule<Q, A>, question: Q): Pair<A> {
    const before = this.answer(this.before, rule, question);
    const after = this.answer(this.after, rule, question);
    return {
      before: before.value,
      after: after.value,
      seen: before.seen && after.seen,
    };
  }

  /** What could not be seen, once each. */
  gaps(): readonly Gap[] {
    return [...this.missed.values()];
  }

  /** Adds what a question that was asked elsewhere could not see. */
  missing(gaps: readonly Gap[]): void {
    for (const gap of gaps) {
      const { cluster, kind, object = '' } = gap;
      this.missed.set(`${cluster} ${kind} ${object}`, gap);
    }
  }

  private answer<Q, A>(
    { snapshot, memo }: World,
    rule: Rule<Q, A>,
    question: Q,
  ): { readonly value: A; readonly seen: boolean } {
    const { value, reads } = Mesh.ask(snapshot, rule, question, memo);
    const gaps = reads.gapsIn(snapshot);
    this.missing(gaps);
    return { value, seen: gaps.length === 0 };
  }
}

/** A state of the fleet, with what was worked out about it. */
export interface World {
  readonly snapshot: Snapshot;
  readonly memo: Memo;
}
