import type { PostgresServer } from '@meshwise/lab';
import type { Knex } from 'knex';
import { connect, DatabaseSpec } from './FaultEngine';

/** `down`: the server dies. `failover`: clients are cut off and find a standby that cannot be written. `full`: no room is left. */
export const FAILURES = ['down', 'failover', 'full'] as const;

/** Mends what was broken. */
type Mend = () => Promise<void>;

/** Breaks a database, and gives the way to mend it. */
export function databaseFailure(
  failure: (typeof FAILURES)[number],
  server: PostgresServer,
  database: DatabaseSpec,
): () => Promise<Mend> {
  switch (failure) {
    case 'down':
      return async () => {
        await server.kill();
        return () => server.restart();
      };
    case 'failover':
      return async () => {
        await failOver(database, 'on');
        return () => failOver(database, 'off');
      };
    case 'full':
      return async () => {
        await within(database, fill);
        return () => within(database, empty);
      };
    default:
      throw new Error(`unknown failure ${failure}`);
  }
}

/** Cuts all clients off, and lets the next ones write or not. */
function failOver(database: DatabaseSpec, readOnly: 'on' | 'off') {
  return within(database, async knex => {
    await knex.raw('set default_transaction_read_only = off');
    await knex.raw('alter database ?? set default_transaction_read_only = ??', [
      database.client === 'pg' ? database.connection.database : '',
      readOnly,
    ]);
    await knex.raw(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
  });
}

const TABLES = ['operations', 'operation_items'];

/** Every write answers as PostgreSQL does when the disk is full. */
async function fill(knex: Knex): Promise<void> {
  await knex.raw(
    `create function full_disk() returns trigger language plpgsql as
    $$ begin raise exception 'could not extend file: No space left on device' using errcode = 'disk_full'; end $$`,
  );
  for (const table of TABLES) {
    await knex.raw(
      'create trigger full_disk before insert or update on ?? for each statement execute function full_disk()',
      [table],
    );
  }
}

async function empty(knex: Knex): Promise<void> {
  await knex.raw('drop function full_disk cascade');
}

/** Over a connection of its own. */
async function within(
  database: DatabaseSpec,
  act: (knex: Knex) => Promise<void>,
): Promise<void> {
  const knex = connect(database);
  try {
    await act(knex);
  } finally {
    await knex.destroy();
  }
}
