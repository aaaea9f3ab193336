import { mockServices } from '@backstage/backend-test-utils';
import {
  resourceEntityV1alpha1Validator,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import type { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import type {
  Answered,
  ClusterFreshness,
  ClusterPosition,
  ClusterRole,
  FleetView,
} from '@meshwise/backstage-plugin-mesh-common';
import { MeshEntityProvider } from './MeshEntityProvider';

const primary: ClusterRole = { code: 'primary', servesRemotes: true };

function position(
  cluster: string,
  roles: readonly ClusterRole[],
  mesh?: string,
): ClusterPosition {
  const isPrimary = roles.some(({ code }) => code === 'primary');
  const controlPlane = {
    cluster,
    namespace: 'istio-system',
    revision: 'default',
    version: '1.29.2',
    clusterId: cluster,
    tags: [],
    product: 'istio' as const,
    ready: 1,
    replicas: 1,
    meshId: mesh,
    trustDomain: undefined,
  };
  const controlPlanes = isPrimary ? [controlPlane] : [];
  return { cluster, roles, controlPlanes, mesh, networks: [] };
}

function fleet(
  positions: readonly ClusterPosition[],
  options: {
    readonly unread?: readonly string[];
    readonly state?: ClusterFreshness['state'];
    readonly problem?: string;
  } = {},
): Answered<FleetView> {
  const { unread = [], state = 'synced', problem } = options;
  const freshness = (name: string, own: ClusterFreshness['state']) => ({
    name,
    state: own,
    lastSeen: 1,
    since: 1,
    reason: undefined,
  });
  const row = (name: string, own: ClusterFreshness['state']) => ({
    name,
    title: undefined,
    position: positions.find(({ cluster }) => cluster === name),
    freshness: freshness(name, own),
    kubernetesVersion: undefined,
    writable: true,
    unreadable: 0,
    authProvider: 'serviceAccount',
  });
  const meshes = [...new Set(positions.flatMap(({ mesh }) => mesh ?? []))];
  return {
    value: {
      clusters: [
        ...positions.map(({ cluster }) => row(cluster, 'synced')),
        ...unread.map(name => row(name, state)),
      ],
      model: {
        clusters: positions,
        meshes: meshes.map(mesh => ({
          mesh,
          clusters: [],
          networks: [],
          controlPlanes: 1,
          patterns: [],
          networkModel: 'single',
        })),
        totals: {
          clusters: 1,
          networks: 1,
          controlPlanes: 1,
          meshes: 1,
          partial: false,
        },
      },
      problem,
    },
    gaps: [],
    because: [],
    asOf: 1,
    freshness: { now: 1, asOf: 1, clusters: [] },
    partial: false,
  };
}

async function mutationFor(answer: Answered<FleetView>) {
  const applyMutation = jest.fn(async (_: EntityProviderMutation) => {});
  const logger = mockServices.logger.mock();
  const provider = MeshEntityProvider.create({
    mesh: { fleet: async () => answer },
    owner: 'platform',
    logger,
    runner: { run: async ({ fn }) => fn(new AbortController().signal) },
  });
  await provider.connect({ applyMutation, refresh: jest.fn() });
  const mutation = applyMutation.mock.calls.at(0)?.[0];
  const entities = deferredOf(mutation).map(({ entity }) => entity);
  return { mutation, entities, logger };
}

function deferredOf(mutation: EntityProviderMutation | undefined) {
  if (!mutation) return [];
  return mutation.type === 'full' ? mutation.entities : mutation.added;
}

const EAST = position('east', [primary], 'east-west');
const REMOTE = position(
  'remote',
  [{ code: 'remote', of: 'east', address: '1.2.3.4' }],
  'east-west',
);

describe('MeshEntityProvider', () => {
  it('makes valid entities that belong together', async () => {
    const { mutation, entities } = await mutationFor(fleet([EAST, REMOTE]));
    expect(mutation?.type).toBe('full');
    for (const entity of entities) {
      const validator =
        entity.kind === 'System'
          ? systemEntityV1alpha1Validator
          : resourceEntityV1alpha1Validator;
      expect(await validator.check(entity)).toBe(true);
      expect(entity.spec?.owner).toBe('platform');
    }
    expect(
      entities.map(entity => [
        stringifyEntityRef(entity),
        entity.spec?.type,
        entity.spec?.system,
        entity.spec?.dependsOn,
      ]),
    ).toEqual([
      ['system:default/east-west-mesh', 'service-mesh', undefined, undefined],
      [
        'resource:default/east',
        'kubernetes-cluster',
        'east-west-mesh',
        undefined,
      ],
      [
        'resource:default/remote',
        'kubernetes-cluster',
        'east-west-mesh',
        ['resource:default/east.istio-system.default'],
      ],
      [
        'resource:default/east.istio-system.default',
        'service-mesh-control-plane',
        'east-west-mesh',
        ['resource:default/east'],
      ],
    ]);
    expect(entities[1].metadata.annotations).toMatchObject({
      'meshwise.io/cluster': 'east',
    });
  });

  it.each([
    ['was never seen', fleet([EAST], { unread: ['lost'], state: 'timeout' })],
    [
      'cannot be judged',
      fleet([EAST, position('lost', [{ code: 'unknown', reason: 'x' }])]),
    ],
  ])('removes nothing while a cluster %s', async (_, answer) => {
    const { mutation, entities } = await mutationFor(answer);
    expect(mutation).toMatchObject({ type: 'delta', removed: [] });
    expect(entities.map(({ metadata }) => metadata.name)).toContain('lost');
  });

  it('lists clusters that need a sign-in', async () => {
    const answer = fleet([EAST], { unread: ['partner'], state: 'sign-in' });
    const { mutation, entities } = await mutationFor(answer);
    expect(mutation?.type).toBe('full');
    expect(entities.map(({ metadata }) => metadata.name)).toContain('partner');
  });

  it('touches nothing while the clusters are not known', async () => {
    const answer = fleet([], { problem: 'no clusters have been provided yet' });
    const { mutation, logger } = await mutationFor(answer);
    expect(mutation).toBeUndefined();
    expect(logger.warn).toHaveBeenCalledWith(
      'The catalog keeps its clusters: no clusters have been provided yet',
    );
  });

  it('reports clusters that cannot have an entity', async () => {
    const answer = fleet([EAST], { unread: ['arn:aws/x'], state: 'sign-in' });
    const { entities, logger } = await mutationFor(answer);
    expect(entities).toHaveLength(3);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('"arn:aws/x" gets no entity'),
    );
  });
});
