import { fleet } from '../__testUtils__/fleet';
import { config, docs } from '../__testUtils__/meshYaml';
import { ServiceHosts } from './serviceHosts';

const CART = { namespace: 'shop', name: 'cart' };

const alias = (name: string, target: string) => `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop}
spec: {type: ExternalName, externalName: ${target}}
`;

const entry = (key: string, ...hosts: readonly string[]) =>
  config('ServiceEntry', key, `{hosts: [${hosts.join()}]}`);

const virtualService = (key: string, hosts: string, rest: string) =>
  config('VirtualService', key, `{hosts: [${hosts}], ${rest}}`);

const to = (host: string) => `[{route: [{destination: {host: ${host}}}]}]`;

const httpRoute = (
  key: string,
  parent: string,
  backend: string,
  kind = 'HTTPRoute',
) => {
  const [home, name] = key.split('/');
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: ${name}, namespace: ${home}}
spec: {parentRefs: [${parent}], rules: [{backendRefs: [${backend}]}]}
`;
};

function world(...objects: readonly string[]) {
  const snapshot = fleet({ c1: docs(...objects) });
  const { kinds = {} } = snapshot.clusters.get('c1') ?? {};
  return {
    services: kinds.Service?.table.list() ?? [],
    entries: kinds.ServiceEntry?.table.list() ?? [],
    virtualServices: kinds.VirtualService?.table.list() ?? [],
    routes: [
      ...(kinds.HTTPRoute?.table.list() ?? []),
      ...(kinds.GRPCRoute?.table.list() ?? []),
    ],
    rules: kinds.DestinationRule?.table.list() ?? [],
  };
}

const hostsOf = (...objects: readonly string[]) =>
  ServiceHosts.create(CART, world(...objects));

describe('ServiceHosts, reference 6.3', () => {
  it.each<[string, string, readonly string[]]>([
    ['the service itself', 'cart.shop.svc.cluster.local', []],
    ['a wildcard that covers it', '*.shop.svc.cluster.local', []],
    [
      'hosts of a ServiceEntry of that name, whatever their case',
      'cart.example.com',
      [entry('shop/cart', 'Cart.Example.com')],
    ],
    [
      'what its name stands for',
      'cart.example.com',
      [alias('cart', 'Cart.example.com')],
    ],
    [
      'where an HTTP route sends its calls',
      'stock.shop.svc.cluster.local',
      [virtualService('shop/v', 'cart', `http: ${to('stock')}`)],
    ],
    [
      'where a TLS route sends its calls',
      'stock.web.svc.cluster.local',
      [
        virtualService(
          'shop/v',
          'cart',
          `tls: [{match: [{sniHosts: [x]}], route: [{destination: {host: stock.web.svc.cluster.local}}]}]`,
        ),
      ],
    ],
    [
      'where a TCP route sends its calls',
      'stock.shop.svc.cluster.local',
      [virtualService('shop/v', 'cart', `tcp: ${to('stock')}`)],
    ],
    [
      'and where they are sent from there, in whatever order objects come',
      'last.shop.svc.cluster.local',
      [
        virtualService('shop/a', 'stock', `http: ${to('last')}`),
        virtualService('shop/b', 'cart', `http: ${to('stock')}`),
      ],
    ],
    [
      'where a delegate sends them',
      'stock.other.svc.cluster.local',
      [
        virtualService(
          'shop/v',
          'cart',
          'http: [{delegate: {name: d, namespace: other}}]',
        ),
        virtualService('other/d', '', `http: ${to('stock')}`),
      ],
    ],
    [
      'a delegate of the same namespace',
      'stock.shop.svc.cluster.local',
      [
        virtualService('shop/v', 'cart', 'http: [{delegate: {name: d}}]'),
        virtualService('shop/d', '', `http: ${to('stock')}`),
      ],
    ],
    [
      'backends of an HTTPRoute at the service',
      'stock.shop.svc.cluster.local',
      [
        httpRoute(
          'shop/r',
          '{kind: Service, group: "", name: cart}',
          '{name: stock, port: 80}',
        ),
      ],
    ],
    [
      'backends of a GRPCRoute of another namespace',
      'stock.web.svc.cluster.local',
      [
        httpRoute(
          'web/r',
          '{kind: Service, group: "", name: cart, namespace: shop}',
          '{name: stock, port: 80}',
          'GRPCRoute',
        ),
      ],
    ],
    [
      'a backend that is a host',
      'stock.example.com',
      [
        httpRoute(
          'shop/r',
          '{kind: Service, group: "", name: cart}',
          '{kind: Hostname, group: networking.istio.io, name: Stock.example.com, port: 80}',
        ),
      ],
    ],
  ])('include %s', (_, host, objects) => {
    expect(hostsOf(...objects).has(host)).toBe(true);
  });

  it.each<[string, string, readonly string[]]>([
    [
      'a ServiceEntry of another name',
      'cart.example.com',
      [entry('shop/other', 'cart.example.com')],
    ],
    [
      'a ServiceEntry of another namespace',
      'cart.example.com',
      [entry('web/cart', 'cart.example.com')],
    ],
    [
      'what another name stands for',
      'other.example.com',
      [alias('other', 'other.example.com')],
    ],
    [
      'destinations of routes of other hosts',
      'stock.shop.svc.cluster.local',
      [virtualService('shop/v', 'other', `http: ${to('stock')}`)],
    ],
    [
      'destinations for a host of the same short name in another namespace',
      'stock.web.svc.cluster.local',
      [virtualService('web/v', 'cart', `http: ${to('stock')}`)],
    ],
    [
      'backends of routes at other services',
      'stock.shop.svc.cluster.local',
      [
        httpRoute(
          'shop/r',
          '{kind: Service, group: "", name: other}',
          '{name: stock, port: 80}',
        ),
      ],
    ],
  ])('do not include %s', (_, host, objects) => {
    expect(hostsOf(...objects).has(host)).toBe(false);
  });

  it('say which objects speak of the service', () => {
    const objects = [
      alias('other', 'other.example.com'),
      entry('web/x', 'CART.shop.svc.cluster.local'),
      entry('web/y', 'other.example.com'),
      config('DestinationRule', 'shop/short', '{host: cart}'),
      config('DestinationRule', 'web/foreign', '{host: cart}'),
      config('DestinationRule', 'web/wide', '{host: "*.local"}'),
      virtualService('shop/own', 'cart', `http: ${to('cart')}`),
      virtualService('web/foreign', 'cart', `http: ${to('cart')}`),
      httpRoute(
        'shop/own',
        '{kind: Service, group: "", name: cart}',
        '{name: cart, port: 80}',
      ),
      httpRoute(
        'web/foreign',
        '{kind: Service, group: "", name: cart}',
        '{name: cart, port: 80}',
      ),
      httpRoute(
        'web/gateway',
        '{name: main}',
        '{name: cart, namespace: shop, port: 80}',
      ),
    ];
    const { services, entries, virtualServices, routes, rules } = world(
      ...objects,
    );
    const hosts = hostsOf(...objects);
    const named = (records: readonly { namespace: string; name: string }[]) =>
      records.map(({ namespace, name }) => `${namespace}/${name}`);
    expect(named(services.filter(found => hosts.hasService(found)))).toEqual(
      [],
    );
    expect(hosts.hasService(CART)).toBe(true);
    expect(named(entries.filter(found => hosts.hasEntry(found)))).toEqual([
      'web/x',
    ]);
    expect(named(rules.filter(found => hosts.hasRule(found)))).toEqual([
      'shop/short',
      'web/wide',
    ]);
    expect(
      named(virtualServices.filter(found => hosts.hasVirtualService(found))),
    ).toEqual(['shop/own']);
    expect(named(routes.filter(found => hosts.hasRoute(found)))).toEqual([
      'shop/own',
      'web/gateway',
    ]);
  });
});
