import { TestDatabases } from '@backstage/backend-test-utils';
import type { Manifest } from '@meshwise/backstage-plugin-mesh-common';
import {
  ann,
  namespace,
  plan,
  quota,
  Setup,
  setUpOperations,
  states,
  submission,
} from './__testUtils__/setUpOperations';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const PULL_REQUEST = 'https://git.example.com/platform/mesh/pull/7';
const DAY = 24 * 60 * 60_000;

const owned = (part: object): Manifest => ({
  ...namespace,
  metadata: { ...namespace.metadata, ...part },
});

async function proposed(setup: Setup) {
  const { hash } = await plan(setup);
  const request = { ...submission(hash), pullRequest: PULL_REQUEST };
  return setup.operations.submit(request, ann);
}

/** What the cluster shows once the repository has been synchronised. */
function merge(setup: Setup, cluster: string, manifest = quota) {
  setup.fake.seed(cluster, namespace, 'argocd-controller');
  setup.fake.seed(cluster, manifest, 'argocd-controller');
}

async function look(setup: Setup, id: string) {
  await setup.operations.lookAtMerges();
  return setup.operations.get(id, ann);
}

describe('a plan for objects that a repository keeps', () => {
  it.each([
    [
      {
        annotations: { 'argocd.argoproj.io/tracking-id': 'mesh:/Namespace:x' },
      },
      'Argo CD application mesh',
    ],
    [
      { labels: { 'kustomize.toolkit.fluxcd.io/name': 'tenants' } },
      'Flux Kustomization tenants',
    ],
    [
      { labels: { 'helm.toolkit.fluxcd.io/name': 'tenants' } },
      'Flux HelmRelease tenants',
    ],
  ])('names the owner %j', async (part, owner) => {
    const setup = await setUpOperations(databases, { clusters: ['c1', 'c2'] });
    setup.fake.seed('c1', owned(part));
    expect(await plan(setup)).toMatchObject({
      applicable: false,
      proposable: true,
      checks: [
        {
          cluster: 'c1',
          code: 'gitops-owned',
          object: 'Namespace shop',
          message: expect.stringContaining(owner),
        },
        { cluster: 'c2', code: 'ready' },
      ],
    });
  });

  it('cannot be applied, only proposed', async () => {
    const setup = await setUpOperations(databases, { clusters: ['c1'] });
    setup.fake.seed('c1', namespace, 'kustomize-controller');
    const { hash } = await plan(setup);
    await expect(
      setup.operations.submit(submission(hash), ann),
    ).rejects.toThrow('Flux keeps the object as its repository says');
    await expect(proposed(setup)).resolves.toMatchObject({
      state: 'awaiting-merge',
      pullRequest: PULL_REQUEST,
    });
    expect(setup.fake.realWrites).toEqual([]);
  });
});

describe('W11: an operation whose objects come by a pull request', () => {
  it('ends when all clusters show all objects, and writes nothing', async () => {
    const setup = await setUpOperations(databases, { clusters: ['c1', 'c2'] });
    const { id } = await proposed(setup);
    expect(await look(setup, id)).toMatchObject({
      state: 'awaiting-merge',
      message: expect.stringContaining('c1: Namespace shop is not there'),
    });
    merge(setup, 'c1');
    const half = await look(setup, id);
    expect(half.state).toBe('awaiting-merge');
    expect(states(half)).toEqual({
      c1: 'applied applied',
      c2: 'waiting waiting',
    });
    merge(setup, 'c2');
    expect(await look(setup, id)).toMatchObject({
      state: 'done',
      message: undefined,
      actions: [],
    });
    expect(setup.fake.realWrites).toEqual([]);
  });

  it('does not end with a pull request that was edited', async () => {
    const setup = await setUpOperations(databases, { clusters: ['c1'] });
    const { id } = await proposed(setup);
    merge(setup, 'c1', { ...quota, spec: { hard: { pods: '3000' } } });
    expect(await look(setup, id)).toMatchObject({
      state: 'awaiting-merge',
      message:
        'The clusters do not show the plan: c1: ResourceQuota shop/meshwise differs in spec.hard.pods.',
    });
    merge(setup, 'c1');
    expect((await look(setup, id)).state).toBe('done');
  });

  it('says so when what was merged is taken back before all is there', async () => {
    const setup = await setUpOperations(databases, { clusters: ['c1', 'c2'] });
    const { id } = await proposed(setup);
    merge(setup, 'c1');
    expect(states(await look(setup, id)).c1).toBe('applied applied');
    merge(setup, 'c1', { ...quota, spec: { hard: { pods: '1' } } });
    expect(states(await look(setup, id)).c1).toBe('applied waiting');
  });

  it('stays as it ended, whatever is merged after', async () => {
    const setup = await setUpOperations(databases, { clusters: ['c1'] });
    const { id } = await proposed(setup);
    merge(setup, 'c1');
    expect((await look(setup, id)).state).toBe('done');
    merge(setup, 'c1', { ...quota, spec: { hard: { pods: '1' } } });
    expect((await look(setup, id)).state).toBe('done');
  });

  it('expires when nobody merges, and can be withdrawn before', async () => {
    const setup = await setUpOperations(databases, { clusters: ['c1'] });
    const { id } = await proposed(setup);
    setup.clock.now += 14 * DAY;
    expect(await look(setup, id)).toMatchObject({
      state: 'expired',
      message: expect.stringContaining('Namespace shop is not there'),
    });

    const other = await setUpOperations(databases, { clusters: ['c1'] });
    const { id: second, actions } = await proposed(other);
    expect(actions).toEqual(['stop']);
    await other.operations.stop(second, ann);
    expect(await look(other, second)).toMatchObject({
      state: 'rejected',
      message: 'Stopped by user:default/ann.',
    });
  });

  it('holds up nobody else', async () => {
    const setup = await setUpOperations(databases, { clusters: ['c1'] });
    await proposed(setup);
    const { hash } = await plan(setup);
    await expect(
      setup.operations.submit(submission(hash, 'another'), ann),
    ).resolves.toMatchObject({ state: expect.not.stringMatching('failed') });
  });

  it('is not ended by a cluster that cannot be read', async () => {
    const setup = await setUpOperations(databases, { clusters: ['c1'] });
    const { id } = await proposed(setup);
    merge(setup, 'c1');
    const open = jest.spyOn(setup.fake, 'open').mockResolvedValue({
      code: 'refused',
      reason: 'no-writer',
      message: 'there is no writer for c1',
    });
    expect(await look(setup, id)).toMatchObject({
      state: 'awaiting-merge',
      message: expect.stringContaining('there is no writer for c1'),
    });
    open.mockRestore();
    expect((await look(setup, id)).state).toBe('done');
  });
});
