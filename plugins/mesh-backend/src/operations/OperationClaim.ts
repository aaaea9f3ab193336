import type {
  Instant,
  Operation,
} from '@meshwise/backstage-plugin-mesh-common';
import { objectName } from './manifestObject';
import type { ItemRow, OperationRow } from './operationRows';
import type { PlannedChange } from './plannedChange';
import { digest } from './planHash';
import { preimageToJson } from './preimage';

/** An operation before it has begun. */
export interface OperationClaim {
  readonly id: string;
  readonly requester: string;
  readonly idempotencyKey: string;
  readonly intent: Operation['intent'];
  readonly parameters: object;
  readonly planHash: string;
  /** Locked until the operation ends: no other operation of one of them runs at the same time. */
  readonly scopes: readonly string[];
  /** Operation that this one takes back: it gives its locks to this one. */
  readonly undoOf: string | undefined;
  /** Address of the pull request that brings the objects; without it they are applied. */
  readonly pullRequest?: string;
  readonly owner: string;
  readonly at: Instant;
  readonly leaseUntil: Instant;
}

/** Row of an operation that is planned once more. */
export function claimedRow(claim: OperationClaim) {
  return {
    id: claim.id,
    requester: claim.requester,
    idempotency_key: claim.idempotencyKey,
    intent: claim.intent,
    parameters: JSON.stringify(claim.parameters),
    plan_hash: claim.planHash,
    scopes: JSON.stringify(claim.scopes),
    undo_of: claim.undoOf ?? null,
    summary: '',
    state: 'draft',
    created_at: claim.at,
    updated_at: claim.at,
    lease_owner: claim.owner,
    lease_until: claim.leaseUntil,
  };
}

/** Row of a planned change. */
export function itemRow(
  id: string,
  position: number,
  change: PlannedChange,
): ItemRow {
  const { cluster, act, fieldManager, manifest } = change;
  const preimage = preimageToJson(change.preimage);
  return {
    operation_id: id,
    position,
    cluster,
    object: objectName(manifest),
    namespace:
      manifest.kind === 'Namespace'
        ? manifest.metadata.name
        : manifest.metadata.namespace ?? null,
    state: 'waiting',
    message: null,
    audit_id: null,
    act,
    field_manager: fieldManager,
    manifest: JSON.stringify(manifest),
    desired_hash: digest(manifest),
    preimage: JSON.stringify(preimage),
    preimage_hash: digest(preimage),
    owned_before: null,
    uid: change.preimage.uid ?? null,
    open_audit_id: null,
    attempts: 0,
    epoch: 0,
  };
}

/** In which state an operation begins. */
export function stateAtFirst(
  waits: boolean,
  pullRequest: string | undefined,
): OperationRow['state'] {
  if (pullRequest !== undefined) return 'awaiting-merge';
  return waits ? 'awaiting-approval' : 'approved';
}
