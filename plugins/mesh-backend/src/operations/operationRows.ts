import type {
  ClusterName,
  Operation,
  OperationTarget,
} from '@meshwise/backstage-plugin-mesh-common';

/** Row of `plans`. PostgreSQL returns big integers as text. */
export interface PlanRow {
  hash: string;
  requester: string;
  digests: string;
  expires_at: number | string;
}

/** Row of `operations`. */
export interface OperationRow {
  id: string;
  requester: string;
  idempotency_key: string;
  intent: Operation['intent'];
  parameters: string;
  plan_hash: string;
  summary: string;
  scope: string | null;
  state: Operation['state'];
  message: string | null;
  created_at: number | string;
  updated_at: number | string;
  lease_until: number | string;
}

/** Row of `operation_items`. */
export interface ItemRow {
  operation_id: string;
  position: number;
  cluster: ClusterName;
  object: string;
  state: 'waiting' | 'sent' | 'applied' | 'unchanged' | 'failed';
  message: string | null;
  audit_id: string | null;
}

type OperationItem = OperationTarget['items'][number];

/** The operation of a row; `items` may hold rows of other operations too. */
export function operationFromRows(
  row: OperationRow,
  items: readonly ItemRow[],
): Operation {
  return {
    id: row.id,
    intent: row.intent,
    class: 'tenancy',
    summary: row.summary,
    planHash: row.plan_hash,
    requester: row.requester,
    state: row.state,
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
    items: own.map(itemOf),
  }));
}

function targetState(rows: readonly ItemRow[]): OperationTarget['state'] {
  const states = new Set(rows.map(row => row.state));
  if (states.has('failed')) return 'failed';
  if (!states.has('waiting') && !states.has('sent')) return 'done';
  return states.size === 1 && states.has('waiting') ? 'waiting' : 'applying';
}

function itemOf({ object, state, message }: ItemRow): OperationItem {
  return {
    object,
    state: state === 'sent' ? 'waiting' : state,
    ...(message === null ? {} : { message }),
  };
}
