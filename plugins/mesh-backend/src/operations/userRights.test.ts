import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import {
  ann,
  plan,
  setUpOperations,
  submission,
} from './__testUtils__/setUpOperations';
import { clusterSubject } from './clusterSubject';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const setUp = (users: ReadonlyMap<string, string>) =>
  setUpOperations(databases, {
    clusters: ['c1', 'c2'],
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
