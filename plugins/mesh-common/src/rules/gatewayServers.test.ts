import { fleet } from '../__testUtils__/fleet';
import { config, docs, istiod, namespace } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { gatewayListeners } from './gatewayListeners';
import { gatewayRoutes } from './gatewayRoutes';
import { gatewayServers } from './gatewayServers';
import { gatewayTcp } from './gatewayTcp';

const GATEWAY = { cluster: 'c1', namespace: 'edge', pod: 'gateway-1' };

const POD = `
apiVersion: v1
kind: Pod
metadata: {name: gateway-1, namespace: edge, labels: {app: gateway}}
spec:
  containers:
  - {name: istio-proxy, image: 'proxyv2:1.31.0', args: [proxy, router], ports: [{name: web, containerPort: 8080}], env: [{name: ISTIO_META_CLUSTER_ID, value: c1}, {name: CA_ADDR, value: 'istiod.istio-system.svc:15012'}]}
status: {phase: Running, podIPs: [{ip: 10.0.0.1}]}
`;

const SERVICE = `
apiVersion: v1
kind: Service
metadata: {name: gateway, namespace: edge}
spec: {selector: {app: gateway}, ports: [{name: http, port: 80, targetPort: web}, {name: https, port: 443, targetPort: 8443}, {name: db, port: 5432}]}
`;

const service = (name: string, ports: string) => `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop}
spec: {clusterIP: 10.96.0.1, ports: ${ports}}
`;

const SHOP = docs(
  service('cart', '[{name: http, port: 8000}]'),
  service('stock', '[{name: http, port: 8000}, {name: more, port: 8001}]'),
);

/** Servers as flow mappings. */
const gateway = (served: string, name = 'main', home = 'edge', age = 1) =>
  config(
    'Gateway',
    `${home}/${name}`,
    `{selector: {app: gateway}, servers: [${served}]}`,
    `creationTimestamp: '2026-01-0${age}T00:00:00Z'`,
  );

const http = (hosts = '"*"', port = 80) =>
  `{port: {number: ${port}, name: http, protocol: HTTP}, hosts: [${hosts}]}`;
const https = (hosts = '"*"', name = 'https') =>
  `{port: {number: 443, name: ${name}, protocol: HTTPS}, hosts: [${hosts}], tls: {mode: SIMPLE}}`;
const tls = (mode: string, hosts = '"*"', protocol = 'TLS') =>
  `{port: {number: 443, name: tls, protocol: ${protocol}}, hosts: [${hosts}], tls: {mode: ${mode}}}`;
const tcp = (hosts = '"*"') =>
  `{port: {number: 5432, name: tcp, protocol: TCP}, hosts: [${hosts}]}`;

const virtualService = (
  name: string,
  spec: string,
  { home = 'shop', age = 1 } = {},
) =>
  config(
    'VirtualService',
    `${home}/${name}`,
    `{gateways: [edge/main], ${spec}}`,
    `creationTimestamp: '2026-01-0${age}T00:00:00Z'`,
  );

const to = (host: string, port?: number) =>
  `{destination: {host: ${host}.shop.svc.cluster.local${
    port === undefined ? '' : `, port: {number: ${port}}`
  }}}`;

function world(objects: readonly string[], env = '') {
  return fleet({
    c1: docs(
      istiod('c1', { env }),
      ...['edge', 'shop', 'other'].map(name => namespace(name)),
      POD,
      SERVICE,
      SHOP,
      ...objects,
    ),
  });
}

function servers(objects: readonly string[], env = ''): readonly string[] {
  return answer(world(objects, env), gatewayServers, GATEWAY).value.map(
    ({ port, serverPort, treatment, gateway: { id }, routes = '-' }) =>
      `${port}<${serverPort} ${treatment} ${id} ${routes}`,
  );
}

describe('gatewayServers, reference 4.5', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['no gateway', [], []],
    [
      'the port of the Service leads to that of the pod',
      [gateway(http())],
      ['8080<80 http edge/main http.8080'],
    ],
    [
      'a port that no Service has is that of the pod',
      [gateway(http('"*"', 8888))],
      ['8888<8888 http edge/main http.8888'],
    ],
    [
      'HTTPS that ends here has routes of its own',
      [gateway(https())],
      ['8443<443 https edge/main https.443.https.main.edge'],
    ],
    [
      'HTTPS that is passed through is TLS',
      [gateway(tls('PASSTHROUGH', '"*"', 'HTTPS'))],
      ['8443<443 tls edge/main -'],
    ],
    ['TCP', [gateway(tcp())], ['5432<5432 tcp edge/main -']],
    [
      'a Gateway for other pods',
      [gateway(http()).replace('app: gateway', 'app: other')],
      [],
    ],
    [
      'plain HTTP shares its port',
      [
        gateway(http('a.example.com')),
        gateway(http('b.example.com'), 'more', 'shop', 2),
      ],
      ['8080<80 http edge/main http.8080', '8080<80 http shop/more http.8080'],
    ],
    [
      'TLS shares a port with TLS of other hosts',
      [
        gateway(https('a.example.com')),
        gateway(tls('PASSTHROUGH', 'b.example.com'), 'more', 'shop', 2),
      ],
      [
        '8443<443 https edge/main https.443.https.main.edge',
        '8443<443 tls shop/more -',
      ],
    ],
    [
      'of two servers for one host at one port the older has it',
      [
        gateway(https('a.example.com'), 'young', 'shop', 2),
        gateway(tls('PASSTHROUGH', '"*/a.example.com"')),
      ],
      ['8443<443 tls edge/main -'],
    ],
    [
      'what speaks another protocol at a port comes too late',
      [
        gateway(http('"*"', 443)),
        gateway(https('a.example.com'), 'young', 'shop', 2),
      ],
      ['8443<443 http edge/main http.8443'],
    ],
    [
      'but the second server of a TLS port may be of any kind',
      [
        gateway(https('a.example.com')),
        gateway(http('"*"', 443), 'plain', 'shop', 2),
      ],
      [
        '8443<443 https edge/main https.443.https.main.edge',
        '8443<443 http shop/plain http.8443',
      ],
    ],
    [
      'and no plain one after it',
      [
        gateway(https('a.example.com')),
        gateway(tls('PASSTHROUGH', 'b.example.com'), 'more', 'shop', 2),
        gateway(http('"*"', 443), 'plain', 'shop', 3),
      ],
      [
        '8443<443 https edge/main https.443.https.main.edge',
        '8443<443 tls shop/more -',
      ],
    ],
    [
      'of plain HTTP on a TLS port there is one server',
      [
        gateway(https('a.example.com')),
        gateway(http('a.example.com', 443), 'plain', 'shop', 2),
        gateway(http('b.example.com', 443), 'more', 'shop', 3),
      ],
      [
        '8443<443 https edge/main https.443.https.main.edge',
        '8443<443 http shop/plain http.8443',
      ],
    ],
    [
      'TCP that ends TLS shares its port with TLS',
      [
        gateway(tls('SIMPLE', 'a.example.com', 'TCP')),
        gateway(https('b.example.com'), 'more', 'shop', 2),
      ],
      [
        '8443<443 tcp edge/main -',
        '8443<443 https shop/more https.443.https.more.shop',
      ],
    ],
    [
      'plain TCP shares its port with nobody',
      [
        gateway(tcp()),
        gateway(
          tcp()
            .replace('protocol: TCP', 'protocol: TLS')
            .replace('hosts', 'tls: {mode: PASSTHROUGH}, hosts'),
          'young',
          'shop',
          2,
        ),
      ],
      ['5432<5432 tcp edge/main -'],
    ],
  ])('%s', (_, objects, expected) => {
    expect(servers(objects)).toEqual(expected);
  });

  it('keeps to its own namespace where istiod is told so', () => {
    const objects = [
      gateway(http('a.example.com')),
      gateway(http('b.example.com'), 'more', 'shop', 2),
    ];
    expect(
      servers(
        objects,
        '{name: PILOT_SCOPE_GATEWAY_TO_NAMESPACE, value: "true"}',
      ),
    ).toEqual(['8080<80 http edge/main http.8080']);
  });
});

const listener = (
  { port = 80, protocol = 'HTTP', more = '' } = {},
  from = 'All',
) =>
  `{name: l${port}, port: ${port}, protocol: ${protocol}, allowedRoutes: {namespaces: {from: ${from}}}${more}}`;

const kubernetesGateway = (
  listeners: string,
  {
    className = 'istio',
    addresses = '{type: Hostname, value: gateway}',
    labels = '',
  } = {},
) => `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: main, namespace: edge, labels: {${labels}}}
spec: {gatewayClassName: ${className}, addresses: [${addresses}], listeners: [${listeners}]}
`;

const gatewayClass = (controller: string) => `
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: mine}
spec: {controllerName: ${controller}}
`;

describe('listeners of the Gateway API, reference 4.5', () => {
  const bound = (...objects: readonly string[]) =>
    answer(world(objects), gatewayServers, GATEWAY).value.map(
      ({ port, treatment, tlsMode = 'plain', hosts, gateway: { id } }) =>
        `${id} ${port} ${treatment} ${tlsMode} ${hosts.join()}`,
    );

  it.each<[string, readonly string[], readonly string[]]>([
    [
      'a Service that an address names, for routes of all namespaces',
      [kubernetesGateway(listener())],
      ['edge/main~l80 8080 http plain */*'],
    ],
    [
      'by its full name as well',
      [
        kubernetesGateway(listener(), {
          addresses:
            '{value: gateway.edge.svc.cluster.local}, {type: Hostname, value: other}',
        }),
      ],
      ['edge/main~l80 8080 http plain */*'],
    ],
    [
      'without addresses the Service that is made for it, which these pods are not behind',
      [kubernetesGateway(listener(), { addresses: '' })],
      [],
    ],
    [
      'an IP address alone names no Service either',
      [
        kubernetesGateway(listener(), {
          addresses: '{type: IPAddress, value: 203.0.113.1}',
        }),
      ],
      [],
    ],
    [
      'a class that nobody declares',
      [kubernetesGateway(listener(), { className: 'mine' })],
      [],
    ],
    [
      'a class of Istio',
      [
        gatewayClass('istio.io/gateway-controller'),
        kubernetesGateway(listener(), { className: 'mine' }),
      ],
      ['edge/main~l80 8080 http plain */*'],
    ],
    [
      'a class of somebody else',
      [
        gatewayClass('example.com/controller'),
        kubernetesGateway(listener(), { className: 'mine' }),
      ],
      [],
    ],
    [
      'routes of the same namespace only, at one host',
      [
        kubernetesGateway(
          listener({ more: ', hostname: a.example.com' }, 'Same'),
        ),
      ],
      ['edge/main~l80 8080 http plain edge/a.example.com'],
    ],
    [
      'routes of namespaces by label',
      [
        kubernetesGateway(
          listener().replace(
            'from: All',
            'from: Selector, selector: {matchLabels: {routes: "yes"}}',
          ),
        ),
        namespace('blue', 'routes: "yes"'),
        namespace('green', 'routes: "yes"'),
      ],
      ['edge/main~l80 8080 http plain blue/*,green/*'],
    ],
    [
      'routes of namespaces that do not exist; the host is taken all the same',
      [
        kubernetesGateway(
          listener().replace(
            'from: All',
            'from: Selector, selector: {matchLabels: {routes: "yes"}}',
          ),
        ),
      ],
      ['edge/main~l80 8080 http plain ~/*'],
    ],
    [
      'TLS that ends here',
      [
        kubernetesGateway(
          listener({
            port: 443,
            protocol: 'HTTPS',
            more: ', tls: {mode: Terminate}',
          }),
        ),
      ],
      ['edge/main~l443 8443 https SIMPLE */*'],
    ],
    [
      'TLS that is passed through',
      [
        kubernetesGateway(
          listener({
            port: 443,
            protocol: 'TLS',
            more: ', tls: {mode: Passthrough}',
          }),
        ),
      ],
      ['edge/main~l443 8443 tls PASSTHROUGH */*'],
    ],
    [
      'TLS of other clusters, by option',
      [
        kubernetesGateway(
          listener({
            port: 443,
            protocol: 'TLS',
            more: ', tls: {mode: Passthrough, options: {gateway.istio.io/listener-protocol: auto-passthrough}}',
          }),
        ),
      ],
      ['edge/main~l443 8443 tls AUTO_PASSTHROUGH */*'],
    ],
    [
      'TLS of other clusters, by the port of a Gateway that leads into a network',
      [
        kubernetesGateway(
          listener({
            port: 443,
            protocol: 'TLS',
            more: ', tls: {mode: Passthrough}',
          }),
          {
            labels:
              'topology.istio.io/network: n1, networking.istio.io/gatewayPort: "443"',
          },
        ),
      ],
      ['edge/main~l443 8443 tls AUTO_PASSTHROUGH */*'],
    ],
  ])('%s', (_, objects, expected) => {
    expect(bound(...objects)).toEqual(expected);
  });
});

describe('HTTP routes of a gateway, reference 6.3', () => {
  const routed = (...objects: readonly string[]) =>
    [...answer(world(objects), gatewayRoutes, GATEWAY).value].flatMap(
      ([name, hosts]) =>
        hosts.map(
          ({ domains, routes }) =>
            `${name} ${domains.join()}: ${routes
              .map(
                ({ match, clusters, redirect }) =>
                  `${match} -> ${
                    clusters?.map(cluster => cluster.name).join() ?? redirect
                  }`,
              )
              .join('; ')}`,
        ),
    );

  it.each<[string, readonly string[], readonly string[]]>([
    ['nobody routes', [gateway(http())], []],
    [
      'a destination with one port means that, else the port of the server',
      [
        gateway(http()),
        virtualService(
          'v',
          `hosts: [a.example.com], http: [{match: [{uri: {prefix: /cart}}], route: [${to(
            'cart',
          )}]}, {match: [{uri: {prefix: /stock}}], route: [${to(
            'stock',
          )}]}, {route: [${to('stock', 8001)}]}]`,
        ),
      ],
      [
        'http.8080 a.example.com: prefix:/cart -> outbound|8000||cart.shop.svc.cluster.local; prefix:/stock -> outbound|80||stock.shop.svc.cluster.local; prefix:/ -> outbound|8001||stock.shop.svc.cluster.local',
      ],
    ],
    [
      'a host that the server does not have',
      [
        gateway(http('b.example.com')),
        virtualService(
          'v',
          `hosts: [a.example.com], http: [{route: [${to('cart')}]}]`,
        ),
      ],
      [],
    ],
    [
      'a server for another namespace',
      [
        gateway(http('other/*')),
        virtualService(
          'v',
          `hosts: [a.example.com], http: [{route: [${to('cart')}]}]`,
        ),
      ],
      [],
    ],
    [
      'the narrower of two hosts',
      [
        gateway(http('"*.example.com"')),
        virtualService('v', `hosts: ["*"], http: [{route: [${to('cart')}]}]`),
      ],
      [
        'http.8080 *.example.com: prefix:/ -> outbound|8000||cart.shop.svc.cluster.local',
      ],
    ],
    [
      'several objects for one host, oldest first, what takes everything last',
      [
        gateway(http()),
        virtualService(
          'young',
          `hosts: [a.example.com], http: [{match: [{uri: {prefix: /young}}], route: [${to(
            'stock',
            8001,
          )}]}]`,
          { age: 2 },
        ),
        virtualService(
          'old',
          `hosts: [a.example.com], http: [{route: [${to('cart')}]}]`,
        ),
      ],
      [
        'http.8080 a.example.com: prefix:/young -> outbound|8001||stock.shop.svc.cluster.local; prefix:/ -> outbound|8000||cart.shop.svc.cluster.local',
      ],
    ],
    [
      'hosts with the very same routes are one entry',
      [
        gateway(http()),
        virtualService(
          'v',
          `hosts: [b.example.com, a.example.com], http: [{redirect: {uri: /x}}]`,
        ),
      ],
      ['http.8080 a.example.com,b.example.com: prefix:/ -> /x'],
    ],
    [
      'a VirtualService of another gateway',
      [
        gateway(http()),
        virtualService(
          'v',
          `hosts: [a.example.com], http: [{route: [${to('cart')}]}]`,
        ).replace('edge/main', 'edge/other'),
      ],
      [],
    ],
  ])('%s', (_, objects, expected) => {
    expect(routed(...objects)).toEqual(expected);
  });
});

describe('connections that a gateway forwards as they are, reference 6.3', () => {
  const forwarded = (...objects: readonly string[]) =>
    [...answer(world(objects), gatewayTcp, GATEWAY).value].map(
      ([name, routes]) =>
        `${name}: ${routes
          .map(
            ({ match, clusters = [] }) =>
              `${match || 'any'} -> ${clusters
                .map(cluster => `${cluster.name} ${cluster.weight}`)
                .join()}`,
          )
          .join('; ')}`,
    );
  const CART = 'outbound|8000||cart.shop.svc.cluster.local 100';

  it.each<[string, readonly string[], readonly string[]]>([
    ['nobody routes', [gateway(tcp())], []],
    [
      'TCP',
      [
        gateway(tcp()),
        virtualService('v', `hosts: ["*"], tcp: [{route: [${to('cart')}]}]`),
      ],
      [`0.0.0.0_5432: any -> ${CART}`],
    ],
    [
      'of TCP routes the first that applies at the port',
      [
        gateway(tcp()),
        virtualService(
          'v',
          `hosts: ["*"], tcp: [{match: [{port: 1}], route: [${to(
            'stock',
          )}]}, {match: [{port: 5432}], route: [${to('cart')}]}, {route: [${to(
            'stock',
          )}]}]`,
        ),
      ],
      [`0.0.0.0_5432: any -> ${CART}`],
    ],
    [
      'a host that the server does not have',
      [
        gateway(tcp('a.example.com')),
        virtualService(
          'v',
          `hosts: [b.example.com], tcp: [{route: [${to('cart')}]}]`,
        ),
      ],
      [],
    ],
    [
      'TLS that is passed through, by name',
      [
        gateway(tls('PASSTHROUGH')),
        virtualService(
          'v',
          `hosts: ["*"], tls: [{match: [{port: 1, sniHosts: [x]}, {port: 443, sniHosts: [b.example.com, a.example.com]}], route: [${to(
            'cart',
          )}]}]`,
        ),
      ],
      [`0.0.0.0_8443: sni=a.example.com,b.example.com -> ${CART}`],
    ],
    [
      'TLS that ends here goes by TCP routes',
      [
        gateway(tls('SIMPLE', 'a.example.com')),
        virtualService(
          'v',
          `hosts: [a.example.com], tls: [{match: [{sniHosts: [a.example.com]}], route: [${to(
            'stock',
          )}]}], tcp: [{route: [${to('cart')}]}]`,
        ),
      ],
      [`0.0.0.0_8443: sni=a.example.com -> ${CART}`],
    ],
    [
      'and for every host without a name',
      [
        gateway(tls('SIMPLE')),
        virtualService('v', `hosts: ["*"], tcp: [{route: [${to('cart')}]}]`),
      ],
      [`0.0.0.0_8443: any -> ${CART}`],
    ],
    [
      'TLS of other clusters has no routes',
      [
        gateway(tls('AUTO_PASSTHROUGH', '"*.local"')),
        virtualService('v', `hosts: ["*"], tcp: [{route: [${to('cart')}]}]`),
      ],
      [],
    ],
  ])('%s', (_, objects, expected) => {
    expect(forwarded(...objects)).toEqual(expected);
  });
});

describe('gatewayListeners, reference 4.5', () => {
  const ports = (...objects: readonly string[]) =>
    answer(world(objects), gatewayListeners, GATEWAY).value;

  it.each<[string, readonly string[], readonly string[]]>([
    ['no gateway', [], []],
    [
      'HTTP without routes answers that there are none',
      [gateway(http())],
      ['8080'],
    ],
    [
      'so does HTTPS, in the order of ports',
      [gateway(`${https()}, ${http()}`)],
      ['8080', '8443'],
    ],
    ['TCP without routes opens no port', [gateway(tcp())], []],
    [
      'TCP with routes',
      [
        gateway(tcp()),
        virtualService('v', `hosts: ["*"], tcp: [{route: [${to('cart')}]}]`),
      ],
      ['5432'],
    ],
    [
      'TLS of other clusters, for services that it knows',
      [gateway(tls('AUTO_PASSTHROUGH', '"*.local"'))],
      ['8443'],
    ],
    [
      'but not for hosts of which it knows none',
      [gateway(tls('AUTO_PASSTHROUGH', '"*.example.com"'))],
      [],
    ],
  ])('%s', (_, objects, expected) => {
    expect(ports(...objects)).toEqual(expected);
  });
});
