import type { DatabaseService } from '@backstage/backend-plugin-api';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import type {
  ClusterName,
  Instant,
} from '@meshwise/backstage-plugin-mesh-common';
import type { Knex } from 'knex';
import { Leases } from './Leases';
import { MergeRecords } from './MergeRecords';
import {
  claimedRow,
  itemRow,
  OperationClaim,
  stateAtFirst,
} from './OperationClaim';
import {
  ApprovalRow,
  OperationRow,
  RUNNING_STATES,
  TargetRow,
} from './operationRows';
import type { PreparedPlan } from './Planner';
import { ShownPlans } from './ShownPlans';
import { StoredOperations } from './StoredOperations';
import { Busy, heldOperation, lock, takeOver, unlock } from './targetLocks';

/** Decision of the second person. */
export interface Decision {
  readonly decision: 'approved' | 'rejected';
  readonly planHash: string;
  readonly approver: string;
  readonly reason?: string;
}

/** How long an operation waits for the second person. */
const APPROVAL_LIFE_MS = 60 * 60_000;

/** How long the objects of a pull request are looked for. */
const MERGE_LIFE_MS = 14 * 24 * 60 * 60_000;

/**
 * Operations in the database: their plans, locks, approvals and results. Nothing that is needed to go on is anywhere
 * else, so that any backend can take an operation over. What becomes of objects is written by the holder of the
 * {@link Lease}.
 */
export class OperationJournal {
  /** Brings the tables up to date. */
  static async create(options: {
    readonly database: DatabaseService;
  }): Promise<OperationJournal> {
    const { database } = options;
    const client = await database.getClient();
    if (!database.migrations?.skip) {
      await client.migrate.latest({
        directory: resolvePackagePath(
          '@meshwise/backstage-plugin-mesh-backend',
          'migrations',
        ),
      });
    }
    return new OperationJournal(client);
  }

  readonly shown: ShownPlans;
  readonly stored: StoredOperations;
  readonly leases: Leases;
  readonly merges: MergeRecords;

  private constructor(private readonly db: Knex) {
    this.shown = ShownPlans.create(db);
    this.stored = StoredOperations.create(db);
    this.leases = Leases.create(db);
    this.merges = MergeRecords.create(db);
  }

  /** Takes the scopes for a new operation. `busy` names the operation that holds one of them. */
  async claim(
    claim: OperationClaim,
  ): Promise<
    | { readonly code: 'claimed' }
    | { readonly code: 'exists' | 'busy'; readonly id: string }
  > {
    const { id, requester, idempotencyKey, undoOf } = claim;
    try {
      return await this.db.transaction(async db => {
        await db('operations').insert(claimedRow(claim)).onConflict().ignore();
        const known = await db<OperationRow>('operations')
          .where({ requester, idempotency_key: idempotencyKey })
          .first('id');
        if (known && known.id !== id) return { code: 'exists', id: known.id };
        await lock(db, id, claim.scopes, undoOf);
        return { code: 'claimed' };
      });
    } catch (error) {
      if (error instanceof Busy) return { code: 'busy', id: error.id };
      throw error;
    }
  }

  /**
   * Makes a claim an operation, with all that is needed to apply it. `busy`: what it takes back has gone on meanwhile, and
   * the claim is forgotten. Rejects with `ConflictError` if the claim is no more.
   */
  async begin(
    claim: OperationClaim,
    prepared: PreparedPlan,
    wave: (cluster: ClusterName) => number,
  ): Promise<
    { readonly code: 'begun' } | { readonly code: 'busy'; readonly id: string }
  > {
    try {
      await this.beginOf(claim, prepared, wave);
      return { code: 'begun' };
    } catch (error) {
      if (!(error instanceof Busy)) throw error;
      await this.withdraw(claim.id);
      return { code: 'busy', id: error.id };
    }
  }

  private async beginOf(
    claim: OperationClaim,
    { plan, draft, changes }: PreparedPlan,
    wave: (cluster: ClusterName) => number,
  ): Promise<void> {
    const { id, owner, at, undoOf, pullRequest } = claim;
    // Those who review the repository are the second persons of a pull request.
    const waits = draft.approval !== undefined && pullRequest === undefined;
    await this.db.transaction(async db => {
      const held = await db<OperationRow>('operations')
        .where({ id, lease_owner: owner, state: 'draft' })
        .update({
          state: stateAtFirst(waits, pullRequest),
          summary: plan.summary,
          class: draft.class,
          plan: JSON.stringify(plan),
          undo: JSON.stringify(draft.undo),
          ends_at: draft.endsAt ?? null,
          lease_owner: null,
          lease_until: 0,
          ...(pullRequest !== undefined && {
            pull_request: pullRequest,
            merge_expires_at: at + MERGE_LIFE_MS,
          }),
          ...(waits && {
            approval_reason: draft.approval?.reason,
            approval_requested_at: at,
            approval_expires_at: at + APPROVAL_LIFE_MS,
          }),
        });
      if (held !== 1) {
        throw new ConflictError(
          'Planning once more took too long. Submit the plan again.',
        );
      }
      const items = changes.map((change, position) =>
        itemRow(id, position, change),
      );
      await db.batchInsert('operation_items', items, 20);
      const targets = [...new Set(changes.map(({ cluster }) => cluster))];
      await db.batchInsert(
        'operation_targets',
        targets.map(
          (cluster): TargetRow => ({
            operation_id: id,
            cluster,
            wave: wave(cluster),
            last_error: null,
          }),
        ),
        20,
      );
      // Nobody else has to wait for a person who may never decide.
      if (waits || pullRequest !== undefined) await unlock(db, id);
      else await takeOver(db, id, claim.scopes, undoOf);
    });
  }

  /** Forgets a claim under which nothing was written. */
  async withdraw(id: string): Promise<void> {
    await this.operations().where({ id, state: 'draft' }).delete();
  }

  /**
   * Records the one decision about an operation. Approved, it takes its scopes again. `gone`: it does not wait for this
   * decision, because it never did, has expired, was decided or has another plan.
   */
  async decide(
    id: string,
    decision: Decision,
    now: Instant,
  ): Promise<
    | { readonly code: 'decided' | 'gone' }
    | { readonly code: 'busy'; readonly id: string }
  > {
    const { planHash, approver, reason } = decision;
    try {
      return await this.db.transaction(async db => {
        const decided = await db<OperationRow>('operations')
          .where({ id, state: 'awaiting-approval', plan_hash: planHash })
          .where('approval_expires_at', '>', now)
          .whereNot({ requester: approver })
          .update({
            state: decision.decision,
            updated_at: now,
            ...(reason !== undefined && { message: reason }),
          });
        if (decided !== 1) return { code: 'gone' };
        await db<ApprovalRow>('approvals').insert({
          operation_id: id,
          plan_hash: planHash,
          decision: decision.decision,
          approver,
          reason: reason ?? null,
          at: now,
        });
        if (decision.decision === 'approved') {
          const row = await db<OperationRow>('operations')
            .where({ id })
            .first();
          const scopes: readonly string[] = JSON.parse(row?.scopes ?? '[]');
          await takeOver(db, id, scopes, row?.undo_of ?? undefined);
        }
        return { code: 'decided' };
      });
    } catch (error) {
      if (error instanceof Busy) return { code: 'busy', id: error.id };
      throw error;
    }
  }

  /** Lets a held operation go on. False if it is not held. */
  async resume(id: string, now: Instant): Promise<boolean> {
    const resumed = await heldOperation(this.db, id).update({
      resume_at: now,
      stop_requested: false,
      updated_at: now,
    });
    return resumed === 1;
  }

  /** Leaves a held operation as it is, for good. False if it is not held. */
  async accept(id: string, message: string, now: Instant): Promise<boolean> {
    return this.db.transaction(async db => {
      const accepted = await heldOperation(db, id).update({
        state: 'accepted-partial',
        message,
        resume_at: null,
        updated_at: now,
      });
      if (accepted === 1) await unlock(db, id);
      return accepted === 1;
    });
  }

  /** Ends what runs after its current object, and what waits at once. False if it has ended. */
  async stop(id: string, message: string, now: Instant): Promise<boolean> {
    const running = await this.operations()
      .where({ id })
      .whereIn('state', RUNNING_STATES)
      .update({ stop_requested: true, updated_at: now });
    const held = await heldOperation(this.db, id).update({
      stop_requested: true,
      resume_at: null,
      message,
      updated_at: now,
    });
    const waiting = await this.operations()
      .where({ id })
      .whereIn('state', ['awaiting-approval', 'awaiting-merge'])
      .update({ state: 'rejected', message, updated_at: now });
    return running + held + waiting > 0;
  }

  /** Ends what waited too long, and forgets claims whose backend is gone. Gives the operations that have expired. */
  async sweep(now: Instant): Promise<readonly string[]> {
    await this.operations()
      .where({ state: 'draft' })
      .where('lease_until', '<', now)
      .delete();
    const late = await this.operations()
      .where({ state: 'awaiting-approval' })
      .where('approval_expires_at', '<=', now)
      .select('id');
    const expired: string[] = [];
    for (const { id } of late) {
      const ended = await this.operations()
        .where({ id, state: 'awaiting-approval' })
        .update({
          state: 'expired',
          message: 'Nobody approved it in time. Make a new plan.',
          updated_at: now,
        });
      if (ended === 1) expired.push(id);
    }
    return expired;
  }

  private operations() {
    return this.db<OperationRow>('operations');
  }
}
