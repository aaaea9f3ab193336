import { Operation } from '@meshwise/backstage-plugin-mesh-common';

/** What operations are shown: text that must occur, and a state. */
export interface OperationsFilter {
  readonly text: string;
  readonly state: string;
}

/** Whether an operation is shown under a filter. Text is looked for in what the table says, ignoring case. */
export function matchesOperation(
  operation: Operation,
  { text, state }: OperationsFilter,
): boolean {
  if (state !== '' && operation.state !== state) return false;
  const { id, intent, summary, requester, planHash, approval, targets } =
    operation;
  return [
    id,
    intent,
    summary,
    requester,
    planHash,
    approval?.approver ?? '',
    ...targets.map(({ cluster }) => cluster),
  ].some(part => part.toLowerCase().includes(text.trim().toLowerCase()));
}
