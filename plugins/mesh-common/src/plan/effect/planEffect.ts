import { Memo } from '../../model/memo';
import { Snapshot } from '../../model/snapshot';
import { Finding, findingKey } from '../../rules/finding';
import { findings } from '../../rules/findings';
import { Draft } from '../plan';
import { draftChanges } from './draftChanges';
import { PlanEffect } from '../effect';

/** What a draft means for callers and findings: the rules, asked before and after it. @public */
export function planEffect(
  snapshot: Snapshot,
  draft: Pick<Draft, 'objects'>,
  memo = Memo.create(),
): PlanEffect {
  const after = snapshot.with(...draftChanges(snapshot, draft.objects));
  const old = findings(snapshot, { memo });
  const now = findings(after, { memo: memo.fork() });
  return {
    callers: [],
    trust: [],
    losesFallback: [],
    shadowed: [],
    findings: {
      appear: without(now.findings, old.findings),
      disappear: without(old.findings, now.findings),
    },
    gaps: [],
  };
}

function without(
  findings: readonly Finding[],
  others: readonly Finding[],
): readonly Finding[] {
  const known = new Set(others.map(findingKey));
  return findings.filter(finding => !known.has(findingKey(finding)));
}
