import { fleet } from '../__testUtils__/fleet';
import { answer } from './answer';
import { proxyConfig } from './proxyConfig';

const SYSTEM = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
spec:
  template:
    spec:
      containers:
      - {name: discovery, image: 'pilot:1.31.0', env: [{name: CLUSTER_ID, value: c1}]}
---
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: web, labels: {app: web, version: v1}}
spec:
  containers:
  - name: istio-proxy
    image: proxyv2:1.31.0
    args: [proxy, sidecar]
    env: [{name: ISTIO_META_CLUSTER_ID, value: c1}]
status: {phase: Running, podIP: 10.0.0.1}
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec:
  clusterIP: 10.96.0.1
  ports: [{name: http, port: 80}, {name: tcp-db, port: 5432}, {name: tls-in, port: 8443}, {name: any, port: 9000}]
---
apiVersion: v1
kind: Service
metadata: {name: stock, namespace: shop}
spec: {clusterIP: 10.96.0.2, ports: [{name: http, port: 80}]}
`;

const object = (
  kind: string,
  name: string,
  spec: string,
  namespace = 'shop',
) => `---
apiVersion: ${APIS[kind] ?? 'networking.istio.io/v1'}
kind: ${kind}
metadata: {name: ${name}, namespace: ${namespace}, creationTimestamp: "2026-01-01T00:00:0${
  clock++ % 10
}Z"}
spec: ${spec}
`;

const APIS: { readonly [kind: string]: string } = {
  HTTPRoute: 'gateway.networking.k8s.io/v1',
  GRPCRoute: 'gateway.networking.k8s.io/v1',
  Service: 'v1',
};

let clock = 0;
beforeEach(() => {
  clock = 0;
});

function configOf(...objects: readonly string[]) {
  const snapshot = fleet({ c1: [SYSTEM, ...objects].join('') });
  const proxy = { cluster: 'c1', namespace: 'web', pod: 'web' };
  return answer(snapshot, proxyConfig, proxy).value;
}

/** Routes of a host at a port, one text each. */
function routes(
  config: ReturnType<typeof configOf>,
  host = 'cart.shop.svc.cluster.local',
  name = '80',
): readonly string[] {
  const found = config.routes
    .get(name)
    ?.find(({ domains }) => domains.includes(host));
  return (found?.routes ?? []).map(route => {
    const clusters = route.clusters?.map(
      cluster => `${cluster.name.slice('outbound|'.length)} ${cluster.weight}`,
    );
    const end =
      clusters?.join(', ') ?? `${route.redirect ?? route.directResponse}`;
    return `${route.match} -> ${end}`;
  });
}

const DEFAULT = 'prefix:/ -> 80||cart.shop.svc.cluster.local 100';

describe('HTTP routes of a sidecar, reference 6.3', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['no VirtualService: everything to the service', [], [DEFAULT]],
    [
      'the most specific wildcard host wins over an older, wider one',
      [
        object(
          'VirtualService',
          'wide',
          '{hosts: ["*.svc.cluster.local"], http: [{redirect: {uri: /wide}}]}',
        ),
        object(
          'VirtualService',
          'narrow',
          '{hosts: ["*.shop.svc.cluster.local"], http: [{redirect: {uri: /narrow}}]}',
        ),
      ],
      ['prefix:/ -> /narrow'],
    ],
    [
      'an exact host wins over a wildcard',
      [
        object(
          'VirtualService',
          'wide',
          '{hosts: ["*.shop.svc.cluster.local"], http: [{redirect: {uri: /wide}}]}',
        ),
        object(
          'VirtualService',
          'exact',
          '{hosts: [cart], http: [{redirect: {uri: /exact}}]}',
        ),
      ],
      ['prefix:/ -> /exact'],
    ],
    [
      'what cannot apply to the client is left out; with nothing left the default stays',
      [
        object(
          'VirtualService',
          'others',
          '{hosts: [cart], http: [{match: [{sourceNamespace: pay}, {sourceLabels: {version: v2}}, {port: 81}], redirect: {uri: /x}}]}',
        ),
      ],
      [DEFAULT],
    ],
    [
      'a match that names the mesh asks for nothing else',
      [
        object(
          'VirtualService',
          'mesh',
          '{hosts: [cart], http: [{match: [{gateways: [mesh], sourceLabels: {version: v2}}], redirect: {uri: /x}}]}',
        ),
      ],
      ['prefix:/ -> /x'],
    ],
    [
      'nothing follows a route that takes everything; destinations without weight are left out',
      [
        object(
          'VirtualService',
          'all',
          '{hosts: [cart], http: [{route: [{destination: {host: cart}, weight: 60}, {destination: {host: stock}, weight: 40}, {destination: {host: stock, subset: v2}, weight: 0}]}, {redirect: {uri: /never}}]}',
        ),
      ],
      [
        'prefix:/ -> 80||cart.shop.svc.cluster.local 60, 80||stock.shop.svc.cluster.local 40',
      ],
    ],
    [
      'a match reads: path, then headers by name',
      [
        object(
          'VirtualService',
          'match',
          '{hosts: [cart], http: [{match: [{uri: {regex: "/a.*"}, method: {exact: GET}, headers: {x-b: {}, x-a: {prefix: p}}, withoutHeaders: {x-c: {regex: r}}}], directResponse: {status: 503}}]}',
        ),
      ],
      [
        'regex:/a.* header::method=GET header:x-a^p header:x-b present not header:x-c~r -> 503',
      ],
    ],
    [
      'a delegate that contradicts the root leaves nothing; one that narrows it does',
      [
        object(
          'VirtualService',
          'root',
          '{hosts: [cart], http: [{match: [{uri: {prefix: /a}}], delegate: {name: leaf}}, {redirect: {uri: /rest}}]}',
        ),
        object(
          'VirtualService',
          'leaf',
          '{http: [{match: [{uri: {prefix: /b}}], redirect: {uri: /no}}, {match: [{uri: {exact: /a/b}}], redirect: {uri: /yes}}]}',
        ),
      ],
      ['exact:/a/b -> /yes', 'prefix:/ -> /rest'],
    ],
    [
      'an HTTPRoute for another port says nothing here',
      [
        object(
          'HTTPRoute',
          'other',
          '{parentRefs: [{group: "", kind: Service, name: cart, port: 9000}], rules: [{backendRefs: [{name: stock, port: 80}]}]}',
        ),
      ],
      [DEFAULT],
    ],
    [
      'HTTPRoutes of one namespace are one: exact before prefix before regex, longer first; without weight an error',
      [
        object(
          'HTTPRoute',
          'one',
          '{parentRefs: [{group: "", kind: Service, name: cart}], rules: [{matches: [{path: {type: RegularExpression, value: "/r.*"}}], filters: [{type: RequestRedirect, requestRedirect: {path: {type: ReplaceFullPath, replaceFullPath: /full}}}]}, {matches: [{path: {value: /p}}], backendRefs: [{name: stock, port: 80, weight: 0}]}]}',
        ),
        object(
          'HTTPRoute',
          'two',
          '{parentRefs: [{group: "", kind: Service, name: cart, port: 80}], rules: [{matches: [{path: {type: Exact, value: /e}}], backendRefs: [{name: stock, port: 80}]}]}',
        ),
        object(
          'HTTPRoute',
          'three',
          '{parentRefs: [{group: "", kind: Service, name: cart}], rules: [{matches: [{path: {value: /pp/}}, {path: {type: Exact, value: /e}, headers: [{name: h, value: x}]}], backendRefs: [{name: stock, port: 80}]}]}',
        ),
      ],
      [
        'exact:/e header:h=x -> 80||stock.shop.svc.cluster.local 100',
        'pathprefix:/pp -> 80||stock.shop.svc.cluster.local 100',
        'pathprefix:/p -> 500',
        'regex:/r.* -> /full',
      ],
    ],
    [
      'a GRPCRoute names calls by their path',
      [
        object(
          'GRPCRoute',
          'grpc',
          '{parentRefs: [{group: "", kind: Service, name: cart}], rules: [{matches: [{method: {service: a.B}}, {method: {service: a.B, method: C}}], backendRefs: [{name: stock, port: 80}]}]}',
        ),
      ],
      [
        'exact:/a.B/C -> 80||stock.shop.svc.cluster.local 100',
        'pathprefix:/a.B -> 80||stock.shop.svc.cluster.local 100',
      ],
    ],
    [
      'a route whose parent does not exist is none',
      [
        object(
          'HTTPRoute',
          'lost',
          '{parentRefs: [{group: "", kind: Service, name: cart, namespace: pay}], rules: [{backendRefs: [{name: stock, port: 80}]}]}',
        ),
      ],
      [DEFAULT],
    ],
  ])('%s', (_, objects, expected) => {
    expect(routes(configOf(...objects))).toStrictEqual(expected);
  });

  it('a host that no service has is known at port 80 alone', () => {
    const config = configOf(
      object(
        'VirtualService',
        'out',
        '{hosts: [example.com], http: [{route: [{destination: {host: cart, port: {number: 80}}}]}]}',
      ),
    );
    expect(routes(config, 'example.com')).toStrictEqual([DEFAULT]);
    expect(config.routes.get('cart.shop.svc.cluster.local:9000')).toHaveLength(
      1,
    );
  });

  it('other names of a service share its routes, through any number of steps', () => {
    const config = configOf(
      object(
        'Service',
        'one',
        '{type: ExternalName, externalName: two.shop.svc.cluster.local, ports: [{name: http, port: 80}]}',
      ),
      object(
        'Service',
        'two',
        '{type: ExternalName, externalName: cart.shop.svc.cluster.local, ports: [{name: http, port: 80}]}',
      ),
      object(
        'Service',
        'loop',
        '{type: ExternalName, externalName: loop.shop.svc.cluster.local, ports: [{name: http, port: 80}]}',
      ),
    );
    expect(
      config.routes.get('80')?.map(({ domains }) => domains),
    ).toStrictEqual([
      [
        'cart.shop.svc.cluster.local',
        'one.shop.svc.cluster.local',
        'two.shop.svc.cluster.local',
      ],
      ['stock.shop.svc.cluster.local'],
    ]);
  });
});

/** What a listener does with connections, one text each. */
function connections(
  config: ReturnType<typeof configOf>,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...config.tcp].map(([name, chains]) => [
      name,
      chains.map(({ match, clusters = [] }) =>
        [
          match,
          ...clusters.map(cluster => `${cluster.name} ${cluster.weight}`),
        ].join(' '),
      ),
    ]),
  );
}

describe('connections of a sidecar, reference 6.3', () => {
  const db = 'cart.shop.svc.cluster.local_5432';
  const tls = 'cart.shop.svc.cluster.local_8443';

  it('lead to the service without a VirtualService', () => {
    const found = connections(configOf());
    expect([...found.keys()]).toStrictEqual([
      db,
      tls,
      'cart.shop.svc.cluster.local_9000',
    ]);
    expect(found.get(db)).toStrictEqual([
      ' outbound|5432||cart.shop.svc.cluster.local 100',
    ]);
  });

  it('follow TCP routes by port and client, and TLS routes by SNI name', () => {
    const found = connections(
      configOf(
        object(
          'VirtualService',
          'cart',
          `{hosts: [cart],
            tcp: [{match: [{port: 5432, sourceLabels: {version: v2}}], route: [{destination: {host: stock, subset: no}}]},
                  {match: [{port: 5432}], route: [{destination: {host: cart, subset: a}, weight: 70}, {destination: {host: stock, subset: b}, weight: 30}]}],
            tls: [{match: [{port: 8443, sniHosts: [b.example, a.example]}], route: [{destination: {host: cart, port: {number: 8443}}}]},
                  {match: [{port: 8443, sniHosts: [b.example, a.example]}], route: [{destination: {host: never}}]}]}`,
        ),
      ),
    );
    expect(found.get(db)).toStrictEqual([
      ' outbound|5432|a|cart.shop.svc.cluster.local 70 outbound|80|b|stock.shop.svc.cluster.local 30',
    ]);
    expect(found.get(tls)).toStrictEqual([
      'sni=a.example,b.example outbound|8443||cart.shop.svc.cluster.local 100',
    ]);
  });

  it('share a listener for every address where they can be told apart', () => {
    const entry = (host: string, protocol: string) =>
      object(
        'ServiceEntry',
        host.split('.')[0],
        `{hosts: [${host}], ports: [{name: p, number: 7000, protocol: ${protocol}}], resolution: DNS}`,
      );
    const config = configOf(
      entry('tcp.example', 'TCP'),
      entry('late.example', 'TCP'),
      entry('tls.example', 'TLS'),
      entry('web.example', 'HTTP'),
    );
    expect(connections(config).get('0.0.0.0_7000')).toStrictEqual([
      'sni=tls.example outbound|7000||tls.example 100',
      ' outbound|7000||tcp.example 100',
    ]);
    expect(routes(config, 'web.example', '7000')).toStrictEqual([
      'prefix:/ -> 7000||web.example 100',
    ]);
  });

  it('cannot share one with a server that speaks first', () => {
    const config = configOf(
      object(
        'ServiceEntry',
        'my',
        '{hosts: [my.example], ports: [{name: p, number: 7000, protocol: MYSQL}], resolution: DNS}',
      ),
      object(
        'ServiceEntry',
        'web',
        '{hosts: [web.example], ports: [{name: p, number: 7000, protocol: HTTP}], resolution: DNS}',
      ),
    );
    expect(config.routes.has('7000')).toBe(false);
  });
});

describe('a Sidecar with listeners of its own, reference 3.8', () => {
  it('has only its services at a bound port, and everything else at the last listener', () => {
    const config = configOf(
      object(
        'Sidecar',
        'web',
        `{egress: [{port: {number: 80, protocol: HTTP, name: http}, hosts: ["shop/stock.shop.svc.cluster.local"]},
                   {port: {number: 6000, protocol: TCP, name: tcp}, bind: 127.0.0.2, hosts: ["shop/stock.shop.svc.cluster.local"]},
                   {hosts: ["shop/*"]}]}`,
        'web',
      ),
    );
    expect(routes(config)).toStrictEqual([]);
    expect(routes(config, 'stock.shop.svc.cluster.local')).toStrictEqual([
      'prefix:/ -> 80||stock.shop.svc.cluster.local 100',
    ]);
    expect([...config.tcp.keys()]).toContain(
      'cart.shop.svc.cluster.local_5432',
    );
  });

  it('never takes a port of the proxy itself', () => {
    const config = configOf(
      object(
        'ServiceEntry',
        'own',
        '{hosts: [own.example], ports: [{name: p, number: 15001, protocol: HTTP}], resolution: DNS}',
      ),
    );
    expect(config.routes.has('15001')).toBe(false);
  });
});
