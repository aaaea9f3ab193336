import { Gap } from '../model/coverage';
import { Memo } from '../model/memo';
import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import { Snapshot } from '../model/snapshot';
import { answer } from './answer';
import { Finding, FindingDraft } from './finding';

/** What one check found in the whole fleet. @public */
export interface CheckResult {
  readonly code: string;
  readonly findings: readonly Finding[];
  /** What the check could not see: with gaps, finding nothing means nothing. */
  readonly gaps: readonly Gap[];
}

/** One check of the fleet. @public */
export interface Check {
  /** Stable name, in kebab case; also the name of its page under `docs/findings`. */
  readonly code: string;
  /** Section of the reference that it checks. */
  readonly source: string;
  run(snapshot: Snapshot, memo: Memo): CheckResult;
}

/** A check from the subjects it looks at, one by one, and what it says of each: evidence and gaps of a finding are those of its own subject. */
export function defineCheck<S>(definition: {
  readonly code: string;
  readonly source: string;
  subjects(mesh: Mesh): readonly S[];
  /** Name of a subject among those of this check. */
  nameOf(subject: S): string;
  find(mesh: Mesh, subject: S): readonly FindingDraft[];
}): Check {
  const { code, source } = definition;
  const one: Rule<S, readonly FindingDraft[]> = {
    source,
    nameOf: subject => definition.nameOf(subject),
    ask: (mesh, subject) => definition.find(mesh, subject),
  };
  const affected: Rule<void, readonly S[]> = {
    source,
    ask: mesh =>
      definition
        .subjects(mesh)
        .filter(subject => mesh.ask(one, subject).length > 0),
  };
  return {
    code,
    source,
    run(snapshot, memo) {
      // What decided is said of each subject below, and not of all of them together.
      const { value, reads } = Mesh.ask(snapshot, affected, undefined, memo);
      const findings = value.flatMap(subject => {
        const found = answer(snapshot, one, subject, memo);
        return found.value.map(draft => ({
          code,
          source,
          ...draft,
          because: found.because,
          gaps: found.gaps,
        }));
      });
      return { code, findings, gaps: reads.gapsIn(snapshot) };
    },
  };
}
