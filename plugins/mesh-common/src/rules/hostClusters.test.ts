import { fleet } from '../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace,
  workload,
} from '../__testUtils__/meshYaml';
import { Snapshot } from '../model/snapshot';
import { answer } from './answer';
import { hostClusters, hostTarget, visibleHosts } from './hostClusters';

const CART = 'cart.shop.svc.cluster.local';
const CLIENT = { cluster: 'c1', namespace: 'web', pod: 'web-1' };

const world = (...more: readonly string[]) =>
  fleet({
    c1: docs(
      istiod('c1'),
      namespace('web'),
      namespace('shop'),
      workload('web/web', { pods: 2 }),
      workload('shop/cart', { addresses: '10.0.1' }),
      ...more,
    ),
  });

const clusters = (snapshot: Snapshot, client = CLIENT, host = CART) =>
  answer(snapshot, hostClusters, { client, host }).value;
const target = (snapshot: Snapshot, client = CLIENT, host = CART) =>
  answer(snapshot, hostTarget, { client, host }).value;

const rule = (spec: string, key = 'shop/cart') =>
  config('DestinationRule', key, `{host: ${CART}, ${spec}}`);
const SUBSETS = 'subsets: [{name: v1, labels: {version: v1}}]';

describe('hostClusters, reference 3.11', () => {
  it('are one of each port, and of each subset of it', () => {
    const two = '[{name: http, port: 80}, {name: tcp, port: 90}]';
    const snapshot = world(
      workload('shop/cart', { addresses: '10.0.1', ports: two }),
      rule(SUBSETS),
    );
    expect([...clusters(snapshot).keys()].sort()).toEqual([
      `outbound|80|v1|${CART}`,
      `outbound|80||${CART}`,
      `outbound|90|v1|${CART}`,
      `outbound|90||${CART}`,
    ]);
    expect(
      clusters(snapshot).get(`outbound|80||${CART}`)?.endpoints,
    ).toMatchObject([{ address: '10.0.1.1', port: 80 }]);
  });

  it('clients of another namespace may have a rule of their own', () => {
    const snapshot = world(
      namespace('pay'),
      workload('pay/pay', { addresses: '10.0.2' }),
      rule(SUBSETS, 'pay/own'),
    );
    expect(clusters(snapshot).size).toBe(1);
    expect(
      clusters(snapshot, { cluster: 'c1', namespace: 'pay', pod: 'pay-1' })
        .size,
    ).toBe(2);
  });

  it.each<[string, readonly string[], Partial<typeof CLIENT>, string]>([
    ['a host that nobody knows', [], {}, 'other.shop.svc.cluster.local'],
    ['a pod that is not there', [], { pod: 'web-9' }, CART],
    [
      'a host that the Sidecar does not import',
      [config('Sidecar', 'web/own', `{egress: [{hosts: ['./*']}]}`)],
      {},
      CART,
    ],
    [
      'a proxy that istiod refuses',
      [workload('web/lost', { cluster: 'other', addresses: '10.0.3' })],
      { pod: 'lost-1' },
      CART,
    ],
  ])('there are none of %s', (_, more, changed, host) => {
    const client = { ...CLIENT, ...changed };
    expect(clusters(world(...more), client, host)).toEqual(new Map());
    expect(target(world(...more), client, host)).toBeUndefined();
  });

  it('there are none without control plane', () => {
    const alone = fleet({ c1: docs(namespace('web'), workload('web/web')) });
    expect(clusters(alone, CLIENT, 'web.web.svc.cluster.local').size).toBe(0);
  });
});

describe('hostTarget, reference 3.8', () => {
  it('is the same for clients that are alike', () => {
    const snapshot = world();
    const [one, other] = ['web-1', 'web-2'].map(
      pod => target(snapshot, { ...CLIENT, pod })?.alike,
    );
    expect(one?.name).toBe(other?.name);
    expect(one).toMatchObject({ host: CART, position: 0 });
  });

  it('is another one for a client of another place', () => {
    const name = (more: string) => target(world(more))?.alike?.name;
    const proxy = workload('web/web', { pods: 2, network: 'n2' });
    expect(name('')).not.toBe(name(proxy));
  });

  it('is for one client only where its Sidecar leaves ports out', () => {
    const two = '[{name: http, port: 80}, {name: tcp, port: 90}]';
    const cart = workload('shop/cart', { addresses: '10.0.1', ports: two });
    const sidecar = config(
      'Sidecar',
      'web/own',
      `{egress: [{port: {number: 90, protocol: TCP, name: tcp}, hosts: ['shop/*']}]}`,
    );
    const snapshot = world(cart, sidecar);
    expect(target(world(cart))?.alike).toBeDefined();
    expect(target(snapshot)?.alike).toBeUndefined();
    expect([...clusters(snapshot).keys()]).toEqual([`outbound|90||${CART}`]);
  });

  it('tells which it is of several services of a host', () => {
    const entry = (key: string, address: string) =>
      config(
        'ServiceEntry',
        key,
        `{hosts: [api.example.com], exportTo: ['.'], ports: [{number: 80, name: http, protocol: HTTP}], resolution: STATIC, endpoints: [{address: ${address}}]}`,
      );
    const snapshot = world(
      namespace('pay'),
      workload('pay/pay', { addresses: '10.0.2' }),
      entry('pay/api', '192.0.2.1'),
      entry('web/api', '192.0.2.2'),
    );
    const host = 'api.example.com';
    const other = { cluster: 'c1', namespace: 'pay', pod: 'pay-1' };
    const addresses = (client: typeof CLIENT) =>
      clusters(snapshot, client, host)
        .get(`outbound|80||${host}`)
        ?.endpoints.map(({ address }) => address);
    expect(target(snapshot, other, host)?.alike?.position).toBe(0);
    expect(target(snapshot, CLIENT, host)?.alike?.position).toBe(1);
    expect(addresses(other)).toEqual(['192.0.2.1']);
    expect(addresses(CLIENT)).toEqual(['192.0.2.2']);
  });
});

describe('visibleHosts, reference 3.8', () => {
  it('are those that the client may call', () => {
    const hidden = workload('shop/hidden', { addresses: '10.0.4' }).replace(
      'namespace: shop}',
      "namespace: shop, annotations: {networking.istio.io/exportTo: '.'}}",
    );
    expect(
      [...answer(world(hidden), visibleHosts, CLIENT).value.keys()].sort(),
    ).toEqual([
      CART,
      'istiod.istio-system.svc.cluster.local',
      'web.web.svc.cluster.local',
    ]);
  });
});
