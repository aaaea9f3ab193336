import { TestDatabases } from '@backstage/backend-test-utils';
import type { ApplyResult, ObjectWriter } from '../kubernetes/ObjectWriter';
import {
  ann,
  bob,
  ended,
  MANAGER,
  namespace,
  plan,
  quota,
  Setup,
  setUpOperations,
  states,
  submission,
  submitted,
} from './__testUtils__/setUpOperations';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const setUp = (options: Parameters<typeof setUpOperations>[1] = {}) =>
  setUpOperations(databases, options);

const REJECTED: ApplyResult = {
  code: 'rejected',
  message: 'exceeded quota',
  causes: [],
};

/** Lets the quota of some clusters fail while `failing` says so. */
function failQuotas(
  { fake }: Setup,
  failing: (cluster: string) => boolean,
  answer: ApplyResult = REJECTED,
) {
  fake.intercept = ({ cluster, dryRun, object }) =>
    !dryRun && object.startsWith('ResourceQuota') && failing(cluster)
      ? answer
      : undefined;
}

describe('T21: many steer the same at the same time', () => {
  it('exactly one of 50 is applied, and the others are told why', async () => {
    const setup = await setUp({ clusters: ['c1', 'c2'], class: 'failover' });
    const { hash } = await plan(setup);
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, i) =>
        setup.operations.submit(submission(hash, `key-${i}`), ann),
      ),
    );
    const begun = results.flatMap(result =>
      result.status === 'fulfilled' ? result.value.id : [],
    );
    expect(begun).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'fulfilled') continue;
      expect(String(result.reason)).toMatch(
        /is changing the same now|no longer as the plan found them/,
      );
    }
    for (const id of begun) {
      expect((await ended(setup, id)).state).toBe('done');
    }
    expect(setup.fake.realWrites).toHaveLength(4);
  });

  it('a plan that was shown before somebody steered is void', async () => {
    const setup = await setUp({ clusters: ['c1'], class: 'failover' });
    const { hash } = await plan(setup);
    expect((await submitted(setup)).state).toBe('done');
    await expect(
      setup.operations.submit(submission(hash, 'later'), ann),
    ).rejects.toThrow('no longer as the plan found them');
  });
});

/** Every subset of the clusters. */
const SUBSETS = Array.from({ length: 16 }, (_, bits) =>
  ['c1', 'c2', 'c3', 'c4'].filter((_name, i) => bits & (1 << i)),
);

describe('T45: some of the clusters fail', () => {
  const clusters = ['c1', 'c2', 'c3', 'c4'];

  it.each(SUBSETS)(
    'tenancy without %s %s %s %s goes on later',
    async (...lost) => {
      const setup = await setUp({ clusters });
      let broken = true;
      failQuotas(setup, cluster => broken && lost.includes(cluster));
      const operation = await submitted(setup);
      expect(operation.state).toBe(lost.length === 0 ? 'done' : 'partial');
      for (const cluster of lost) {
        expect(states(operation)[cluster]).toMatch(/failed|waiting/);
      }
      broken = false;
      setup.clock.now += 31_000;
      await setup.operations.look();
      const finished = await ended(setup, operation.id);
      expect(finished.state).toBe('done');
      expect(Object.values(states(finished))).toEqual(
        clusters.map(() => 'applied applied'),
      );
      expect(setup.fake.realWrites.length).toBeGreaterThanOrEqual(8);
    },
  );

  it.each(SUBSETS)(
    'a planned failover without %s %s %s %s is taken back',
    async (...lost) => {
      const setup = await setUp({ clusters, class: 'failover' });
      failQuotas(setup, cluster => lost.includes(cluster));
      const operation = await submitted(setup);
      expect(operation.state).toBe(lost.length === 0 ? 'done' : 'compensated');
      for (const cluster of clusters) {
        const left = setup.fake.object(cluster, 'Namespace shop');
        expect(left !== undefined).toBe(lost.length === 0);
      }
    },
  );

  it.each(SUBSETS)(
    'an evacuation without %s %s %s %s reaches the others at once',
    async (...lost) => {
      const setup = await setUp({ clusters, class: 'evacuation' });
      failQuotas(setup, cluster => lost.includes(cluster));
      const operation = await submitted(setup);
      expect(operation.state).toBe(lost.length === 0 ? 'done' : 'partial');
      for (const cluster of clusters) {
        expect(states(operation)[cluster]).toBe(
          lost.includes(cluster) ? 'applied failed' : 'applied applied',
        );
      }
    },
  );

  it.each(SUBSETS)('trust without %s %s %s %s freezes', async (...lost) => {
    const setup = await setUp({ clusters, class: 'trust' });
    failQuotas(setup, cluster => lost.includes(cluster));
    const operation = await submitted(setup);
    expect(operation.state).toBe(lost.length === 0 ? 'done' : 'stuck');
    setup.clock.now += 48 * 60 * 60_000;
    await setup.operations.look();
    const writes = setup.fake.realWrites.length;
    expect((await ended(setup, operation.id)).state).toBe(operation.state);
    expect(setup.fake.realWrites).toHaveLength(writes);
  });

  it('trust begins no stage before all clusters have reached the one before', async () => {
    const setup = await setUp({ clusters, class: 'trust' });
    expect((await submitted(setup)).state).toBe('done');
    const kinds = setup.fake.realWrites.map(
      ({ object }) => object.split(' ')[0],
    );
    expect(kinds).toEqual([
      ...clusters.map(() => 'Namespace'),
      ...clusters.map(() => 'ResourceQuota'),
    ]);
  });

  it('tenancy gives up by itself after a day, and a person can still go on', async () => {
    const setup = await setUp({ clusters: ['c1'] });
    let broken = true;
    failQuotas(setup, () => broken);
    const { id } = await submitted(setup);
    for (let hour = 0; hour < 26; hour++) {
      setup.clock.now += 60 * 60_000 + 1;
      await setup.operations.look();
    }
    const writes = setup.fake.realWrites.length;
    setup.clock.now += 60 * 60_000;
    await setup.operations.look();
    expect(setup.fake.realWrites).toHaveLength(writes);
    const held = await setup.operations.get(id, ann);
    expect(held).toMatchObject({
      state: 'partial',
      message: expect.stringContaining('It was tried for a day'),
      actions: ['resume', 'undo', 'accept'],
    });
    broken = false;
    await setup.operations.resume(id, ann);
    expect((await ended(setup, id)).state).toBe('done');
  });

  it('accepted as it is, it ends and lets others in', async () => {
    const setup = await setUp({ clusters: ['c1'] });
    failQuotas(setup, () => true);
    const { id } = await submitted(setup);
    const accepted = await setup.operations.accept(id, { reason: 'fine' }, ann);
    expect(accepted).toMatchObject({
      state: 'accepted-partial',
      message: expect.stringContaining('Accepted by user:default/ann: fine'),
      actions: ['undo'],
    });
    const { hash } = await plan(setup);
    await setup.operations.submit(submission(hash, 'next'), ann);
  });
});

describe('T46: the backend dies while it applies', () => {
  it('another backend finds out what was done, and does the rest', async () => {
    const setup = await setUp({ clusters: ['c1'] });
    const { hash } = await plan(setup);
    // The request is carried out, and the answer is never seen.
    setup.fake.intercept = async ({ dryRun, object, manifest }) => {
      if (dryRun || object !== 'Namespace shop') return undefined;
      setup.fake.seed('c1', manifest, MANAGER);
      return new Promise<never>(() => {});
    };
    const { id } = await setup.operations.submit(submission(hash), ann);
    while (setup.fake.realWrites.length === 0) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    setup.fake.intercept = () => undefined;
    const successor = setup.backend();
    setup.clock.now += 31_000;
    await successor.look();
    expect(await ended(setup, id)).toMatchObject({ state: 'done' });
    expect(setup.fake.realWrites.map(({ object }) => object)).toEqual([
      'Namespace shop',
      'ResourceQuota shop/meshwise',
    ]);
    const events = setup.auditor.createEvent.mock.calls.map(
      ([{ eventId, meta }]) => `${eventId} ${meta?.object ?? meta?.state}`,
    );
    expect(events).toEqual([
      'operation-item Namespace shop',
      'operation-item-outcome Namespace shop',
      'operation-item ResourceQuota shop/meshwise',
      'operation-state done',
    ]);
  });
});

describe('T46: nobody can look for what was sent', () => {
  /** A backend dies after its first request was carried out, and the cluster answers nobody until it is brought back. */
  async function lostRequest(operationClass: 'tenancy' | 'failover') {
    const setup = await setUp({ clusters: ['c1'], class: operationClass });
    const told: unknown[] = [];
    setup.auditor.createEvent.mockImplementation(async ({ eventId, meta }) => ({
      async success(outcome) {
        if (eventId === 'operation-item-outcome') {
          told.push([meta?.object, outcome?.meta?.outcome]);
        }
      },
      fail: async () => {},
    }));
    const { hash } = await plan(setup);
    const sent = new Promise<void>(resolve => {
      setup.fake.intercept = async ({ dryRun, manifest }) => {
        if (dryRun) return undefined;
        setup.fake.seed('c1', manifest, MANAGER);
        resolve();
        return new Promise<never>(() => {});
      };
    });
    const { id } = await setup.operations.submit(submission(hash), ann);
    await sent;
    setup.fake.intercept = () => undefined;
    setup.fake.silent.add('c1');
    const successor = setup.backend();
    const goOn = async (ms: number) => {
      setup.clock.now += ms;
      await successor.look();
      return ended(setup, id);
    };
    return { setup, id, told, goOn, successor };
  }

  it('what came of it is told when somebody can, and once', async () => {
    const { setup, told, goOn } = await lostRequest('tenancy');
    expect((await goOn(31_000)).state).toBe('partial');
    expect(told).toEqual([]);
    setup.fake.silent.clear();
    expect((await goOn(31_000)).state).toBe('done');
    expect(told).toEqual([['Namespace shop', 'applied']]);
    expect(setup.fake.realWrites).toHaveLength(2);
  });

  it('an undo does not say that nothing was changed', async () => {
    const { setup, id, goOn } = await lostRequest('tenancy');
    expect((await goOn(31_000)).state).toBe('partial');
    const undo = { intent: 'undo' as const, parameters: { operation: id } };
    expect(await setup.operations.plan(undo, ann)).toMatchObject({
      code: 'refused',
      refusals: [
        {
          message: expect.stringContaining(
            'Whether c1: Namespace shop was created is not known',
          ),
        },
      ],
    });
  });

  it('a failover that is taken back without being seen tells of both requests', async () => {
    const { setup, id, told, goOn, successor } = await lostRequest('failover');
    expect((await goOn(31_000)).state).toBe('partial');
    expect((await goOn(3 * 60_000)).state).toBe('stuck');
    expect(told).toEqual([]);
    setup.fake.silent.clear();
    await successor.resume(id, ann);
    expect((await ended(setup, id)).state).toBe('compensated');
    expect(told).toEqual([['Namespace shop', 'applied']]);
    expect(setup.fake.object('c1', 'Namespace shop')).toBeUndefined();
  });

  it('what somebody changed meanwhile is not said to be this or that', async () => {
    const { setup, told, goOn } = await lostRequest('tenancy');
    await goOn(31_000);
    setup.fake.silent.clear();
    setup.fake.seed('c1', {
      ...namespace,
      metadata: {
        name: 'shop',
        labels: { 'meshwise.io/tenant': 'new' },
        annotations: {},
      },
    });
    expect((await goOn(31_000)).state).toBe('partial');
    expect(told).toEqual([['Namespace shop', 'unknown']]);
  });
});

describe('T01: the namespace is another one when its objects come', () => {
  it.each([
    ['given to another team', { 'meshwise.io/tenant': 'team-pay' }, false],
    ['created again', { 'meshwise.io/tenant': 'team-shop' }, true],
  ])('%s, it gets nothing', async (_what, labels, anew) => {
    const setup = await setUp({ clusters: ['c1'] });
    setup.fake.seed('c1', namespace, MANAGER);
    failQuotas(setup, () => true);
    const { id } = await submitted(setup);
    const writes = setup.fake.realWrites.length;
    setup.fake.intercept = () => undefined;
    if (anew) setup.fake.forget('c1', 'Namespace shop');
    setup.fake.seed('c1', {
      ...namespace,
      metadata: { name: 'shop', labels, annotations: {} },
    });
    await setup.operations.resume(id, ann);
    expect(await ended(setup, id)).toMatchObject({
      state: 'partial',
      message: expect.stringContaining(
        'Its namespace is another one than was planned with',
      ),
    });
    expect(setup.fake.realWrites).toHaveLength(writes);
  });

  it('one that was created by the operation and again by somebody gets nothing', async () => {
    const setup = await setUp({ clusters: ['c1'] });
    failQuotas(setup, () => true);
    const { id } = await submitted(setup);
    setup.fake.intercept = () => undefined;
    setup.fake.forget('c1', 'Namespace shop');
    setup.fake.seed('c1', namespace);
    await setup.operations.resume(id, ann);
    expect((await ended(setup, id)).state).toBe('partial');
    expect(
      setup.fake.object('c1', 'ResourceQuota shop/meshwise'),
    ).toBeUndefined();
  });
});

describe('T47: an old plan meets a newer change', () => {
  it('a submit that is repeated gives the same operation and writes nothing', async () => {
    const setup = await setUp({ clusters: ['c1'] });
    const { hash } = await plan(setup);
    const first = await setup.operations.submit(submission(hash), ann);
    await ended(setup, first.id);
    const newer = { ...quota, spec: { hard: { pods: '99' } } };
    setup.fake.seed('c1', newer, MANAGER);
    const again = await setup.operations.submit(submission(hash), ann);
    expect(again.id).toBe(first.id);
    expect(setup.fake.realWrites).toHaveLength(2);
    await expect(
      setup.operations.submit(submission(hash, 'other'), ann),
    ).rejects.toThrow('no longer as the plan found them');
    expect(
      setup.fake.object('c1', 'ResourceQuota shop/meshwise')?.spec,
    ).toEqual(newer.spec);
  });

  it('going on days later touches nothing that was changed meanwhile', async () => {
    const setup = await setUp({ clusters: ['c1'] });
    failQuotas(setup, () => true);
    const { id } = await submitted(setup);
    setup.fake.intercept = () => undefined;
    setup.fake.seed('c1', { ...quota, spec: { hard: { pods: '99' } } });
    await setup.operations.resume(id, ann);
    expect(await ended(setup, id)).toMatchObject({
      state: 'partial',
      message: expect.stringContaining('Somebody changed the object'),
    });
    expect(
      setup.fake.object('c1', 'ResourceQuota shop/meshwise')?.spec,
    ).toEqual({
      hard: { pods: '99' },
    });
  });
});

describe('T48: two backends run one operation', () => {
  it('the one that slept writes nothing after it woke up', async () => {
    const setup = await setUp({ clusters: ['c1'], class: 'failover' });
    const { hash } = await plan(setup);
    let wake = () => {};
    const asleep = new Promise<void>(resolve => {
      wake = resolve;
    });
    let slept = false;
    setup.fake.intercept = async ({ dryRun }) => {
      if (dryRun || slept) return undefined;
      slept = true;
      await asleep;
      return undefined;
    };
    const { id } = await setup.operations.submit(submission(hash), ann);
    while (!slept) await new Promise(resolve => setTimeout(resolve, 5));
    setup.clock.now += 31_000;
    await setup.backend().look();
    expect((await ended(setup, id)).state).toBe('done');
    const before = setup.fake.object('c1', 'Namespace shop');
    const items = (await setup.journal.stored.written(id)).items;
    wake();
    await new Promise(resolve => setTimeout(resolve, 50));
    expect((await setup.journal.stored.written(id)).items).toEqual(items);
    // What had left before it slept says the same as what the other one wrote.
    const { resourceVersion: _, ...metadata } = before?.metadata ?? {};
    expect(setup.fake.object('c1', 'Namespace shop')).toMatchObject({
      metadata,
    });
    expect(
      setup.fake.realWrites.filter(({ object }) => object === 'Namespace shop'),
    ).toHaveLength(2);
  });
});

describe('T49: the cluster changes between plan and write', () => {
  it('back to the plan, whatever planned field was changed', async () => {
    const setup = await setUp({ clusters: ['c1'] });
    for (const [i, changed] of [
      { ...quota, spec: { hard: { pods: '1' } } },
      {
        ...namespace,
        metadata: { name: 'shop', labels: { 'meshwise.io/tenant': 'x' } },
      },
    ].entries()) {
      const { hash } = await plan(setup);
      setup.fake.seed('c1', changed);
      await expect(
        setup.operations.submit(submission(hash, `key-${i}`), ann),
      ).rejects.toThrow('Make a new plan');
    }
    expect(setup.fake.realWrites).toEqual([]);
  });

  it('an object that was deleted and created again is another object', async () => {
    const setup = await setUp({ clusters: ['c1'] });
    setup.fake.seed('c1', namespace, MANAGER);
    setup.fake.seed('c1', { ...quota, spec: { hard: { pods: '1' } } }, MANAGER);
    const { hash } = await plan(setup);
    const opened = await setup.fake.open('c1');
    if (opened.code === 'refused') throw new Error('refused');
    const writer: ObjectWriter = opened.writer;
    const ref = {
      kind: 'ResourceQuota',
      namespace: 'shop',
      name: 'meshwise',
    } as const;
    const live = await writer.get(ref, setup.stop.signal);
    if (live.code !== 'found') throw new Error('not there');
    const { uid } = live.object.metadata;
    await writer.delete(ref, { uid, dryRun: false, signal: setup.stop.signal });
    setup.fake.seed('c1', { ...quota, spec: { hard: { pods: '1' } } }, MANAGER);
    await expect(
      setup.operations.submit(submission(hash), ann),
    ).rejects.toThrow('Make a new plan');
  });

  it('gives up after three tries against somebody who writes all the time', async () => {
    const setup = await setUp({ clusters: ['c1'] });
    failQuotas(setup, () => true, { code: 'changed', message: 'modified' });
    expect(await submitted(setup)).toMatchObject({
      state: 'partial',
      message: expect.stringContaining('modified'),
    });
    const tries = setup.fake.realWrites.filter(({ object }) =>
      object.startsWith('ResourceQuota'),
    );
    expect(tries).toHaveLength(3);
  });
});

describe('T50: somebody else owns a field', () => {
  it('is told with the owner, and nothing is forced or repeated', async () => {
    const setup = await setUp({ clusters: ['c1'] });
    failQuotas(setup, () => true, {
      code: 'conflict',
      message: 'conflict',
      causes: [{ field: '.spec.hard.pods', manager: 'argocd' }],
    });
    expect(await submitted(setup)).toMatchObject({
      state: 'partial',
      message: 'c1: ResourceQuota shop/meshwise: argocd owns .spec.hard.pods.',
    });
    expect(setup.fake.realWrites).toHaveLength(2);
  });
});

describe('T51: what was changed since is not taken back', () => {
  it('only what is as this operation left it, in the opposite order', async () => {
    const setup = await setUp({ clusters: ['c1', 'c2'], class: 'failover' });
    setup.fake.seed('c2', namespace, 'kubectl');
    const before = { ...quota, spec: { hard: { pods: '7' } } };
    setup.fake.seed('c2', before, MANAGER);
    setup.fake.intercept = ({ dryRun, cluster, object, manifest }) => {
      if (dryRun || cluster !== 'c1') return undefined;
      if (object === 'Namespace shop') {
        // Meanwhile somebody changes what was written in the first cluster.
        setup.fake.seed('c2', {
          ...namespace,
          metadata: { name: 'shop', labels: { 'meshwise.io/tenant': 'new' } },
        });
        return undefined;
      }
      return manifest.spec === undefined ? undefined : REJECTED;
    };
    const operation = await submitted(setup);
    expect(operation).toMatchObject({
      state: 'stuck',
      message: expect.stringContaining(
        'c2: Namespace shop: Somebody changed it since: metadata.labels["meshwise.io/tenant"]',
      ),
    });
    expect(states(operation)).toEqual({
      c1: 'compensated compensated',
      c2: 'skipped compensated',
    });
    expect(
      setup.fake.object('c2', 'ResourceQuota shop/meshwise')?.spec,
    ).toEqual(before.spec);
    expect(
      setup.fake.object('c2', 'Namespace shop')?.metadata.labels,
    ).toMatchObject({ 'meshwise.io/tenant': 'new' });
    expect(setup.fake.object('c1', 'Namespace shop')).toBeUndefined();
  });

  it('what could not be deleted was never taken away', async () => {
    const setup = await setUp({ clusters: ['c1', 'c2'], class: 'failover' });
    const { id } = await submitted(setup);
    const undo = {
      intent: 'undo' as const,
      parameters: { operation: id },
    };
    const { hash } = await plan(setup, ann, undo);
    setup.fake.kept.add('ResourceQuota shop/meshwise in c1');
    const begun = await setup.operations.submit(
      { ...undo, planHash: hash, idempotencyKey: 'undo' },
      ann,
    );
    const taken = await ended(setup, begun.id);
    expect(taken.state).toBe('compensated');
    expect(states(taken)).toEqual({
      c1: 'compensated waiting',
      c2: 'compensated compensated',
    });
    for (const cluster of ['c1', 'c2']) {
      expect(
        setup.fake.object(cluster, 'ResourceQuota shop/meshwise')?.spec,
      ).toEqual(quota.spec);
    }
  });

  it('what was deleted does not come back into a namespace of somebody else', async () => {
    const setup = await setUp({ clusters: ['c1', 'c2'], class: 'failover' });
    const { id } = await submitted(setup);
    const undo = { intent: 'undo' as const, parameters: { operation: id } };
    const { hash } = await plan(setup, ann, undo);
    // The canary is done when the other cluster refuses. Meanwhile somebody else has its namespace.
    setup.fake.kept.add('ResourceQuota shop/meshwise in c1');
    setup.auditor.createEvent.mockImplementation(async ({ meta }) => {
      if (meta?.cluster === 'c1') {
        const labels = { 'meshwise.io/tenant': 'team-pay' };
        setup.fake.seed('c2', {
          ...namespace,
          metadata: { name: 'shop', labels, annotations: {} },
        });
      }
      return { success: async () => {}, fail: async () => {} };
    });
    const begun = await setup.operations.submit(
      { ...undo, planHash: hash, idempotencyKey: 'undo' },
      ann,
    );
    expect(await ended(setup, begun.id)).toMatchObject({
      state: 'stuck',
      message: expect.stringContaining('Its namespace belongs to somebody'),
      targets: expect.arrayContaining([
        expect.objectContaining({ cluster: 'c2', state: 'failed' }),
      ]),
    });
    expect(
      setup.fake.object('c2', 'ResourceQuota shop/meshwise'),
    ).toBeUndefined();
  });

  it('what the API server did not keep as planned is taken back, too', async () => {
    const setup = await setUp({ clusters: ['c1'] });
    setup.fake.intercept = write => {
      if (write.dryRun || write.object === 'Namespace shop') return undefined;
      const spec = { hard: { pods: '3' } };
      setup.fake.seed('c1', { ...write.manifest, spec }, MANAGER);
      const object = setup.fake.object('c1', write.object);
      if (!object) throw new Error('not stored');
      return { code: 'applied', object, auditId: undefined };
    };
    const { id, targets } = await submitted(setup);
    expect(targets).toMatchObject([
      {
        state: 'failed',
        items: [{ state: 'applied' }, { state: 'applied' }],
      },
    ]);
    const undo = { intent: 'undo' as const, parameters: { operation: id } };
    expect((await plan(setup, ann, undo)).changes).toMatchObject([
      { kind: 'ResourceQuota', act: 'delete' },
      { kind: 'Namespace', act: 'delete' },
    ]);
    // Put right by whoever changed it, the operation has nothing to do but to see that.
    setup.fake.seed('c1', quota, MANAGER);
    await setup.operations.resume(id, ann);
    const done = await ended(setup, id);
    expect(done).toMatchObject({ state: 'done', targets: [{ state: 'done' }] });
  });

  it('a cluster in which an object is no more what it was and should stay is not done', async () => {
    const setup = await setUp({ clusters: ['c1'] });
    setup.fake.seed('c1', namespace, MANAGER);
    setup.fake.intercept = ({ dryRun }) => {
      if (dryRun) return undefined;
      const labels = { 'meshwise.io/tenant': 'team-pay' };
      const metadata = { ...namespace.metadata, labels };
      setup.fake.seed('c1', { ...namespace, metadata });
      return undefined;
    };
    const { state, targets } = await submitted(setup);
    expect(state).toBe('partial');
    expect(targets).toMatchObject([
      {
        state: 'failed',
        items: [{ act: 'unchanged', state: 'unchanged' }, { state: 'applied' }],
      },
    ]);
  });

  it('an undo is a plan of its own, with what it takes back and what it leaves', async () => {
    const setup = await setUp({ clusters: ['c1'] });
    setup.fake.seed('c1', namespace, MANAGER);
    const { id } = await submitted(setup);
    const undo = {
      intent: 'undo' as const,
      parameters: { operation: id },
    };
    const shown = await plan(setup, ann, undo);
    expect(shown.changes).toMatchObject([
      { kind: 'ResourceQuota', act: 'delete', yaml: '' },
    ]);
    const begun = await setup.operations.submit(
      { ...undo, planHash: shown.hash, idempotencyKey: 'undo' },
      ann,
    );
    expect(await ended(setup, begun.id)).toMatchObject({
      state: 'done',
      undoOf: id,
      actions: [],
    });
    expect(
      setup.fake.object('c1', 'ResourceQuota shop/meshwise'),
    ).toBeUndefined();
    expect(setup.fake.object('c1', 'Namespace shop')).toBeDefined();
    expect(await setup.operations.get(id, ann)).toMatchObject({
      undoneBy: begun.id,
      actions: [],
    });
    expect(await setup.operations.plan(undo, ann)).toMatchObject({
      code: 'refused',
    });
  });
});

describe('T59: two persons', () => {
  const approval = { reason: 'a root is added' };
  const asked = async () => {
    const setup = await setUp({ clusters: ['c1'], approval });
    const { hash } = await plan(setup);
    const { id } = await setup.operations.submit(submission(hash), ann);
    return { setup, id, planHash: hash };
  };

  it('waits, writes nothing, and goes on when another person approves', async () => {
    const { setup, id, planHash } = await asked();
    expect(await setup.operations.get(id, bob)).toMatchObject({
      state: 'awaiting-approval',
      actions: ['approve', 'reject', 'stop'],
      approval: { reason: 'a root is added' },
      plan: { hash: planHash },
    });
    expect(setup.fake.realWrites).toEqual([]);
    await setup.operations.approve(id, { planHash }, bob);
    expect(await ended(setup, id)).toMatchObject({
      state: 'done',
      approval: { approver: 'user:default/bob' },
    });
  });

  it.each([
    ['the requester', { ...ann, approvesOperations: true }, 'yourself'],
    [
      'a service',
      {
        ...bob,
        name: 'plugin:scaffolder',
        credentials: { ...bob.credentials, principal: { type: 'service' } },
      },
      'Only a person',
    ],
  ])('%s cannot approve or reject', async (_who, who, reason) => {
    const { setup, id, planHash } = await asked();
    const { operations } = setup;
    await expect(operations.approve(id, { planHash }, who)).rejects.toThrow(
      reason,
    );
    await expect(operations.reject(id, { reason: 'x' }, who)).rejects.toThrow(
      reason,
    );
    expect((await operations.get(id, ann)).state).toBe('awaiting-approval');
  });

  it('a service cannot ask for it', async () => {
    const setup = await setUp({ clusters: ['c1'], approval });
    const service = {
      ...ann,
      name: 'plugin:scaffolder',
      credentials: { ...ann.credentials, principal: { type: 'service' } },
    };
    const { hash } = await plan(setup, service);
    await expect(
      setup.operations.submit(submission(hash), service),
    ).rejects.toThrow('Only a person may ask for this');
  });

  it('counts once, for one plan, and for an hour', async () => {
    const { setup, id, planHash } = await asked();
    const { operations, clock } = setup;
    await expect(
      operations.approve(id, { planHash: '0'.repeat(64) }, bob),
    ).rejects.toThrow('does not wait for approval of this plan');
    clock.now += 60 * 60_000;
    await expect(operations.approve(id, { planHash }, bob)).rejects.toThrow(
      'has expired',
    );
    expect((await operations.get(id, ann)).state).toBe('expired');
    expect(setup.fake.realWrites).toEqual([]);
  });

  it('an approval that is replayed begins nothing', async () => {
    const { setup, id, planHash } = await asked();
    await setup.operations.approve(id, { planHash }, bob);
    await ended(setup, id);
    await expect(
      setup.operations.approve(id, { planHash }, bob),
    ).rejects.toThrow('it was decided');
    expect(setup.fake.realWrites).toHaveLength(2);
  });

  it('what changed since the plan was made is not written, although approved', async () => {
    const { setup, id, planHash } = await asked();
    setup.fake.seed('c1', namespace);
    await setup.operations.approve(id, { planHash }, bob);
    expect(await ended(setup, id)).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('Namespace shop was changed'),
    });
    expect(setup.fake.realWrites).toEqual([]);
  });

  it('rejected or withdrawn, it has ended', async () => {
    const { setup, id } = await asked();
    expect(
      await setup.operations.reject(id, { reason: 'not today' }, bob),
    ).toMatchObject({ state: 'rejected', message: 'not today', actions: [] });
    const other = await asked();
    expect(await other.setup.operations.stop(other.id, ann)).toMatchObject({
      state: 'rejected',
      message: 'Stopped by user:default/ann.',
    });
  });

  it('whoever approves sees only what waits for a second person', async () => {
    const { setup, id } = await asked();
    expect((await setup.operations.list(bob)).items).toMatchObject([{ id }]);
    const plain = await setUp({ clusters: ['c1'] });
    const { id: own } = await submitted(plain);
    expect((await plain.operations.list(bob)).items).toEqual([]);
    await expect(plain.operations.get(own, bob)).rejects.toThrow(
      'no operation',
    );
  });
});
