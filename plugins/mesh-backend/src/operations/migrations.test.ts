import { resolve } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const directory = resolve(__dirname, '../../migrations');

const operation = (id: string, state: string) => ({
  id,
  requester: 'user:default/ann',
  idempotency_key: id,
  intent: 'onboard-namespace',
  parameters: '{}',
  plan_hash: 'abc',
  summary: 'Namespace shop',
  scope: state === 'applying' ? 'namespace/shop' : null,
  state,
  created_at: 1,
  updated_at: 1,
  lease_until: 1,
});

describe('migrations', () => {
  it('keep what the first version of Meshwise recorded, and end what it left open', async () => {
    const knex = await databases.init('SQLITE_3');
    await knex.migrate.up({ directory });
    for (const [id, state] of [
      ['op1', 'done'],
      ['op2', 'applying'],
      ['op3', 'partial'],
    ]) {
      await knex('operations').insert(operation(id, state));
      await knex('operation_items').insert({
        operation_id: id,
        position: 0,
        cluster: 'c1',
        object: 'Namespace shop',
        state: 'applied',
      });
    }
    await knex.migrate.latest({ directory });
    expect(
      await knex('operations').orderBy('id').select('id', 'state', 'class'),
    ).toEqual([
      { id: 'op1', state: 'done', class: 'tenancy' },
      { id: 'op2', state: 'failed', class: 'tenancy' },
      { id: 'op3', state: 'accepted-partial', class: 'tenancy' },
    ]);
    expect(await knex('operation_items').select('operation_id')).toHaveLength(
      3,
    );
  });

  it('can be taken back', async () => {
    const knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({ directory });
    await knex.migrate.rollback({ directory }, true);
    expect(await knex.schema.hasTable('operations')).toBe(false);
    await knex.migrate.latest({ directory });
    expect(await knex.schema.hasTable('target_locks')).toBe(true);
  });
});
