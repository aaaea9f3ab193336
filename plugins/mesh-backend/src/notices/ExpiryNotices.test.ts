import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import {
  answer,
  ClusterName,
  Contact,
  Snapshot,
  TrustRoot,
  trustRoots,
} from '@meshwise/backstage-plugin-mesh-common';
import { exampleFleet } from '@meshwise/lab/src/__testUtils__/exampleFleet';
import { FakeClock } from '../__testUtils__/FakeClock';
import { ExpiryNotices } from './ExpiryNotices';
import { NoticeJournal } from './NoticeJournal';

const DAY = 24 * 60 * 60 * 1000;

const PLATFORM = 'group:default/platform';
const EDGE_OWNER = 'group:default/edge';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

describe('ExpiryNotices', () => {
  let snapshot: Snapshot;
  let edge: TrustRoot;

  beforeAll(async () => {
    snapshot = await exampleFleet();
    // Ends long before the others.
    [edge] = answer(snapshot, trustRoots, undefined).value.roots;
  });

  async function setUp(options: {
    readonly contacts?: ReadonlyMap<ClusterName, Contact>;
    readonly platformGroups?: readonly string[];
  }) {
    const { contacts = new Map(), platformGroups = [PLATFORM] } = options;
    const knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@meshwise/backstage-plugin-mesh-backend',
        'migrations',
      ),
    });
    const sent: NotificationSendOptions[] = [];
    let refuses = false;
    const clock = new FakeClock();
    /** Days by which the clock of the notices is ahead of the fake one. */
    let ahead = 0;
    const notices = async () =>
      ExpiryNotices.create({
        store: { snapshot: () => snapshot },
        ownership: { contactsOf: async () => contacts },
        notifications: {
          send: async notification => {
            if (refuses) throw new Error('no notifications');
            sent.push(notification);
          },
        },
        journal: await NoticeJournal.create({
          database: mockServices.database({ knex }),
        }),
        platformGroups,
        clock: {
          now: () => ahead,
          elapsed: () => clock.elapsed(),
          wait: (ms, signal) => clock.wait(ms, signal),
        },
        logger: mockServices.logger.mock(),
      });
    return {
      notices,
      clock,
      sent: () =>
        sent.map(({ payload: { title, severity } }) => `${severity} ${title}`),
      recipients: () =>
        sent.map(({ recipients }) =>
          recipients.type === 'entity' ? recipients.entityRef : [],
        ),
      refuse: (value: boolean) => {
        refuses = value;
      },
      daysLeft: (days: number) => {
        ahead = (edge.certificate.content?.notAfter ?? 0) - days * DAY;
      },
    };
  }

  it('tells once for each threshold, also after a restart', async () => {
    const { notices, sent, daysLeft } = await setUp({});
    const first = await notices();
    for (const days of [91, 90, 89, 31, 30, 29, 8, 7, 6, 0.5]) {
      daysLeft(days);
      await first.check();
      await first.check();
      await (await notices()).check();
    }

    const { subject } = edge.certificate.content ?? {};
    expect(sent()).toEqual([
      `normal The root ${subject} ends in 90 days`,
      `high The root ${subject} ends in 30 days`,
      `critical The root ${subject} ends in 7 days`,
    ]);
  });

  it('tells what is most urgent of a root that is seen late, and only that', async () => {
    const { notices, sent, daysLeft } = await setUp({});
    daysLeft(5);
    await (await notices()).check();

    expect(sent()).toEqual([expect.stringMatching(/^critical .* in 5 days$/)]);
  });

  it('tells owners of the clusters, and the platform groups of those without', async () => {
    const [{ cluster }] = edge.places;
    const contact = {
      entityRef: `resource:default/${cluster}`,
      ownerRefs: [EDGE_OWNER],
    };
    const { notices, recipients, daysLeft } = await setUp({
      contacts: new Map([[cluster, contact]]),
    });
    daysLeft(20);
    await (await notices()).check();

    const expected =
      edge.places.length > 1 ? [EDGE_OWNER, PLATFORM] : [EDGE_OWNER];
    expect(recipients()).toEqual([expected]);
  });

  it('tries again what could not be sent', async () => {
    const { notices, sent, daysLeft, refuse } = await setUp({});
    daysLeft(20);
    refuse(true);
    await (await notices()).check();
    expect(sent()).toEqual([]);
    refuse(false);
    await (await notices()).check();

    expect(sent()).toHaveLength(1);
  });

  it('waits until there is somebody to tell', async () => {
    const { notices, sent, daysLeft } = await setUp({ platformGroups: [] });
    daysLeft(20);
    await (await notices()).check();

    expect(sent()).toEqual([]);
  });

  it('looks again every hour until it is stopped', async () => {
    const { notices, sent, daysLeft, clock } = await setUp({});
    daysLeft(31);
    const stop = new AbortController();
    const running = (await notices()).run(stop.signal);
    await clock.advance(60_000);
    daysLeft(30);
    await clock.advance(60 * 60 * 1000);
    stop.abort();
    await running;

    expect(sent()).toHaveLength(2);
  });
});

describe('NoticeJournal', () => {
  it('lets one sender have a notice, and another if the first is gone', async () => {
    const knex = await databases.init('SQLITE_3');
    await knex.migrate.latest({
      directory: resolvePackagePath(
        '@meshwise/backstage-plugin-mesh-backend',
        'migrations',
      ),
    });
    const journal = await NoticeJournal.create({
      database: mockServices.database({ knex }),
    });
    const notice = { subject: 'ab'.repeat(32), threshold: 30 };
    const sent: number[] = [];
    const send = (at: number, works = async () => {}) =>
      journal.once(notice, at, async () => {
        await works();
        sent.push(at);
      });
    // The backend that sends it is gone before it has said how that went.
    void send(0, () => new Promise(() => {}));
    await send(60_000);
    expect(sent).toEqual([]);
    const refused = async () => {
      throw new Error('no notifications');
    };
    await expect(send(11 * 60_000, refused)).rejects.toThrow(
      'no notifications',
    );
    await send(12 * 60_000);
    await send(100 * 60_000);
    expect(sent).toEqual([12 * 60_000]);
  });
});
