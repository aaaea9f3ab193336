import type { Instant } from '@meshwise/backstage-plugin-mesh-common';
import type { Knex } from 'knex';
import type { ItemRow, OperationRow } from './operationRows';

/** What is known of operations whose objects come by pull requests. */
export class MergeRecords {
  static create(db: Knex): MergeRecords {
    return new MergeRecords(db);
  }

  private constructor(private readonly db: Knex) {}

  /** Operations whose objects come by a pull request and have not all been seen. */
  async awaiting(): Promise<
    readonly { readonly id: string; readonly expiresAt: Instant }[]
  > {
    const rows = await this.db<OperationRow>('operations')
      .where({ state: 'awaiting-merge' })
      .orderBy('id')
      .select('id', 'merge_expires_at');
    return rows.map(({ id, merge_expires_at }) => ({
      id,
      expiresAt: Number(merge_expires_at),
    }));
  }

  /** Records what the clusters show of a pull request. Does nothing if the operation does not wait for one any more. */
  async record(
    id: string,
    seen: {
      readonly state: 'awaiting-merge' | 'done' | 'expired';
      readonly message: string | null;
      /** Positions of the objects that are as planned. */
      readonly shown: readonly number[];
    },
    now: Instant,
  ): Promise<boolean> {
    const { state, message, shown } = seen;
    return this.db.transaction(async db => {
      const recorded = await db<OperationRow>('operations')
        .where({ id, state: 'awaiting-merge' })
        .update({ state, message, updated_at: now });
      if (recorded !== 1) return false;
      const items = () =>
        db<ItemRow>('operation_items')
          .where({ operation_id: id })
          .whereNot({ act: 'unchanged' });
      await items().update({ state: 'waiting' });
      await items().whereIn('position', shown).update({ state: 'applied' });
      return true;
    });
  }
}
