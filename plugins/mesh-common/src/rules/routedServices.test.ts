import { fleet } from '../__testUtils__/fleet';
import { config, docs, istiod } from '../__testUtils__/meshYaml';
import { Rule } from '../model/rule';
import { allViews } from './allViews';
import { answer } from './answer';
import { meshServices } from './meshServices';
import { routedServices } from './routedServices';
import { virtualServices } from './virtualServices';

/** What the routes make known to a client of namespace `web`, as `namespace/name ports`; `hidden` names namespaces that export nothing to it. */
function known(
  objects: readonly string[],
  hidden: readonly string[] = [],
): readonly string[] {
  const rule: Rule<void, readonly string[]> = {
    source: '3.8',
    nameOf: () => 'routed',
    ask(mesh) {
      const [{ key }] = mesh.ask(allViews, undefined);
      return routedServices({
        routes: mesh.ask(virtualServices, key),
        catalog: mesh.ask(meshServices, key),
        namespace: 'web',
        isExported: ({ namespace }) => !hidden.includes(namespace),
      }).map(
        ({ namespace, name, ports }) =>
          `${namespace}/${name} ${ports.map(({ number }) => number).join()}`,
      );
    },
  };
  const snapshot = fleet({ c1: docs(istiod('c1'), ...objects) });
  return answer(snapshot, rule, undefined).value;
}

const service = (key: string) => {
  const [namespace, name] = key.split('/');
  return `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${namespace}}
spec: {clusterIP: 10.96.0.1, ports: [{name: http, port: 80}, {name: tcp, port: 90}]}
`;
};

const entry = (key: string, day: string, host = 'api.example.com') =>
  config(
    'ServiceEntry',
    key,
    `{hosts: [${host}], ports: [{number: 80, name: http, protocol: HTTP}], resolution: DNS}`,
    `creationTimestamp: '2026-01-${day}T00:00:00Z'`,
  );

const route = (spec: string) =>
  config('VirtualService', 'shop/route', `{hosts: [front], ${spec}}`);
const to = (host: string, port?: number) =>
  `{destination: {host: ${host}${
    port === undefined ? '' : `, port: {number: ${port}}`
  }}}`;

const CART = 'shop/cart 80,90';

describe('routedServices, reference 3.8 and 6.3', () => {
  const cart = service('shop/cart');

  it.each<[string, string, readonly string[]]>([
    ['nothing', 'http: []', []],
    ['a service', `http: [{route: [${to('cart')}]}]`, [CART]],
    [
      'one of its ports',
      `http: [{route: [${to('cart', 90)}]}]`,
      ['shop/cart 90'],
    ],
    [
      'several of its ports',
      `http: [{route: [${to('cart', 90)}]}, {route: [${to('cart', 80)}]}]`,
      [CART],
    ],
    [
      'one of its ports, and all of them',
      `http: [{route: [${to('cart', 90)}]}, {route: [${to('cart')}]}]`,
      [CART],
    ],
    [
      'a port that it does not have',
      `http: [{route: [${to('cart', 70)}]}]`,
      [],
    ],
    ['a host that nobody knows', `http: [{route: [${to('pay')}]}]`, []],
    [
      'a mirror',
      `http: [{directResponse: {status: 200}, mirror: {host: cart}}]`,
      [CART],
    ],
    ['TCP', `tcp: [{route: [${to('cart', 90)}]}]`, ['shop/cart 90']],
    [
      'TLS',
      `tls: [{match: [{sniHosts: [a]}], route: [${to('cart')}]}]`,
      [CART],
    ],
    [
      'requests of the namespace',
      `http: [{match: [{sourceNamespace: web}], route: [${to('cart')}]}]`,
      [CART],
    ],
    [
      'requests of another namespace',
      `http: [{match: [{sourceNamespace: pay}], route: [${to('cart')}]}]`,
      [],
    ],
    [
      'requests of another namespace, and of this one',
      `http: [{match: [{sourceNamespace: pay}, {sourceNamespace: web}], route: [${to(
        'cart',
      )}]}]`,
      [CART],
    ],
    [
      'TCP of another namespace, which istiod does not look at',
      `tcp: [{match: [{sourceNamespace: pay}], route: [${to('cart')}]}]`,
      [CART],
    ],
  ])('a route for %s', (_, spec, expected) => {
    expect(known([cart, route(spec)])).toEqual(expected);
  });

  it('a host of several namespaces is that of the own one, else the first that is exported', () => {
    const api = route(`http: [{route: [${to('api.example.com')}]}]`);
    const all = [entry('b/api', '01'), entry('a/api', '02'), api];
    expect(known(all)).toEqual(['a/api 80']);
    expect(known(all, ['a'])).toEqual(['b/api 80']);
    expect(known(all, ['a', 'b'])).toEqual([]);
    expect(known([...all, entry('web/api', '03')])).toEqual(['web/api 80']);
    // Its own it knows even if that is exported to others only.
    expect(known([...all, entry('web/api', '03')], ['web'])).toEqual([
      'web/api 80',
    ]);
  });

  it('of one namespace it is the Service, else the oldest entry', () => {
    const host = 'cart.shop.svc.cluster.local';
    const all = [entry('shop/b', '02', host), entry('shop/a', '01', host)];
    const cartOnly = route(`http: [{route: [${to('cart', 80)}]}]`);
    expect(known([...all, cartOnly])).toEqual(['shop/a 80']);
    expect(known([...all, cart, cartOnly])).toEqual(['shop/cart 80']);
  });
});
