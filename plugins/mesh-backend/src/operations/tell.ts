import type { Instant } from '@meshwise/backstage-plugin-mesh-common';
import type { OperationEvents } from './OperationEvents';
import type { OperationJournal } from './OperationJournal';

/** Tells whoever wants to know where an operation stands now. */
export async function tell(
  {
    journal,
    events,
    now,
  }: {
    readonly journal: Pick<OperationJournal, 'stored'>;
    readonly events: OperationEvents;
    readonly now: () => Instant;
  },
  id: string,
): Promise<void> {
  const stored = await journal.stored.get(id);
  if (!stored) return;
  const { requester, summary, state, message, approval } = stored.operation;
  const waits = state === 'awaiting-approval' && approval;
  events.publish({
    operation: id,
    requester,
    summary,
    state,
    message,
    ...(waits && { approvalReason: waits.reason }),
    at: now(),
  });
}
