import { CallerGroup } from '../src/rules/callerGroups';

/** A group of callers in one line. */
export function callerText(group: CallerGroup): string {
  const { cluster, namespace, locality, pods } = group;
  const count = pods === 1 ? '1 pod' : `${pods} pods`;
  return `${cluster} ${namespace} in ${locality || 'no locality'}, ${count}`;
}
