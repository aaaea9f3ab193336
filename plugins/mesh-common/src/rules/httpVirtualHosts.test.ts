import { fleet } from '../__testUtils__/fleet';
import { config, docs, istiod } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { httpVirtualHosts } from './httpVirtualHosts';
import { meshServices } from './meshServices';
import { MeshVirtualService } from './meshVirtualService';
import { virtualServices } from './virtualServices';

const ISTIOD = {
  cluster: 'c1',
  namespace: 'istio-system',
  deployment: 'istiod',
};
const LOCAL = '.shop.svc.cluster.local';

const service = (name: string, spec: string) => `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop}
spec: {${spec}}
`;

const WORLD = docs(
  istiod('c1'),
  service(
    'cart',
    'clusterIP: 10.96.0.1, ports: [{name: http, port: 80}, {name: tcp, port: 81}, {name: any, port: 82}]',
  ),
  service(
    'stock',
    'clusterIP: 10.96.0.2, ports: [{name: http, port: 80}, {name: http-82, port: 82}]',
  ),
  service('pods', 'clusterIP: None, ports: [{name: http, port: 83}]'),
  service(
    'alias',
    `type: ExternalName, externalName: stock${LOCAL}, ports: [{name: http, port: 80}]`,
  ),
);

/** Virtual hosts at a port, one text each. */
function hostsAt(
  port: number,
  routes: readonly string[] = [],
  {
    client = 'web',
    aliases = [],
    semantics = 'istio',
    mostSpecific,
  }: {
    readonly client?: string;
    readonly aliases?: readonly string[];
    readonly semantics?: MeshVirtualService['semantics'];
    /** Name of the VirtualService that is the most specific one of every service; by default the first. */
    readonly mostSpecific?: string;
  } = {},
): readonly string[] {
  const snapshot = fleet({
    c1: docs(
      WORLD,
      ...routes.map((spec, index) =>
        config('VirtualService', `shop/v${index + 1}`, spec),
      ),
    ),
  });
  const { services } = answer(snapshot, meshServices, ISTIOD).value;
  const given = answer(snapshot, virtualServices, ISTIOD).value.map(
    virtualService => ({ ...virtualService, semantics }),
  );
  const best = given.find(({ name }) => name === (mostSpecific ?? 'v1'));
  return httpVirtualHosts({
    port,
    client: { gateway: 'mesh', namespace: client, labels: new Map() },
    services,
    virtualServices: given,
    mostSpecific: new Map(
      best ? services.map(({ host }) => [host, best] as const) : [],
    ),
    aliasesOf: host => (host === `stock${LOCAL}` ? aliases : []),
  }).map(
    ({ domains, routes: found }) =>
      `${domains.join()}: ${found
        .map(
          ({ redirect, clusters = [] }) =>
            redirect ??
            clusters
              .map(
                ({ name, weight }) =>
                  `${name.slice('outbound|'.length)} ${weight}`,
              )
              .join(),
        )
        .join('; ')}`,
  );
}

const CART = `cart${LOCAL}: 80||cart${LOCAL} 100`;
const STOCK = `stock${LOCAL}: 80||stock${LOCAL} 100`;
const redirect = (hosts: string, uri = '/r') =>
  `{hosts: [${hosts}], http: [{redirect: {uri: ${uri}}}]}`;

describe('httpVirtualHosts, reference 6.3', () => {
  it.each<[string, number, readonly string[]]>([
    ['services of a port, without other names', 80, [CART, STOCK]],
    ['not those that speak no HTTP there', 81, []],
    [
      'those that may speak it',
      82,
      [
        `cart${LOCAL}: 82||cart${LOCAL} 100`,
        `stock${LOCAL}: 82||stock${LOCAL} 100`,
      ],
    ],
    [
      'a headless one also by the names of its pods',
      83,
      [`*.pods${LOCAL},pods${LOCAL}: 83||pods${LOCAL} 100`],
    ],
    ['nothing where no service has the port', 84, []],
  ])('by default %s', (_, port, expected) => {
    expect(hostsAt(port)).toEqual(expected);
  });

  it.each<[string, number, readonly string[], readonly string[]]>([
    [
      'a VirtualService takes the place of the default',
      80,
      [redirect('cart')],
      [`cart${LOCAL}: /r`, STOCK],
    ],
    [
      'of several for a host the first',
      80,
      [redirect('cart', '/1'), redirect('cart, stock', '/2')],
      [`cart${LOCAL}: /1`, `stock${LOCAL}: /2`],
    ],
    [
      'several hosts each have its routes',
      80,
      [redirect('stock, cart')],
      [`cart${LOCAL}: /r`, `stock${LOCAL}: /r`],
    ],
    [
      'hosts of no service are known at port 80',
      80,
      [redirect('example.com', '/1'), redirect('example.com, b.example', '/2')],
      ['b.example: /2', CART, 'example.com: /1', STOCK],
    ],
    [
      'and at no other',
      82,
      [redirect('example.com')],
      [
        `cart${LOCAL}: 82||cart${LOCAL} 100`,
        `stock${LOCAL}: 82||stock${LOCAL} 100`,
      ],
    ],
    [
      'unless a service is named beside them',
      82,
      [redirect('example.com, cart')],
      [
        `cart${LOCAL}: /r`,
        'example.com: /r',
        `stock${LOCAL}: 82||stock${LOCAL} 100`,
      ],
    ],
    [
      'no routes for what speaks no HTTP',
      81,
      [redirect('cart, x.example')],
      [],
    ],
    [
      'but at port 80 names stay',
      80,
      [redirect('x.example')],
      [CART, STOCK, 'x.example: /r'],
    ],
    [
      'a VirtualService without routes here is none',
      80,
      [
        '{hosts: [cart, x.example], http: [{match: [{port: 82}], redirect: {uri: /r}}]}',
      ],
      [CART, STOCK],
    ],
    [
      'a wildcard takes what it covers',
      80,
      [redirect(`"*${LOCAL}"`)],
      [`alias${LOCAL}: /r`, `cart${LOCAL}: /r`, `stock${LOCAL}: /r`],
    ],
    [
      'at another port, too',
      82,
      [redirect(`"*${LOCAL}"`)],
      [`cart${LOCAL}: /r`, `stock${LOCAL}: /r`],
    ],
    [
      'one that covers nothing is a name',
      80,
      [redirect('"*.example"')],
      ['*.example: /r', CART, STOCK],
    ],
  ])('%s', (_, port, routes, expected) => {
    expect(hostsAt(port, routes)).toEqual(expected);
  });

  it('a wildcard takes only those of which it is the most specific', () => {
    const routes = [redirect('"*.local"', '/1'), redirect(`"*${LOCAL}"`, '/2')];
    expect(hostsAt(80, routes, { mostSpecific: 'v2' })).toEqual([
      `alias${LOCAL}: /2`,
      `cart${LOCAL}: /2`,
      `stock${LOCAL}: /2`,
    ]);
  });

  it('other names of a service share its routes', () => {
    expect(hostsAt(80, [], { aliases: ['b.example', 'a.example'] })).toEqual([
      `a.example,b.example,stock${LOCAL}: 80||stock${LOCAL} 100`,
      CART,
    ]);
  });

  it.each<[string, string, string, readonly string[]]>([
    [
      'its own namespace',
      'shop',
      redirect('cart'),
      [`cart${LOCAL}: /r`, STOCK],
    ],
    ['another one', 'web', redirect('cart'), [`cart${LOCAL}: /r`, STOCK]],
    [
      'its own namespace about hosts of nobody',
      'shop',
      redirect('x.example'),
      [CART, STOCK],
    ],
    [
      'another one with a wildcard, which covers no service',
      'web',
      redirect(`"*${LOCAL}"`),
      [CART, STOCK],
    ],
    [
      'its own with a wildcard and a service',
      'shop',
      redirect(`"*${LOCAL}", cart`),
      [`*${LOCAL}: /r`, `cart${LOCAL}: /r`, STOCK],
    ],
  ])('routes of the Gateway API speak to %s', (_, client, routes, expected) => {
    expect(hostsAt(80, [routes], { client, semantics: 'gateway-api' })).toEqual(
      expected,
    );
  });

  it.each<[string, string, string]>([
    ['no port: that of the request', 'host: stock', `82||stock${LOCAL}`],
    ['a port', 'host: stock, port: {number: 7}', `7||stock${LOCAL}`],
    ['a subset', 'host: stock, subset: v1', `82|v1|stock${LOCAL}`],
    ['a host that nobody knows', 'host: x.example', '82||x.example'],
  ])('a destination with %s', (_, destination, expected) => {
    const spec = `{hosts: [cart], http: [{route: [{destination: {${destination}}}]}]}`;
    expect(hostsAt(82, [spec])[0]).toBe(`cart${LOCAL}: ${expected} 100`);
  });

  it('a destination with another name leads to what it stands for', () => {
    const spec =
      '{hosts: [cart], http: [{route: [{destination: {host: alias}}]}]}';
    expect(hostsAt(80, [spec])[0]).toBe(`cart${LOCAL}: 80||stock${LOCAL} 100`);
  });
});
