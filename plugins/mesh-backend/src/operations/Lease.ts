import type {
  ClusterName,
  Instant,
  Manifest,
  OperationState,
} from '@meshwise/backstage-plugin-mesh-common';
import type { Knex } from 'knex';
import {
  ApprovalRow,
  itemFromRow,
  ItemRow,
  OperationRow,
  requestOf,
  RunnableOperation,
  TargetRow,
} from './operationRows';
import { unlock } from './targetLocks';

/** States that never change again. */
export const FINAL_STATES: readonly OperationState[] = [
  'done',
  'compensated',
  'accepted-partial',
  'failed',
  'rejected',
  'expired',
];

/** No request takes longer than this part of a lease: 10 of 30 seconds. */
const REQUEST_SHARE = 1 / 3;

/** Somebody else runs the operation now, or it has ended. Whoever gets this must do nothing more. */
export class StaleLeaseError extends Error {
  readonly name = 'StaleLeaseError';

  constructor(operation: string) {
    super(`The lease of operation ${operation} has gone to somebody else`);
  }
}

/** What became of one object. */
export interface ItemResult {
  /** `sent`: a request may or may not have been carried out. */
  readonly state: Exclude<ItemRow['state'], 'waiting'>;
  readonly message?: string;
  /** Kind of the failure. */
  readonly error?: string;
  readonly auditId?: string;
  /** Of the object that is there now. */
  readonly uid?: string;
  /** Set if the audit log still misses what came of an earlier request, since nobody could look. */
  readonly unsettled?: boolean;
}

/** What is decided of the whole operation. */
export interface StateChange {
  readonly state: OperationState;
  readonly message?: string;
  /** When it goes on by itself; it does not without it. */
  readonly resumeAt?: Instant;
  readonly compensating?: boolean;
}

/**
 * The right to run one operation, and the only way to write what becomes of it. Every write is made in one transaction
 * with a look at the epoch: of two runners, only the later one can write (invariants I1, I2, I5, I7).
 */
export class Lease {
  static create(options: {
    readonly db: Knex;
    readonly operation: string;
    readonly owner: string;
    readonly epoch: number;
    /** How long others respect it. */
    readonly leaseMs: number;
    /** By `performance.now()`, before the lease was asked for: others count from then. */
    readonly heldSince: number;
    readonly now: () => Instant;
  }): Lease {
    return new Lease(options, options.heldSince);
  }

  private constructor(
    private readonly options: Parameters<typeof Lease.create>[0],
    /** By a clock that never jumps: a process that was stopped for a while notices when it goes on. */
    private heldSince: number,
  ) {}

  get operation(): string {
    return this.options.operation;
  }

  /** The operation as it stands. */
  async load(): Promise<RunnableOperation> {
    const { db, operation: id } = this.options;
    const row = await db<OperationRow>('operations').where({ id }).first();
    if (!row || row.state === 'draft') throw new StaleLeaseError(id);
    const items = await db<ItemRow>('operation_items')
      .where({ operation_id: id })
      .orderBy('position');
    const approval = await db<ApprovalRow>('approvals')
      .where({ operation_id: id })
      .first('approver');
    return {
      id,
      class: row.class,
      requester: row.requester,
      request: requestOf(row),
      planHash: row.plan_hash,
      summary: row.summary,
      state: row.state,
      compensating: Boolean(row.compensating),
      resumes: row.resumes,
      startedAt: row.started_at === null ? undefined : Number(row.started_at),
      approved: approval !== undefined,
      items: items.map(itemFromRow),
    };
  }

  /** Keeps the lease. */
  async renew(): Promise<void> {
    const { now, leaseMs } = this.options;
    const at = performance.now();
    await this.fenced(async () => undefined, { lease_until: now() + leaseMs });
    this.heldSince = at;
  }

  /** Whether others still respect the lease, as far as that can be known without asking. */
  get isHeld(): boolean {
    return this.isHeldFor(0);
  }

  /** Throws if somebody else may run the operation by now. */
  assertHeld(): void {
    if (!this.isHeld) throw new StaleLeaseError(this.operation);
  }

  /** Throws unless a request that leaves now is over before anybody else may run the operation. To be asked right before it leaves. */
  assertTimeToSend(): void {
    if (this.isHeldFor(this.options.leaseMs * REQUEST_SHARE)) return;
    throw new StaleLeaseError(this.operation);
  }

  private isHeldFor(ms: number): boolean {
    return performance.now() - this.heldSince + ms < this.options.leaseMs;
  }

  /** A request for an object leaves after this. What is owned now is kept, so that it can be restored. */
  async intend(
    position: number,
    intent: {
      readonly auditId: string;
      readonly ownedBefore: Manifest | undefined;
      /** Whether what was written is taken back; what was owned before stays as it was kept. */
      readonly compensates: boolean;
    },
  ): Promise<void> {
    const { auditId, ownedBefore, compensates } = intent;
    await this.fenced(db =>
      this.item(db, position).update({
        open_audit_id: auditId,
        audit_id: auditId,
        attempts: db.raw('attempts + 1'),
        epoch: this.options.epoch,
        ...(compensates
          ? // Only what is in force is taken back.
            { state: 'applied' }
          : {
              state: 'sent',
              owned_before: ownedBefore ? JSON.stringify(ownedBefore) : null,
            }),
      }),
    );
  }

  /** What became of an object. Its audit events are complete, unless the result says otherwise. */
  async record(
    { position, cluster }: { position: number; cluster: ClusterName },
    result: ItemResult,
  ): Promise<void> {
    const { operation, epoch } = this.options;
    await this.fenced(async db => {
      await this.item(db, position).update({
        state: result.state,
        message: result.message ?? null,
        epoch,
        ...(!result.unsettled && { open_audit_id: null }),
        ...(result.auditId !== undefined && { audit_id: result.auditId }),
        ...(result.uid !== undefined && { uid: result.uid }),
      });
      if (result.error !== undefined) {
        await db<TargetRow>('operation_targets')
          .where({ operation_id: operation, cluster })
          .update({ last_error: result.error });
      }
    });
  }

  /** Whether somebody asked to stop after the current object. */
  async stopRequested(): Promise<boolean> {
    const row = await this.row(this.options.db).first('stop_requested');
    return Boolean(row?.stop_requested);
  }

  /** The operation goes on in another state; its lease is kept. */
  async enter(change: StateChange): Promise<void> {
    const now = this.options.now();
    await this.fenced(async () => undefined, {
      state: change.state,
      message: change.message ?? null,
      started_at: this.options.db.raw('coalesce(started_at, ?)', [now]),
      ...(change.compensating !== undefined && {
        compensating: change.compensating,
      }),
    });
  }

  /** The operation waits or has ended, and the lease is given up. With a final state the locks are, too. */
  async leave(change: StateChange): Promise<void> {
    const { operation } = this.options;
    const final = FINAL_STATES.includes(change.state);
    await this.fenced(
      async db => {
        if (final) await unlock(db, operation);
        if (change.state === 'done') await this.markUndone(db);
      },
      {
        state: change.state,
        message: change.message ?? null,
        lease_owner: null,
        lease_until: 0,
        resume_at: change.resumeAt ?? null,
        ...(change.compensating !== undefined && {
          compensating: change.compensating,
        }),
      },
    );
  }

  /** Lets somebody else go on at once. */
  async release(): Promise<void> {
    await this.fenced(async () => undefined, {
      lease_owner: null,
      lease_until: 0,
    });
  }

  private async markUndone(db: Knex.Transaction): Promise<void> {
    const { operation } = this.options;
    const row = await this.row(db).first('undo_of');
    if (!row?.undo_of) return;
    await db<OperationRow>('operations')
      .where({ id: row.undo_of })
      .update({ undone_by: operation });
  }

  private async fenced(
    write: (db: Knex.Transaction) => Promise<unknown>,
    operation: object = {},
  ): Promise<void> {
    const { db, operation: id, owner, epoch, now } = this.options;
    await db.transaction(async transaction => {
      // The row is locked from here on: nobody can take the lease over before all of this is written.
      const held = await transaction('operations')
        .where({ id, epoch, lease_owner: owner })
        .whereNotIn('state', FINAL_STATES)
        .update({ updated_at: now(), ...operation });
      if (held !== 1) throw new StaleLeaseError(id);
      await write(transaction);
    });
  }

  private row(db: Knex) {
    return db<OperationRow>('operations').where({ id: this.options.operation });
  }

  private item(db: Knex, position: number) {
    const { operation } = this.options;
    return db<ItemRow>('operation_items').where({
      operation_id: operation,
      position,
    });
  }
}
