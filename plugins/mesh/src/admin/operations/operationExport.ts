import { Operation } from '@meshwise/backstage-plugin-mesh-common';
import { toCsv } from './csv';

const COLUMNS = [
  'id',
  'createdAt',
  'updatedAt',
  'requester',
  'intent',
  'summary',
  'clusters',
  'state',
  'planHash',
  'approver',
  'approvedAt',
  'endsAt',
  'undoOf',
  'undoneBy',
  'message',
] as const;

/** Operations as a table for spreadsheets. Times are in UTC. */
export function operationsCsv(operations: readonly Operation[]): string {
  return toCsv([COLUMNS, ...operations.map(rowOf)]);
}

/** Operations as the API gives them. */
export function operationsJson(operations: readonly Operation[]): string {
  return JSON.stringify(operations, undefined, 2);
}

function rowOf(operation: Operation): readonly string[] {
  const { approval } = operation;
  const row: { readonly [column in (typeof COLUMNS)[number]]: string } = {
    id: operation.id,
    createdAt: iso(operation.createdAt),
    updatedAt: iso(operation.updatedAt),
    requester: operation.requester,
    intent: operation.intent,
    summary: operation.summary,
    clusters: operation.targets
      .map(({ cluster, state }) => `${cluster}: ${state}`)
      .join('; '),
    state: operation.state,
    planHash: operation.planHash,
    approver: approval?.approver ?? '',
    approvedAt: iso(approval?.at),
    endsAt: iso(operation.endsAt),
    undoOf: operation.undoOf ?? '',
    undoneBy: operation.undoneBy ?? '',
    message: operation.message ?? '',
  };
  return COLUMNS.map(column => row[column]);
}

function iso(instant: number | undefined): string {
  return instant === undefined ? '' : new Date(instant).toISOString();
}
