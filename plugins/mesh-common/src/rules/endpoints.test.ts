import fc from 'fast-check';
import { fleet, seenAs } from '../__testUtils__/fleet';
import { answer } from './answer';
import { endpointHealth } from './endpointHealth';
import { endpoints } from './endpoints';
import { localityOfPod, localityText } from './locality';
import { portProtocol } from './portProtocol';

const CART = { service: { namespace: 'shop', name: 'cart' } };

const SERVICE = `
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {selector: {app: cart}, ports: [{name: http-web, port: 80}]}
`;

const pod = (name: string, address: string, extra = '') => `
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: shop
  labels: {app: cart, security.istio.io/tlsMode: istio${extra}}
  annotations: {sidecar.istio.io/status: '{"revision":"r1"}'}
spec: {nodeName: node-a, containers: [{name: istio-proxy, image: 'proxyv2:1.31.0'}]}
status: {phase: Running, podIPs: [{ip: ${address}}]}
`;

const slice = (endpointsYaml: string, name = 'cart-1', more = '') => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${name}, namespace: shop, labels: {kubernetes.io/service-name: cart${more}}}
addressType: IPv4
ports: [{name: http-web, port: 8080}]
endpoints: ${endpointsYaml}
`;

const NODE = `
apiVersion: v1
kind: Node
metadata: {name: node-a, labels: {topology.kubernetes.io/region: eu, topology.kubernetes.io/zone: a}}
`;

const SYSTEM = `
apiVersion: v1
kind: Namespace
metadata: {name: istio-system, labels: {topology.istio.io/network: n1}}
`;

const cluster = (...objects: readonly string[]) =>
  [SYSTEM, NODE, SERVICE, ...objects].join('---');

const of = (name: string, conditions = '{ready: true}') =>
  `{addresses: [10.0.0.${name}], conditions: ${conditions}, targetRef: {kind: Pod, name: cart-${name}}}`;

describe('endpoints, reference 3.1', () => {
  const snapshot = fleet({
    c1: cluster(pod('cart-1', '10.0.0.1'), slice(`[${of('1')}]`)),
    c2: cluster(
      pod('cart-1', '10.0.0.1', ', topology.istio.io/network: n2'),
      slice(`[${of('1', '{ready: false, terminating: false}')}]`),
    ),
    c3: SYSTEM,
  });

  it('merges by name and namespace and lists clusters without a part', () => {
    const { value, gaps } = answer(snapshot, endpoints, CART);
    expect(gaps).toEqual([]);
    expect(value.without).toEqual(['c3']);
    expect(value.clusters).toMatchObject([
      {
        cluster: 'c1',
        defined: true,
        knowledge: 'complete',
        networks: ['n1'],
        ready: 1,
        total: 1,
        localities: [{ locality: 'eu/a', ready: 1, total: 1 }],
        endpoints: [
          {
            pod: 'cart-1',
            node: 'node-a',
            address: '10.0.0.1',
            ports: [{ name: 'http-web', number: 8080 }],
            health: 'healthy',
            network: 'n1',
            revision: 'r1',
            mtls: true,
          },
        ],
        ports: [{ name: 'http-web', number: 80, protocol: 'http' }],
      },
      { cluster: 'c2', networks: ['n2'], ready: 0, total: 1 },
    ]);
  });

  it('never counts what cannot be seen as none, and puts it first', () => {
    const blind = seenAs(snapshot, { cluster: 'c3', state: 'forbidden' });
    const { value, gaps } = answer(blind, endpoints, CART);
    expect(value.clusters[0]).toMatchObject({
      cluster: 'c3',
      defined: 'unknown',
      knowledge: 'unknown',
    });
    expect(value.without).toEqual([]);
    expect(new Set(gaps.map(gap => gap.cluster))).toEqual(new Set(['c3']));
    const stale = seenAs(snapshot, { cluster: 'c2', state: 'timeout' });
    expect(answer(stale, endpoints, CART).value.clusters[0]).toMatchObject({
      cluster: 'c2',
      knowledge: 'stale',
      total: 1,
    });
  });

  it('does not depend on the order of objects or clusters', () => {
    const objects = [
      pod('cart-1', '10.0.0.1'),
      pod('cart-2', '10.0.0.2'),
      slice(`[${of('1')}]`),
      slice(`[${of('2')}]`, 'cart-2'),
    ];
    const expected = answer(
      fleet({ c1: cluster(...objects) }),
      endpoints,
      CART,
    );
    fc.assert(
      fc.property(
        fc.shuffledSubarray(objects, { minLength: objects.length }),
        shuffled => {
          const snapshotOfShuffled = fleet({ c1: cluster(...shuffled) });
          expect(answer(snapshotOfShuffled, endpoints, CART).value).toEqual(
            expected.value,
          );
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('endpoints, reference 3.3', () => {
  it.each([
    [true, undefined, undefined, false, 'healthy'],
    [undefined, false, true, false, 'healthy'],
    [false, true, true, true, 'draining'],
    [false, undefined, undefined, true, 'draining'],
    [false, true, true, false, 'terminating'],
    [false, false, true, true, 'terminating'],
    [false, false, undefined, false, 'terminating'],
    [false, true, false, false, 'unhealthy'],
    [false, undefined, false, true, 'unhealthy'],
  ])(
    'ready %s, serving %s, terminating %s, draining service %s: %s',
    (ready, serving, terminating, drains, expected) => {
      expect(endpointHealth({ ready, serving, terminating }, drains)).toBe(
        expected,
      );
    },
  );

  const addresses = (yaml: string) =>
    answer(fleet({ c1: yaml }), endpoints, CART).value.clusters.flatMap(part =>
      part.endpoints.map(({ address, pod: name, mtls }) => [
        address,
        name,
        mtls,
      ]),
    );

  it('leaves an endpoint out until its pod is known', () => {
    expect(addresses(cluster(slice(`[${of('1')}]`)))).toEqual([]);
  });

  it('takes an address without reference for the pod that holds it', () => {
    const manual = slice('[{addresses: [10.0.0.1]}, {addresses: [192.0.2.9]}]');
    expect(addresses(cluster(pod('cart-1', '10.0.0.1'), manual))).toEqual([
      ['192.0.2.9', undefined, false],
      ['10.0.0.1', 'cart-1', true],
    ]);
  });

  it.each([
    ['Failed', 0],
    ['Succeeded', 1],
  ])('of pods that are %s it keeps %i', (phase, kept) => {
    const ended = pod('cart-1', '10.0.0.1').replace('Running', phase);
    expect(addresses(cluster(ended, slice(`[${of('1')}]`)))).toHaveLength(kept);
  });

  it('ignores slices of the MCS API and of names', () => {
    const mcs = slice(
      `[${of('1')}]`,
      'mcs',
      ', multicluster.kubernetes.io/service-name: cart',
    );
    const fqdn = slice(`[${of('1')}]`, 'fqdn').replace('IPv4', 'FQDN');
    expect(addresses(cluster(pod('cart-1', '10.0.0.1'), mcs, fqdn))).toEqual(
      [],
    );
  });
});

describe('portProtocol, reference 3.4', () => {
  it.each([
    ['http', undefined, 80, 'TCP', 'http'],
    ['http-web', undefined, 80, 'TCP', 'http'],
    ['HTTP2-x', undefined, 80, 'TCP', 'http2'],
    ['grpc-web-x', undefined, 80, 'TCP', 'grpc-web'],
    ['grpc-x', undefined, 80, 'TCP', 'grpc'],
    ['web', undefined, 80, 'TCP', 'detect'],
    ['web', undefined, 3306, 'TCP', 'tcp'],
    ['http', 'tcp', 80, 'TCP', 'tcp'],
    ['x', 'kubernetes.io/h2c', 80, 'TCP', 'http2'],
    ['x', 'kubernetes.io/ws', 80, 'TCP', 'http'],
    ['x', 'kubernetes.io/wss', 80, 'TCP', 'https'],
    ['http', undefined, 53, 'UDP', 'udp'],
    ['', undefined, 80, 'TCP', 'detect'],
    ['constructor', undefined, 80, 'TCP', 'detect'],
  ])(
    'name %s, appProtocol %s, port %i/%s: %s',
    (name, appProtocol, number, protocol, expected) => {
      expect(portProtocol({ name, appProtocol, number, protocol })).toBe(
        expected,
      );
    },
  );
});

describe('locality, reference 3.5', () => {
  const at = (podLabels: string, nodeLabels: string) => {
    const snapshot = fleet({
      c1: `
apiVersion: v1
kind: Pod
metadata: {name: p, namespace: shop, labels: {${podLabels}}}
---
apiVersion: v1
kind: Node
metadata: {name: n, labels: {${nodeLabels}}}
`,
    });
    const found = snapshot
      .view('c1', 'Pod')
      ?.table.get({ namespace: 'shop', name: 'p' });
    const node = snapshot
      .view('c1', 'Node')
      ?.table.get({ namespace: '', name: 'n' });
    return found && localityText(localityOfPod(found, node));
  };
  const REGION = 'topology.kubernetes.io/region';
  const ZONE = 'topology.kubernetes.io/zone';

  it.each([
    ['', `${REGION}: eu, ${ZONE}: a`, 'eu/a'],
    ['istio-locality: us.x.rack1', `${REGION}: eu, ${ZONE}: a`, 'us/x/rack1'],
    ['topology.istio.io/locality: ap.y', `${REGION}: eu`, 'ap/y'],
    ['', `${ZONE}: a`, '/a'],
    ['', '', ''],
    ['', 'failure-domain.beta.kubernetes.io/region: old', 'old'],
  ])('pod {%s}, node {%s}: %s', (podLabels, nodeLabels, expected) => {
    expect(at(podLabels, nodeLabels)).toBe(expected);
  });
});
