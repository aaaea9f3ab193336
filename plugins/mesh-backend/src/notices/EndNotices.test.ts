import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { Snapshot } from '@meshwise/backstage-plugin-mesh-common';
import { preparedPlan } from '../operations/__testUtils__/preparedPlan';
import { OperationJournal } from '../operations/OperationJournal';
import { EndingOperations } from './EndingOperations';
import { EndNotices } from './EndNotices';
import { NoticeJournal } from './NoticeJournal';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const START = 1_700_000_000_000;

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('T20: a grant or drain is not forgotten', () => {
  async function setUp(life: number) {
    const knex = await databases.init('SQLITE_3');
    const database = mockServices.database({ knex });
    const journal = await OperationJournal.create({ database });
    let now = START;
    const sent: NotificationSendOptions[] = [];
    const notices = EndNotices.create({
      operations: await EndingOperations.create({ database }),
      store: {
        snapshot: () => Snapshot.create({ clusters: new Map(), at: now }),
      },
      ownership: {
        ownersOf: async ({ namespace, name }) => [
          `group:default/${namespace}-${name}`,
        ],
        contactsOf: async () => new Map(),
      },
      notifications: { send: async message => void sent.push(message) },
      journal: await NoticeJournal.create({ database }),
      platformGroups: ['group:default/platform'],
      clock: {
        now: () => now,
        elapsed: () => now,
        wait: async () => {},
      },
      logger: mockServices.logger.mock(),
    });
    /** Records an operation that has written its objects. */
    const record = async (id: string, endsAt: number | undefined) => {
      const prepared = preparedPlan();
      const claim = {
        id,
        requester: 'user:default/ann',
        idempotencyKey: id,
        intent: 'drain-cluster' as const,
        parameters: {},
        planHash: 'abc',
        scopes: ['cluster/c1', 'service/shop/cart'],
        undoOf: undefined,
        owner: 'backend',
        at: START,
        leaseUntil: START + DAY,
      };
      expect(await journal.claim(claim)).toEqual({ code: 'claimed' });
      const draft = {
        ...prepared.draft,
        ...(endsAt !== undefined && { endsAt }),
      };
      await journal.begin(claim, { ...prepared, draft }, () => 0);
      await knex('operations').where({ id }).update({ state: 'done' });
      await knex('operation_items')
        .where({ operation_id: id })
        .update({ state: 'applied' });
      await knex('target_locks').delete();
    };
    await record('01A', START + life);
    const at = async (time: number) => {
      now = START + time;
      await notices.check();
      await notices.check();
      return sent
        .splice(0)
        .map(({ payload: { title, severity } }) => `${severity} ${title}`);
    };
    return { knex, record, at, sent, notices };
  }

  it('tells once before and once at the end', async () => {
    const { at } = await setUp(7 * DAY);
    expect(await at(0)).toEqual([]);
    expect(await at(6 * DAY - 1)).toEqual([]);
    expect(await at(6 * DAY)).toEqual([
      'normal Ends in 24 hours: Quota of shop',
    ]);
    expect(await at(7 * DAY - 1)).toEqual([]);
    expect(await at(7 * DAY)).toEqual([
      'high Has ended and is still in force: Quota of shop',
    ]);
    expect(await at(9 * DAY)).toEqual([]);
  });

  it('reminds of a short one when a quarter of it is left', async () => {
    const { at } = await setUp(2 * HOUR);
    expect(await at(HOUR)).toEqual([]);
    expect(await at(1.5 * HOUR)).toEqual([
      'normal Ends in 30 minutes: Quota of shop',
    ]);
  });

  it('tells who asked, the owners of services, and the platform of clusters without owner', async () => {
    const { at, sent } = await setUp(HOUR);
    const told: unknown[] = [];
    sent.push = (...messages) => told.push(...messages);
    await at(HOUR);
    expect(told).toMatchObject([
      {
        recipients: {
          entityRef: [
            'group:default/platform',
            'group:default/shop-cart',
            'user:default/ann',
          ],
        },
        payload: { link: '/mesh-admin/operations/01A' },
      },
    ]);
  });

  it.each([
    ['it was undone', { undone_by: '01B' }],
    ['it never began', { state: 'failed' }],
    ['it has no end', { ends_at: null }],
  ])('is silent if %s', async (_why, changed) => {
    const { knex, at } = await setUp(HOUR);
    await knex('operations').update(changed);
    expect(await at(2 * HOUR)).toEqual([]);
  });

  it('is silent once all of its objects were written by a later operation', async () => {
    const { knex, record, at } = await setUp(HOUR);
    await record('01B', undefined);
    await knex('operation_items')
      .where({ operation_id: '01B', cluster: 'c2' })
      .update({ state: 'failed' });
    expect(await at(0.9 * HOUR)).toHaveLength(1);
    await knex('operation_items').update({ state: 'applied' });
    expect(await at(2 * HOUR)).toEqual([]);
  });
});
