import type {
  ClusterName,
  Manifest,
  ObjectChange,
  Operation,
  OperationState,
  OperationTarget,
  PlanRequest,
} from '@meshwise/backstage-plugin-mesh-common';
import { objectName } from './manifestObject';
import { Change, preimageFromJson } from './preimage';

/** PostgreSQL returns big integers as text. */
type Milliseconds = number | string;

/** Row of `operations`. */
export interface OperationRow {
  id: string;
  requester: string;
  idempotency_key: string;
  intent: Operation['intent'];
  parameters: string;
  plan_hash: string;
  summary: string;
  class: Operation['class'];
  scopes: string;
  /** `draft`: being planned once more, with its locks taken and nothing written. */
  state: OperationState | 'draft';
  message: string | null;
  created_at: Milliseconds;
  updated_at: Milliseconds;
  started_at: Milliseconds | null;
  lease_owner: string | null;
  lease_until: Milliseconds;
  epoch: number;
  approval_reason: string | null;
  approval_requested_at: Milliseconds | null;
  approval_expires_at: Milliseconds | null;
  ends_at: Milliseconds | null;
  pull_request: string | null;
  merge_expires_at: Milliseconds | null;
  undo_of: string | null;
  undone_by: string | null;
  undo: string | null;
  plan: string | null;
  /** SQLite has no booleans. */
  stop_requested: boolean | number;
  compensating: boolean | number;
  resume_at: Milliseconds | null;
  resumes: number;
}

/** States in which an operation needs a runner. */
export const RUNNING_STATES: readonly OperationRow['state'][] = [
  'approved',
  'applying',
  'verifying',
  'compensating',
];

/** States in which an operation waits for its next try or for a person. */
export const HELD_STATES: readonly OperationRow['state'][] = [
  'partial',
  'stuck',
];

/** Row of `operation_items`. */
export interface ItemRow {
  operation_id: string;
  position: number;
  cluster: ClusterName;
  object: string;
  /** The namespace it is in, or is. */
  namespace: string | null;
  state: OperationTarget['items'][number]['state'];
  message: string | null;
  audit_id: string | null;
  act: ObjectChange['act'];
  field_manager: string;
  manifest: string | null;
  desired_hash: string | null;
  preimage: string | null;
  preimage_hash: string | null;
  owned_before: string | null;
  uid: string | null;
  open_audit_id: string | null;
  attempts: number;
  epoch: number;
}

/** Row of `operation_targets`. */
export interface TargetRow {
  operation_id: string;
  cluster: ClusterName;
  wave: number;
  last_error: string | null;
}

/** Row of `approvals`. */
export interface ApprovalRow {
  operation_id: string;
  plan_hash: string;
  decision: 'approved' | 'rejected';
  approver: string;
  reason: string | null;
  at: Milliseconds;
}

/** Row of `target_locks`. */
export interface LockRow {
  scope: string;
  operation_id: string;
}

/** One object of an operation, with all that is needed to write it and to take it back. */
export interface Item extends Change {
  readonly position: number;
  readonly cluster: ClusterName;
  readonly state: ItemRow['state'];
  /** What the field manager owned before the write; `undefined` until a write was intended, or if there was no object. */
  readonly ownedBefore: Manifest | undefined;
  /** Of the object after the write. */
  readonly uid: string | undefined;
  /** Of a request whose result is not in the audit log yet. */
  readonly openAuditId: string | undefined;
  /** Requests that were intended so far. */
  readonly attempts: number;
  /** What was wrong with it when it was last looked at. */
  readonly problem: string | undefined;
}

/** An operation as its runner needs it. */
export interface RunnableOperation {
  readonly id: string;
  readonly class: Operation['class'];
  readonly requester: string;
  /** What was asked for. */
  readonly request: PlanRequest;
  readonly planHash: string;
  readonly summary: string;
  readonly state: OperationState;
  /** Whether what was written is being taken back. */
  readonly compensating: boolean;
  /** How often it went on after it had stopped. */
  readonly resumes: number;
  /** When it was first applied; `undefined` if this is the first time. */
  readonly startedAt: number | undefined;
  /** Whether somebody approved it a while after it was planned. */
  readonly approved: boolean;
  readonly items: readonly Item[];
}

/** The item of a row. Throws for one of a version of Meshwise that could not resume. */
export function itemFromRow(row: ItemRow): Item {
  const { manifest, preimage } = row;
  if (manifest === null || preimage === null) {
    throw new Error(`${row.object} in ${row.cluster} has no manifest`);
  }
  return {
    position: row.position,
    cluster: row.cluster,
    act: row.act,
    fieldManager: row.field_manager,
    manifest: JSON.parse(manifest),
    preimage: preimageFromJson(preimage),
    state: row.state,
    ownedBefore: row.owned_before ? JSON.parse(row.owned_before) : undefined,
    uid: row.uid ?? undefined,
    openAuditId: row.open_audit_id ?? undefined,
    attempts: row.attempts,
    problem: row.message ?? undefined,
  };
}

/** What an operation was asked for. */
export function requestOf({
  intent,
  parameters,
}: Pick<OperationRow, 'intent' | 'parameters'>): PlanRequest {
  return { intent, parameters: JSON.parse(parameters) } as PlanRequest;
}

/** How an item is called: its object and cluster. */
export function itemName({
  cluster,
  manifest,
}: Pick<Item, 'cluster' | 'manifest'>): string {
  return `${cluster}: ${objectName(manifest)}`;
}

/** The operation of a row, without what its reader may do; `items` and `approvals` may hold rows of others too. */
export function operationFromRows(
  row: OperationRow,
  items: readonly ItemRow[],
  approvals: readonly ApprovalRow[],
): Operation {
  const approval = approvals.find(
    ({ operation_id }) => operation_id === row.id,
  );
  return {
    id: row.id,
    intent: row.intent,
    class: row.class,
    summary: row.summary,
    planHash: row.plan_hash,
    requester: row.requester,
    state: row.state === 'draft' ? 'approved' : row.state,
    ...(row.approval_reason !== null && {
      approval: {
        reason: row.approval_reason,
        requestedAt: Number(row.approval_requested_at),
        expiresAt: Number(row.approval_expires_at),
        ...(approval && {
          approver: approval.approver,
          at: Number(approval.at),
        }),
      },
    }),
    ...(row.ends_at !== null && { endsAt: Number(row.ends_at) }),
    ...(row.pull_request !== null && { pullRequest: row.pull_request }),
    ...(row.undo_of !== null && { undoOf: row.undo_of }),
    ...(row.undone_by !== null && { undoneBy: row.undone_by }),
    createdAt: Number(row.created_at),
    updatedAt: Number(row.updated_at),
    actions: [],
    targets: targetsOf(items.filter(item => item.operation_id === row.id)),
    message: row.message ?? undefined,
  };
}

function targetsOf(rows: readonly ItemRow[]): readonly OperationTarget[] {
  const clusters = new Map<ClusterName, ItemRow[]>();
  for (const row of rows) {
    const known = clusters.get(row.cluster);
    if (known) known.push(row);
    else clusters.set(row.cluster, [row]);
  }
  return [...clusters].map(([cluster, own]) => ({
    cluster,
    state: targetState(own),
    items: own.map(({ act, object, state, message, audit_id }) => ({
      act,
      object,
      state,
      ...(message !== null && { message }),
      ...(audit_id !== null && { auditId: audit_id }),
    })),
  }));
}

function targetState(rows: readonly ItemRow[]): OperationTarget['state'] {
  const states = new Set(rows.map(row => row.state));
  // What was not taken back, or is in force and has a message, is not as it should be.
  const wrong = rows.some(
    ({ state, message }) =>
      state === 'failed' ||
      (['applied', 'unchanged', 'skipped'].includes(state) && message !== null),
  );
  if (wrong) return 'failed';
  if (!states.has('waiting') && !states.has('sent')) return 'done';
  return states.size === 1 && states.has('waiting') ? 'waiting' : 'applying';
}
