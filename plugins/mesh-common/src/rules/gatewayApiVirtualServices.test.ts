import { fleet } from '../__testUtils__/fleet';
import { config, docs, istiod, namespace } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { gatewayApiVirtualServices } from './gatewayApiVirtualServices';

const LISTENERS =
  '{name: web, port: 80, protocol: HTTP, hostname: "*.example.com", allowedRoutes: {namespaces: {from: All}}}, {name: own, port: 8080, protocol: HTTP, allowedRoutes: {namespaces: {from: Same}}}';

const GATEWAY = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: main, namespace: edge}
spec: {gatewayClassName: istio, listeners: [${LISTENERS}]}
`;

const CART = `
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {clusterIP: 10.96.0.1, ports: [{name: http, port: 80}]}
`;

const ENTRY = config(
  'ServiceEntry',
  'shop/api',
  '{hosts: [api.example.com, api2.example.com]}',
);

interface Route {
  readonly kind?: string;
  readonly name?: string;
  readonly home?: string;
  readonly parents?: string;
  readonly hostnames?: string;
  readonly rules?: string;
  readonly day?: number;
}

const TO_CART = '{backendRefs: [{name: cart, port: 80}]}';
const AT_CART = '{group: "", kind: Service, name: cart}';
const AT_GATEWAY = '{name: main, namespace: edge}';

function route({
  kind = 'HTTPRoute',
  name = 'r',
  home = 'shop',
  parents = AT_CART,
  hostnames = '',
  rules = TO_CART,
  day = 1,
}: Route): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: ${kind}
metadata: {name: ${name}, namespace: ${home}, creationTimestamp: '2026-01-0${day}T00:00:00Z'}
spec: {parentRefs: [${parents}], hostnames: [${hostnames}], rules: [${rules}]}
`;
}

const grant = (from: string, to: string, home = 'shop') => `
apiVersion: gateway.networking.k8s.io/v1beta1
kind: ReferenceGrant
metadata: {name: g, namespace: ${home}}
spec: {from: [${from}], to: [${to}]}
`;

function virtualServicesOf(...objects: readonly string[]) {
  const snapshot = fleet({
    c1: docs(
      istiod('c1'),
      ...['edge', 'shop', 'web'].map(name => namespace(name)),
      GATEWAY,
      CART,
      ENTRY,
      ...objects,
    ),
  });
  return answer(snapshot, gatewayApiVirtualServices, {
    cluster: 'c1',
    namespace: 'istio-system',
    deployment: 'istiod',
  }).value;
}

const placesOf = (...objects: readonly string[]) =>
  virtualServicesOf(...objects).map(
    ({ gateways, hosts, http }) =>
      `${gateways.join()} ${hosts.join()}${
        http[0]?.match[0]?.port === undefined
          ? ''
          : ` at ${http[0].match[0].port}`
      }`,
  );

describe('where routes of the Gateway API apply, reference 6.3', () => {
  it.each<[string, Route, readonly string[]]>([
    ['a Service', {}, ['mesh cart.shop.svc.cluster.local']],
    [
      'one port of a Service',
      { parents: '{group: "", kind: Service, name: cart, port: 80}' },
      ['mesh cart.shop.svc.cluster.local at 80'],
    ],
    [
      'a Service of another namespace',
      {
        home: 'web',
        parents: '{group: "", kind: Service, name: cart, namespace: shop}',
      },
      ['mesh cart.shop.svc.cluster.local'],
    ],
    [
      'the group of Services has another name',
      { parents: '{group: core, kind: Service, name: cart}' },
      ['mesh cart.shop.svc.cluster.local'],
    ],
    [
      'a Service that does not exist',
      { parents: '{group: "", kind: Service, name: other}' },
      [],
    ],
    [
      'a kind of Service that is not Kubernetes’ own',
      { parents: '{group: example.com, kind: Service, name: cart}' },
      [],
    ],
    [
      'every host of a ServiceEntry',
      {
        parents: '{group: networking.istio.io, kind: ServiceEntry, name: api}',
      },
      ['mesh api.example.com', 'mesh api2.example.com'],
    ],
    [
      'a ServiceEntry that does not exist',
      { parents: '{group: networking.istio.io, kind: ServiceEntry, name: x}' },
      [],
    ],
    [
      'a kind that takes no routes',
      { parents: '{group: apps, kind: Deployment, name: cart}' },
      [],
    ],
    [
      'listeners that let the namespace and the host in',
      { parents: AT_GATEWAY, hostnames: 'a.example.com' },
      ['edge/main~web a.example.com'],
    ],
    [
      'every listener for routes of its own namespace',
      { home: 'edge', parents: '{name: main}', hostnames: 'a.example.com' },
      ['edge/main~web a.example.com', 'edge/main~own a.example.com'],
    ],
    [
      'a listener by name',
      {
        home: 'edge',
        parents: '{name: main, sectionName: own}',
        hostnames: 'a.example.com',
      },
      ['edge/main~own a.example.com'],
    ],
    [
      'a listener by port',
      {
        home: 'edge',
        parents: '{name: main, port: 8080}',
        hostnames: 'a.example.com',
      },
      ['edge/main~own a.example.com'],
    ],
    [
      'without host names every host',
      { parents: AT_GATEWAY },
      ['edge/main~web *'],
    ],
    [
      'a host that no listener has',
      { parents: AT_GATEWAY, hostnames: 'a.example.org' },
      [],
    ],
    [
      'a Gateway of that name elsewhere',
      { parents: '{name: main}', hostnames: 'a.example.com' },
      [],
    ],
    [
      'another Gateway',
      {
        parents: '{name: other, namespace: edge}',
        hostnames: 'a.example.com',
      },
      [],
    ],
    [
      'a GRPCRoute',
      { kind: 'GRPCRoute' },
      ['mesh cart.shop.svc.cluster.local'],
    ],
  ])('%s', (_, options, expected) => {
    expect(placesOf(route(options))).toEqual(expected);
  });
});

describe('backends of other namespaces, reference 6.3', () => {
  const FROM =
    '{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: web}';
  const TO = '{group: "", kind: Service}';
  const destination = (parents: string, ...objects: readonly string[]) =>
    virtualServicesOf(
      route({
        home: 'web',
        parents,
        rules: '{backendRefs: [{name: cart, namespace: shop, port: 80}]}',
      }),
      ...objects,
    )[0]?.http[0]?.route[0];
  const ALLOWED = { host: 'cart.shop.svc.cluster.local', port: 80 };
  const REFUSED = { host: '', port: undefined };

  it.each<[string, readonly string[], object]>([
    ['nobody grants it', [], REFUSED],
    ['a grant for the kind', [grant(FROM, TO)], ALLOWED],
    [
      'a grant for the name',
      [grant(FROM, '{group: "", kind: Service, name: cart}')],
      ALLOWED,
    ],
    [
      'a grant for another name',
      [grant(FROM, '{group: "", kind: Service, name: other}')],
      REFUSED,
    ],
    [
      'a grant for another kind of backend',
      [grant(FROM, '{group: "", kind: Secret}')],
      REFUSED,
    ],
    [
      'a grant for another group',
      [grant(FROM, '{group: example.com, kind: Service}')],
      REFUSED,
    ],
    [
      'a grant to another kind of route',
      [grant(FROM.replace('HTTPRoute', 'GRPCRoute'), TO)],
      REFUSED,
    ],
    [
      'a grant to another namespace',
      [grant(FROM.replace('web', 'edge'), TO)],
      REFUSED,
    ],
    [
      'a grant to another group',
      [grant(FROM.replace('gateway.networking.k8s.io', 'example.com'), TO)],
      REFUSED,
    ],
    [
      'a grant in a namespace that is not the backend’s',
      [grant(FROM, TO, 'edge')],
      REFUSED,
    ],
  ])('at a gateway: %s', (_, objects, expected) => {
    expect(destination(AT_GATEWAY, ...objects)).toMatchObject(expected);
  });

  it('inside of the mesh need no grant', () => {
    expect(
      destination('{group: "", kind: Service, name: cart, namespace: shop}'),
    ).toMatchObject(ALLOWED);
  });
});

describe('routes for one host at one parent are one, reference 6.3', () => {
  const matchesOf = (...objects: readonly string[]) =>
    virtualServicesOf(...objects).map(({ http, from }) => [
      from.map(({ name }) => name).join(),
      ...http.map(
        ({ match: [{ uri, method, headers, queryParams }] }) =>
          `${uri ? `${uri.kind} ${uri.value}` : 'everything'}${
            method ? ` ${method.value}` : ''
          }${headers.size > 0 ? ` headers ${headers.size}` : ''}${
            queryParams.size > 0 ? ` parameters ${queryParams.size}` : ''
          }`,
      ),
    ]);
  const rule = (match: string) =>
    `{matches: [{${match}}], backendRefs: [{name: cart, port: 80}]}`;
  const path = (type: string, value: string) =>
    `path: {type: ${type}, value: ${value}}`;

  it('exact before prefix before regex before none, longer before shorter', () => {
    expect(
      matchesOf(
        route({
          rules: [
            rule(path('RegularExpression', '/a.*')),
            rule(path('PathPrefix', '/a')),
            rule(path('PathPrefix', '/a/longer')),
            rule(path('Exact', '/a')),
          ].join(),
        }),
      ),
    ).toEqual([
      ['r', 'exact /a', 'prefix /a/longer', 'prefix /a', 'regex /a.*'],
    ]);
  });

  it('then those with a method, with more headers, with more parameters', () => {
    const header = (name: string) => `{type: Exact, name: ${name}, value: x}`;
    expect(
      matchesOf(
        route({
          rules: [
            rule(path('Exact', '/a')),
            rule(`${path('Exact', '/a')}, queryParams: [${header('q')}]`),
            rule(`${path('Exact', '/a')}, headers: [${header('h')}]`),
            rule(
              `${path('Exact', '/a')}, headers: [${header('h')}, ${header(
                'i',
              )}]`,
            ),
            rule(`${path('Exact', '/a')}, method: GET`),
          ].join(),
        }),
      ),
    ).toEqual([
      [
        'r',
        'exact /a GET',
        'exact /a headers 2',
        'exact /a headers 1',
        'exact /a parameters 1',
        'exact /a',
      ],
    ]);
  });

  it('of equal ones the older object first, then namespace, then name', () => {
    const same = (name: string, day: number) =>
      route({ name, day, parents: AT_GATEWAY, hostnames: 'a.example.com' });
    expect(
      virtualServicesOf(
        same('b', 1),
        same('a', 2),
        route({
          name: 'z',
          home: 'edge',
          day: 1,
          parents: '{name: main, sectionName: web}',
          hostnames: 'a.example.com',
        }),
        same('c', 1),
      ).map(({ from }) =>
        from.map(({ namespace: home, name }) => `${home}/${name}`),
      ),
    ).toEqual([['edge/z', 'shop/b', 'shop/c', 'shop/a']]);
  });

  it('at a service those of each namespace stand apart', () => {
    expect(
      virtualServicesOf(
        route({}),
        route({
          home: 'web',
          parents: '{group: "", kind: Service, name: cart, namespace: shop}',
        }),
      ).map(({ namespace: home }) => home),
    ).toEqual(['shop', 'web']);
  });

  it('a slash at the end of a prefix does not count', () => {
    expect(
      matchesOf(
        route({
          rules: [
            rule(path('PathPrefix', '/a//')),
            rule(path('PathPrefix', '/')),
          ].join(),
        }),
      ),
    ).toEqual([['r', 'prefix /a', 'prefix /']]);
  });
});

describe('what a rule of the Gateway API does, reference 6.3', () => {
  const only = (rules: string) =>
    virtualServicesOf(route({ rules }))[0].http[0];

  it.each<[string, string, object]>([
    [
      'backends by weight; one of weight zero is none',
      '{backendRefs: [{name: cart, port: 80, weight: 3}, {name: old, port: 80, weight: 0}]}',
      {
        route: [
          {
            host: 'cart.shop.svc.cluster.local',
            port: 80,
            weight: 3,
            subset: '',
          },
        ],
        directResponse: undefined,
      },
    ],
    [
      'no backend at all is an error of the server',
      '{backendRefs: [{name: cart, port: 80, weight: 0}]}',
      { route: [], directResponse: 500 },
    ],
    [
      'a redirect needs no backend',
      '{filters: [{type: RequestRedirect, requestRedirect: {path: {type: ReplaceFullPath, replaceFullPath: /x}}}]}',
      { route: [], directResponse: undefined, redirect: { uri: '/x' } },
    ],
    [
      'a backend that is a host',
      '{backendRefs: [{group: networking.istio.io, kind: Hostname, name: api.example.com, port: 443}]}',
      {
        route: [{ host: 'api.example.com', port: 443, weight: 1, subset: '' }],
      },
    ],
    [
      'a backend of a kind that nobody knows',
      '{backendRefs: [{group: example.com, kind: Service, name: cart, port: 80}]}',
      { route: [{ host: '', port: undefined, weight: 1, subset: '' }] },
    ],
    [
      'a mirror gets everything',
      '{backendRefs: [{name: cart, port: 80}], filters: [{type: RequestMirror, requestMirror: {backendRef: {name: shadow, port: 80}}}]}',
      {
        mirrors: [
          {
            host: 'shadow.shop.svc.cluster.local',
            port: 80,
            weight: 100,
            subset: '',
          },
        ],
      },
    ],
  ])('%s', (_, rules, expected) => {
    expect(only(rules)).toMatchObject(expected);
  });
});
