import { setTimeout as sleep } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  ann,
  caller,
  ended,
  namespace,
  plan,
  quota,
  setUpOperations,
  states,
  submission,
  submitted,
} from './__testUtils__/setUpOperations';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const setUp = (clusters?: readonly string[]) =>
  setUpOperations(databases, { ...(clusters && { clusters }) });

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

  it.each([
    ['evacuation', true],
    ['failover', false],
  ] as const)(
    'a cluster that does not answer, %s: goes on without it %s',
    async (operationClass, goesOn) => {
      const setup = await setUpOperations(databases, { class: operationClass });
      setup.fake.intercept = ({ cluster }) =>
        cluster === 'c2'
          ? { code: 'unreachable', reason: 'reset', outcome: 'not-sent' }
          : undefined;
      const shown = await plan(setup);
      expect(shown.applicable).toBe(goesOn);
      expect(shown.checks.map(({ code }) => code)).toEqual([
        'ready',
        'unreachable',
        'ready',
      ]);
      expect(shown.notes).toEqual(
        goesOn
          ? [
              'c2 does not answer: nothing is written there. Plan again when it is back.',
            ]
          : [],
      );
      if (!goesOn) return;
      const { id } = await setup.operations.submit(submission(shown.hash), ann);
      expect(states(await ended(setup, id))).toEqual({
        c1: 'applied applied',
        c3: 'applied applied',
      });
    },
  );

  it('an evacuation is not applicable where no cluster answers', async () => {
    const setup = await setUpOperations(databases, { class: 'evacuation' });
    setup.fake.intercept = () => ({
      code: 'unreachable',
      reason: 'reset',
      outcome: 'not-sent',
    });
    expect((await plan(setup)).applicable).toBe(false);
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
  it('an idempotency key that was used for something else', async () => {
    const setup = await setUp(['c1']);
    const { hash } = await plan(setup);
    const { id } = await setup.operations.submit(submission(hash), ann);
    const { parameters } = submission(hash);
    const other = {
      ...submission(hash),
      parameters: { ...parameters, namespace: 'other' },
    };
    await expect(setup.operations.submit(other, ann)).rejects.toThrow(
      `The idempotency key is that of operation ${id}`,
    );
    // A task that is repeated plans anew: the same was asked for, and the plan is another one.
    const again = { ...submission('0'.repeat(64)) };
    expect((await setup.operations.submit(again, ann)).id).toBe(id);
  });

  it('an idempotency key whose first submission is given up meanwhile', async () => {
    const setup = await setUp(['c1']);
    const { hash } = await plan(setup);
    const { stored } = setup.journal;
    jest.spyOn(stored, 'byKey').mockResolvedValue('01FIRST');
    await expect(
      setup.operations.submit(submission(hash), ann),
    ).rejects.toThrow('has just failed. Submit the plan again.');
  });

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
    const stranger = caller('user:default/bob');
    await expect(setup.operations.get(id, stranger)).rejects.toThrow(
      `There is no operation "${id}"`,
    );
    expect((await setup.operations.list(stranger)).items).toEqual([]);
    const admin = caller('user:default/admin', true);
    expect((await setup.operations.list(admin)).items).toHaveLength(1);
  });
});
