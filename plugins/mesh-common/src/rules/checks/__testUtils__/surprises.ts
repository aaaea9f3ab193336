import {
  config,
  docs,
  istiod,
  namespace,
  node,
  workload,
} from '../../../__testUtils__/meshYaml';

/** Code, why, clusters; then `severity subject (clusters)` of what is found, in the order of findings. */
export type CheckCase = readonly [
  code: string,
  why: string,
  clusters: { readonly [name: string]: string },
  found: readonly string[],
];

const both = ['c1', 'c2'];
const three = ['c1', 'c2', 'c3'];
const MTLS = 'security.istio.io/tlsMode: istio';
const EU = 'topology.kubernetes.io/region: eu, topology.kubernetes.io/zone: a';
const US = 'topology.kubernetes.io/region: us, topology.kubernetes.io/zone: x';
const HOST = 'cart.shop.svc.cluster.local';

const gateway = (network: string) => `
apiVersion: v1
kind: Service
metadata: {name: eastwest, namespace: istio-system, labels: {topology.istio.io/network: ${network}}}
spec: {type: LoadBalancer, selector: {a: b}, ports: [{name: tls, port: 15443}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.1}]}}
`;

const rule = (name: string, spec: string, day = '01') =>
  config(
    'DestinationRule',
    `shop/${name}`,
    `{host: cart, ${spec}}`,
    `creationTimestamp: '2026-01-${day}T00:00:00Z'`,
  );

/** Namespaces `shop` and `web`, the service in `shop` and a caller in `web`. */
const shop = (
  cluster: string,
  options: { readonly network?: string; readonly node?: string } = {},
) =>
  docs(
    namespace('shop'),
    namespace('web'),
    workload('shop/cart', {
      cluster,
      labels: MTLS,
      addresses: `10.${cluster.slice(1)}.1`,
      ...options,
    }),
    workload('web/web', {
      cluster,
      labels: MTLS,
      addresses: `10.${cluster.slice(1)}.2`,
      ...options,
    }),
  );

/** Two primaries on two networks, each with a gateway. */
const twoNetworks = (
  options: {
    readonly mesh?: string;
    readonly version?: string;
    readonly c1?: string;
    readonly c2?: string;
  } = {},
) => ({
  c1: docs(
    istiod('c1', { ...options, watches: both, network: 'n1' }),
    gateway('n1'),
    shop('c1', { network: 'n1' }),
    options.c1 ?? '',
  ),
  c2: docs(
    istiod('c2', { watches: both, network: 'n2' }),
    gateway('n2'),
    shop('c2', { network: 'n2' }),
    options.c2 ?? '',
  ),
});

/** The same objects, without a ready pod of the service. */
const unready = (text: string) =>
  text.replace(
    /(service-name: cart\}[^]*?)conditions: \{ready: true\}/,
    '$1conditions: {ready: false, serving: false, terminating: false}',
  );

const distribution = (to: string) =>
  rule(
    'cart',
    `trafficPolicy: {loadBalancer: {localityLbSetting: {distribute: [{from: eu/*, to: {${to}}}]}}}`,
  );

/** The service in two regions of two clusters of one network. */
const twoRegions = (more: string) => ({
  c1: docs(
    istiod('c1', { watches: both }),
    node('eu-node', EU),
    shop('c1', { node: 'eu-node' }),
    more,
  ),
  c2: docs(
    istiod('c2', { watches: both }),
    node('us-node', US),
    shop('c2', { node: 'us-node' }),
  ),
});

const worker = (cluster: string, name: string) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {app: worker}}
spec: {containers: [{name: worker}]}
status: {phase: Running, podIPs: [{ip: 10.${cluster.slice(
  1,
)}.3.1}], conditions: [{type: Ready, status: 'True'}]}
`;

const ENTRY = config(
  'ServiceEntry',
  'shop/workers',
  '{hosts: [workers.example], ports: [{number: 80, name: http, protocol: HTTP}], resolution: STATIC, location: MESH_INTERNAL, workloadSelector: {labels: {app: worker}}}',
);

const mtls = (mode: string) =>
  config('PeerAuthentication', 'shop/default', `{mtls: {mode: ${mode}}}`);

const PARTITION =
  'subsets: [{name: one, labels: {topology.istio.io/cluster: c1}}, {name: two, labels: {topology.istio.io/cluster: c2}}]';

const route = (subset: string, more = '') =>
  config(
    'VirtualService',
    'shop/cart',
    `{hosts: [${HOST}], ${more} http: [{route: [{destination: {host: ${HOST}, subset: ${subset}}}]}]}`,
  );

/** What recordings of Istio show and nobody expects; each with fleets in which it is so, and fleets that differ in the one point that matters. */
export const SURPRISES: readonly CheckCase[] = [
  [
    'client-without-network',
    'injected before the network had a name',
    {
      ...twoNetworks(),
      c1: docs(
        istiod('c1', { watches: both, network: 'n1' }),
        gateway('n1'),
        shop('c1'),
      ),
    },
    ['warning Namespace shop (c1)', 'warning Namespace web (c1)'],
  ],
  [
    'client-without-network',
    'before 1.30 pods of other networks are dialled directly',
    {
      ...twoNetworks(),
      c1: docs(
        istiod('c1', { watches: both, network: 'n1', version: '1.29.0' }),
        gateway('n1'),
        shop('c1'),
      ),
    },
    ['error Namespace shop (c1)', 'error Namespace web (c1)'],
  ],
  ['client-without-network', 'all claim their network', twoNetworks(), []],
  [
    'client-without-network',
    'nobody knows a gateway',
    {
      c1: docs(istiod('c1', { watches: both, network: 'n1' }), shop('c1')),
      c2: istiod('c2', { watches: both, network: 'n2' }),
    },
    [],
  ],
  ...['kube-dns.kube-system', '*.kube-system'].map(
    (name): CheckCase => [
      'cluster-local-opened',
      `an exception for ${name}`,
      twoNetworks({
        mesh: `serviceSettings: [{settings: {clusterLocal: false}, hosts: ["${name}.svc.cluster.local"]}]`,
      }),
      name.startsWith('*')
        ? []
        : ['warning ControlPlane istio-system/istiod (c1)'],
    ],
  ),
  [
    'cluster-local-opened',
    'the rest is closed again',
    twoNetworks({
      mesh: 'serviceSettings: [{settings: {clusterLocal: false}, hosts: ["kube-dns.kube-system.svc.cluster.local"]}, {settings: {clusterLocal: true}, hosts: ["*.kube-system.svc.cluster.local"]}]',
    }),
    [],
  ],
  ...['', 'workloadSelector: {matchLabels: {app: web}},'].map(
    (selector): CheckCase => [
      'credential-without-selector',
      selector || 'no selector',
      {
        c1: docs(
          istiod('c1'),
          rule(
            'cart',
            `${selector} trafficPolicy: {tls: {mode: SIMPLE, credentialName: cart-ca}}`,
          ),
        ),
      },
      selector ? [] : ['warning DestinationRule shop/cart (c1)'],
    ],
  ),
  [
    'credential-without-selector',
    'files are read by sidecars',
    {
      c1: docs(
        istiod('c1'),
        rule(
          'cart',
          'trafficPolicy: {tls: {mode: SIMPLE, caCertificates: /etc/ca.pem}}',
        ),
      ),
    },
    [],
  ],
  ...['web, pay', 'web', 'pay', '"*"'].map(
    (newer): CheckCase => [
      'destination-rule-swallowed',
      `an older rule for web, a newer one for ${newer}`,
      {
        c1: docs(
          istiod('c1'),
          rule('old', 'exportTo: [web]'),
          rule('new', `exportTo: [${newer}]`, '02'),
        ),
      },
      newer === 'web, pay' ? ['error DestinationRule shop/new (c1)'] : [],
    ],
  ),
  ...['', 'exportTo: [web],', 'exportTo: ["*"],'].map(
    (exportTo): CheckCase => [
      'subsets-hidden-by-export',
      `an older rule for everybody, a newer one with ${
        exportTo || 'no export'
      }`,
      {
        c1: docs(
          istiod('c1'),
          rule('old', 'subsets: [{name: v1, labels: {version: v1}}]'),
          rule(
            'new',
            `${exportTo} subsets: [{name: v2, labels: {version: v2}}]`,
            '02',
          ),
        ),
      },
      exportTo ? ['error DestinationRule shop/old (c1)'] : [],
    ],
  ),
  [
    'subsets-hidden-by-export',
    'nothing but a policy is hidden',
    {
      c1: docs(
        istiod('c1'),
        rule('old', 'trafficPolicy: {outlierDetection: {}}'),
        rule('new', 'exportTo: [web]', '02'),
      ),
    },
    ['warning DestinationRule shop/old (c1)'],
  ],
  ...[
    ['eu/*: 80, sa/*: 20', 'warning'],
    ['eu/*: 80, us/*: 20', ''],
    ['sa/*: 100', 'error'],
    ['eu/*: 100, sa/*: 0', ''],
  ].map(
    ([to, severity]): CheckCase => [
      'distribution-to-empty-locality',
      to,
      twoRegions(distribution(to)),
      severity ? [`${severity} DestinationRule shop/cart (c1)`] : [],
    ],
  ),
  ...['n2', ''].map(
    (elsewhere): CheckCase => [
      'gateway-not-selected',
      `discovery selectors leave out istio-system; gateway of n2 ${
        elsewhere ? 'elsewhere too' : 'only there'
      }`,
      {
        c1: docs(
          istiod('c1', {
            watches: both,
            network: 'n1',
            mesh: 'discoverySelectors: [{matchLabels: {mesh: "yes"}}]',
          }),
          namespace('mesh', 'mesh: "yes"'),
          elsewhere &&
            gateway('n2').replace('namespace: istio-system', 'namespace: mesh'),
        ),
        c2: docs(istiod('c2', { watches: both, network: 'n2' }), gateway('n2')),
      },
      [`${elsewhere ? 'warning' : 'error'} Service istio-system/eastwest (c2)`],
    ],
  ),
  ['gateway-not-selected', 'no discovery selectors', twoNetworks(), []],
  ...['', gateway('n2')].map(
    (own): CheckCase => [
      'gateway-of-one-cluster',
      own ? 'each has a gateway' : 'two clusters behind the gateway of one',
      {
        c1: docs(
          istiod('c1', { watches: three, network: 'n1' }),
          gateway('n1'),
        ),
        c2: docs(
          istiod('c2', { watches: three, network: 'n2' }),
          gateway('n2'),
        ),
        c3: docs(istiod('c3', { watches: three, network: 'n2' }), own),
      },
      own ? [] : ['warning Network n2 (c2, c3)'],
    ],
  ),
  ...[
    ['DISABLE', '', 'error PeerAuthentication shop/default (c1, c2)'],
    ['DISABLE', 'DISABLE', ''],
    ['STRICT', '', ''],
    ['DISABLE', 'STRICT', 'error PeerAuthentication shop/default (c1, c2)'],
  ].map(
    ([first, second, found]): CheckCase => [
      'mtls-off-on-one-side',
      `${first} in c1, ${second || 'nothing'} in c2`,
      twoNetworks({ c1: mtls(first), c2: second && mtls(second) }),
      found ? [found] : [],
    ],
  ),
  ...[
    ['subsets and outlier detection', 'outlierDetection: {}', true],
    [
      'and a locality setting',
      'outlierDetection: {}, loadBalancer: {localityLbSetting: {enabled: false}}',
      false,
    ],
    ['subsets alone', 'connectionPool: {}', false],
  ].map(
    ([why, policy, found]): CheckCase => [
      'partition-moves-everyone',
      String(why),
      twoRegions(rule('cart', `trafficPolicy: {${policy}}, ${PARTITION}`)),
      found ? ['warning DestinationRule shop/cart (c1)'] : [],
    ],
  ),
  [
    'partition-moves-everyone',
    'outlier detection of the subsets only',
    twoRegions(
      rule(
        'cart',
        'subsets: [{name: one, labels: {topology.istio.io/cluster: c1}, trafficPolicy: {outlierDetection: {}}}]',
      ),
    ),
    [],
  ],
  [
    'plain-text-to-gateway',
    'auto mTLS is off',
    twoNetworks({ mesh: 'enableAutoMtls: false' }),
    ['error ControlPlane istio-system/istiod (c1)'],
  ],
  [
    'plain-text-to-gateway',
    'the rules of all services ask for mutual TLS',
    twoNetworks({
      mesh: 'enableAutoMtls: false',
      c1: config(
        'DestinationRule',
        'istio-system/mtls',
        '{host: "*.local", trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}',
      ),
    }),
    [],
  ],
  [
    'plain-text-to-gateway',
    'one network needs no gateway',
    {
      c1: docs(
        istiod('c1', {
          watches: both,
          network: 'n1',
          mesh: 'enableAutoMtls: false',
        }),
        gateway('n1'),
        shop('c1', { network: 'n1' }),
      ),
      c2: docs(
        istiod('c2', { watches: both, network: 'n1' }),
        shop('c2', { network: 'n1' }),
      ),
    },
    [],
  ],
  ...['worker-0', 'worker-1'].map(
    (name): CheckCase => [
      'service-entry-pods-collide',
      `worker-0 in c1, ${name} in c2`,
      {
        c1: docs(
          istiod('c1', { watches: both }),
          namespace('shop'),
          worker('c1', 'worker-0'),
          ENTRY,
        ),
        c2: docs(
          istiod('c2', { watches: both }),
          namespace('shop'),
          worker('c2', name),
        ),
      },
      name === 'worker-0' ? ['warning ServiceEntry shop/workers (c1, c2)'] : [],
    ],
  ),
  ...['istio-shared', 'user-mesh'].map(
    (name): CheckCase => [
      'shared-mesh-config-unseen',
      `ConfigMap ${name}`,
      {
        c1: docs(
          istiod('c1', {
            env: `{name: SHARED_MESH_CONFIG, value: ${name}}`,
          }),
          `{apiVersion: v1, kind: ConfigMap, metadata: {name: ${name}, namespace: istio-system}, data: {mesh: 'trustDomain: a'}}`,
        ),
      },
      name === 'user-mesh'
        ? ['warning ControlPlane istio-system/istiod (c1)']
        : [],
    ],
  ),
  ...[
    ['two', '', ''],
    ['three', '', 'error VirtualService shop/cart (c1)'],
    ['three', 'exportTo: [nowhere],', ''],
  ].map(
    ([subset, exportTo, found]): CheckCase => [
      'subset-undefined',
      `subset ${subset} ${exportTo}`,
      twoNetworks({
        c1: docs(rule('cart', PARTITION), route(subset, exportTo)),
      }),
      found ? [found] : [],
    ],
  ),
  [
    'subset-undefined',
    'the rule is private to the service, and callers are elsewhere',
    twoNetworks({
      c1: docs(rule('cart', `exportTo: ["."], ${PARTITION}`), route('two')),
    }),
    ['error VirtualService shop/cart (c1)'],
  ],
  [
    'subset-undefined',
    'an older route comes first',
    twoNetworks({
      c1: docs(
        config(
          'VirtualService',
          'shop/a',
          `{hosts: [${HOST}], http: [{route: [{destination: {host: ${HOST}}}]}]}`,
          "creationTimestamp: '2025-01-01T00:00:00Z'",
        ),
        route('three').replace(
          'metadata: {',
          "metadata: {creationTimestamp: '2026-01-01T00:00:00Z', ",
        ),
      ),
    }),
    [],
  ],
  [
    'unready-behind-gateway',
    'no ready pod behind the gateway',
    { ...twoNetworks(), c2: unready(twoNetworks().c2) },
    ['error Service shop/cart (c2)'],
  ],
  [
    'unready-behind-gateway',
    'a percentage of healthy ones is asked for',
    {
      c1: twoNetworks({
        c1: rule(
          'cart',
          'trafficPolicy: {outlierDetection: {minHealthPercent: 1}}',
        ),
      }).c1,
      c2: docs(
        unready(twoNetworks().c2),
        rule(
          'cart',
          'trafficPolicy: {outlierDetection: {minHealthPercent: 1}}',
        ),
      ),
    },
    [],
  ],
  [
    'unready-behind-gateway',
    'before 1.31 unready endpoints are not sent',
    {
      ...twoNetworks({ version: '1.30.0' }),
      c2: unready(twoNetworks().c2),
    },
    [],
  ],
  ['unready-behind-gateway', 'all are ready', twoNetworks(), []],
];
