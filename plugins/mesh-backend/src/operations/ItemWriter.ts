import type { AuditorService } from '@backstage/backend-plugin-api';
import type { Manifest } from '@meshwise/backstage-plugin-mesh-common';
import { ulid } from 'ulid';
import type { FieldChange } from './fields';
import { compareFields, fieldsOf } from './fields';
import type { ItemResult, Lease } from './Lease';
import { objectName } from './manifestObject';
import { Item, itemName, RunnableOperation } from './operationRows';
import type { Steps } from './Steps';

/** What came of one request. */
export interface Attempt {
  readonly result: ItemResult;
  /** Whether the request may be repeated after the object was looked at again. */
  readonly again?: {
    readonly code: 'changed' | 'later';
    readonly afterSeconds: number;
  };
}

/** What came of a request whose answer nobody has seen. `unknown`: somebody has changed the object since. */
export type Outcome = 'applied' | 'not-applied' | 'unknown';

/**
 * Writes objects so that it is known before and after: in the audit log under the id that the API server logs, and in
 * the journal. A request that cannot be recorded is not sent (invariants I1, I2, I8).
 */
export class ItemWriter {
  static create(options: {
    readonly operation: RunnableOperation;
    readonly lease: Lease;
    readonly auditor: AuditorService;
    readonly steps: Steps;
  }): ItemWriter {
    return new ItemWriter(options);
  }

  private constructor(
    private readonly options: Parameters<typeof ItemWriter.create>[0],
  ) {}

  /** Sends one request that changes an object. Rejects, with nothing sent, if that cannot be recorded. */
  async write(
    item: Item,
    intent: {
      readonly action: 'create' | 'update' | 'delete' | 'compensate';
      readonly ownedBefore: Manifest | undefined;
    },
    send: (auditId: string) => Promise<Attempt>,
  ): Promise<Attempt> {
    const { lease, auditor, steps } = this.options;
    const { action, ownedBefore } = intent;
    const auditId = ulid();
    const name = itemName(item);
    const event = await auditor.createEvent({
      eventId: 'operation-item',
      severityLevel: 'medium',
      meta: { ...this.meta(item), actionType: action, auditId },
    });
    await steps.at('before-intent', name);
    const compensates = action === 'compensate';
    await lease.intend(item.position, { auditId, ownedBefore, compensates });
    await steps.at('after-intent', name);
    lease.assertTimeToSend();
    const answer = send(auditId);
    await steps.at('after-send', name);
    const attempt = await answer;
    await steps.at('after-response', name);
    // Whoever has the operation now finds out what came of the request, and completes the audit log.
    lease.assertHeld();
    const { result } = attempt;
    if (result.error === undefined) {
      await event.success({ meta: { outcome: result.state } });
    } else {
      await event.fail({
        error: new Error(result.message ?? result.error),
        meta: { outcome: result.error },
      });
    }
    await lease.record(item, result);
    await steps.at('after-result', name);
    return attempt;
  }

  /**
   * Completes the audit log of a request whose result was lost with its backend. If that backend died between telling the
   * result and recording it, the result is told twice, here under an id of its own; it is never missing.
   */
  async settle(item: Item, outcome: Outcome): Promise<void> {
    const { auditor } = this.options;
    if (item.openAuditId === undefined) return;
    const event = await auditor.createEvent({
      eventId: 'operation-item-outcome',
      severityLevel: 'medium',
      meta: { ...this.meta(item), auditId: item.openAuditId },
    });
    await event.success({ meta: { outcome } });
  }

  private meta(item: Item) {
    const { operation } = this.options;
    return {
      operation: operation.id,
      planHash: operation.planHash,
      requester: operation.requester,
      cluster: item.cluster,
      object: objectName(item.manifest),
      // Values may be anybody's business; paths are enough to find them in the plan.
      fields: plannedFields(item).map(({ path }) => path),
    };
  }
}

function plannedFields({ act, manifest, preimage }: Item): FieldChange[] {
  const after = act === 'delete' ? new Map() : fieldsOf(manifest);
  return compareFields(preimage.fields, after);
}
