import { fleet } from '../__testUtils__/fleet';
import { config, docs, istiod } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { outboundListeners } from './outboundListeners';

const PORTS =
  '[{name: http, port: 80}, {name: tcp, port: 5432}, {name: any, port: 9000}]';

/** Of the Service of istiod, which every fleet has. */
const ISTIOD = '0.0.0.0_15012';

const proxy = (name: string, address: string, role = 'sidecar', env = '') => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}
spec:
  containers:
  - {name: istio-proxy, args: [proxy, ${role}], env: [{name: ISTIO_META_CLUSTER_ID, value: c1}, ${env}]}
status: {phase: Running, podIPs: [{ip: ${address}}]}
`;

const slice = (name: string, ...endpoints: readonly string[]) => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${name}-1, namespace: shop, labels: {kubernetes.io/service-name: ${name}}}
addressType: IPv4
ports: ${PORTS}
endpoints: [${endpoints.join()}]
`;

const at = (address: string, conditions = 'ready: true') =>
  `{addresses: [${address}], conditions: {${conditions}}}`;

const service = (name: string, spec: string) => `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop}
spec: {${spec}}
`;

const headless = (...endpoints: readonly string[]) =>
  docs(
    service('db', `clusterIP: None, ports: ${PORTS}`),
    slice('db', ...endpoints),
  );

function listeners(
  more: string,
  role = 'sidecar',
  env = { proxy: '', istiod: '' },
): readonly string[] {
  const snapshot = fleet({
    c1: docs(
      istiod('c1', { env: env.istiod }),
      proxy('web', '10.0.0.1', role, env.proxy),
      more,
    ),
  });
  return answer(snapshot, outboundListeners, {
    cluster: 'c1',
    namespace: 'shop',
    pod: 'web',
  })
    .value.map(({ name }) => name)
    .filter(name => name !== ISTIOD);
}

describe('outboundListeners, reference 6.3', () => {
  it('only a sidecar has them', () => {
    const cart = service('cart', `clusterIP: 10.96.0.1, ports: ${PORTS}`);
    expect(listeners(cart)).toEqual([
      '0.0.0.0_80',
      'cart.shop.svc.cluster.local_5432',
      'cart.shop.svc.cluster.local_9000',
    ]);
    expect(listeners(cart, 'router')).toEqual([]);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['no pod', [], []],
    [
      'two pods',
      [at('10.0.0.7'), at('10.0.0.8')],
      ['10.0.0.7_5432', '10.0.0.8_5432', '10.0.0.7_9000', '10.0.0.8_9000'],
    ],
    [
      'the client itself',
      [at('10.0.0.1'), at('10.0.0.7')],
      ['10.0.0.7_5432', '10.0.0.7_9000'],
    ],
    [
      'one that ends',
      [
        at('10.0.0.7', 'ready: false, serving: false, terminating: true'),
        at('10.0.0.8'),
      ],
      ['10.0.0.8_5432', '10.0.0.8_9000'],
    ],
  ])(
    'a headless service has one for each pod, save for HTTP: %s',
    (_, endpoints, expected) => {
      expect(listeners(headless(...endpoints))).toEqual([
        '0.0.0.0_80',
        ...expected,
      ]);
    },
  );

  const entry = (spec: string) =>
    config(
      'ServiceEntry',
      'shop/out',
      `{hosts: [out.example], ports: [{name: tcp, number: 7000, protocol: TCP}], resolution: NONE, ${spec}}`,
    );

  it.each<[string, string, readonly string[]]>([
    ['finds nothing: every address', entry(''), ['0.0.0.0_7000']],
    ['selects nothing', entry('workloadSelector: {labels: {app: lost}}'), []],
    [
      'lists an address',
      entry('endpoints: [{address: 10.0.0.9}]'),
      ['10.0.0.9_7000'],
    ],
    [
      'has an address of its own',
      entry('addresses: [10.5.0.1]'),
      ['10.5.0.1_7000'],
    ],
    [
      'has a block of one address',
      entry('addresses: [10.5.0.1/32]'),
      ['10.5.0.1_7000'],
    ],
    [
      'has several',
      entry('addresses: [10.5.0.1, 10.5.0.2]'),
      ['10.5.0.1_7000', '10.5.0.2_7000'],
    ],
    [
      'has an address and blocks of them, which share a listener',
      entry('addresses: [10.5.0.1, 10.6.0.0/16, 10.7.0.0/16]'),
      ['10.5.0.1_7000', '0.0.0.0_7000'],
    ],
    [
      'has several, at which HTTP needs no listeners',
      entry('addresses: [10.5.0.1, 10.5.0.2]').replace('TCP', 'HTTP'),
      ['0.0.0.0_7000'],
    ],
  ])('a ServiceEntry without resolution that %s', (_, more, expected) => {
    expect(listeners(more)).toEqual(expected);
  });

  const CAPTURE = '{name: ISTIO_META_DNS_CAPTURE, value: "true"}';
  const ALLOCATED = `${config(
    'ServiceEntry',
    'shop/dns',
    '{hosts: [dns.example], ports: [{name: tcp, number: 7000, protocol: TCP}], resolution: DNS}',
  ).trimEnd()}
status: {addresses: [{host: dns.example, value: 240.240.0.7}, {host: dns.example, value: '2001:2::7'}, {host: other.example, value: 240.240.0.8}]}`;

  it.each<[string, string, string, string, readonly string[]]>([
    [
      'by a proxy that answers DNS',
      CAPTURE,
      '',
      ALLOCATED,
      ['240.240.0.7_7000'],
    ],
    ['not by others', '', '', ALLOCATED, ['0.0.0.0_7000']],
    [
      'not where istiod sets none aside',
      CAPTURE,
      '{name: PILOT_ENABLE_IP_AUTOALLOCATE, value: "false"}',
      ALLOCATED,
      ['0.0.0.0_7000'],
    ],
    [
      'there by a proxy that asks for it',
      `${CAPTURE}, {name: ISTIO_META_DNS_AUTO_ALLOCATE, value: "true"}`,
      '{name: PILOT_ENABLE_IP_AUTOALLOCATE, value: "false"}',
      ALLOCATED,
      ['240.240.0.7_7000'],
    ],
    [
      'not by an entry that refuses it',
      CAPTURE,
      '',
      ALLOCATED.replace(
        'namespace: shop,',
        'namespace: shop, labels: {networking.istio.io/enable-autoallocate-ip: "false"},',
      ),
      ['0.0.0.0_7000'],
    ],
    [
      'not by an entry with an address',
      CAPTURE,
      '',
      ALLOCATED.replace('{hosts', '{addresses: [10.5.0.1], hosts'),
      ['10.5.0.1_7000'],
    ],
  ])(
    'an address that istiod has set aside is used %s, reference 3.7',
    (_, env, own, more, expected) => {
      expect(listeners(more, 'sidecar', { proxy: env, istiod: own })).toEqual(
        expected,
      );
    },
  );

  it('what has the name of another service in its namespace is listened to, although nothing leads there, reference 3.7', () => {
    const namesake = config(
      'ServiceEntry',
      'shop/namesake',
      '{hosts: [cart.shop.svc.cluster.local], addresses: [10.5.0.1], ports: [{name: tcp, number: 7000, protocol: TCP}], resolution: STATIC}',
    );
    const cart = service('cart', `clusterIP: 10.96.0.1, ports: ${PORTS}`);
    expect(listeners(docs(cart, namesake))).toEqual([
      '0.0.0.0_80',
      'cart.shop.svc.cluster.local_5432',
      'cart.shop.svc.cluster.local_9000',
      '10.5.0.1_7000',
    ]);
    const elsewhere = namesake.replace('namespace: shop', 'namespace: web');
    expect(listeners(docs(cart, elsewhere))).not.toContain('10.5.0.1_7000');
  });

  it('a listener of a Sidecar takes its port, the last one takes the others', () => {
    const sidecar = config(
      'Sidecar',
      'shop/default',
      '{egress: [{port: {number: 5432, protocol: TCP, name: tcp}, bind: 127.0.0.2, hosts: ["./*"]}, {hosts: ["./*"]}]}',
    );
    const cart = service('cart', `clusterIP: 10.96.0.1, ports: ${PORTS}`);
    expect(listeners(docs(cart, sidecar))).toEqual([
      '127.0.0.2_5432',
      '0.0.0.0_80',
      'cart.shop.svc.cluster.local_5432',
      'cart.shop.svc.cluster.local_9000',
    ]);
  });

  it('a Sidecar may bind the last one, too, which then takes no address of pods', () => {
    const sidecar = config(
      'Sidecar',
      'shop/default',
      '{egress: [{bind: 127.0.0.3, hosts: ["./*"]}]}',
    );
    expect(listeners(docs(headless(at('10.0.0.7')), sidecar))).toEqual([
      '127.0.0.3_80',
      '127.0.0.3_5432',
      '127.0.0.3_9000',
    ]);
  });
});
