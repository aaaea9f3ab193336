import type { Instant } from '@meshwise/backstage-plugin-mesh-common';
import type { Knex } from 'knex';

/** A plan that was shown to somebody. */
export interface ShownPlan {
  readonly hash: string;
  readonly requester: string;
  /** Digest of each planned change, by the words that name the change. */
  readonly digests: ReadonlyMap<string, string>;
  /** What an operation of the plan locks. */
  readonly scopes: readonly string[];
  readonly expiresAt: Instant;
}

interface PlanRow {
  hash: string;
  requester: string;
  digests: string;
  scopes: string;
  /** PostgreSQL returns big integers as text. */
  expires_at: number | string;
}

/** Plans that were shown, until they expire: nobody can submit what they have not seen. */
export class ShownPlans {
  static create(db: Knex): ShownPlans {
    return new ShownPlans(db);
  }

  private constructor(private readonly db: Knex) {}

  async remember(plan: ShownPlan, now: Instant): Promise<void> {
    const row: PlanRow = {
      hash: plan.hash,
      requester: plan.requester,
      digests: JSON.stringify([...plan.digests]),
      scopes: JSON.stringify(plan.scopes),
      expires_at: plan.expiresAt,
    };
    await this.db<PlanRow>('plans').where('expires_at', '<', now).delete();
    await this.db<PlanRow>('plans')
      .insert(row)
      .onConflict(['hash', 'requester'])
      .merge();
  }

  async find(hash: string, requester: string): Promise<ShownPlan | undefined> {
    const row = await this.db<PlanRow>('plans')
      .where({ hash, requester })
      .first();
    if (!row) return undefined;
    return {
      hash,
      requester,
      digests: new Map(JSON.parse(row.digests)),
      scopes: JSON.parse(row.scopes),
      expiresAt: Number(row.expires_at),
    };
  }
}
