import type { OperationAction } from '@meshwise/backstage-plugin-mesh-common';
import type { Caller } from '../engine/Caller';
import type { StoredOperation } from './StoredOperations';

/** Whether the caller is a person who has signed in. */
export function isHuman({ credentials }: Caller): boolean {
  const { principal } = credentials;
  return (
    typeof principal === 'object' &&
    principal !== null &&
    Reflect.get(principal, 'type') === 'user'
  );
}

/** What a caller may do about an operation now. Whether they still may is decided anew when they do it. */
export function actionsOf(
  { operation, undo, goesOn }: StoredOperation,
  caller: Caller,
): readonly OperationAction[] {
  const own = operation.requester === caller.name;
  const approves = caller.approvesOperations === true && isHuman(caller);
  if (!own && !approves) return [];
  const actions: OperationAction[] = [];
  const { state } = operation;
  if (state === 'awaiting-approval' && approves && !own) {
    actions.push('approve', 'reject');
  }
  if (state === 'partial' || state === 'stuck') actions.push('resume');
  const written = operation.targets.some(({ items }) =>
    items.some(item => item.state === 'applied'),
  );
  if (
    written &&
    ['done', 'partial', 'stuck', 'accepted-partial'].includes(state) &&
    operation.undoneBy === undefined &&
    operation.intent !== 'undo' &&
    // What a repository brought is taken back there.
    operation.pullRequest === undefined &&
    undo !== undefined &&
    undo.code !== 'none'
  ) {
    actions.push('undo');
  }
  if (state === 'partial' || state === 'stuck') actions.push('accept');
  if (goesOn || state === 'awaiting-merge') actions.push('stop');
  return actions;
}
