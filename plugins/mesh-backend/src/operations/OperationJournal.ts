import type { DatabaseService } from '@backstage/backend-plugin-api';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type {
  ClusterName,
  Instant,
  Operation,
} from '@meshwise/backstage-plugin-mesh-common';
import type { Knex } from 'knex';
import {
  ItemRow,
  OperationRow,
  PlanRow,
  operationFromRows,
} from './operationRows';

/** A plan that was shown to somebody. */
export interface ShownPlan {
  readonly hash: string;
  readonly requester: string;
  /** Digest of each planned change, by the words that name the change. */
  readonly digests: ReadonlyMap<string, string>;
  readonly expiresAt: Instant;
}

/** An operation before it has begun. */
export interface OperationClaim {
  readonly id: string;
  readonly requester: string;
  readonly idempotencyKey: string;
  readonly intent: Operation['intent'];
  readonly parameters: object;
  readonly planHash: string;
  readonly summary: string;
  /** Locked until the operation ends: no other operation of the same scope runs at the same time. */
  readonly scope: string;
  readonly at: Instant;
  readonly leaseUntil: Instant;
}

/** What became of one object. `sent` = the request leaves now and its result is not known yet. */
export interface ItemResult {
  readonly state: 'sent' | 'applied' | 'unchanged' | 'failed';
  readonly message?: string;
  readonly auditId?: string;
}

/** States in which an operation is not over. */
const RUNNING = ['applying', 'verifying'];

const INTERRUPTED =
  'Interrupted: the backend stopped while it applied the plan. Make a new plan; what is already there shows as unchanged.';
const OUTCOME_UNKNOWN =
  'The request was sent and the backend stopped before it knew the answer. A new plan shows whether the object is there.';

/**
 * Plans, operations and their results in the database. Each step is committed before the next begins, so that what is
 * recorded is never ahead of what happened by more than the one object that is marked `sent`.
 */
export class OperationJournal {
  static async create(options: {
    database: DatabaseService;
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

  readonly #db: Knex;

  private constructor(db: Knex) {
    this.#db = db;
  }

  async rememberPlan(plan: ShownPlan, now: Instant): Promise<void> {
    const row: PlanRow = {
      hash: plan.hash,
      requester: plan.requester,
      digests: JSON.stringify([...plan.digests]),
      expires_at: plan.expiresAt,
    };
    await this.#plans().where('expires_at', '<', now).delete();
    await this.#plans().insert(row).onConflict(['hash', 'requester']).merge();
  }

  async shownPlan(
    hash: string,
    requester: string,
  ): Promise<ShownPlan | undefined> {
    const row = await this.#plans().where({ hash, requester }).first();
    if (!row) return undefined;
    return {
      hash,
      requester,
      digests: new Map(JSON.parse(row.digests)),
      expiresAt: Number(row.expires_at),
    };
  }

  /** Takes the scope for a new operation. `busy` names the operation that holds it. */
  async claim(
    claim: OperationClaim,
  ): Promise<
    | { readonly code: 'claimed' }
    | { readonly code: 'exists' | 'busy'; readonly id: string }
  > {
    const row: OperationRow = {
      id: claim.id,
      requester: claim.requester,
      idempotency_key: claim.idempotencyKey,
      intent: claim.intent,
      parameters: JSON.stringify(claim.parameters),
      plan_hash: claim.planHash,
      summary: claim.summary,
      scope: claim.scope,
      state: 'applying',
      message: null,
      created_at: claim.at,
      updated_at: claim.at,
      lease_until: claim.leaseUntil,
    };
    await this.#operations().insert(row).onConflict().ignore();
    const { requester, idempotencyKey, scope } = claim;
    const sameKey = await this.byKey(requester, idempotencyKey);
    if (sameKey === claim.id) return { code: 'claimed' };
    if (sameKey !== undefined) return { code: 'exists', id: sameKey };
    const holder = await this.#operations().where({ scope }).first('id');
    // The holder may have ended between the two statements; then the scope is free and a second try succeeds.
    return holder ? { code: 'busy', id: holder.id } : this.claim(claim);
  }

  async byKey(
    requester: string,
    idempotencyKey: string,
  ): Promise<string | undefined> {
    const row = await this.#operations()
      .where({ requester, idempotency_key: idempotencyKey })
      .first('id');
    return row?.id;
  }

  /** Forgets a claim under which nothing was written. */
  async withdraw(id: string): Promise<void> {
    await this.#operations().where({ id }).delete();
  }

  async describe(id: string, summary: string): Promise<void> {
    await this.#operations().where({ id }).update({ summary });
  }

  async addItems(
    id: string,
    items: readonly {
      readonly cluster: ClusterName;
      readonly object: string;
    }[],
  ): Promise<void> {
    const rows = items.map(
      ({ cluster, object }, position): ItemRow => ({
        operation_id: id,
        position,
        cluster,
        object,
        state: 'waiting',
        message: null,
        audit_id: null,
      }),
    );
    await this.#db.batchInsert('operation_items', rows, 50);
  }

  async recordItem(
    id: string,
    position: number,
    result: ItemResult,
    now: Instant,
  ): Promise<void> {
    await this.#items()
      .where({ operation_id: id, position })
      .update({
        state: result.state,
        message: result.message ?? null,
        audit_id: result.auditId ?? null,
      });
    await this.#operations().where({ id }).update({ updated_at: now });
  }

  async recordState(
    id: string,
    state: Operation['state'],
    now: Instant,
    message?: string,
  ): Promise<void> {
    await this.#operations()
      .where({ id })
      .whereIn('state', RUNNING)
      .update({
        state,
        message: message ?? null,
        updated_at: now,
        ...(RUNNING.includes(state) ? {} : { scope: null }),
      });
  }

  async renewLease(id: string, leaseUntil: Instant): Promise<void> {
    await this.#operations()
      .where({ id })
      .whereIn('state', RUNNING)
      .update({ lease_until: leaseUntil });
  }

  async get(id: string): Promise<Operation | undefined> {
    const row = await this.#operations().where({ id }).first();
    if (!row) return undefined;
    return operationFromRows(row, await this.#itemsOf([id]));
  }

  /** Newest first; of one requester, or of all. */
  async list(options: {
    readonly requester: string | undefined;
    readonly limit: number;
  }): Promise<readonly Operation[]> {
    const { requester, limit } = options;
    const query = this.#operations().orderBy('id', 'desc').limit(limit);
    const rows = await (requester === undefined
      ? query
      : query.where({ requester }));
    const items = await this.#itemsOf(rows.map(row => row.id));
    return rows.map(row => operationFromRows(row, items));
  }

  /** Ends operations whose backend is gone, saying so. */
  async endInterrupted(now: Instant): Promise<void> {
    const abandoned = await this.#operations()
      .whereIn('state', RUNNING)
      .where('lease_until', '<', now)
      .select('id');
    for (const { id } of abandoned) {
      const touched = await this.#items()
        .where({ operation_id: id })
        .whereIn('state', ['sent', 'applied'])
        .first('position');
      await this.#items()
        .where({ operation_id: id, state: 'sent' })
        .update({ state: 'failed', message: OUTCOME_UNKNOWN });
      await this.recordState(
        id,
        touched ? 'partial' : 'failed',
        now,
        INTERRUPTED,
      );
    }
  }

  async #itemsOf(ids: readonly string[]): Promise<readonly ItemRow[]> {
    return this.#items()
      .whereIn('operation_id', ids)
      .orderBy(['operation_id', 'position']);
  }

  #plans() {
    return this.#db<PlanRow>('plans');
  }

  #operations() {
    return this.#db<OperationRow>('operations');
  }

  #items() {
    return this.#db<ItemRow>('operation_items');
  }
}
