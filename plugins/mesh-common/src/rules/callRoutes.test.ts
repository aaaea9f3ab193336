import { fleet } from '../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace,
  workload,
} from '../__testUtils__/meshYaml';
import { Rule } from '../model/rule';
import { answer } from './answer';
import { callRoutes } from './callRoutes';
import { meshServices } from './meshServices';
import { ConfiguredRoute } from './proxyConfig';
import { proxyOf } from './proxyOf';

const CART = 'cart.shop.svc.cluster.local';
const PAY = 'pay.shop.svc.cluster.local';

/** The routes of `web/web` for a port of `shop/cart`, as `match -> clusters with weights`. */
function routesTo(
  port: number,
  options: {
    readonly ports?: string;
    readonly more?: readonly string[];
    readonly role?: string;
  } = {},
): readonly string[] {
  const {
    ports = '[{name: http, port: 80}]',
    more = [],
    role = 'sidecar',
  } = options;
  const rule: Rule<void, readonly ConfiguredRoute[]> = {
    source: '6.3',
    nameOf: () => 'routes',
    ask(mesh) {
      const ref = { cluster: 'c1', namespace: 'web', pod: 'web-1' };
      const proxy = mesh.ask(proxyOf, ref);
      if (!proxy?.view) throw new Error('nobody accepts the client');
      const served = { ...proxy, view: proxy.view };
      const [service] =
        mesh.ask(meshServices, proxy.view.key).byHost.get(CART) ?? [];
      const found = service.ports.find(({ number }) => number === port);
      if (!found) throw new Error('there is no such port');
      return callRoutes(mesh, { ref, proxy: served }, service, found);
    },
  };
  const c1 = docs(
    istiod('c1'),
    namespace('web'),
    namespace('shop'),
    workload('web/web').replace('[proxy, sidecar]', `[proxy, ${role}]`),
    workload('shop/cart', { addresses: '10.0.1', ports }),
    workload('shop/pay', { addresses: '10.0.2' }),
    ...more,
  );
  return answer(fleet({ c1 }), rule, undefined).value.map(
    ({ match, clusters = [] }) =>
      `${match} -> ${clusters
        .map(({ name, weight }) => `${name} ${weight}`)
        .join(', ')}`,
  );
}

const route = (spec: string, host = CART) =>
  config('VirtualService', 'shop/cart', `{hosts: [${host}], ${spec}}`);
const to = (host: string) => `{destination: {host: ${host}}}`;
const WHOLE = `outbound|80||${CART}`;

describe('callRoutes, reference 6.3', () => {
  it('lead to the service where nothing else is said', () => {
    expect(routesTo(80)).toEqual([`prefix:/ -> ${WHOLE} 100`]);
  });

  it('are those of a VirtualService of the host, in its order', () => {
    const http = `http: [{match: [{uri: {prefix: /pay}}], route: [${to(
      PAY,
    )}]}, {route: [${to(CART)}]}]`;
    const expected = [
      `prefix:/pay -> outbound|80||${PAY} 100`,
      `prefix:/ -> ${WHOLE} 100`,
    ];
    expect(routesTo(80, { more: [route(http)] })).toEqual(expected);
    // A wildcard speaks of the host as well.
    const wide = route(http, "'*.shop.svc.cluster.local'");
    expect(routesTo(80, { more: [wide] })).toEqual(expected);
  });

  it('are not those of another host', () => {
    const http = `http: [{route: [${to(PAY)}]}]`;
    const other = route(http, 'other.shop.svc.cluster.local');
    expect(routesTo(80, { more: [other] })).toEqual([
      `prefix:/ -> ${WHOLE} 100`,
    ]);
  });

  it('may lead to an alias of the service, which is no service of its own', () => {
    const alias = `
apiVersion: v1
kind: Service
metadata: {name: alias, namespace: shop}
spec: {type: ExternalName, externalName: ${CART}, ports: [{name: http, port: 80}]}
`;
    const http = `http: [{route: [${to('alias.shop.svc.cluster.local')}]}]`;
    expect(routesTo(80, { more: [alias, route(http)] })).toEqual([
      `prefix:/ -> ${WHOLE} 100`,
    ]);
  });

  describe('of a TCP port', () => {
    const ports = '[{name: tcp, port: 9000}]';

    it('lead to the service', () => {
      expect(routesTo(9000, { ports })).toEqual([
        ` -> outbound|9000||${CART} 100`,
      ]);
    });

    it('are those of TCP of a VirtualService', () => {
      const more = [
        route(
          `tcp: [{match: [{port: 9000}], route: [{destination: {host: ${PAY}, port: {number: 80}}, weight: 30}, {destination: {host: ${CART}, port: {number: 9000}}, weight: 70}]}]`,
        ),
      ];
      expect(routesTo(9000, { ports, more })).toEqual([
        ` -> outbound|80||${PAY} 30, outbound|9000||${CART} 70`,
      ]);
    });

    it('of TLS are told by the server name', () => {
      const more = [
        route(
          `tls: [{match: [{port: 9000, sniHosts: [${CART}]}], route: [{destination: {host: ${PAY}, port: {number: 80}}}]}]`,
        ),
      ];
      const tls = '[{name: tls, port: 9000}]';
      expect(routesTo(9000, { ports: tls, more })).toContain(
        `sni=${CART} -> outbound|80||${PAY} 100`,
      );
    });
  });

  it('there are none of UDP', () => {
    expect(
      routesTo(53, { ports: '[{name: dns, port: 53, protocol: UDP}]' }),
    ).toEqual([]);
  });

  it.each([
    [80, 1],
    [81, 0],
  ])(
    'a Sidecar whose only listener is at port %d leaves %d',
    (number, count) => {
      const sidecar = config(
        'Sidecar',
        'web/default',
        `{egress: [{port: {number: ${number}, protocol: HTTP, name: http}, hosts: ['shop/*']}]}`,
      );
      expect(routesTo(80, { more: [sidecar] })).toHaveLength(count);
    },
  );

  describe('of a gateway', () => {
    const edge = config(
      'Gateway',
      'shop/edge',
      `{selector: {app: web}, servers: [{port: {number: 8080, name: http, protocol: HTTP}, hosts: ['*']}]}`,
    );
    const http = `gateways: [edge], http: [{match: [{uri: {prefix: /pay}}], route: [${to(
      PAY,
    )}]}, {match: [{uri: {prefix: /both}}], route: [{destination: {host: ${PAY}}, weight: 50}, {destination: {host: ${CART}}, weight: 50}]}, {route: [${to(
      CART,
    )}]}]`;

    it('are those that lead to the service, with the names they are for', () => {
      const more = [edge, route(http, 'shop.example.com')];
      expect(routesTo(80, { more, role: 'router' })).toEqual([
        `shop.example.com prefix:/both -> outbound|80||${PAY} 50, ${WHOLE} 50`,
        `shop.example.com prefix:/ -> ${WHOLE} 100`,
      ]);
    });

    it('there are none without a VirtualService', () => {
      expect(routesTo(80, { more: [edge], role: 'router' })).toEqual([]);
    });
  });
});
