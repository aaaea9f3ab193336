import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import {
  ann,
  bob,
  ended,
  plan,
  setUpOperations,
  submission,
} from './__testUtils__/setUpOperations';
import { clusterSubject } from './clusterSubject';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const setUp = (
  users: ReadonlyMap<string, string>,
  approval?: { readonly reason: string },
) =>
  setUpOperations(databases, {
    clusters: ['c1', 'c2'],
    ...(approval && { approval }),
    subjectOf: caller =>
      clusterSubject(
        {
          clusterSubject: async ref => {
            const user = users.get(ref);
            return user === undefined ? undefined : { user, groups: [] };
          },
        },
        caller,
      ),
  });

describe('T35: the backend can, and the user may not', () => {
  it('plans nothing applicable for a user without the right in one cluster', async () => {
    const setup = await setUp(new Map([[ann.name, 'ann@corp']]));
    setup.fake.denied.add('ann@corp create ResourceQuota shop/meshwise in c2');
    const shown = await plan(setup);
    expect(shown).toMatchObject({
      applicable: false,
      proposable: false,
      checks: [
        { cluster: 'c1', code: 'ready' },
        {
          cluster: 'c2',
          code: 'not-allowed',
          object: 'ResourceQuota shop/meshwise',
          message: 'ann@corp may not create ResourceQuota there',
        },
      ],
    });
    await expect(
      setup.operations.submit(submission(shown.hash), ann),
    ).rejects.toThrow('ann@corp may not create ResourceQuota there');
    expect(setup.fake.realWrites).toEqual([]);
  });

  it('asks again when the plan is applied', async () => {
    const setup = await setUp(new Map([[ann.name, 'ann@corp']]));
    const { hash, applicable } = await plan(setup);
    expect(applicable).toBe(true);
    setup.fake.denied.add('ann@corp create Namespace shop in c1');
    await expect(
      setup.operations.submit(submission(hash), ann),
    ).rejects.toThrow();
    expect(setup.fake.realWrites).toEqual([]);
  });

  it('refuses users whom nobody knows in the clusters, and programs', async () => {
    const setup = await setUp(new Map([['plugin:x', 'root@corp']]));
    const checks = ['c1', 'c2'].map(cluster =>
      expect.objectContaining({
        cluster,
        code: 'not-allowed',
        cure: expect.stringContaining('meshwise.io/kubernetes-user'),
      }),
    );
    expect(await plan(setup)).toMatchObject({ applicable: false, checks });
    const program = {
      ...ann,
      name: 'plugin:x',
      credentials: mockCredentials.service('plugin:x'),
    };
    expect(await plan(setup, program)).toMatchObject({ checks });
  });
});

describe('T35, T59: the user could when they asked, and cannot when it begins', () => {
  const asked = async () => {
    const users = new Map([[ann.name, 'ann@corp']]);
    const setup = await setUp(users, { reason: 'a root is added' });
    const { hash: planHash } = await plan(setup);
    const { id } = await setup.operations.submit(submission(planHash), ann);
    const begin = async () => {
      await setup.operations.approve(id, { planHash }, bob);
      return ended(setup, id);
    };
    return { setup, users, begin };
  };

  it('begins while they still have every right', async () => {
    const { begin } = await asked();
    expect(await begin()).toMatchObject({ state: 'done' });
  });

  it('writes nothing after they have lost a right in one cluster', async () => {
    const { setup, begin } = await asked();
    setup.fake.denied.add('ann@corp create ResourceQuota shop/meshwise in c2');
    expect(await begin()).toMatchObject({
      state: 'failed',
      message: expect.stringContaining(
        'c2: ann@corp may not create ResourceQuota there',
      ),
    });
    expect(setup.fake.realWrites).toEqual([]);
  });

  it('writes nothing for somebody who has left', async () => {
    const { setup, users, begin } = await asked();
    users.clear();
    expect(await begin()).toMatchObject({
      state: 'failed',
      message: expect.stringContaining(`Nobody knows which user ${ann.name}`),
    });
    expect(setup.fake.realWrites).toEqual([]);
  });

  it('writes nothing that would be refused by now', async () => {
    const { setup, begin } = await asked();
    setup.refuse({
      code: 'not-owned',
      subject: 'namespace shop',
      message: 'The namespace "shop" is not of team-shop',
      cure: 'Ask its owner.',
      because: [],
      gaps: [],
    });
    expect(await begin()).toMatchObject({
      state: 'failed',
      message:
        'Refused by now: The namespace "shop" is not of team-shop. Make a new plan.',
    });
    expect(setup.fake.realWrites).toEqual([]);
  });

  it('writes nothing if it would write something else by now', async () => {
    const { setup, begin } = await asked();
    setup.objects.pop();
    expect(await begin()).toMatchObject({
      state: 'failed',
      message: expect.stringContaining(
        'c2: ResourceQuota shop/meshwise was changed',
      ),
    });
    expect(setup.fake.realWrites).toEqual([]);
  });
});
