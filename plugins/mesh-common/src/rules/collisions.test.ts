import { fleet, seenAs } from '../__testUtils__/fleet';
import { answer } from './answer';
import { Collision, collisions } from './collisions';

const istiod = (cluster: string, mesh = 'prod') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
spec: {template: {spec: {containers: [{name: discovery, image: 'pilot:1.31.0', env: [{name: CLUSTER_ID, value: ${cluster}}]}]}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: 'defaultConfig: {meshId: ${mesh}}'}
---
apiVersion: v1
kind: Namespace
metadata: {name: istio-system}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: meshwise-links, namespace: istio-system}
data: {remotes: '${['c1', 'c2', 'c3'].filter(id => id !== cluster).join()}'}
`;

interface Given {
  readonly tenant?: string;
  readonly ports?: string;
  readonly account?: string;
  readonly spec?: string;
  readonly namespace?: string;
}

const copy = ({
  tenant = 'team-a',
  ports = '[{name: http, port: 80}]',
  account = 'api',
  spec = '',
  namespace = 'reporting',
}: Given) => `
apiVersion: v1
kind: Namespace
metadata: {name: ${namespace}, labels: {${
  tenant && `meshwise.io/tenant: ${tenant}`
}}}
---
apiVersion: v1
kind: Service
metadata: {name: api, namespace: ${namespace}}
spec: {ports: ${ports}, selector: {app: api}, ${spec}}
---
apiVersion: v1
kind: Pod
metadata: {name: api-1, namespace: ${namespace}, labels: {app: api}}
spec: {serviceAccountName: ${account}, containers: []}
status: {phase: Running, podIPs: [{ip: 10.0.0.1}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: api-1, namespace: ${namespace}, labels: {kubernetes.io/service-name: api}}
addressType: IPv4
endpoints: [{addresses: [10.0.0.1], conditions: {ready: true}, targetRef: {kind: Pod, name: api-1}}]
`;

const at = (cluster: string, ...objects: readonly string[]) =>
  [istiod(cluster), ...objects].join('---');

const asked = (c1: Given, c2: Given) => {
  const namespace = c1.namespace ?? 'reporting';
  const snapshot = fleet({ c1: at('c1', copy(c1)), c2: at('c2', copy(c2)) });
  return answer(snapshot, collisions, { service: { namespace, name: 'api' } });
};

describe('collisions, reference 3.1 and 3.4', () => {
  it.each<[string, Given, Given, readonly Collision[]]>([
    ['equal copies', {}, {}, []],
    [
      'two tenants',
      {},
      { tenant: 'team-b' },
      [
        {
          code: 'owners',
          owners: [
            { value: 'team-a', clusters: ['c1'] },
            { value: 'team-b', clusters: ['c2'] },
          ],
        },
      ],
    ],
    [
      'a tenant and nobody',
      {},
      { tenant: '' },
      [
        {
          code: 'owners',
          owners: [
            { value: undefined, clusters: ['c2'] },
            { value: 'team-a', clusters: ['c1'] },
          ],
        },
      ],
    ],
    [
      'the namespace default',
      { namespace: 'default' },
      { namespace: 'default' },
      [{ code: 'default-namespace', clusters: ['c1', 'c2'] }],
    ],
    [
      'other service accounts',
      {},
      { account: 'other' },
      [
        {
          code: 'service-accounts',
          accounts: [
            { value: ['api'], clusters: ['c1'] },
            { value: ['other'], clusters: ['c2'] },
          ],
        },
      ],
    ],
    [
      'one number, two names (3.4: endpoints of the losing cluster are invisible)',
      {},
      { ports: '[{name: web, port: 80}]' },
      [
        {
          code: 'port-names',
          number: 80,
          names: [
            { value: 'http', clusters: ['c1'] },
            { value: 'web', clusters: ['c2'] },
          ],
        },
      ],
    ],
    [
      'one name, two numbers (3.4: works)',
      {},
      { ports: '[{name: http, port: 8080}]' },
      [
        {
          code: 'port-numbers',
          name: 'http',
          numbers: [
            { value: 80, clusters: ['c1'] },
            { value: 8080, clusters: ['c2'] },
          ],
        },
      ],
    ],
    [
      'a port that one cluster lacks',
      {},
      { ports: '[{name: http, port: 80}, {name: grpc, port: 90}]' },
      [
        {
          code: 'port-missing',
          name: 'grpc',
          number: 90,
          present: ['c2'],
          missing: ['c1'],
        },
      ],
    ],
    [
      'other protocols',
      {},
      { ports: '[{name: http, port: 80, appProtocol: tcp}]' },
      [
        {
          code: 'port-protocols',
          name: 'http',
          protocols: [
            { value: 'http', clusters: ['c1'] },
            { value: 'tcp', clusters: ['c2'] },
          ],
        },
      ],
    ],
    [
      'another type',
      {},
      { spec: 'clusterIP: None' },
      [
        {
          code: 'definition',
          field: 'spec.type',
          values: [
            { value: 'headless', clusters: ['c2'] },
            { value: 'with cluster IP', clusters: ['c1'] },
          ],
        },
      ],
    ],
  ])('%s', (_, c1, c2, found) => {
    const { value, gaps } = asked(c1, c2);
    expect(value.collisions).toEqual(found);
    expect(value.verdict).toBe(found.length > 0 ? 'collides' : 'clear');
    expect(gaps).toEqual([]);
  });

  it('names, for each control plane, the copy that defines the service', () => {
    const { value } = asked({}, { tenant: 'team-b' });
    expect(
      value.merged.map(({ controlPlane, clusters }) => [
        controlPlane.cluster,
        ...clusters,
      ]),
    ).toEqual([
      ['c1', 'c1', 'c2'],
      ['c2', 'c2', 'c1'],
    ]);
  });

  it('shows the labels that tell the owners', () => {
    const { because } = asked({}, { tenant: 'team-b' });
    expect(
      because.filter(({ object }) => object.kind === 'Namespace'),
    ).toContainEqual(
      expect.objectContaining({
        field: 'metadata.labels["meshwise.io/tenant"]',
        found: 'team-b',
      }),
    );
  });

  it('does not compare copies that no control plane merges', () => {
    const apart = fleet({
      c1: at('c1', copy({})),
      c4: `${istiod('c4', 'other').replace('c1,c2,c3', '')}---${copy({
        tenant: 'team-b',
      })}`,
    });
    const service = { namespace: 'reporting', name: 'api' };
    const { value } = answer(apart, collisions, { service });
    expect(value).toMatchObject({
      merged: [],
      collisions: [],
      verdict: 'clear',
    });
  });

  it('leaves out hosts whose callers stay in their cluster (3.8)', () => {
    const { value } = asked(
      { namespace: 'kube-system' },
      { namespace: 'kube-system', tenant: 'team-b' },
    );
    expect(value.merged).toEqual([]);
  });

  it.each(['Service', 'Namespace', 'Deployment'] as const)(
    'is not clear while %s of some cluster cannot be seen',
    kind => {
      const whole = fleet({ c1: at('c1', copy({})), c2: at('c2', copy({})) });
      const blind = seenAs(whole, { cluster: 'c2', kind, state: 'forbidden' });
      const service = { namespace: 'reporting', name: 'api' };
      const { value, gaps } = answer(blind, collisions, { service });
      expect(value.verdict).toBe('unknown');
      expect(gaps.map(gap => gap.kind)).toContain(kind);
    },
  );

  it('keeps what collides for sure when a third cluster cannot be seen', () => {
    const whole = fleet({
      c1: at('c1', copy({})),
      c2: at('c2', copy({ tenant: 'team-b' })),
      c3: at('c3'),
    });
    const blind = seenAs(whole, { cluster: 'c3', state: 'forbidden' });
    const service = { namespace: 'reporting', name: 'api' };
    expect(answer(blind, collisions, { service }).value.verdict).toBe(
      'collides',
    );
  });
});
