import { parseAllDocuments } from 'yaml';
import { changeStep } from '../../cli/changeStep';
import { changesOf } from '../../cli/changesOf';
import { snapshotOf } from './snapshotOf';

const SYSTEM = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
spec: {template: {spec: {containers: [{name: discovery, image: 'pilot:1.31.0'}]}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system, creationTimestamp: "2026-01-01T00:00:00Z"}
data:
  mesh: |
    localityLbSetting: {enabled: true, failover: [{from: eu, to: us}]}
    defaultServiceExportTo: ["."]
---
apiVersion: v1
kind: Secret
metadata: {name: remotes, namespace: istio-system, labels: {istio/multiCluster: "true"}}
data: {c2: eA==, c3: eA==}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: edge, namespace: shop, labels: {a: b}}
spec: {gatewayClassName: istio}
`;

const OBJECTS = new Map<string, readonly unknown[]>([
  ['c1', parseAllDocuments(SYSTEM).map(document => document.toJS())],
  ['c2', []],
  ['c3', []],
]);

function after(...steps: readonly object[]) {
  return changesOf({
    dir: '',
    objects: OBJECTS,
    snapshot: snapshotOf({ clusters: OBJECTS, at: 0 }),
    proxies: [],
    change: steps.map(step => changeStep.parse(step)),
  }).after;
}

const watched = (...steps: readonly object[]) =>
  after(...steps)
    .view('c1', 'ClusterLinks')
    ?.table.list()
    .flatMap(({ links }) => links.map(({ clusterId }) => clusterId));

const SECRET = { cluster: 'c1', kind: 'Secret', namespace: 'istio-system' };

describe('steps of a change', () => {
  it.each<[string, readonly object[], readonly string[]]>([
    ['nothing', [], ['c2', 'c3']],
    [
      'a remote Secret is applied as a whole',
      [{ apply: { cluster: 'c1', object: secret('remotes', 'c4') } }],
      ['c4'],
    ],
    [
      'a second one is added',
      [{ apply: { cluster: 'c1', object: secret('zz', 'c4') } }],
      ['c2', 'c3', 'c4'],
    ],
    [
      'a Secret is deleted',
      [{ delete: { ...SECRET, apiVersion: 'v1', name: 'remotes' } }],
      [],
    ],
    [
      'a Secret is no longer a remote one',
      [
        {
          relabel: {
            ...SECRET,
            name: 'remotes',
            labels: { 'istio/multiCluster': null },
          },
        },
      ],
      [],
    ],
    [
      'and is one again',
      [
        ...[null, 'true'].map(value => ({
          relabel: {
            ...SECRET,
            name: 'remotes',
            labels: { 'istio/multiCluster': value },
          },
        })),
      ],
      ['c2', 'c3'],
    ],
    [
      'a forgotten cluster stays forgotten when another Secret comes',
      [
        { lose: { cluster: 'c2' }, as: 'D7' },
        { apply: { cluster: 'c1', object: secret('zz', 'c4') } },
      ],
      ['c3', 'c4'],
    ],
  ])('%s', (_, steps, expected) => {
    expect(watched(...steps)).toStrictEqual(expected);
  });

  it('merge into mesh config: maps key by key, lists replaced, null removed', () => {
    const settings = after(
      {
        remesh: {
          cluster: 'c1',
          mesh: {
            localityLbSetting: { enabled: null, failover: [] },
            defaultServiceExportTo: null,
          },
        },
      },
      { remesh: { cluster: 'c1', mesh: { trustDomain: 'td' } } },
    )
      .view('c1', 'MeshConfig')
      ?.table.list()[0].settings;
    expect(settings).toMatchObject({
      trustDomain: 'td',
      defaultServiceExportTo: ['*'],
      locality: { enabled: undefined, failover: [] },
    });
  });

  it('keep the age of what exists, and make what they create the youngest', () => {
    const object = (name: string) => ({
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name, namespace: 'shop' },
      spec: { host: 'cart' },
    });
    const apply = (name: string) => ({
      apply: { cluster: 'c1', object: object(name) },
    });
    const rules = after(apply('a'), apply('b'), apply('a'))
      .view('c1', 'DestinationRule')
      ?.table.list();
    expect(
      rules?.map(({ created }) => new Date(created).toISOString()),
    ).toStrictEqual(['2026-06-01T00:00:01.000Z', '2026-06-01T00:00:02.000Z']);
  });

  it('mean the kind that has the object where two share a name', () => {
    const gateway = after({
      relabel: {
        cluster: 'c1',
        kind: 'Gateway',
        namespace: 'shop',
        name: 'edge',
        labels: { a: 'c' },
      },
    }).view('c1', 'KubernetesGateway');
    expect(gateway?.table.list()[0].labels.get('a')).toBe('c');
  });

  it('name what cannot be applied', () => {
    const step = {
      apply: {
        cluster: 'c1',
        object: {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'cart', namespace: 'shop' },
          spec: { ports: 'many' },
        },
      },
    };
    expect(() => after(step)).toThrow(/Service shop\/cart: spec.ports/);
  });
});

function secret(name: string, clusterId: string) {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name,
      namespace: 'istio-system',
      labels: { 'istio/multiCluster': 'true' },
    },
    data: { [clusterId]: 'eA==' },
  };
}
