import type { Instant } from '@meshwise/backstage-plugin-mesh-common';
import type { Knex } from 'knex';
import { Lease } from './Lease';
import { HELD_STATES, OperationRow, RUNNING_STATES } from './operationRows';

/** Gives the right to run operations, to one backend at a time. */
export class Leases {
  static create(db: Knex): Leases {
    return new Leases(db);
  }

  private constructor(private readonly db: Knex) {}

  /** Operations that need a runner and have none. */
  async due(now: Instant): Promise<readonly string[]> {
    const rows = await this.db<OperationRow>('operations')
      .where('lease_until', '<', now)
      .where(query =>
        query
          .whereIn('state', RUNNING_STATES)
          .orWhere(held =>
            held.whereIn('state', HELD_STATES).where('resume_at', '<=', now),
          ),
      )
      .orderBy('id')
      .select('id');
    return rows.map(({ id }) => id);
  }

  /** Takes the right to run an operation that needs a runner and has none; `undefined` if somebody else was faster. */
  async take(
    id: string,
    options: {
      readonly owner: string;
      readonly leaseMs: number;
      readonly now: () => Instant;
    },
  ): Promise<Lease | undefined> {
    const { owner, leaseMs, now } = options;
    const heldSince = performance.now();
    const at = now();
    const lease = { lease_owner: owner, lease_until: at + leaseMs };
    return this.db.transaction(async db => {
      const free = () =>
        db<OperationRow>('operations')
          .where({ id })
          .where('lease_until', '<', at);
      const next = { ...lease, epoch: db.raw('epoch + 1') };
      const taken =
        (await free().whereIn('state', RUNNING_STATES).update(next)) ||
        (await free()
          .whereIn('state', HELD_STATES)
          .where('resume_at', '<=', at)
          .update({
            ...next,
            resumes: db.raw('resumes + 1'),
            // From here on it runs: nobody may accept it, or take it back, as something that is held.
            state: db.raw(
              "case when compensating then 'compensating' else 'applying' end",
            ),
          }));
      if (!taken) return undefined;
      const row = await db<OperationRow>('operations')
        .where({ id })
        .first('epoch');
      const epoch = row?.epoch ?? 0;
      return Lease.create({
        db: this.db,
        operation: id,
        owner,
        epoch,
        leaseMs,
        heldSince,
        now,
      });
    });
  }
}
