import { ClusterPosition, ClusterRole, ControlPlane } from './deploymentModel';
import { meshModels } from './meshModels';

const PRIMARY: ClusterRole = { code: 'primary', servesRemotes: false };
const UNKNOWN: ClusterRole = { code: 'unknown', reason: 'not seen' };

const controlPlane = (
  meshId: string | undefined,
  revision = 'default',
  namespace = 'istio-system',
): ControlPlane => ({
  cluster: 'c1',
  namespace,
  revision,
  version: '1.31.0',
  clusterId: 'c1',
  tags: [],
  product: 'istio',
  ready: 1,
  replicas: 1,
  meshId,
  trustDomain: undefined,
});

const cluster = (
  name: string,
  more: Partial<ClusterPosition> = {},
): ClusterPosition => ({
  cluster: name,
  roles: [PRIMARY],
  controlPlanes: [controlPlane('prod')],
  mesh: 'prod',
  networks: [''],
  ...more,
});

const remote = (name: string, code: 'remote' | 'remote-of-external') =>
  cluster(name, {
    roles: [{ code, of: 'c1', address: undefined }],
    controlPlanes: [],
  });

const patterns = (...clusters: readonly ClusterPosition[]) =>
  meshModels(clusters).map(({ patterns: found }) => found.join());

describe('meshModels, reference 1.5', () => {
  it('are by mesh ID, with what each has', () => {
    expect(
      meshModels([
        cluster('c1', { networks: ['n2', 'n1'] }),
        cluster('c2', {
          mesh: 'dev',
          controlPlanes: [controlPlane('dev')],
          networks: ['n9'],
        }),
        cluster('c3', { networks: ['n1', ''] }),
        cluster('c4', { mesh: undefined, controlPlanes: [] }),
      ]),
    ).toEqual([
      {
        mesh: 'dev',
        clusters: ['c2'],
        networks: ['n9'],
        controlPlanes: 1,
        patterns: ['single-cluster'],
        networkModel: 'single',
      },
      {
        mesh: 'prod',
        clusters: ['c1', 'c3'],
        networks: ['', 'n1', 'n2'],
        controlPlanes: 2,
        patterns: ['multi-primary'],
        networkModel: 'multi',
      },
    ]);
  });

  it('a cluster belongs to the meshes of its control planes, too', () => {
    const two = cluster('c1', {
      controlPlanes: [controlPlane('prod'), controlPlane('dev', 'dev')],
    });
    expect(
      meshModels([two, cluster('c2')]).map(
        ({ mesh, clusters, controlPlanes }) => ({
          mesh,
          clusters,
          controlPlanes,
        }),
      ),
    ).toEqual([
      { mesh: 'dev', clusters: ['c1'], controlPlanes: 1 },
      { mesh: 'prod', clusters: ['c1', 'c2'], controlPlanes: 2 },
    ]);
  });

  it.each<[string, readonly ClusterPosition[], readonly string[]]>([
    ['one primary', [cluster('c1')], ['single-cluster']],
    ['two', [cluster('c1'), cluster('c2')], ['multi-primary']],
    [
      'a primary and a remote',
      [cluster('c1'), remote('c2', 'remote')],
      ['primary-remote'],
    ],
    ['a remote alone', [remote('c2', 'remote')], ['primary-remote']],
    [
      'two primaries and a remote',
      [cluster('c1'), cluster('c2'), remote('c3', 'remote')],
      ['multi-primary,primary-remote'],
    ],
    [
      'a remote of an external control plane',
      [remote('c2', 'remote-of-external')],
      ['external-control-plane'],
    ],
    [
      'the host of one',
      [
        cluster('c1', {
          roles: [{ code: 'external-host', of: 'c2', servesAs: 'c2' }],
        }),
      ],
      ['external-control-plane'],
    ],
    [
      'two meshes in one cluster',
      [
        cluster('c1', {
          controlPlanes: [controlPlane('prod'), controlPlane('dev', 'dev')],
        }),
      ],
      [
        'single-cluster,multiple-meshes-in-one-cluster',
        'single-cluster,multiple-meshes-in-one-cluster',
      ],
    ],
    [
      'two revisions',
      [
        cluster('c1', {
          controlPlanes: [controlPlane('prod'), controlPlane('prod', 'r2')],
        }),
      ],
      ['single-cluster,blue-green'],
    ],
    [
      'two namespaces, as OpenShift Service Mesh 2 has them',
      [
        cluster('c1', {
          controlPlanes: [
            controlPlane('prod'),
            controlPlane('prod', 'default', 'other'),
          ],
        }),
      ],
      ['single-cluster,blue-green'],
    ],
    [
      'the same twice',
      [
        cluster('c1', {
          controlPlanes: [controlPlane('prod'), controlPlane('prod')],
        }),
      ],
      ['single-cluster'],
    ],
    [
      'one that cannot be seen',
      [cluster('c1'), cluster('c2', { roles: [UNKNOWN], controlPlanes: [] })],
      ['unknown'],
    ],
    ['no control plane', [cluster('c1', { roles: [] })], ['']],
    ['no mesh', [cluster('c1', { mesh: undefined, controlPlanes: [] })], []],
  ])('%s', (_, clusters, expected) => {
    expect(patterns(...clusters)).toEqual(expected);
  });

  it.each<[string, readonly (readonly string[])[], string]>([
    ['none', [[''], ['']], 'single'],
    ['one', [['n1'], ['n1']], 'single'],
    ['one, and none', [['n1'], ['']], 'single'],
    ['two', [['n1'], ['n2']], 'multi'],
  ])('with networks: %s', (_, networks, expected) => {
    const clusters = networks.map((own, index) =>
      cluster(`c${index}`, { networks: own }),
    );
    expect(meshModels(clusters)[0].networkModel).toBe(expected);
    expect(
      meshModels([...clusters, cluster('c9', { roles: [UNKNOWN, PRIMARY] })])[0]
        .networkModel,
    ).toBe('unknown');
  });
});
