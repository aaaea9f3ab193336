import { Answer } from '../model/answer';
import { Memo } from '../model/memo';
import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import { sameData } from '../model/sameData';
import { Snapshot } from '../model/snapshot';

/** Asks a rule. With a memo, only what changed since the last question is worked out again. @public */
export function answer<Q, A>(
  snapshot: Snapshot,
  rule: Rule<Q, A>,
  question: Q,
  memo = Memo.create(),
): Answer<A> {
  const { value, reads } = Mesh.ask(snapshot, rule, question, memo);
  return {
    value,
    because: reads.evidence(),
    gaps: reads.gapsIn(snapshot),
    asOf: reads.asOfIn(snapshot),
  };
}

/** The answers to one question before and after a change. @public */
export interface Compared<Q, A> {
  readonly question: Q;
  readonly before: Answer<A>;
  readonly after: Answer<A>;
  /** `unknown`: nothing changes in what can be seen, but not everything that matters can be seen. */
  readonly verdict: 'unchanged' | 'changed' | 'unknown';
}

/** Asks the same questions in two snapshots. Every comparison of the product is this one. @public */
export function compare<Q, A>(
  before: Snapshot,
  after: Snapshot,
  rule: Rule<Q, A>,
  questions: readonly Q[],
  memo = Memo.create(),
): readonly Compared<Q, A>[] {
  return questions.map(question => {
    const old = answer(before, rule, question, memo);
    const now = answer(after, rule, question, memo);
    return { question, before: old, after: now, verdict: verdict(old, now) };
  });
}

function verdict<A>(
  before: Answer<A>,
  after: Answer<A>,
): Compared<unknown, A>['verdict'] {
  if (!sameData(before.value, after.value)) return 'changed';
  return before.gaps.length + after.gaps.length === 0 ? 'unchanged' : 'unknown';
}
