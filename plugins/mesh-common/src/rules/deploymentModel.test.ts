import { fleet, seenAs } from '../__testUtils__/fleet';
import { answer } from './answer';
import { deploymentModel } from './deploymentModel';

const istiod = (
  env: { readonly [name: string]: string } = {},
  options: {
    readonly namespace?: string;
    readonly revision?: string;
    readonly remote?: boolean;
  } = {},
) => {
  const { namespace = 'istio-system', revision = 'default' } = options;
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod-${revision}, namespace: ${namespace}, labels: {app: istiod, istio.io/rev: ${revision}}}
spec:
  replicas: 2
  template:
    spec:
      containers:
      - name: discovery
        image: docker.io/istio/pilot:1.31.0-distroless
        env: ${JSON.stringify(
          Object.entries(env).map(([name, value]) => ({ name, value })),
        )}
      volumes: [${
        options.remote
          ? '{name: kubeconfig, secret: {secretName: istio-kubeconfig}}'
          : ''
      }]
status: {readyReplicas: 1}
`;
};

const system = (network = '', annotation = '') => `
apiVersion: v1
kind: Namespace
metadata:
  name: istio-system
  labels: {${network && `topology.istio.io/network: ${network}`}}
  annotations: {${
    annotation && `topology.istio.io/controlPlaneClusters: ${annotation}`
  }}
`;

const meshConfig = (
  text: string,
  name = 'istio',
  namespace = 'istio-system',
) => `
apiVersion: v1
kind: ConfigMap
metadata: {name: ${name}, namespace: ${namespace}}
data: {mesh: ${JSON.stringify(text)}}
`;

const remoteService = (address: string) => `
apiVersion: v1
kind: Service
metadata: {name: istiod, namespace: istio-system}
spec: {ports: [{name: tcp-istiod, port: 15012}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: istiod, namespace: istio-system, labels: {kubernetes.io/service-name: istiod}}
endpoints: [{addresses: [${address}]}]
`;

const gateway = (address: string) => `
apiVersion: v1
kind: Service
metadata: {name: eastwest, namespace: istio-system}
spec: {type: LoadBalancer, selector: {a: b}, ports: [{port: 15012}]}
status: {loadBalancer: {ingress: [{ip: ${address}}]}}
`;

const proxy = (clusterId: string) => `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: web, annotations: {sidecar.istio.io/status: '{}'}}
spec: {containers: [{name: istio-proxy, env: [{name: ISTIO_META_CLUSTER_ID, value: ${clusterId}}]}]}
`;

const PROD = 'defaultConfig: {meshId: prod}';

const join = (...objects: readonly string[]) => objects.join('---');

const roles = (clusters: { readonly [name: string]: string }) =>
  Object.fromEntries(
    answer(fleet(clusters), deploymentModel, undefined).value.clusters.map(
      position => [position.cluster, position.roles],
    ),
  );

describe('deploymentModel, reference 1.5', () => {
  it('knows a primary, whether or not it serves remotes', () => {
    expect(
      roles({
        c1: istiod({ CLUSTER_ID: 'c1' }),
        c2: istiod({ CLUSTER_ID: 'c2', EXTERNAL_ISTIOD: 'true' }),
        c3: istiod(),
      }),
    ).toEqual({
      c1: [{ code: 'primary', servesRemotes: false }],
      c2: [{ code: 'primary', servesRemotes: true }],
      c3: [{ code: 'primary', servesRemotes: false }],
    });
  });

  it('knows a remote by a Service without selector and finds who owns the address', () => {
    expect(
      roles({
        c1: join(istiod({ CLUSTER_ID: 'c1' }), gateway('203.0.113.1')),
        c2: remoteService('203.0.113.1'),
        c3: remoteService('203.0.113.99'),
      }),
    ).toMatchObject({
      c2: [{ code: 'remote', of: 'c1', address: '203.0.113.1' }],
      c3: [{ code: 'remote', of: undefined, address: '203.0.113.99' }],
    });
  });

  it('knows a remote by the annotation of its system namespace', () => {
    expect(
      roles({ c1: istiod({ CLUSTER_ID: 'c1' }), c2: system('n2', 'c1') }),
    ).toMatchObject({ c2: [{ code: 'remote', of: 'c1' }] });
  });

  it('knows the host of an external control plane and the cluster it works for', () => {
    const host = { namespace: 'external-istiod', remote: true };
    expect(
      roles({
        hub: join(
          istiod({ CLUSTER_ID: 'edge', EXTERNAL_ISTIOD: 'true' }, host),
          gateway('203.0.113.1'),
        ),
        far: join(remoteService('203.0.113.1'), proxy('edge')),
      }),
    ).toEqual({
      hub: [{ code: 'external-host', of: 'far', servesAs: 'edge' }],
      far: [{ code: 'remote-of-external', of: 'hub', address: '203.0.113.1' }],
    });
  });

  it.each<[string, string, object]>([
    [
      'the URL of its injector',
      `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: injector, labels: {app: sidecar-injector, istio.io/rev: default}}
webhooks: [{name: a, clientConfig: {url: 'https://203.0.113.1:15017/inject'}}]
`,
      { code: 'remote', of: 'c1', address: '203.0.113.1' },
    ],
    [
      'what the operator was told',
      `
apiVersion: sailoperator.io/v1
kind: Istio
metadata: {name: default}
spec: {profile: remote, namespace: istio-system, values: {global: {remotePilotAddress: 203.0.113.1}}}
`,
      { code: 'remote', of: 'c1', address: '203.0.113.1' },
    ],
    [
      'an annotation that names several clusters: the first of them',
      system('n2', "'c1, c9'"),
      { code: 'remote', of: 'c1', address: undefined },
    ],
    [
      'an annotation that names all of them',
      system('n2', "'*'"),
      { code: 'remote', of: undefined, address: undefined },
    ],
    [
      'an annotation that names a cluster nobody knows',
      system('n2', 'c9'),
      { code: 'remote', of: undefined, address: undefined },
    ],
    [
      'an address, whatever the annotation says',
      join(system('n2', 'c9'), remoteService('203.0.113.1')),
      { code: 'remote', of: 'c1', address: '203.0.113.1' },
    ],
  ])('knows a remote by %s', (_, yaml, expected) => {
    expect(
      roles({
        c1: join(istiod({ CLUSTER_ID: 'c1' }), gateway('203.0.113.1')),
        c2: yaml,
      }).c2,
    ).toEqual([expected]);
  });

  it.each<[string, { readonly [name: string]: string }, object]>([
    [
      'a webhook of something else says nothing of istiod',
      {
        c1: `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: other, labels: {app: other}}
webhooks: [{name: a, clientConfig: {url: 'https://203.0.113.1/inject'}}]
`,
      },
      { code: 'no-mesh' },
    ],
    [
      'a primary is no remote, whatever is announced',
      { c1: join(istiod({ CLUSTER_ID: 'c1' }), system('n1', 'c2')) },
      { code: 'primary', servesRemotes: false },
    ],
    [
      'several istiods are one primary, which serves remotes if one of them does',
      {
        c1: join(
          istiod({ CLUSTER_ID: 'c1', EXTERNAL_ISTIOD: 'true' }),
          istiod({ CLUSTER_ID: 'c1' }, { revision: 'r2' }),
        ),
      },
      { code: 'primary', servesRemotes: true },
    ],
    [
      'an istiod that goes by the name of its cluster works for it',
      { c1: join(istiod({ CLUSTER_ID: 'c1' }), proxy('other')) },
      { code: 'primary', servesRemotes: false },
    ],
    [
      'an istiod whose ID the proxies of its cluster claim works for it',
      { c1: join(istiod({ CLUSTER_ID: 'one' }), proxy('one')) },
      { code: 'primary', servesRemotes: false },
    ],
    [
      'an istiod whose ID they do not claim works for another cluster',
      { c1: join(istiod({ CLUSTER_ID: 'two' }), proxy('one')) },
      { code: 'external-host', of: undefined, servesAs: 'two' },
    ],
    [
      'an istiod whose ID nobody else claims works for its own cluster',
      { c1: istiod({ CLUSTER_ID: 'one' }) },
      { code: 'primary', servesRemotes: false },
    ],
  ])('%s', (_, clusters, expected) => {
    expect(roles(clusters).c1).toEqual([expected]);
  });

  /** Whatever clusters are called, and hence whichever comes first. */
  const NAMES = ['a', 'b', 'c'].flatMap(first =>
    ['a', 'b', 'c']
      .filter(name => name !== first)
      .map(second => [
        first,
        second,
        ['a', 'b', 'c'].find(name => name !== first && name !== second) ?? '',
      ]),
  );

  it.each<[string, readonly [string, string, string], readonly object[]]>([
    [
      'works for the cluster whose proxies claim its ID',
      [
        istiod({ CLUSTER_ID: 'edge', EXTERNAL_ISTIOD: 'true' }),
        proxy('edge'),
        proxy('other'),
      ],
      [
        { code: 'external-host', of: 1, servesAs: 'edge' },
        { code: 'remnants' },
        { code: 'remnants' },
      ],
    ],
    [
      'works for the cluster whose operator was told its ID',
      [
        istiod({ CLUSTER_ID: 'edge' }),
        `
apiVersion: sailoperator.io/v1
kind: Istio
metadata: {name: default}
spec: {profile: remote, namespace: istio-system, values: {global: {multiCluster: {clusterName: edge}}}}
`,
        '',
      ],
      [
        { code: 'external-host', of: 1, servesAs: 'edge' },
        { code: 'no-mesh' },
        { code: 'no-mesh' },
      ],
    ],
    [
      'works for its own cluster where only another istiod was given its ID too',
      [istiod({ CLUSTER_ID: 'edge' }), istiod({ CLUSTER_ID: 'edge' }), ''],
      [
        { code: 'primary', servesRemotes: false },
        { code: 'primary', servesRemotes: false },
        { code: 'no-mesh' },
      ],
    ],
    [
      'works for its own cluster where others claim other IDs',
      [istiod({ CLUSTER_ID: 'edge' }), proxy('far'), proxy('near')],
      [
        { code: 'primary', servesRemotes: false },
        { code: 'remnants' },
        { code: 'remnants' },
      ],
    ],
  ])(
    'an istiod without proxies near it %s, by whatever name',
    (_, yaml, expected) => {
      for (const names of NAMES) {
        const found = roles(
          Object.fromEntries(names.map((name, i) => [name, yaml[i]])),
        );
        expect(names.map(name => found[name])).toEqual(
          expected.map(role => [
            'of' in role ? { ...role, of: names[Number(role.of)] } : role,
          ]),
        );
      }
    },
  );

  it('an istiod works for the cluster that is known by its ID, unless that has one of its own', () => {
    const hub = istiod({ CLUSTER_ID: 'edge' });
    for (const name of ['a', 'z']) {
      expect(roles({ [name]: hub, edge: '' })[name]).toEqual([
        { code: 'external-host', of: 'edge', servesAs: 'edge' },
      ]);
      expect(roles({ [name]: hub, edge: hub })).toMatchObject({
        [name]: [{ code: 'primary' }],
        edge: [{ code: 'primary' }],
      });
    }
  });

  it.each(['a', 'z'])(
    'a link leads to the cluster that tells its ID, not to one that is called so: %s',
    name => {
      expect(
        roles({ [name]: proxy('m'), m: '', r: system('n2', 'm') }).r,
      ).toMatchObject([{ code: 'remote', of: name }]);
    },
  );

  it('tells remnants, nothing and not knowing apart', () => {
    const clusters = { c1: proxy('c1'), c2: '', c3: '' };
    const snapshot = seenAs(fleet(clusters), {
      cluster: 'c3',
      kind: 'Deployment',
      state: 'forbidden',
    });
    const { value, gaps } = answer(snapshot, deploymentModel, undefined);
    expect(value.clusters.map(position => position.roles)).toEqual([
      [{ code: 'remnants' }],
      [{ code: 'no-mesh' }],
      [{ code: 'unknown', reason: 'Deployment cannot be read' }],
    ]);
    expect(value.totals.partial).toBe(true);
    expect(gaps).toMatchObject([{ cluster: 'c3', kind: 'Deployment' }]);
  });

  it('describes control planes and groups clusters into meshes with their patterns', () => {
    const config = 'defaultConfig: {meshId: prod}\ntrustDomain: example.org';
    const { value } = answer(
      fleet({
        c1: join(
          system('n1'),
          istiod({ CLUSTER_ID: 'c1' }),
          istiod({ CLUSTER_ID: 'c1' }, { revision: 'r2' }),
          meshConfig(config),
          meshConfig(config, 'istio-r2'),
          gateway('203.0.113.1'),
        ),
        c2: join(
          system('n2'),
          istiod({ CLUSTER_ID: 'c2' }),
          meshConfig(config),
        ),
        c3: join(system('n2'), remoteService('203.0.113.1')),
        c4: '',
      }),
      deploymentModel,
      undefined,
    );
    expect(value.clusters[0].controlPlanes).toEqual([
      {
        cluster: 'c1',
        namespace: 'istio-system',
        revision: 'default',
        version: '1.31.0',
        clusterId: 'c1',
        tags: [],
        product: 'istio',
        ready: 1,
        replicas: 2,
        meshId: 'prod',
        trustDomain: 'example.org',
      },
      expect.objectContaining({ revision: 'r2', meshId: 'prod' }),
    ]);
    expect(value.meshes).toEqual([
      {
        mesh: 'prod',
        clusters: ['c1', 'c2', 'c3'],
        networks: ['n1', 'n2'],
        controlPlanes: 3,
        patterns: ['multi-primary', 'primary-remote', 'blue-green'],
        networkModel: 'multi',
      },
    ]);
    expect(value.totals).toEqual({
      clusters: 4,
      networks: 2,
      controlPlanes: 3,
      meshes: 1,
      partial: false,
    });
  });

  it.each([
    ['namespace label', system('n1'), 'n1'],
    [
      'mesh networks by registry',
      join(
        system(),
        proxy('c1'),
        `
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: '', meshNetworks: 'networks: {n9: {endpoints: [{fromRegistry: c1}]}}'}
`,
      ),
      'n9',
    ],
    ['nothing', system(), ''],
  ])('network of a cluster by %s, reference 1.4', (_, yaml, expected) => {
    const { value } = answer(fleet({ c1: yaml }), deploymentModel, undefined);
    expect(value.clusters[0].networks).toEqual([expected]);
  });

  it.each<[string, { readonly [name: string]: string }, readonly string[]]>([
    [
      'one primary',
      { c1: join(istiod({ CLUSTER_ID: 'c1' }), meshConfig(PROD)) },
      ['single-cluster'],
    ],
    [
      'two primaries of one mesh',
      {
        c1: join(istiod({ CLUSTER_ID: 'c1' }), meshConfig(PROD)),
        c2: join(istiod({ CLUSTER_ID: 'c2' }), meshConfig(PROD)),
      },
      ['multi-primary'],
    ],
    [
      'an external control plane',
      {
        c1: join(
          istiod(
            { CLUSTER_ID: 'edge', EXTERNAL_ISTIOD: 'true' },
            { namespace: 'external-istiod', remote: true },
          ),
          meshConfig(PROD, 'istio', 'external-istiod'),
          gateway('203.0.113.1'),
        ),
        c2: join(remoteService('203.0.113.1'), proxy('edge')),
      },
      ['external-control-plane'],
    ],
    [
      'two control planes in two namespaces',
      {
        c1: join(
          istiod({ CLUSTER_ID: 'c1' }),
          istiod({ CLUSTER_ID: 'c1' }, { namespace: 'mesh-b' }),
          meshConfig(PROD),
          meshConfig(PROD, 'istio', 'mesh-b'),
        ),
      },
      ['single-cluster', 'blue-green'],
    ],
  ])('the pattern of %s, reference 1.5', (_, clusters, expected) => {
    const { value } = answer(fleet(clusters), deploymentModel, undefined);
    expect(value.meshes[0].patterns).toEqual(expected);
  });

  it('two meshes in one cluster are two, each with its own part of it', () => {
    const { value } = answer(
      fleet({
        c1: join(
          istiod({ CLUSTER_ID: 'c1' }),
          meshConfig(PROD),
          istiod({ CLUSTER_ID: 'c1' }, { revision: 'r2' }),
          meshConfig('defaultConfig: {meshId: test}', 'istio-r2'),
        ),
      }),
      deploymentModel,
      undefined,
    );
    expect(
      value.meshes.map(({ mesh, controlPlanes, patterns }) => [
        mesh,
        controlPlanes,
        patterns,
      ]),
    ).toEqual([
      ['prod', 1, ['single-cluster', 'multiple-meshes-in-one-cluster']],
      ['test', 1, ['single-cluster', 'multiple-meshes-in-one-cluster']],
    ]);
  });
});
