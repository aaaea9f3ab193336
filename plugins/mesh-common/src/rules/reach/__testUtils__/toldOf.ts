import { Mesh } from '../../../model/mesh';
import { Rule } from '../../../model/rule';
import { Snapshot } from '../../../model/snapshot';
import { answer } from '../../answer';
import { ReachFinding } from '../reachCheck';
import {
  reachClient,
  ReachQuestion,
  reachScope,
  ReachScope,
} from '../reachContext';

/** One of the checks of a reach. */
export type Check = (mesh: Mesh, scope: ReachScope) => ReachFinding;

/** What a check says and what decided, for a question of which some is given instead of worked out. */
export function toldOf(options: {
  readonly check: Check;
  readonly snapshot: Snapshot;
  readonly question: ReachQuestion;
  readonly given: (scope: ReachScope) => Partial<ReachScope>;
}): string {
  const { check, snapshot, question, given } = options;
  const rule: Rule<void, ReachFinding> = {
    source: '8',
    nameOf: () => 'check',
    ask(mesh) {
      const client = reachClient(mesh, question);
      const scope = client && reachScope(mesh, question, client);
      if (!scope) throw new Error('there is no client');
      return check(mesh, { ...scope, ...given(scope) });
    },
  };
  const { status, text, at } = answer(snapshot, rule, undefined).value;
  const place = at
    ? ` (${at.object.cluster} ${at.object.kind} ${at.object.name} ${at.field})`
    : '';
  return `${status}: ${text}${place}`;
}
