import { setTimeout as sleep } from 'node:timers/promises';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type {
  Manifest,
  OnboardNamespaceInput,
  Operation,
  PlannedObject,
  Plan,
} from '@meshwise/backstage-plugin-mesh-common';
import { FakeClusters } from '../__testUtils__/FakeClusters';
import type { Caller } from '../engine/Caller';
import { OperationJournal } from './OperationJournal';
import { Operations } from './Operations';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const PARAMETERS: OnboardNamespaceInput = {
  namespace: 'shop',
  tenant: 'team-shop',
  clusters: ['c1', 'c2', 'c3'],
  revision: 'prod',
  quotaTier: 'small',
};
const REQUEST = {
  intent: 'onboard-namespace' as const,
  parameters: PARAMETERS,
};

const namespace: Manifest = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', labels: { 'meshwise.io/tenant': 'team-shop' } },
};
const quota: Manifest = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'meshwise', namespace: 'shop' },
  spec: { hard: { pods: '30' } },
};

const caller = (name: string, seesAllOperations = false): Caller => ({
  name,
  credentials: mockCredentials.user(name),
  sees: () => true,
  seesAllOperations,
});
const ann = caller('user:default/ann');

async function setUp(clusters = ['c1', 'c2', 'c3']) {
  const knex = await databases.init('SQLITE_3');
  const journal = await OperationJournal.create({
    database: mockServices.database({ knex }),
  });
  const fake = FakeClusters.create(clusters);
  const auditor = mockServices.auditor.mock();
  auditor.createEvent.mockImplementation(async () => ({
    success: async () => {},
    fail: async () => {},
  }));
  const clock = { now: 1_700_000_000_000 };
  const objects: PlannedObject[] = clusters.flatMap(cluster =>
    [namespace, quota].map(manifest => ({
      act: 'apply' as const,
      cluster,
      fieldManager: 'backstage-mesh-tenancy',
      manifest,
    })),
  );
  const stop = new AbortController();
  const operations = Operations.create({
    draft: async () => ({
      code: 'planned',
      draft: {
        intent: 'onboard-namespace',
        class: 'tenancy',
        summary: 'Namespace shop',
        objects,
        notes: [],
        scopes: ['namespace/shop'],
        undo: { code: 'exact' },
        asOf: undefined,
      },
      effect: {
        callers: [],
        mtls: [],
        trust: [],
        losesFallback: [],
        shadowed: [],
        findings: { appear: [], disappear: [] },
        notExamined: [],
        hidden: 0,
        gaps: [],
      },
    }),
    writers: fake,
    journal,
    auditor,
    logger: mockServices.logger.mock(),
    canary: 'c2',
    signal: stop.signal,
    now: () => clock.now,
  });
  return { operations, fake, auditor, clock, journal, stop };
}

type Setup = Awaited<ReturnType<typeof setUp>>;

async function plan({ operations }: Setup, who = ann): Promise<Plan> {
  const result = await operations.plan(REQUEST, who);
  if (result.code === 'refused') throw new Error('refused');
  return result.plan;
}

const submission = (planHash: string, idempotencyKey = 'task/step') => ({
  ...REQUEST,
  planHash,
  idempotencyKey,
});

const RUNNING = ['approved', 'applying', 'verifying', 'compensating'];

async function ended({ operations }: Setup, id: string): Promise<Operation> {
  for (;;) {
    const operation = await operations.get(id, ann);
    if (!RUNNING.includes(operation.state)) return operation;
    await sleep(5);
  }
}

async function submitted(setup: Setup): Promise<Operation> {
  const { hash } = await plan(setup);
  const { id } = await setup.operations.submit(submission(hash), ann);
  return ended(setup, id);
}

const states = ({ targets }: Operation) =>
  Object.fromEntries(
    targets.map(({ cluster, items }) => [
      cluster,
      items.map(({ state }) => state).join(' '),
    ]),
  );

describe('a plan', () => {
  it('lists every object and field and writes nothing', async () => {
    const setup = await setUp();
    const shown = await plan(setup);
    expect(setup.fake.realWrites).toEqual([]);
    expect(shown).toMatchObject({
      applicable: true,
      checks: ['c1', 'c2', 'c3'].map(cluster => ({ cluster, code: 'ready' })),
      expiresAt: shown.createdAt + 15 * 60_000,
    });
    expect(shown.changes).toHaveLength(6);
    expect(shown.changes[1]).toMatchObject({
      cluster: 'c1',
      kind: 'ResourceQuota',
      act: 'create',
      fields: expect.arrayContaining([
        { path: 'spec.hard.pods', before: undefined, after: '30' },
      ]),
      yaml: expect.stringContaining('pods: "30"'),
    });
  });

  it('has the same hash as long as nothing that matters changes', async () => {
    const setup = await setUp();
    const { hash } = await plan(setup);
    expect((await plan(setup)).hash).toBe(hash);
    const metadata = { name: 'shop', labels: { team: 'x' } };
    setup.fake.seed('c1', { ...namespace, metadata });
    expect((await plan(setup)).hash).not.toBe(hash);
  });

  it('says which cluster refuses what, and why', async () => {
    const setup = await setUp(['c1', 'c2']);
    setup.fake.intercept = ({ cluster, object }) =>
      cluster === 'c2' && object.startsWith('ResourceQuota')
        ? {
            code: 'conflict',
            message: 'conflict',
            causes: [{ field: '.spec.hard.pods', manager: 'argocd' }],
          }
        : undefined;
    expect(await plan(setup)).toMatchObject({
      applicable: false,
      checks: [
        { cluster: 'c1', code: 'ready' },
        {
          cluster: 'c2',
          code: 'conflict',
          object: 'ResourceQuota shop/meshwise',
          message: 'argocd owns .spec.hard.pods',
        },
      ],
    });
  });
});

describe('an operation', () => {
  it('applies the canary cluster first, each in order, and verifies', async () => {
    const setup = await setUp();
    const operation = await submitted(setup);
    expect(operation).toMatchObject({ state: 'done', message: undefined });
    const writes = setup.fake.realWrites;
    expect(writes.slice(0, 2).map(({ cluster }) => cluster)).toEqual([
      'c2',
      'c2',
    ]);
    expect(
      writes.filter(({ cluster }) => cluster === 'c3').map(w => w.object),
    ).toEqual(['Namespace shop', 'ResourceQuota shop/meshwise']);
    expect(
      setup.fake.object('c1', 'Namespace shop')?.metadata.annotations,
    ).toEqual({ 'meshwise.io/operation': operation.id });
  });

  it('audits before and after every write', async () => {
    const setup = await setUp(['c1']);
    const order: string[] = [];
    setup.auditor.createEvent.mockImplementation(async ({ meta }) => {
      const what = meta?.object ?? meta?.state;
      order.push(`before ${what}`);
      return {
        success: async () => void order.push(`after ${what}`),
        fail: async () => void order.push(`failed ${what}`),
      };
    });
    setup.fake.intercept = ({ object, dryRun }) => {
      if (!dryRun) order.push(`write ${object}`);
      return undefined;
    };
    await submitted(setup);
    expect(order).toEqual([
      'before Namespace shop',
      'write Namespace shop',
      'after Namespace shop',
      'before ResourceQuota shop/meshwise',
      'write ResourceQuota shop/meshwise',
      'after ResourceQuota shop/meshwise',
      'before done',
      'after done',
    ]);
  });

  it('writes nothing while the audit log cannot be written, and goes on when it can', async () => {
    const setup = await setUp(['c1']);
    const { hash } = await plan(setup);
    setup.auditor.createEvent.mockRejectedValue(new Error('disk full'));
    const { id } = await setup.operations.submit(submission(hash), ann);
    await sleep(20);
    expect(setup.fake.realWrites).toEqual([]);
    expect((await setup.operations.get(id, ann)).state).toBe('applying');

    setup.auditor.createEvent.mockResolvedValue({
      success: async () => {},
      fail: async () => {},
    });
    setup.clock.now += 31_000;
    setup.operations.start();
    expect((await ended(setup, id)).state).toBe('done');
    expect(setup.fake.realWrites).toHaveLength(2);
    setup.stop.abort();
  });

  it('changes nothing the second time', async () => {
    const setup = await setUp();
    await submitted(setup);
    const before = setup.fake.realWrites.length;
    const again = await plan(setup);
    expect(new Set(again.changes.map(({ act }) => act))).toEqual(
      new Set(['unchanged']),
    );
    const { id } = await setup.operations.submit(
      submission(again.hash, 'other'),
      ann,
    );
    expect((await ended(setup, id)).state).toBe('done');
    expect(setup.fake.realWrites).toHaveLength(before);
  });

  it('is one for one key, however often it is submitted', async () => {
    const setup = await setUp(['c1']);
    const { hash } = await plan(setup);
    const submits = Array.from({ length: 20 }, () =>
      setup.operations.submit(submission(hash), ann),
    );
    const ids = new Set((await Promise.all(submits)).map(({ id }) => id));
    expect(ids.size).toBe(1);
    await ended(setup, [...ids][0]);
    expect(setup.fake.realWrites).toHaveLength(2);
  });

  it('of many at once for one namespace, exactly one is carried out', async () => {
    const setup = await setUp(['c1']);
    const { hash } = await plan(setup);
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        setup.operations.submit(submission(hash, `key-${i}`), ann),
      ),
    );
    const accepted = results.flatMap(result =>
      result.status === 'fulfilled' ? result.value.id : [],
    );
    expect(accepted).toHaveLength(1);
    await ended(setup, accepted[0]);
    expect(setup.fake.realWrites).toHaveLength(2);
  });

  it('leaves the others alone when the canary fails', async () => {
    const setup = await setUp();
    setup.fake.intercept = ({ dryRun, object }) =>
      !dryRun && object.startsWith('ResourceQuota')
        ? { code: 'rejected', message: 'exceeded quota', causes: [] }
        : undefined;
    const operation = await submitted(setup);
    expect(operation).toMatchObject({
      state: 'partial',
      message: 'c2: ResourceQuota shop/meshwise: exceeded quota.',
    });
    expect(states(operation)).toEqual({
      c1: 'waiting waiting',
      c2: 'applied failed',
      c3: 'waiting waiting',
    });
  });

  it('goes on in other clusters when one of them fails', async () => {
    const setup = await setUp();
    setup.fake.intercept = ({ dryRun, cluster }) =>
      !dryRun && cluster === 'c1'
        ? { code: 'not-allowed', message: 'no' }
        : undefined;
    const operation = await submitted(setup);
    expect(operation.state).toBe('partial');
    expect(states(operation)).toEqual({
      c1: 'failed waiting',
      c2: 'applied applied',
      c3: 'applied applied',
    });
  });

  it('finds out what became of a write whose answer was lost', async () => {
    const setup = await setUp(['c1']);
    let lost = false;
    setup.fake.intercept = write => {
      if (write.dryRun || lost) return undefined;
      lost = true;
      setup.fake.seed('c1', write.manifest, 'backstage-mesh-tenancy');
      return { code: 'unreachable', reason: 'reset', outcome: 'unknown' };
    };
    const operation = await submitted(setup);
    expect(operation.state).toBe('done');
    expect(setup.fake.realWrites.map(({ object }) => object)).toEqual([
      'Namespace shop',
      'ResourceQuota shop/meshwise',
    ]);
  });

  it('does not touch an object that somebody changed meanwhile', async () => {
    const setup = await setUp(['c1']);
    const { hash } = await plan(setup);
    setup.fake.intercept = ({ dryRun, object }) => {
      if (!dryRun && object === 'Namespace shop') {
        setup.fake.seed('c1', { ...quota, spec: { hard: { pods: '1' } } });
      }
      return undefined;
    };
    const { id } = await setup.operations.submit(submission(hash), ann);
    expect(await ended(setup, id)).toMatchObject({
      state: 'partial',
      message: expect.stringContaining('Somebody changed the object'),
    });
    const spec = setup.fake.object('c1', 'ResourceQuota shop/meshwise')?.spec;
    expect(spec).toEqual({ hard: { pods: '1' } });
  });

  it('reports what the API server did not keep', async () => {
    const setup = await setUp(['c1']);
    setup.fake.intercept = write => {
      if (write.dryRun || write.object === 'Namespace shop') return undefined;
      const { manifest } = write;
      setup.fake.seed('c1', { ...manifest, spec: { hard: { pods: '3' } } });
      const object = setup.fake.object('c1', write.object);
      if (!object) throw new Error('not stored');
      return { code: 'applied', object, auditId: undefined };
    };
    expect(await submitted(setup)).toMatchObject({
      state: 'partial',
      message: expect.stringContaining('other values: spec.hard.pods'),
    });
  });
});

describe('submit refuses', () => {
  it('a plan that was never shown, or to somebody else', async () => {
    const setup = await setUp();
    const { hash } = await plan(setup);
    for (const [planHash, who] of [
      ['0'.repeat(64), ann],
      [hash, caller('user:default/bob')],
    ] as const) {
      await expect(
        setup.operations.submit(submission(planHash), who),
      ).rejects.toThrow('expired, or it was shown to somebody else');
    }
    expect(setup.fake.realWrites).toEqual([]);
  });

  it('a plan older than 15 minutes', async () => {
    const setup = await setUp();
    const { hash } = await plan(setup);
    setup.clock.now += 15 * 60_000 + 1;
    await expect(
      setup.operations.submit(submission(hash), ann),
    ).rejects.toThrow('expired');
  });

  it('a plan of a world that changed, naming what changed', async () => {
    const setup = await setUp();
    const { hash } = await plan(setup);
    setup.fake.seed('c3', quota);
    await expect(
      setup.operations.submit(submission(hash), ann),
    ).rejects.toThrow('(ResourceQuota shop/meshwise in c3)');
    const again = await plan(setup);
    await expect(
      setup.operations.submit(submission(again.hash), ann),
    ).resolves.toMatchObject({ state: 'approved' });
  });

  it('a plan that does not apply', async () => {
    const setup = await setUp(['c1']);
    setup.fake.intercept = () => ({ code: 'not-allowed', message: 'no right' });
    const { hash } = await plan(setup);
    await expect(
      setup.operations.submit(submission(hash), ann),
    ).rejects.toThrow('c1: no right');
  });
});

describe('operations of others', () => {
  it('look like operations that do not exist', async () => {
    const setup = await setUp(['c1']);
    const { id } = await submitted(setup);
    const bob = caller('user:default/bob');
    await expect(setup.operations.get(id, bob)).rejects.toThrow(
      `There is no operation "${id}"`,
    );
    expect((await setup.operations.list(bob)).items).toEqual([]);
    const admin = caller('user:default/admin', true);
    expect((await setup.operations.list(admin)).items).toHaveLength(1);
  });
});
