import type { Knex } from 'knex';
import {
  HELD_STATES,
  LockRow,
  OperationRow,
  RUNNING_STATES,
} from './operationRows';

/** Another operation holds a scope. Thrown inside of transactions, to take everything back. */
export class Busy extends Error {
  constructor(readonly id: string) {
    super();
  }
}

/** Takes scopes for an operation. In sorted order, so that two operations never wait for each other. */
export async function lock(
  db: Knex.Transaction,
  id: string,
  scopes: readonly string[],
  except?: string,
): Promise<void> {
  for (const scope of [...new Set(scopes)].sort()) {
    await db<LockRow>('target_locks')
      .insert({ scope, operation_id: id })
      .onConflict('scope')
      .ignore();
    const row = await db<LockRow>('target_locks').where({ scope }).first();
    const holder = row?.operation_id;
    if (holder !== undefined && holder !== id && holder !== except) {
      throw new Busy(holder);
    }
  }
}

/** Locks; an operation that is taken back and has not ended ends with this, and gives its locks away. */
export async function takeOver(
  db: Knex.Transaction,
  id: string,
  scopes: readonly string[],
  undone: string | undefined,
): Promise<void> {
  if (undone !== undefined) {
    await heldOperation(db, undone).update({
      state: 'accepted-partial',
      message: `Taken back by operation ${id}.`,
      resume_at: null,
    });
    const held = await db<OperationRow>('operations')
      .where({ id: undone })
      .whereIn('state', RUNNING_STATES)
      .first('id');
    if (held) throw new Busy(undone);
    await unlock(db, undone);
  }
  await lock(db, id, scopes);
}

/** Gives all scopes of an operation back. */
export async function unlock(db: Knex.Transaction, id: string): Promise<void> {
  await db<LockRow>('target_locks').where({ operation_id: id }).delete();
}

/** An operation that waits for its next try or for a person, and that nobody runs. */
export function heldOperation(db: Knex, id: string) {
  return db<OperationRow>('operations')
    .where({ id, lease_until: 0 })
    .whereIn('state', HELD_STATES);
}
