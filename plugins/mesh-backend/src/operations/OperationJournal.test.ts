import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { OperationJournal } from './OperationJournal';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

async function createJournal() {
  const client = await databases.init('SQLITE_3');
  return OperationJournal.create({
    database: mockServices.database({ knex: client }),
  });
}

const claim = (id: string, key: string, scope = 'namespace/shop') => ({
  id,
  requester: 'user:default/ann',
  idempotencyKey: key,
  intent: 'onboard-namespace' as const,
  parameters: { namespace: 'shop' },
  planHash: 'abc',
  summary: 'Onboard shop',
  scope,
  at: 1_000,
  leaseUntil: 2_000,
});

describe('OperationJournal', () => {
  it('gives one operation for one idempotency key', async () => {
    const journal = await createJournal();
    expect(await journal.claim(claim('op1', 'task/step'))).toEqual({
      code: 'claimed',
    });
    expect(await journal.claim(claim('op2', 'task/step'))).toEqual({
      code: 'exists',
      id: 'op1',
    });
  });

  it('runs one operation per scope, and the next when it ended', async () => {
    const journal = await createJournal();
    await journal.claim(claim('op1', 'a'));
    expect(await journal.claim(claim('op2', 'b'))).toEqual({
      code: 'busy',
      id: 'op1',
    });
    await journal.recordState('op1', 'done', 1_500);
    expect(await journal.claim(claim('op2', 'b'))).toEqual({
      code: 'claimed',
    });
  });

  it('lets exactly one of many concurrent claims through', async () => {
    const journal = await createJournal();
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        journal.claim(claim(`op${i}`, `key${i}`)),
      ),
    );
    expect(results.filter(({ code }) => code === 'claimed')).toHaveLength(1);
    expect(results.filter(({ code }) => code === 'busy')).toHaveLength(49);
  });

  it('says which object may or may not have been written when the backend stopped', async () => {
    const journal = await createJournal();
    await journal.claim(claim('op1', 'a'));
    await journal.addItems('op1', [
      { cluster: 'c1', object: 'Namespace shop' },
      { cluster: 'c1', object: 'LimitRange shop/meshwise' },
      { cluster: 'c2', object: 'Namespace shop' },
    ]);
    await journal.recordItem('op1', 0, { state: 'applied' }, 1_100);
    await journal.recordItem('op1', 1, { state: 'sent' }, 1_200);

    await journal.endInterrupted(1_999);
    expect(await journal.get('op1')).toMatchObject({ state: 'applying' });

    await journal.endInterrupted(2_001);
    expect(await journal.get('op1')).toMatchObject({
      state: 'partial',
      message: expect.stringContaining('Interrupted'),
      targets: [
        {
          cluster: 'c1',
          state: 'failed',
          items: [
            { object: 'Namespace shop', state: 'applied' },
            {
              object: 'LimitRange shop/meshwise',
              state: 'failed',
              message: expect.stringContaining('stopped before it knew'),
            },
          ],
        },
        { cluster: 'c2', state: 'waiting' },
      ],
    });
    expect(await journal.claim(claim('op2', 'b'))).toEqual({
      code: 'claimed',
    });
  });

  it('never changes an operation that ended', async () => {
    const journal = await createJournal();
    await journal.claim(claim('op1', 'a'));
    await journal.recordState('op1', 'failed', 1_100, 'No');
    await journal.recordState('op1', 'done', 1_200);
    expect(await journal.get('op1')).toMatchObject({
      state: 'failed',
      message: 'No',
    });
  });

  it('keeps a shown plan for its requester only', async () => {
    const journal = await createJournal();
    const plan = {
      hash: 'abc',
      requester: 'user:default/ann',
      digests: new Map([['c1 Namespace shop', 'x']]),
      expiresAt: 2_000,
    };
    await journal.rememberPlan(plan, 1_000);
    expect(await journal.shownPlan('abc', 'user:default/ann')).toEqual(plan);
    expect(await journal.shownPlan('abc', 'user:default/bob')).toBeUndefined();
  });
});
