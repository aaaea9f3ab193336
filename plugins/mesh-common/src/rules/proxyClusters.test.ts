import { fleet } from '../__testUtils__/fleet';
import { twoClusters } from '../__testUtils__/twoClusters';
import { answer } from './answer';
import { proxyClusters } from './proxyClusters';

const WEB = { cluster: 'c1', namespace: 'web', pod: 'web' };
const LOCAL = 'outbound|80||cart.shop.svc.cluster.local';
const SET = 'outbound|80||cart.shop.svc.clusterset.local';

/** Clusters of one network, whose Service may be written otherwise. */
function given(
  options: {
    readonly service?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly c1?: string;
    readonly c2?: string;
    readonly client?: (yaml: string) => string;
  } = {},
) {
  const { service = '', env = {}, c1 = '', c2 = '', client } = options;
  const yaml = twoClusters({ remote: 'n1', env });
  const written = (text: string, more: string) =>
    [
      text.replace(
        'spec: {clusterIP: 10.9.0.1,',
        `spec: {${service || 'clusterIP: 10.9.0.1,'}`,
      ),
      ...(more === '' ? [] : [more]),
    ].join('---\n');
  const own = written(yaml.c1, c1);
  return answer(
    fleet({
      c1: client ? client(own) : own,
      c2: written(yaml.c2, c2),
    }),
    proxyClusters,
    WEB,
  ).value;
}

const clustersOf = (found: ReturnType<typeof given>, name: string) =>
  found.get(name)?.endpoints.map(({ cluster }) => cluster);

const asGateway = (yaml: string) =>
  yaml.replace('args: [proxy, sidecar]', 'args: [proxy, router]');

it.each([
  ['HTTP', true],
  ['GRPC', true],
  ['TLS', true],
  ['TCP', false],
  ['HTTPS', false],
])(
  'a ServiceEntry that is resolved for each request forwards %s: %s, reference 3.7',
  (protocol, forwarded) => {
    const c1 = `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: all, namespace: shop}
spec: {hosts: ['*.example.com'], location: MESH_EXTERNAL, resolution: DYNAMIC_DNS, ports: [{number: 8000, name: p, protocol: ${protocol}}]}
`;
    const found = given({ c1 }).get('outbound|8000||*.example.com');
    expect(found?.lbPolicy).toBe(forwarded ? 'CLUSTER_PROVIDED' : undefined);
    expect(found?.endpoints ?? []).toEqual([]);
  },
);

describe('types of Services, reference 3.6', () => {
  it.each([
    ['ClusterIP', 'clusterIP: 10.9.0.1,', 'EDS', ['c1', 'c2']],
    [
      'LoadBalancer',
      'type: LoadBalancer, clusterIP: 10.9.0.1,',
      'EDS',
      ['c1', 'c2'],
    ],
    ['NodePort', 'type: NodePort, clusterIP: 10.9.0.1,', 'EDS', ['c1', 'c2']],
    ['headless', 'clusterIP: None,', 'ORIGINAL_DST', []],
  ])('%s', (_, service, type, clusters) => {
    const found = given({ service });
    expect(found.get(LOCAL)?.type).toBe(type);
    expect(clustersOf(found, LOCAL)).toEqual(clusters);
  });

  it('internalTrafficPolicy Local keeps to the node', () => {
    const found = given({
      service: 'clusterIP: 10.9.0.1, internalTrafficPolicy: Local,',
      client: yaml =>
        yaml.replace(
          'spec:\n  containers:\n  - name: istio-proxy',
          'spec:\n  nodeName: n\n  containers:\n  - name: istio-proxy',
        ),
    });
    expect(clustersOf(found, LOCAL)).toEqual([]);
  });

  it('ExternalName is only another name', () => {
    const found = given({
      service: 'type: ExternalName, externalName: other.example,',
    });
    expect(found.has(LOCAL)).toBe(false);
  });

  it('a gateway chooses endpoints of headless services itself', () => {
    const route = `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: {name: in, namespace: web}
spec: {selector: {app: web}, servers: [{port: {number: 8080, name: http, protocol: HTTP}, hosts: ['*']}]}
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: in, namespace: web}
spec: {hosts: ['*'], gateways: [in], http: [{route: [{destination: {host: cart.shop.svc.cluster.local}}]}]}
`;
    const found = given({
      service: 'clusterIP: None,',
      c1: route,
      client: asGateway,
    });
    expect(found.get(LOCAL)?.type).toBe('EDS');
    expect(clustersOf(found, LOCAL)).toEqual(['c1', 'c2']);
  });

  it('a hand-made slice without selector is called in plain text', () => {
    const found = given({
      client: yaml =>
        yaml.replace(
          'endpoints: [{addresses: [10.1.0.1], targetRef: {kind: Pod, name: cart}}]',
          'endpoints: [{addresses: [192.0.2.7]}]',
        ),
    });
    const own = found.get(LOCAL)?.endpoints.find(e => e.cluster === 'c1');
    expect(own).toMatchObject({ address: '192.0.2.7', mtls: false });
  });
});

const EXPORT = `
apiVersion: multicluster.x-k8s.io/v1alpha1
kind: ServiceExport
metadata: {name: cart, namespace: shop}
`;
const IMPORT = `
apiVersion: multicluster.x-k8s.io/v1alpha1
kind: ServiceImport
metadata: {name: cart, namespace: shop}
spec: {ips: [10.9.9.9], type: ClusterSetIP, ports: []}
`;

describe('MCS, reference 3.10', () => {
  it.each([
    ['off', 'off', 'off', 'no', ['c1', 'c2'], undefined],
    ['on', 'off', 'off', 'no', ['c1'], undefined],
    ['on', 'off', 'off', 'yes', ['c1', 'c2'], undefined],
    ['on', 'on', 'off', 'yes', ['c1', 'c2'], ['c1', 'c2']],
    ['on', 'on', 'on', 'yes', ['c1'], ['c1', 'c2']],
    ['on', 'on', 'on', 'no', ['c1'], ['c1']],
  ])(
    'discovery %s, host %s, cluster-local %s, export in c2: %s',
    (discovery, host, clusterLocal, exported, local, set) => {
      const on = (value: string) => String(value === 'on');
      const imports = host === 'on' ? IMPORT : '';
      const found = given({
        env: {
          ENABLE_MCS_SERVICE_DISCOVERY: on(discovery),
          ENABLE_MCS_HOST: on(host),
          ENABLE_MCS_CLUSTER_LOCAL: on(clusterLocal),
        },
        c1: imports,
        c2: [exported === 'yes' ? EXPORT : '', imports]
          .filter(part => part !== '')
          .join('---\n'),
      });
      expect(clustersOf(found, LOCAL)).toEqual(local);
      expect(clustersOf(found, SET)).toEqual(set);
    },
  );
});

describe('TLS of a client, reference 7.3 and 7.6', () => {
  const object = (kind: string, name: string, spec: string, group: string) => `
apiVersion: ${group}.istio.io/v1
kind: ${kind}
metadata: {name: ${name}, namespace: shop}
spec: ${spec}
`;
  const rule = (tls: string, more = '') =>
    object(
      'DestinationRule',
      'cart',
      `{host: cart.shop.svc.cluster.local, exportTo: ['*'], trafficPolicy: {tls: ${tls}}${more}}`,
      'networking',
    );
  const policy = (mode: string) =>
    object(
      'PeerAuthentication',
      'default',
      `{mtls: {mode: ${mode}}}`,
      'security',
    );
  const meshConfig = (text: string, aliases = '') => `
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: '${text}${aliases}'}
`;
  const ACCOUNT = (yaml: string) =>
    yaml.replace(
      'status: {phase: Running, podIPs: [{ip: 10.1.0.1}]}',
      'spec: {serviceAccountName: seller}\nstatus: {phase: Running, podIPs: [{ip: 10.1.0.1}]}',
    );
  const ours = 'spiffe://cluster.local/ns/shop/sa/seller';
  const theirs = 'spiffe://cluster.local/ns/shop/sa/default';

  it.each<
    [
      string,
      Parameters<typeof given>[0],
      { readonly tls: string; readonly sans: readonly string[] | undefined },
    ]
  >([
    [
      'by itself Envoy decides per endpoint, and accepts all identities behind the service',
      {},
      { tls: 'auto', sans: [theirs, ours] },
    ],
    [
      'auto mTLS is off',
      { c1: meshConfig('enableAutoMtls: false') },
      { tls: 'none', sans: undefined },
    ],
    [
      'the policy of the namespace turns it off',
      { c1: policy('DISABLE') },
      { tls: 'none', sans: undefined },
    ],
    [
      'a policy that asks for it changes nothing for the client',
      { c1: policy('STRICT') },
      { tls: 'auto', sans: [theirs, ours] },
    ],
    [
      'aliases of the trust domain are accepted as well',
      { c1: meshConfig('trustDomainAliases: [old.example]') },
      {
        tls: 'auto',
        sans: [
          theirs,
          ours,
          'spiffe://old.example/ns/shop/sa/default',
          'spiffe://old.example/ns/shop/sa/seller',
        ],
      },
    ],
    [
      'since 1.29 another cluster has the trust domain of its own mesh config',
      { c2: meshConfig('trustDomain: far.example') },
      { tls: 'auto', sans: [ours, 'spiffe://far.example/ns/shop/sa/default'] },
    ],
    [
      'a rule for mutual TLS of Istio',
      { c1: rule('{mode: ISTIO_MUTUAL}') },
      { tls: 'mutual-istio', sans: [theirs, ours] },
    ],
    [
      'a rule that names who may answer',
      {
        c1: rule(
          '{mode: ISTIO_MUTUAL, subjectAltNames: [spiffe://a/ns/b/sa/c]}',
        ),
      },
      { tls: 'mutual-istio', sans: ['spiffe://a/ns/b/sa/c'] },
    ],
    [
      'a rule that turns it off',
      { c1: rule('{mode: DISABLE}') },
      { tls: 'none', sans: undefined },
    ],
    [
      'plain TLS accepts whom the roots vouch for',
      { c1: rule('{mode: SIMPLE}') },
      { tls: 'simple', sans: undefined },
    ],
    [
      'plain TLS with names',
      { c1: rule('{mode: SIMPLE, subjectAltNames: [cart.example.com]}') },
      { tls: 'simple', sans: ['cart.example.com'] },
    ],
    [
      'own certificates',
      { c1: rule('{mode: MUTUAL}') },
      { tls: 'mutual', sans: undefined },
    ],
    [
      'a credential that a sidecar does not read means no TLS at all',
      { c1: rule('{mode: SIMPLE, credentialName: c}') },
      { tls: 'none', sans: undefined },
    ],
  ])('%s', (_, options, expected) => {
    const found = given({ client: ACCOUNT, ...options }).get(LOCAL);
    expect({ tls: found?.tls, sans: found?.sans }).toEqual(expected);
  });

  it('headless: mutual TLS if all endpoints can, else none', () => {
    const service = 'clusterIP: None,';
    expect(given({ service }).get(LOCAL)?.tls).toBe('mutual-istio');
    const plain = (yaml: string) =>
      yaml.replace(', security.istio.io/tlsMode: istio', '');
    expect(given({ service, client: plain }).get(LOCAL)?.tls).toBe('none');
  });
});

describe('which endpoints a gateway asks for, reference 4.5', () => {
  const asking = (networks: string) => (yaml: string) =>
    yaml.replace(
      "{name: ISTIO_META_NETWORK, value: 'n1'}",
      `{name: ISTIO_META_NETWORK, value: 'n1'}\n    - {name: ISTIO_META_REQUESTED_NETWORK_VIEW, value: '${networks}'}`,
    );

  it.each([
    ['n1', ['c1', 'c2']],
    ['n9, n1', ['c1', 'c2']],
    ['n9', []],
  ])('%s', (networks, expected) => {
    expect(clustersOf(given({ client: asking(networks) }), LOCAL)).toEqual(
      expected,
    );
  });
});
