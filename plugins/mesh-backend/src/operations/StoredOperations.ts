import type {
  Operation,
  PlanRequest,
  Undo,
} from '@meshwise/backstage-plugin-mesh-common';
import type { Knex } from 'knex';
import {
  ApprovalRow,
  HELD_STATES,
  Item,
  itemFromRow,
  ItemRow,
  operationFromRows,
  OperationRow,
  requestOf,
  RUNNING_STATES,
} from './operationRows';
import type { PreparedPlan } from './Planner';

/** An operation, and what decides what can be done about it. */
export interface StoredOperation {
  /** Without the actions of anybody. */
  readonly operation: Operation;
  readonly undo: Undo | undefined;
  /** Whether it runs, or will without anybody doing anything. */
  readonly goesOn: boolean;
}

/** Operations as they stand, for those who look at them. */
export class StoredOperations {
  static create(db: Knex): StoredOperations {
    return new StoredOperations(db);
  }

  private constructor(private readonly db: Knex) {}

  async get(id: string): Promise<StoredOperation | undefined> {
    const row = await this.operations().where({ id }).first();
    return row && (await this.withParts([row]))[0];
  }

  /** Newest first. */
  async list(options: {
    /** Only those of the requester; of all without it. */
    readonly requester: string | undefined;
    /** Also those of others that a second person decides about. */
    readonly approvable?: boolean;
    /** Only those that change the namespace or something in it. */
    readonly namespace: string | undefined;
    readonly limit: number;
  }): Promise<readonly StoredOperation[]> {
    const { requester, approvable, namespace, limit } = options;
    const query = this.operations().orderBy('id', 'desc').limit(limit);
    if (requester !== undefined) {
      void query.where(own =>
        approvable
          ? own.where({ requester }).orWhereNotNull('approval_reason')
          : own.where({ requester }),
      );
    }
    if (namespace !== undefined) {
      void query.whereIn(
        'id',
        this.db<ItemRow>('operation_items')
          .select('operation_id')
          .where({ namespace }),
      );
    }
    return this.withParts(await query);
  }

  /** What an operation was asked for. */
  async request(id: string): Promise<PlanRequest | undefined> {
    const row = await this.operations().where({ id }).first();
    return row && requestOf(row);
  }

  /** The plan of an operation, as it was submitted. */
  async plan(id: string): Promise<PreparedPlan['plan'] | undefined> {
    const row = await this.operations().where({ id }).first('plan');
    return row?.plan ? JSON.parse(row.plan) : undefined;
  }

  /** Objects of an operation, in the order of writing, and what it locked. */
  async written(id: string): Promise<{
    readonly items: readonly Item[];
    readonly scopes: readonly string[];
  }> {
    const row = await this.operations().where({ id }).first('scopes');
    const items = await this.db<ItemRow>('operation_items')
      .where({ operation_id: id })
      .orderBy('position');
    return {
      items: items.map(itemFromRow),
      scopes: JSON.parse(row?.scopes ?? '[]'),
    };
  }

  private async withParts(
    rows: readonly OperationRow[],
  ): Promise<readonly StoredOperation[]> {
    const ids = rows.map(({ id }) => id);
    const items = await this.db<ItemRow>('operation_items')
      .whereIn('operation_id', ids)
      .orderBy(['operation_id', 'position']);
    const approvals = await this.db<ApprovalRow>('approvals').whereIn(
      'operation_id',
      ids,
    );
    return rows.map(row => ({
      operation: operationFromRows(row, items, approvals),
      undo: row.undo ? JSON.parse(row.undo) : undefined,
      goesOn:
        RUNNING_STATES.includes(row.state) ||
        row.state === 'awaiting-approval' ||
        (HELD_STATES.includes(row.state) && row.resume_at !== null),
    }));
  }

  /** Id of the operation that somebody submitted with a key. */
  async byKey(
    requester: string,
    idempotencyKey: string,
  ): Promise<string | undefined> {
    const row = await this.operations()
      .where({ requester, idempotency_key: idempotencyKey })
      .first('id');
    return row?.id;
  }

  private operations() {
    return this.db<OperationRow>('operations');
  }
}
