import { fleet } from '../__testUtils__/fleet';
import { config, docs, istiod } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { virtualServices } from './virtualServices';

const ISTIOD = {
  cluster: 'c1',
  namespace: 'istio-system',
  deployment: 'istiod',
};

const read = (objects: readonly string[], mesh = '') =>
  answer(
    fleet({ c1: docs(istiod('c1', { mesh }), ...objects) }),
    virtualServices,
    ISTIOD,
  ).value;

const route = (key: string, spec: string, metadata = '') =>
  config('VirtualService', key, spec, metadata);
const TO_CART = 'http: [{route: [{destination: {host: cart}}]}]';
const CART = 'cart.shop.svc.cluster.local';

const SERVICE = `
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {clusterIP: 10.96.0.1, ports: [{name: http, port: 80}]}
`;

describe('virtualServices, reference 6.3', () => {
  it('names without dots are of the own namespace, wherever they stand', () => {
    const [found] = read([
      route(
        'shop/a',
        `{
          hosts: [cart, 'pay.bank', example.com],
          http: [{
            match: [{gateways: [edge, mesh, web/edge, edge.web]}],
            route: [{destination: {host: cart}}, {destination: {host: example.com}}],
            mirror: {host: pay}
          }],
          tls: [{match: [{sniHosts: [a], gateways: [edge]}], route: [{destination: {host: cart}}]}],
          tcp: [{match: [{port: 80, gateways: [mesh]}], route: [{destination: {host: pay}}]}]
        }`,
      ),
    ]);
    expect(found).toMatchObject({
      hosts: [CART, 'pay.bank', 'example.com'],
      gateways: ['mesh'],
      semantics: 'istio',
      http: [
        {
          match: [{ gateways: ['shop/edge', 'mesh', 'web/edge', 'web/edge'] }],
          route: [{ host: CART }, { host: 'example.com' }],
          mirrors: [{ host: 'pay.shop.svc.cluster.local' }],
        },
      ],
      tls: [{ match: [{ gateways: ['shop/edge'] }], route: [{ host: CART }] }],
      tcp: [
        {
          match: [{ gateways: ['mesh'] }],
          route: [{ host: 'pay.shop.svc.cluster.local' }],
        },
      ],
    });
    expect(found.from).toMatchObject([
      { kind: 'VirtualService', namespace: 'shop', name: 'a' },
    ]);
  });

  it.each([
    ['edge', 'shop/edge'],
    ['./edge', 'shop/edge'],
    ['web/edge', 'web/edge'],
    ['edge.web', 'web/edge'],
    ['edge.web.svc.cluster.local', 'web/edge'],
    ['mesh', 'mesh'],
  ])('the gateway %s is %s', (gateway, expected) => {
    const spec = `{hosts: [cart], gateways: [${gateway}], ${TO_CART}}`;
    expect(read([route('shop/a', spec)])[0].gateways).toEqual([expected]);
  });

  it('without gateways it is for sidecars, else for what it names', () => {
    const gateways = (spec: string) =>
      read([route('shop/a', `{hosts: [cart], ${spec}}`)])[0].gateways;
    expect(gateways('')).toEqual(['mesh']);
    expect(gateways('gateways: [edge, web/edge]')).toEqual([
      'shop/edge',
      'web/edge',
    ]);
  });

  it('the oldest comes first, of one age by name; what another revision reads is left out', () => {
    const at = (day: string, more = '') =>
      `creationTimestamp: '2026-01-${day}T00:00:00Z', ${more}`;
    const spec = `{hosts: [cart], ${TO_CART}}`;
    expect(
      read([
        SERVICE,
        route('shop/c', spec, at('02')),
        route('shop/b', spec, at('02')),
        route('shop/z', spec, at('01')),
        route('shop/other', spec, at('01', 'labels: {istio.io/rev: blue}')),
        route('shop/own', spec, at('03', 'labels: {istio.io/rev: default}')),
        `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: first, namespace: shop, creationTimestamp: '2025-01-01T00:00:00Z'}
spec: {parentRefs: [{group: '', kind: Service, name: cart, port: 80}], rules: [{backendRefs: [{name: cart, port: 80}]}]}
`,
      ]).map(({ from: [{ name }] }) => name),
    ).toEqual(['first', 'z', 'b', 'c', 'own']);
  });

  describe('delegates', () => {
    const root = route(
      'shop/root',
      '{hosts: [cart], http: [{delegate: {name: part, namespace: web}}]}',
    );
    const part = (more = '') =>
      route(
        'web/part',
        `{${more} http: [{route: [{destination: {host: site}}]}]}`,
      );
    const leadsTo = (objects: readonly string[], mesh = '') =>
      read(objects, mesh).flatMap(({ name, http }) =>
        http.flatMap(({ route: to }) =>
          to.map(({ host }) => `${name} ${host}`),
        ),
      );

    it('are put in their place, with the short names of their own namespace', () => {
      expect(leadsTo([root, part()])).toEqual([
        'root site.web.svc.cluster.local',
      ]);
    });

    it.each<[string, readonly string[], string]>([
      ['is not exported there', [root, part("exportTo: ['.'],")], ''],
      [
        'is not exported, as the mesh config says for all',
        [root, part()],
        "defaultVirtualServiceExportTo: ['.']",
      ],
      ['is not there', [root], ''],
      [
        'has hosts of its own, and so is none',
        [root, part('hosts: [site], gateways: [edge],')],
        '',
      ],
    ])('nothing is put in the place of one that %s', (_, objects, mesh) => {
      expect(
        leadsTo(objects, mesh).filter(text => text.startsWith('root')),
      ).toEqual([]);
    });

    it('are no routes by themselves', () => {
      expect(read([part()])).toEqual([]);
    });
  });

  it('there are none of a control plane that does not exist', () => {
    const snapshot = fleet({ c1: route('shop/a', `{hosts: [cart]}`) });
    expect(answer(snapshot, virtualServices, ISTIOD).value).toEqual([]);
  });
});
