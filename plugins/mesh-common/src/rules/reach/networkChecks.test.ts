import { fleet, seenAs } from '../../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace,
  node,
  workload,
} from '../../__testUtils__/meshYaml';
import { Snapshot } from '../../model/snapshot';
import { NetworkGateway } from '../endpointPath';
import { NetworkPath } from '../networkPath';
import {
  gatewayAddress,
  gatewayForwards,
  gatewayKnown,
  gatewayKnowsService,
  gatewayReady,
  networksKnown,
  routable,
} from './networkChecks';
import { ReachQuestion, ReachScope } from './reachContext';
import { endpointsDoMtls, gatewayGetsTls } from './trustChecks';
import { Check, toldOf } from './__testUtils__/toldOf';

const QUESTION: ReachQuestion = {
  client: { cluster: 'c1', namespace: 'web', pod: 'web-1' },
  service: { namespace: 'shop', name: 'cart' },
  to: 'c2',
};

/** The system namespace of c2, which the istiod of c1 serves. */
const SYSTEM = `
apiVersion: v1
kind: Namespace
metadata: {name: istio-system, labels: {topology.istio.io/network: n2}, annotations: {topology.istio.io/controlPlaneClusters: c1}}
`;

/** A gateway with its pods, of which those that are named are ready. */
const gateway = (
  name: string,
  address: string,
  {
    ready,
    pods = ['a'],
    slices = false,
    service = '',
  }: {
    /** `undefined`: their status says nothing of it. */
    readonly ready?: readonly string[];
    readonly pods?: readonly string[];
    readonly slices?: boolean;
    readonly service?: string;
  } = {},
) =>
  docs(
    `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: istio-system, labels: {topology.istio.io/network: n2}}
spec: {type: LoadBalancer, selector: {gw: ${name}}, ports: [{name: tls, port: 15443}], ${service}}
status: {loadBalancer: {ingress: [{ip: ${address}}]}}
`,
    ...pods.map(
      pod => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}-${pod}, namespace: istio-system, labels: {gw: ${name}}}
spec:
  containers:
  - {name: istio-proxy, args: [proxy, router], env: [{name: ISTIO_META_CLUSTER_ID, value: c2}, {name: ISTIO_META_NETWORK, value: n2}, {name: ISTIO_META_REQUESTED_NETWORK_VIEW, value: n2}, {name: CA_ADDR, value: 'istiod.istio-system.svc:15012'}]}
status:
  phase: Running
  podIPs: [{ip: 10.2.9.9}]
  conditions: [${
    ready
      ? `{type: Ready, status: '${ready.includes(pod) ? 'True' : 'False'}'}`
      : ''
  }]
`,
    ),
    slices
      ? `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${name}-1, namespace: istio-system, labels: {kubernetes.io/service-name: ${name}}}
addressType: IPv4
endpoints: []
`
      : '',
  );

const world = ({
  here = '',
  there = '',
}: { readonly here?: string; readonly there?: string } = {}): Snapshot =>
  fleet({
    c1: docs(
      istiod('c1', { watches: ['c2'], network: 'n1' }),
      namespace('web'),
      namespace('shop'),
      workload('web/web', { network: 'n1' }),
      workload('shop/cart', { addresses: '10.1.0' }),
      here,
    ),
    c2: docs(
      SYSTEM,
      namespace('shop'),
      workload('shop/cart', {
        cluster: 'c2',
        addresses: '10.2.0',
        labels: 'security.istio.io/tlsMode: istio',
      }),
      there,
    ),
  });

const path = (code: NetworkPath['path'], network = 'n2'): NetworkPath => ({
  cluster: 'c2',
  network,
  path: code,
  endpoints: 1,
  ready: 1,
});
const direct = path({ code: 'direct' });
const unroutable = path({ code: 'unroutable' });
const dropped = (
  reason: 'no-mtls' | 'no-gateway' | 'address-family' | 'switched-off',
) => path({ code: 'dropped', reason });
const at = (address: string): NetworkGateway => ({
  network: 'n2',
  cluster: 'c2',
  address,
  port: 15443,
  hbonePort: 0,
});
const through = (...addresses: readonly string[]) =>
  path({ code: 'through', gateways: addresses.map(at) });

/** Status, sentence and what decided of a check for scripted ways. */
function told(
  check: Check,
  paths: readonly NetworkPath[],
  {
    snapshot = world(),
    scope: more = () => ({}),
  }: {
    readonly snapshot?: Snapshot;
    readonly scope?: (scope: ReachScope) => Partial<ReachScope>;
  } = {},
): string {
  return toldOf({
    check,
    snapshot,
    question: QUESTION,
    given: scope => ({ paths, ...more(scope) }),
  });
}

const NOTHING = 'unknown: An earlier failure leaves nothing to look at.';
const NO_GATEWAY = 'pass: No gateway is used.';

describe('network checks, reference 8, 19 to 24', () => {
  it.each<[string, Check]>([
    ['19', networksKnown],
    ['20a', routable],
    ['20b', gatewayKnown],
    ['21', gatewayAddress],
    ['22', gatewayReady],
    ['23', gatewayForwards],
    ['24', gatewayKnowsService],
    ['25', endpointsDoMtls],
    ['26', gatewayGetsTls],
  ])('%s has nothing to look at without a way', (_, check) => {
    expect(told(check, [])).toBe(NOTHING);
  });

  describe('19', () => {
    const AT =
      '(c1 Pod web-1 spec.containers[istio-proxy].env[ISTIO_META_NETWORK])';

    it.each<[string, readonly NetworkPath[], string]>([
      ['n1', [direct], `pass: The client is in network n1. ${AT}`],
      [
        'n1',
        [direct, path({ code: 'direct' }, '')],
        'warn: Endpoints in c2 have no network, which counts as any.',
      ],
      [
        '',
        [direct],
        `warn: The client names no network, which counts as any. ${AT}`,
      ],
      ['', [], `warn: The client names no network, which counts as any. ${AT}`],
    ])('a client in "%s", %#', (network, paths, expected) => {
      const scope = ({ proxy }: ReachScope) => ({
        proxy: { ...proxy, network },
      });
      expect(told(networksKnown, paths, { scope })).toBe(expected);
    });
  });

  describe('20a', () => {
    const nodes = (here: string, there: string) => ({
      snapshot: world({
        here: node('n', '', here),
        there: docs(node('m', ''), node('n', '', there)),
      }),
    });
    const NONE = 'pass: No pod of another cluster is dialled in one network.';

    it.each<[string, readonly NetworkPath[], string]>([
      ['10.2.0.0/16', [through('203.0.113.1')], NONE],
      ['10.2.0.0/16', [unroutable], NONE],
      [
        '10.2.0.0/16',
        [through('203.0.113.1'), direct],
        'unknown: Pods of c2 are dialled directly, because both clusters name one network; that it routes them is assumed.',
      ],
      [
        '10.1.0.0/16',
        [direct],
        'fail: Pods of both clusters have addresses in 10.1.0.0/16, although they name one network. (c2 Node n spec.podCIDRs)',
      ],
    ])('pods of the other cluster in %s, %#', (there, paths, expected) => {
      expect(told(routable, paths, nodes('10.1.0.0/16', there))).toBe(expected);
    });

    it('nothing is to be routed inside of one cluster', () => {
      const scope = ({ question }: ReachScope) => ({
        question: { ...question, to: 'c1' },
      });
      expect(
        told(routable, [direct], {
          ...nodes('10.1.0.0/16', '10.1.0.0/16'),
          scope,
        }),
      ).toBe(NONE);
    });
  });

  describe('20b', () => {
    const snapshot = world({ there: gateway('gw', '203.0.113.1') });
    const AT = '(c2 Service gw status.loadBalancer.ingress)';

    it.each<[string, readonly NetworkPath[], string]>([
      ['direct', [direct], 'pass: No gateway is missing.'],
      [
        'left out for its TLS',
        [dropped('no-mtls')],
        'pass: No gateway is missing.',
      ],
      [
        'left out for its family',
        [dropped('address-family')],
        'pass: No gateway is missing.',
      ],
      [
        'unroutable',
        [unroutable],
        `fail: istiod knows no gateway of network n2: clients in network n1 dial pods of c2 directly, and time out. ${AT}`,
      ],
      [
        'left out',
        [dropped('no-gateway')],
        `fail: istiod knows no gateway of network n2: the endpoints in c2 are left out. ${AT}`,
      ],
      [
        'switched off',
        [dropped('switched-off')],
        `fail: istiod knows no gateway of network n2: the endpoints in c2 are left out. ${AT}`,
      ],
      [
        'a part of them',
        [direct, unroutable],
        `warn: istiod knows no gateway of network n2, where a part of the endpoints in c2 is. ${AT}`,
      ],
    ])('%s', (_, paths, expected) => {
      expect(told(gatewayKnown, paths, { snapshot })).toBe(expected);
    });

    it('names no Service where there is none', () => {
      expect(told(gatewayKnown, [unroutable])).toMatch(/time out\.$/);
    });
  });

  describe('21', () => {
    it.each<[string, readonly NetworkPath[], string]>([
      ['direct', [direct], NO_GATEWAY],
      ['left out', [dropped('no-gateway')], NO_GATEWAY],
      [
        'of another family',
        [through('203.0.113.1'), dropped('address-family')],
        'fail: The client speaks no IP family of the gateways of c2.',
      ],
      [
        'known',
        [through('203.0.113.1', '203.0.113.2')],
        'pass: The address is 203.0.113.1, 203.0.113.2.',
      ],
      [
        'named',
        [through('203.0.113.1', 'gw.example')],
        'unknown: The gateway is named gw.example; what istiod resolves that to cannot be seen.',
      ],
      ...[
        '10.0.0.1',
        '192.168.0.1',
        '172.16.0.1',
        '172.19.0.1',
        '172.20.0.1',
        '172.29.0.1',
        '172.30.0.1',
        '172.31.0.1',
        'fc00::1',
        'FD00::1',
      ].map((address): [string, readonly NetworkPath[], string] => [
        `private, ${address}`,
        [through('203.0.113.1', address)],
        `warn: ${address} is a private address: it must be routed there.`,
      ]),
      ...[
        '110.0.0.1',
        '172.15.0.1',
        '172.32.0.1',
        '192.169.0.1',
        '100.10.0.1',
        '2001:db8:fd::1',
      ].map((address): [string, readonly NetworkPath[], string] => [
        `public, ${address}`,
        [through(address)],
        `pass: The address is ${address}.`,
      ]),
    ])('%s', (_, paths, expected) => {
      expect(told(gatewayAddress, paths)).toBe(expected);
    });
  });

  describe('22', () => {
    const ways = [through('203.0.113.1', '203.0.113.2')];
    const dead = (rest = '') =>
      `No pod of gateway istio-system/gw in c2 is ready${rest}. (c2 Service gw spec.selector)`;

    it.each<[string, string, string]>([
      [
        'no Service has the address',
        '',
        'unknown: The Service behind the gateway address is not known.',
      ],
      [
        'a Service of another address',
        gateway('gw', '203.0.113.9', { ready: ['a'] }),
        'unknown: The Service behind the gateway address is not known.',
      ],
      [
        'a Service by its external address',
        gateway('gw', '203.0.113.9', {
          ready: ['a'],
          service: 'externalIPs: [203.0.113.2]',
        }),
        'pass: Gateway pods are ready.',
      ],
      [
        'one of two pods is ready',
        gateway('gw', '203.0.113.1', { pods: ['a', 'b'], ready: ['b'] }),
        'pass: Gateway pods are ready.',
      ],
      [
        'none is',
        gateway('gw', '203.0.113.1', { pods: ['a', 'b'], ready: [] }),
        `fail: ${dead()}`,
      ],
      [
        'none of one gateway is',
        docs(
          gateway('gw', '203.0.113.1', { ready: [] }),
          gateway('other', '203.0.113.2', { ready: ['a'] }),
        ),
        `warn: ${dead(', and others are')}`,
      ],
      [
        'their status says nothing',
        gateway('gw', '203.0.113.1'),
        'unknown: Nothing tells whether pods of gateway istio-system/gw in c2 are ready. (c2 Service gw spec.selector)',
      ],
      [
        'no pod is known, nor does Kubernetes tell',
        gateway('gw', '203.0.113.1', { pods: [] }),
        'unknown: Nothing tells whether pods of gateway istio-system/gw in c2 are ready. (c2 Service gw spec.selector)',
      ],
      [
        'Kubernetes lists none',
        gateway('gw', '203.0.113.1', { pods: [], slices: true }),
        `fail: ${dead()}`,
      ],
    ])('%s', (_, there, expected) => {
      expect(told(gatewayReady, ways, { snapshot: world({ there }) })).toBe(
        expected,
      );
    });

    it('where no gateway is used nothing is asked', () => {
      expect(told(gatewayReady, [direct])).toBe(NO_GATEWAY);
    });

    it('pods that cannot be seen are not known to be dead', () => {
      const there = gateway('gw', '203.0.113.1', { ready: ['a'] });
      const snapshot = seenAs(world({ there }), {
        cluster: 'c2',
        kind: 'Pod',
        state: 'timeout',
      });
      expect(told(gatewayReady, ways, { snapshot })).toBe(
        'unknown: Gateway pods of c2 cannot be seen.',
      );
      expect(told(gatewayForwards, ways, { snapshot })).toBe(
        'unknown: No pod of the gateway can be seen.',
      );
    });
  });

  describe('23 and 24', () => {
    const ways = [through('203.0.113.1', '203.0.113.2')];
    const passthrough = (hosts: string, gw = 'gw', mode = 'AUTO_PASSTHROUGH') =>
      config(
        'Gateway',
        `istio-system/${gw}`,
        `{selector: {gw: ${gw}}, servers: [{port: {number: 15443, name: tls, protocol: TLS}, tls: {mode: ${mode}}, hosts: [${hosts}]}]}`,
      );
    const both = docs(
      gateway('gw', '203.0.113.1', { ready: ['a'] }),
      gateway('two', '203.0.113.2', { ready: ['a'] }),
    );
    const NO_SERVER =
      'No Gateway with tls mode AUTO_PASSTHROUGH selects the pods of istio-system/gw in c2. (c2 Service gw spec.selector)';
    const FORWARDS =
      'pass: Gateway pod gw-a forwards cart.shop.svc.cluster.local.';
    const NAME = 'outbound_.80_._.cart.shop.svc.cluster.local';

    it.each<[string, readonly string[], string, string]>([
      ['no Gateway', [], `fail: ${NO_SERVER}`, NOTHING],
      [
        'a Gateway that ends TLS',
        [passthrough('"*"', 'gw', 'ISTIO_MUTUAL')],
        `fail: ${NO_SERVER}`,
        NOTHING,
      ],
      [
        'one of both',
        [passthrough('"*.local"', 'two')],
        `warn: ${NO_SERVER}`,
        NOTHING,
      ],
      [
        'hosts of others',
        [passthrough('"*.example"'), passthrough('"*.example"', 'two')],
        'fail: The hosts of the gateway in c2 do not cover cart.shop.svc.cluster.local. (c2 Service gw spec.selector)',
        NOTHING,
      ],
      [
        'all hosts',
        [passthrough('"*.local"'), passthrough('"*"', 'two')],
        FORWARDS,
        `pass: It forwards ${NAME} to 1 endpoints.`,
      ],
      [
        'hosts of a namespace',
        [
          passthrough('"*.example", "shop/*.shop.svc.cluster.local"'),
          passthrough('"*"', 'two'),
        ],
        FORWARDS,
        `pass: It forwards ${NAME} to 1 endpoints.`,
      ],
    ])('%s', (_, gateways, forwards, knows) => {
      const snapshot = world({ here: docs(...gateways), there: both });
      expect(told(gatewayForwards, ways, { snapshot })).toBe(forwards);
      expect(told(gatewayKnowsService, ways, { snapshot })).toBe(knows);
    });

    it('where no gateway is used nothing is asked', () => {
      expect(told(gatewayForwards, [direct])).toBe(NO_GATEWAY);
      expect(told(gatewayKnowsService, [direct])).toBe(NO_GATEWAY);
    });

    it('a gateway without pods cannot be seen', () => {
      const there = gateway('gw', '203.0.113.1', { pods: [] });
      expect(told(gatewayForwards, ways, { snapshot: world({ there }) })).toBe(
        'unknown: No pod of the gateway can be seen.',
      );
    });
  });

  describe('25 and 26', () => {
    it.each<[string, readonly NetworkPath[], string, string]>([
      [
        'direct',
        [direct],
        'pass: No endpoint is left out for its TLS.',
        NO_GATEWAY,
      ],
      [
        'left out for another reason',
        [dropped('no-gateway')],
        'pass: No endpoint is left out for its TLS.',
        NO_GATEWAY,
      ],
      [
        'all left out',
        [dropped('no-mtls')],
        'fail: In c2, all endpoints do no mutual TLS and are left out, because a gateway leads there. (c2 Service cart spec.selector)',
        NO_GATEWAY,
      ],
      [
        'some left out',
        [through('203.0.113.1'), dropped('no-mtls')],
        'warn: In c2, some endpoints do no mutual TLS and are left out, because a gateway leads there.',
        'pass: Calls to the gateway carry mutual TLS.',
      ],
    ])('%s', (_, paths, mtls, gets) => {
      expect(told(endpointsDoMtls, paths)).toBe(mtls);
      expect(told(gatewayGetsTls, paths)).toBe(gets);
    });

    it('a gateway refuses plain text', () => {
      const here = config(
        'DestinationRule',
        'shop/cart',
        '{host: cart, trafficPolicy: {tls: {mode: DISABLE}}}',
      );
      expect(
        told(gatewayGetsTls, [direct, through('203.0.113.1')], {
          snapshot: world({ here }),
        }),
      ).toBe(
        'fail: Calls go to the gateway in plain text, which it refuses. (c1 ConfigMap istio data.mesh enableAutoMtls)',
      );
    });
  });
});
