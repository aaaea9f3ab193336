import { fleet, seenAs } from '../../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace,
  workload,
} from '../../__testUtils__/meshYaml';
import { Snapshot } from '../../model/snapshot';
import { findings } from '../findings';
import { subsetUndefined } from './subsetUndefined';

const CART = 'cart.shop.svc.cluster.local';

const found = (snapshot: Snapshot) =>
  findings(snapshot, { checks: [subsetUndefined] }).findings;

const world = (...objects: readonly string[]) =>
  fleet({
    c1: docs(
      istiod('c1'),
      namespace('shop'),
      namespace('web'),
      workload('shop/cart'),
      workload('shop/pay', { addresses: '10.0.1' }),
      workload('web/site', { addresses: '10.0.2' }),
      ...objects,
    ),
  });

/** Which subsets are missing, and for whom. */
const told = (...objects: readonly string[]) =>
  found(world(...objects)).map(({ message }) =>
    message.replace(
      /^VirtualService (.*) in c1 routes to (.*), which no DestinationRule defines for callers in (.*): these calls get 503\.$/,
      '$1: $2 for $3',
    ),
  );

const route = (
  spec: string,
  options: {
    readonly hosts?: string;
    readonly more?: string;
    readonly key?: string;
    readonly day?: string;
  } = {},
) => {
  const { hosts = CART, more = '', key = 'shop/route', day = '02' } = options;
  return config(
    'VirtualService',
    key,
    `{hosts: [${hosts}], ${more} ${spec}}`,
    `creationTimestamp: '2026-01-${day}T00:00:00Z'`,
  );
};
const to = (subset: string, weight?: number, host = CART) =>
  `{destination: {host: ${host}, subset: ${subset}}${
    weight === undefined ? '' : `, weight: ${weight}`
  }}`;
const rule = (names: string, more = '', key = 'shop/cart') =>
  config(
    'DestinationRule',
    key,
    `{host: ${CART}, ${more} subsets: [${names
      .split(' ')
      .map(name => `{name: ${name}, labels: {version: ${name}}}`)
      .join()}]}`,
  );

const ALL = 'namespace shop and namespace web';
const MISSING = [`shop/route: subset v2 of ${CART} for ${ALL}`];

describe('subset-undefined, reference 6.4', () => {
  it.each<[string, string, readonly string[]]>([
    ['a subset that is defined', `http: [{route: [${to('v1')}]}]`, []],
    ['a subset that is not', `http: [{route: [${to('v2')}]}]`, MISSING],
    [
      'the whole service',
      `http: [{route: [{destination: {host: ${CART}}}]}]`,
      [],
    ],
    [
      'one of two',
      `http: [{route: [${to('v1', 90)}, ${to('v2', 10)}]}]`,
      MISSING,
    ],
    [
      'one of two, without a share',
      `http: [{route: [${to('v1', 100)}, ${to('v2', 0)}]}]`,
      [],
    ],
    [
      'a lone one, whose weight does not count',
      `http: [{route: [${to('v2', 0)}]}]`,
      MISSING,
    ],
    [
      'a mirror',
      `http: [{route: [${to('v1')}], mirror: {host: ${CART}, subset: v2}}]`,
      MISSING,
    ],
    ['TCP', `tcp: [{route: [${to('v2')}]}]`, MISSING],
    ['TLS', `tls: [{match: [{sniHosts: [a]}], route: [${to('v2')}]}]`, MISSING],
    [
      'the same twice',
      `http: [{match: [{uri: {prefix: /a}}], route: [${to(
        'v2',
      )}]}, {route: [${to('v2')}]}]`,
      MISSING,
    ],
    [
      'a host that nobody knows',
      `http: [{route: [${to('v2', 1, 'example.com')}]}]`,
      [],
    ],
    [
      'a service without any rule',
      `http: [{route: [${to('v2', 1, 'pay.shop.svc.cluster.local')}]}]`,
      [`shop/route: subset v2 of pay.shop.svc.cluster.local for ${ALL}`],
    ],
  ])('a route to %s', (_, spec, expected) => {
    expect(told(rule('v1'), route(spec))).toEqual(expected);
  });

  const BAD = `http: [{route: [${to('v2')}]}]`;
  const GOOD = `http: [{route: [${to('v1')}]}]`;

  it('callers follow the oldest route of a host', () => {
    expect(
      told(rule('v1'), route(BAD), route(GOOD, { key: 'shop/old', day: '01' })),
    ).toEqual([]);
    expect(
      told(rule('v1'), route(BAD), route(GOOD, { key: 'shop/new', day: '03' })),
    ).toEqual(MISSING);
  });

  it('one host of several for which it is the oldest is enough', () => {
    const pay = 'pay.shop.svc.cluster.local';
    expect(
      told(
        rule('v1'),
        route(BAD, { hosts: `${CART}, ${pay}` }),
        route(GOOD, { key: 'shop/old', day: '01' }),
      ),
    ).toEqual(MISSING);
  });

  it('callers use the rule that is exported to them', () => {
    const own = rule('v2', "exportTo: ['.'],");
    expect(told(own, route(BAD))).toEqual([
      `shop/route: subset v2 of ${CART} for namespace web`,
    ]);
    expect(told(own, rule('v2', '', 'web/cart'), route(BAD))).toEqual([]);
  });

  it('a route that is private matters to its own namespace', () => {
    expect(told(route(BAD, { more: "exportTo: ['.']," }))).toEqual([
      `shop/route: subset v2 of ${CART} for namespace shop`,
    ]);
  });

  describe('of a gateway', () => {
    const edge = [
      namespace('edge'),
      workload('edge/gate', { addresses: '10.0.3' }).replace(
        '[proxy, sidecar]',
        '[proxy, router]',
      ),
    ];
    const more = 'gateways: [edge/main],';

    it('its pods follow all routes, which are joined', () => {
      expect(
        told(
          ...edge,
          rule('v1'),
          route(BAD, { more }),
          route(GOOD, { more, key: 'shop/old', day: '01' }),
        ),
      ).toEqual([`shop/route: subset v2 of ${CART} for namespace edge`]);
    });

    it('nobody follows them without pods', () => {
      expect(told(rule('v1'), route(BAD, { more }))).toEqual([]);
    });
  });

  it('is silent while rules were never seen', () => {
    const snapshot = seenAs(world(route(BAD)), {
      cluster: 'c1',
      kind: 'DestinationRule',
      state: 'forbidden',
    });
    expect(found(snapshot)).toEqual([]);
  });
});
