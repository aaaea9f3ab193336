import { fleet } from '../__testUtils__/fleet';
import { config, docs, istiod, workload } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { serviceEndpoints } from './serviceEndpoints';

const workloadEntry = (
  name: string,
  spec: string,
  metadata = 'labels: {app: cart}',
) => config('WorkloadEntry', `shop/${name}`, spec, metadata);

function found(
  host: string,
  objects: { readonly c1?: readonly string[]; readonly c2?: readonly string[] },
  env = '',
): readonly string[] {
  const snapshot = fleet({
    c1: docs(
      istiod('c1', { env, watches: ['c1', 'c2'] }),
      ...(objects.c1 ?? []),
    ),
    c2: docs(...(objects.c2 ?? [])),
  });
  return answer(snapshot, serviceEndpoints, {
    controlPlane: {
      cluster: 'c1',
      namespace: 'istio-system',
      deployment: 'istiod',
    },
    host,
    namespace: 'shop',
  }).value.map(
    ({ address, port, portName, clusterId, registry, health, pod = '-' }) =>
      `${address}:${port} ${portName} of ${clusterId} by ${registry}, ${health}, ${pod}`,
  );
}

const CART = 'cart.shop.svc.cluster.local';
const POD = '10.0.0.1:80 http of c1 by c1, healthy, cart-1';

describe('endpoints of a Kubernetes Service, reference 3.3 and 3.7', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['its pods', [workload('shop/cart')], [POD]],
    [
      'and WorkloadEntries that its selector fits',
      [
        workload('shop/cart'),
        workloadEntry('vm', '{address: 192.0.2.1}'),
        workloadEntry('other', '{address: 192.0.2.2}', 'labels: {app: other}'),
      ],
      [POD, '192.0.2.1:80 http of c1 by c1, unknown, -'],
    ],
    [
      'by labels of the workload, too',
      [
        workload('shop/cart', { pods: 0 }),
        workloadEntry('vm', '{address: 192.0.2.1, labels: {app: cart}}', ''),
      ],
      ['192.0.2.1:80 http of c1 by c1, unknown, -'],
    ],
    [
      'at the target port of the Service',
      [
        workload('shop/cart', {
          pods: 0,
          ports: '[{name: http, port: 80, targetPort: 8080}]',
        }),
        workloadEntry('vm', '{address: 192.0.2.1}'),
      ],
      ['192.0.2.1:8080 http of c1 by c1, unknown, -'],
    ],
    [
      'or where it says itself',
      [
        workload('shop/cart', { pods: 0 }),
        workloadEntry('vm', '{address: 192.0.2.1, ports: {http: 9090}}'),
      ],
      ['192.0.2.1:9090 http of c1 by c1, unknown, -'],
    ],
    [
      'an endpoint that is in two slices is one, healthy if one says so',
      [
        workload('shop/cart'),
        `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: cart-0, namespace: shop, labels: {kubernetes.io/service-name: cart}}
addressType: IPv4
ports: [{name: http, port: 80}]
endpoints: [{addresses: [10.0.0.1], conditions: {ready: false}, targetRef: {kind: Pod, name: cart-1}}]
`,
      ],
      [POD],
    ],
    [
      'a pod that has failed is none',
      [workload('shop/cart').replace('phase: Running', 'phase: Failed')],
      [],
    ],
    [
      'a pod that does not exist is none',
      [workload('shop/cart').replace('name: cart-1}', 'name: gone}')],
      [],
    ],
  ])('%s', (_, objects, expected) => {
    expect(found(CART, { c1: objects })).toEqual(expected);
  });

  it('WorkloadEntries do not count where istiod is told so', () => {
    expect(
      found(
        CART,
        {
          c1: [
            workload('shop/cart'),
            workloadEntry('vm', '{address: 192.0.2.1}'),
          ],
        },
        '{name: PILOT_ENABLE_K8S_SELECT_WORKLOAD_ENTRIES, value: "false"}',
      ),
    ).toEqual([POD]);
  });

  it('of every cluster that istiod watches', () => {
    expect(
      found(CART, {
        c1: [workload('shop/cart')],
        c2: [workload('shop/cart', { cluster: 'c2', addresses: '10.2.0' })],
      }),
    ).toEqual([POD, '10.2.0.1:80 http of c2 by c2, healthy, cart-1']);
  });
});

describe('endpoints of a ServiceEntry, reference 3.7', () => {
  const entry = (spec: string) =>
    config(
      'ServiceEntry',
      'shop/api',
      `{hosts: [api.example.com], ports: [{number: 80, name: http, protocol: HTTP, targetPort: 8080}], ${spec}}`,
    );

  it.each<[string, readonly string[], readonly string[]]>([
    [
      'those that it names, at the target port',
      [
        entry(
          'resolution: STATIC, endpoints: [{address: 192.0.2.1}, {address: 192.0.2.2, ports: {http: 9090}}]',
        ),
      ],
      [
        '192.0.2.1:8080 http of c1 by c1, unknown, -',
        '192.0.2.2:9090 http of c1 by c1, unknown, -',
      ],
    ],
    [
      'the host itself, where names are resolved',
      [entry('resolution: DNS')],
      ['api.example.com:8080 http of c1 by c1, unknown, -'],
    ],
    [
      'the host itself, where one name is resolved again and again',
      [entry('resolution: DNS_ROUND_ROBIN')],
      ['api.example.com:8080 http of c1 by c1, unknown, -'],
    ],
    ['nobody, where addresses are given', [entry('resolution: STATIC')], []],
    [
      'WorkloadEntries that it selects',
      [
        entry(
          'resolution: STATIC, workloadSelector: {labels: {app: cart}}, location: MESH_INTERNAL',
        ),
        workloadEntry('vm', '{address: 192.0.2.1}'),
        workloadEntry('other', '{address: 192.0.2.2}', 'labels: {app: other}'),
      ],
      ['192.0.2.1:8080 http of c1 by c1, unknown, -'],
    ],
  ])('%s', (_, objects, expected) => {
    expect(found('api.example.com', { c1: objects })).toEqual(expected);
  });

  const selecting = entry(
    'resolution: STATIC, workloadSelector: {labels: {app: cart}}, location: MESH_INTERNAL',
  );
  const pod = (
    name: string,
    address: string,
    { ready = 'True', phase = 'Running', hostNetwork = false } = {},
  ) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {app: cart}}
spec: {hostNetwork: ${hostNetwork}, containers: [{name: app, image: app}]}
status: {phase: ${phase}, podIPs: [{ip: ${address}}], conditions: [{type: Ready, status: '${ready}'}]}
`;

  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    [
      'pods that it selects, of every cluster',
      [pod('a', '10.1.0.1')],
      [pod('b', '10.2.0.1')],
      [
        '10.1.0.1:8080 http of c1 by c1, healthy, a',
        '10.2.0.1:8080 http of c2 by c1, healthy, b',
      ],
    ],
    [
      'one of two pods of one name',
      [pod('a', '10.1.0.1')],
      [pod('a', '10.2.0.1')],
      ['10.2.0.1:8080 http of c2 by c1, healthy, a'],
    ],
    [
      'no pod that is not ready, not running, or on the network of its node',
      [
        pod('a', '10.1.0.1', { ready: 'False' }),
        pod('b', '10.1.0.2', { phase: 'Pending' }),
        pod('c', '10.1.0.3', { hostNetwork: true }),
      ],
      [],
      [],
    ],
    [
      'WorkloadEntries of other clusters, too',
      [],
      [workloadEntry('vm', '{address: 192.0.2.1}')],
      ['192.0.2.1:8080 http of c2 by c1, unknown, -'],
    ],
  ])('%s', (_, c1, c2, expected) => {
    expect(found('api.example.com', { c1: [selecting, ...c1], c2 })).toEqual(
      expected,
    );
  });

  it.each([
    [
      'pods are not selected where istiod is told so',
      'PILOT_ENABLE_SERVICEENTRY_SELECT_PODS',
      [pod('a', '10.1.0.1')],
      [],
    ],
    [
      'nor WorkloadEntries of other clusters',
      'PILOT_ENABLE_CROSS_CLUSTER_WORKLOAD_ENTRY',
      [],
      [workloadEntry('vm', '{address: 192.0.2.1}')],
    ],
  ])('%s', (_, name, c1, c2) => {
    expect(
      found(
        'api.example.com',
        { c1: [selecting, ...c1], c2 },
        `{name: ${name}, value: "false"}`,
      ),
    ).toEqual([]);
  });
});
