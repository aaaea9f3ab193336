import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { fleet, seenAs } from '../../__testUtils__/fleet';
import {
  config,
  docs,
  injector,
  istiod,
  namespace,
  node,
  workload,
} from '../../__testUtils__/meshYaml';
import { rootConfigMap } from '../../__testUtils__/roots';
import { KIND_NAMES } from '../../model/kinds';
import { Snapshot } from '../../model/snapshot';
import { Finding, findingKey } from '../finding';
import { CHECKS, findings } from '../findings';
import { CheckCase, SURPRISES } from './__testUtils__/surprises';

const both = ['c1', 'c2'];
const EU = 'topology.kubernetes.io/region: eu, topology.kubernetes.io/zone: a';
const TENANT = 'meshwise.io/tenant: team';

function checked(code: string, clusters: CheckCase[2]): readonly Finding[] {
  const checks = CHECKS.filter(check => check.code === code);
  expect(checks).toHaveLength(1);
  return findings(fleet(clusters), { checks }).findings;
}

/** A sentence that people read, and the objects and fields that decided it under the section of the check. */
interface Told {
  readonly says: string;
  readonly by?: string | readonly string[];
}

/** What each case in which something is found says, by code and title. */
const SENTENCES: ReadonlyMap<string, readonly Told[]> = new Map(
  Object.entries(
    parse(
      readFileSync(join(__dirname, '__testUtils__/sentences.yaml'), 'utf8'),
    ),
  ),
);

function told({ message, because, source }: Finding): Told {
  const by = because
    .filter(evidence => evidence.source === source)
    .map(({ object, field }) => {
      const { cluster, kind, namespace: home, name } = object;
      const key = [home, name].filter(part => part !== '').join('/');
      return `${cluster} ${kind} ${key} ${field}`;
    })
    .sort();
  if (by.length === 0) return { says: message };
  return { says: message, by: by.length === 1 ? by[0] : by };
}

const gateway = (network: string, ingress = '{ip: 203.0.113.1}') => `
apiVersion: v1
kind: Service
metadata: {name: eastwest, namespace: istio-system, labels: {topology.istio.io/network: ${network}}}
spec: {type: LoadBalancer, selector: {a: b}, ports: [{name: tls, port: 15443}]}
status: {loadBalancer: {ingress: [${ingress}]}}
`;

const rule = (spec: string) =>
  config('DestinationRule', 'shop/cart', `{host: cart, ${spec}}`);

const FAILOVER =
  'loadBalancer: {localityLbSetting: {failover: [{from: eu, to: us}]}}';

const temporary = (kind: string, endsAt: string) =>
  config(
    kind,
    'shop/temporary',
    kind === 'AuthorizationPolicy'
      ? '{rules: [{}]}'
      : '{host: cart, hosts: [cart]}',
    `annotations: {meshwise.io/ends-at: '${endsAt}'}`,
  );

const roll = (members: string) => `
apiVersion: maistra.io/v1
kind: ServiceMeshMemberRoll
metadata: {name: default, namespace: blue}
spec: {members: [${members}]}
`;

const route = (name: string, day: string) =>
  config(
    'VirtualService',
    `shop/${name}`,
    '{hosts: [cart.shop.svc.cluster.local]}',
    `creationTimestamp: '2026-01-${day}T00:00:00Z'`,
  );

const primary = (cluster: string) =>
  docs(
    istiod(cluster, { watches: both }),
    namespace('shop', TENANT),
    workload('shop/cart', { cluster }),
  );

const ISTIOD_ADDRESS = `
apiVersion: v1
kind: Service
metadata: {name: eastwest, namespace: istio-system}
spec: {type: LoadBalancer, selector: {a: b}, ports: [{port: 15012}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.1}]}}
`;

const REMOTE_ISTIOD = `
apiVersion: v1
kind: Service
metadata: {name: istiod, namespace: istio-system}
spec: {type: ExternalName, externalName: 203.0.113.1, ports: [{port: 15012}]}
`;

const CASES: readonly CheckCase[] = [
  ...SURPRISES,
  [
    'bundles-differ',
    'one bundle',
    {
      c1: docs(
        istiod('c1'),
        rootConfigMap('a', 'old'),
        rootConfigMap('b', 'old'),
      ),
    },
    [],
  ],
  [
    'bundles-differ',
    'two bundles',
    {
      c1: docs(
        istiod('c1'),
        rootConfigMap('a', 'old'),
        rootConfigMap('b', 'old', 'new'),
      ),
    },
    ['warning ControlPlane istio-system/istiod (c1)'],
  ],
  [
    'cluster-id-mismatch',
    'all agree',
    { c1: docs(istiod('c1'), namespace('shop'), workload('shop/cart')) },
    [],
  ],
  [
    'cluster-id-mismatch',
    'a proxy claims another one',
    {
      c1: docs(
        istiod('c1'),
        namespace('shop'),
        workload('shop/cart'),
        workload('shop/old', { cluster: 'was-c1', addresses: '10.0.1' }),
      ),
    },
    ['error Cluster c1 (c1)'],
  ],
  [
    'cluster-id-mismatch',
    'an istiod that works for another cluster names that one',
    {
      c1: istiod('c2'),
      c2: docs(namespace('shop'), workload('shop/cart', { cluster: 'c2' })),
    },
    [],
  ],
  [
    'control-plane-single-point',
    'one replica',
    { c1: istiod('c1', { replicas: 1 }) },
    ['warning ControlPlane istio-system/istiod (c1)'],
  ],
  ['control-plane-single-point', 'two', { c1: istiod('c1') }, []],
  [
    'control-plane-single-point',
    'one with an autoscaler',
    {
      c1: docs(
        istiod('c1', { replicas: 1 }),
        '{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: istiod, namespace: istio-system}}',
      ),
    },
    [],
  ],
  [
    'control-plane-single-point',
    'one beside another control plane',
    {
      c1: docs(istiod('c1'), istiod('c1', { revision: 'r2', replicas: 1 })),
    },
    [],
  ],
  [
    'dangling-revision',
    'nothing serves it',
    {
      c1: docs(
        istiod('c1'),
        injector('default'),
        namespace('shop', 'istio.io/rev: r9'),
      ),
    },
    ['error Namespace shop (c1)'],
  ],
  [
    'dangling-revision',
    'it is served',
    {
      c1: docs(
        istiod('c1'),
        injector('default'),
        namespace('shop', 'istio.io/rev: default'),
      ),
    },
    [],
  ],
  [
    'default-namespace-shared',
    'in two clusters of a mesh',
    {
      c1: docs(
        istiod('c1', { watches: both }),
        namespace('default'),
        workload('default/api'),
      ),
      c2: docs(
        istiod('c2', { watches: both }),
        namespace('default'),
        workload('default/api', { cluster: 'c2' }),
      ),
    },
    ['warning Service default/api (c1, c2)'],
  ],
  [
    'deny-policy-without-rules',
    'no rules',
    {
      c1: docs(
        istiod('c1'),
        config('AuthorizationPolicy', 'shop/p', '{action: DENY}'),
      ),
    },
    ['warning AuthorizationPolicy shop/p (c1)'],
  ],
  [
    'deny-policy-without-rules',
    'an empty rule denies everything',
    {
      c1: docs(
        istiod('c1'),
        config('AuthorizationPolicy', 'shop/p', '{action: DENY, rules: [{}]}'),
      ),
    },
    [],
  ],
  ...['10', '50', '60'].map(
    percent =>
      [
        'ejection-too-weak',
        `${percent} % of 2 in one cluster and 3 in the other`,
        {
          c1: docs(
            istiod('c1', { watches: both }),
            namespace('shop'),
            workload('shop/cart', { pods: 2 }),
            rule(
              `trafficPolicy: {outlierDetection: {maxEjectionPercent: ${percent}}}`,
            ),
          ),
          c2: docs(
            istiod('c2', { watches: both }),
            namespace('shop'),
            workload('shop/cart', { pods: 3, cluster: 'c2' }),
          ),
        },
        percent === '60' ? [] : ['warning DestinationRule shop/cart (c1)'],
      ] as const,
  ),
  [
    'end-passed',
    'in one cluster a day ago, in the other not for years; and one without an end',
    {
      c1: docs(
        istiod('c1', { watches: both }),
        namespace('shop'),
        temporary('DestinationRule', '2020-01-01T00:00:00Z'),
        temporary('AuthorizationPolicy', '2020-01-01T00:00:00Z'),
        config('VirtualService', 'shop/cart', '{hosts: [cart]}'),
      ),
      c2: docs(
        istiod('c2', { watches: both }),
        namespace('shop'),
        temporary('DestinationRule', '2099-01-01T00:00:00Z'),
        temporary('AuthorizationPolicy', '2020-01-02T00:00:00Z'),
        temporary('VirtualService', 'soon'),
      ),
    },
    [
      'warning AuthorizationPolicy shop/temporary (c1)',
      'warning AuthorizationPolicy shop/temporary (c2)',
      'warning DestinationRule shop/temporary (c1)',
    ],
  ],
  [
    'ejection-too-weak',
    'a gateway counts as one endpoint, whatever is behind it',
    {
      c1: docs(
        istiod('c1', { watches: both, network: 'n1' }),
        namespace('shop'),
        workload('shop/cart', { pods: 2, network: 'n1' }),
        rule('trafficPolicy: {outlierDetection: {maxEjectionPercent: 67}}'),
      ),
      c2: docs(
        istiod('c2', { watches: both, network: 'n2' }),
        namespace('shop'),
        gateway('n2'),
        workload('shop/cart', { pods: 9, cluster: 'c2', network: 'n2' }),
      ),
    },
    [],
  ],
  [
    'failover-not-armed',
    'no outlier detection',
    { c1: docs(istiod('c1'), rule(`trafficPolicy: {${FAILOVER}}`)) },
    ['error DestinationRule shop/cart (c1)'],
  ],
  [
    'failover-not-armed',
    'with outlier detection',
    {
      c1: docs(
        istiod('c1'),
        rule(`trafficPolicy: {${FAILOVER}, outlierDetection: {}}`),
      ),
    },
    [],
  ],
  [
    'failover-not-armed',
    'a port that replaces the whole policy loses it',
    {
      c1: docs(
        istiod('c1'),
        rule(
          `trafficPolicy: {outlierDetection: {}, portLevelSettings: [{port: {number: 80}, ${FAILOVER}}]}`,
        ),
      ),
    },
    ['error DestinationRule shop/cart (c1)'],
  ],
  [
    'failover-not-armed',
    'distribution needs none',
    {
      c1: docs(
        istiod('c1'),
        rule(
          'trafficPolicy: {loadBalancer: {localityLbSetting: {distribute: [{from: eu, to: {us: 100}}]}}}',
        ),
      ),
    },
    [],
  ],
  [
    'failover-not-armed',
    'a rule that nobody reads is not a failover at all',
    { c1: rule(`trafficPolicy: {${FAILOVER}}`) },
    [],
  ],
  [
    'locality-missing',
    'a node without region',
    { c1: docs(istiod('c1'), node('n1', EU), node('n2', '')) },
    ['warning Cluster c1 (c1)'],
  ],
  ['locality-missing', 'no mesh, no matter', { c1: node('n1', '') }, []],
  [
    'member-in-transition',
    'the label names another control plane',
    {
      c1: docs(roll('shop'), namespace('shop', 'maistra.io/member-of: green')),
    },
    ['warning Namespace shop (c1)'],
  ],
  [
    'member-in-transition',
    'roll and label agree',
    {
      c1: docs(
        roll('shop, "*"'),
        namespace('shop', 'maistra.io/member-of: blue'),
      ),
    },
    [],
  ],
  [
    'network-without-gateway',
    'two networks, a gateway for one',
    {
      c1: docs(istiod('c1', { watches: both, network: 'n1' }), gateway('n1')),
      c2: istiod('c2', { watches: both, network: 'n2' }),
    },
    ['error Network n2 (c2)'],
  ],
  [
    'network-without-gateway',
    'an address that is still pending is none',
    {
      c1: docs(istiod('c1', { watches: both, network: 'n1' }), gateway('n1')),
      c2: docs(
        istiod('c2', { watches: both, network: 'n2' }),
        gateway('n2', ''),
      ),
    },
    ['error Network n2 (c2)'],
  ],
  [
    'network-without-gateway',
    'a host name is an address',
    {
      c1: docs(istiod('c1', { watches: both, network: 'n1' }), gateway('n1')),
      c2: docs(
        istiod('c2', { watches: both, network: 'n2' }),
        gateway('n2', '{hostname: gw.example}'),
      ),
    },
    [],
  ],
  [
    'network-without-gateway',
    'one network needs none',
    {
      c1: istiod('c1', { watches: both, network: 'n1' }),
      c2: istiod('c2', { watches: both, network: 'n1' }),
    },
    [],
  ],
  [
    'object-unreadable',
    'a field of another type',
    {
      c1: '{apiVersion: v1, kind: Service, metadata: {name: s, namespace: n}, spec: {ports: 7}}',
    },
    ['error Service n/s (c1)'],
  ],
  [
    'pod-cidr-overlap',
    'the same range on one network',
    {
      c1: docs(
        istiod('c1', { watches: both, network: 'n1' }),
        node('a', EU, '10.1.0.0/24'),
      ),
      c2: docs(
        istiod('c2', { watches: both, network: 'n1' }),
        node('b', EU, '10.1.0.128/25'),
      ),
    },
    ['error Network n1 (c1, c2)'],
  ],
  [
    'pod-cidr-overlap',
    'other networks',
    {
      c1: docs(
        istiod('c1', { watches: both, network: 'n1' }),
        node('a', EU, '10.1.0.0/24'),
      ),
      c2: docs(
        istiod('c2', { watches: both, network: 'n2' }),
        node('b', EU, '10.1.0.0/24'),
      ),
    },
    [],
  ],
  [
    'pod-cidr-overlap',
    'ranges side by side, of one cluster too',
    {
      c1: docs(
        istiod('c1', { watches: both }),
        node('a', EU, '10.1.0.0/24'),
        node('b', EU, '10.1.0.0/16'),
      ),
      c2: docs(
        istiod('c2', { watches: both }),
        node('c', EU, '10.2.0.0/16, fd00::/64'),
      ),
    },
    [],
  ],
  [
    'remote-mesh-config-missing',
    'no mesh config of that revision',
    {
      c1: istiod('c1', { watches: both, mesh: 'trustDomain: a' }),
      c2: istiod('c2', {
        watches: both,
        revision: 'r2',
        mesh: 'trustDomain: a, trustDomainAliases: [a]',
      }),
    },
    ['warning ControlPlane istio-system/istiod (c1, c2)'],
  ],
  [
    'remote-mesh-config-missing',
    'before 1.29 nobody looked',
    {
      c1: istiod('c1', {
        watches: both,
        version: '1.28.0',
        mesh: 'trustDomain: a',
      }),
      c2: namespace('istio-system'),
    },
    [],
  ],
  [
    'root-expiring',
    'in 19 days, and long past',
    {
      c1: docs(istiod('c1'), rootConfigMap('shop', 'expiring', 'old')),
      c2: rootConfigMap('shop', 'expired'),
    },
    [
      'error Certificate O=Example, CN=Expired Root (c2)',
      'error Certificate O=Example, CN=Expiring Root (c1)',
    ],
  ],
  [
    'selector-fight',
    'both select everything, with different roots',
    {
      c1: docs(
        istiod('c1'),
        istiod('c1', { namespace: 'mesh-b', revision: 'b' }),
        rootConfigMap('istio-system', 'old'),
        rootConfigMap('mesh-b', 'new'),
      ),
    },
    [
      'error ControlPlane istio-system/istio-system/istiod and mesh-b/istiod-b (c1)',
    ],
  ],
  [
    'selector-fight',
    'nothing in common',
    {
      c1: docs(
        istiod('c1', { mesh: 'discoverySelectors: [{matchLabels: {m: a}}]' }),
        istiod('c1', {
          namespace: 'mesh-b',
          revision: 'b',
          mesh: 'discoverySelectors: [{matchLabels: {m: b}}]',
        }),
        rootConfigMap('istio-system', 'old'),
        rootConfigMap('mesh-b', 'new'),
      ),
    },
    [],
  ],
  [
    'selector-fight',
    'the same root',
    {
      c1: docs(
        istiod('c1'),
        istiod('c1', { namespace: 'mesh-b', revision: 'b' }),
        rootConfigMap('istio-system', 'old'),
        rootConfigMap('mesh-b', 'old'),
      ),
    },
    [],
  ],
  [
    'service-owners-collide',
    'two tenants',
    {
      c1: docs(
        istiod('c1', { watches: both }),
        namespace('shop', TENANT),
        workload('shop/cart'),
      ),
      c2: docs(
        istiod('c2', { watches: both }),
        namespace('shop', 'meshwise.io/tenant: others'),
        workload('shop/cart', { cluster: 'c2' }),
      ),
    },
    ['error Service shop/cart (c1, c2)'],
  ],
  [
    'service-owners-collide',
    'not where the mesh itself runs',
    {
      c1: docs(
        istiod('c1', { watches: both }),
        namespace('istio-system', TENANT),
        workload('istio-system/gw'),
      ),
      c2: docs(
        istiod('c2', { watches: both }),
        workload('istio-system/gw', { cluster: 'c2' }),
      ),
    },
    [],
  ],
  [
    'service-port-drift',
    'another name',
    {
      c1: docs(
        istiod('c1', { watches: both }),
        namespace('shop'),
        workload('shop/cart'),
      ),
      c2: docs(
        istiod('c2', { watches: both }),
        namespace('shop'),
        workload('shop/cart', {
          cluster: 'c2',
          ports: '[{name: web, port: 80}]',
        }),
      ),
    },
    ['error Service shop/cart (c1, c2)'],
  ],
  [
    'service-port-drift',
    'another number works',
    {
      c1: docs(
        istiod('c1', { watches: both }),
        namespace('shop'),
        workload('shop/cart'),
      ),
      c2: docs(
        istiod('c2', { watches: both }),
        namespace('shop'),
        workload('shop/cart', {
          cluster: 'c2',
          ports: '[{name: http, port: 81}]',
        }),
      ),
    },
    [],
  ],
  [
    'stale-sidecars',
    'another revision than the webhook would give',
    {
      c1: docs(
        istiod('c1'),
        istiod('c1', { revision: 'r2' }),
        injector('default'),
        injector('r2'),
        namespace('shop', 'istio.io/rev: r2'),
        workload('shop/cart'),
      ),
    },
    ['warning Namespace shop (c1)'],
  ],
  ...(
    [
      ['1.31.0', []],
      ['1.30.2', ['warning Namespace shop (c1)']],
      ['1.29.0', ['error Namespace shop (c1)']],
      ['1.32.0', ['error Namespace shop (c1)']],
    ] as const
  ).map(
    ([version, found]) =>
      [
        'stale-sidecars',
        `proxies of ${version} under 1.31.0`,
        {
          c1: docs(
            istiod('c1'),
            injector('default'),
            namespace('shop', 'istio.io/rev: default'),
            workload('shop/cart', { version }),
          ),
        },
        found,
      ] as const,
  ),
  [
    'trust-broken',
    'no common root, both watch each other',
    {
      c1: docs(istiod('c1', { watches: both }), rootConfigMap('shop', 'old')),
      c2: docs(istiod('c2', { watches: both }), rootConfigMap('shop', 'new')),
    },
    ['error Cluster c1 to c2 (c1, c2)', 'error Cluster c2 to c1 (c1, c2)'],
  ],
  [
    'trust-broken',
    'no common root, and nothing to do with each other',
    {
      c1: docs(istiod('c1'), rootConfigMap('shop', 'old')),
      c2: docs(istiod('c2'), rootConfigMap('shop', 'new')),
    },
    [],
  ],
  [
    'unclaimed-namespace',
    'workloads and no tenant',
    { c1: docs(istiod('c1'), namespace('shop'), workload('shop/cart')) },
    ['warning Namespace shop (c1)'],
  ],
  [
    'unclaimed-namespace',
    'a tenant, nothing in it, or protected',
    {
      c1: docs(
        istiod('c1'),
        namespace('shop', TENANT),
        workload('shop/cart'),
        namespace('empty'),
        namespace('kube-system'),
        workload('kube-system/dns', { addresses: '10.0.9' }),
      ),
    },
    [],
  ],
  [
    'webhooks-conflict',
    'two revisions select the namespace',
    {
      c1: docs(
        istiod('c1'),
        istiod('c1', { revision: 'r2' }),
        injector('default'),
        injector('r2').replace(
          'matchLabels: {istio.io/rev: r2}',
          'matchLabels: {istio.io/rev: default}',
        ),
        namespace('shop', 'istio.io/rev: default'),
      ),
    },
    ['error Namespace shop (c1)'],
  ],
  ...(
    [
      ['service-accounts-differ', 'info', { account: 'a' }, { account: 'b' }],
      [
        'service-definition-differs',
        'warning',
        {},
        { spec: 'clusterIP: None' },
      ],
    ] as const
  ).map(
    ([code, severity, here, there]) =>
      [
        code,
        'other than in the other cluster',
        {
          c1: docs(
            istiod('c1', { watches: both }),
            namespace('shop'),
            workload('shop/cart', here),
          ),
          c2: docs(
            istiod('c2', { watches: both }),
            namespace('shop'),
            workload('shop/cart', { ...there, cluster: 'c2' }),
          ),
        },
        [`${severity} Service shop/cart (c1, c2)`],
      ] as const,
  ),
  ...(
    [
      [
        'config-differs',
        [rule('trafficPolicy: {outlierDetection: {}}')],
        [rule('trafficPolicy: {}')],
        ['warning DestinationRule shop/cart (c1, c2)'],
      ],
      ['config-differs', [rule('')], [rule('')], []],
      [
        'config-missing',
        [rule('subsets: [{name: v1}]')],
        [],
        ['error DestinationRule shop/cart (c1, c2)'],
      ],
      [
        'config-missing',
        [rule('')],
        [],
        ['warning DestinationRule shop/cart (c1, c2)'],
      ],
      [
        'config-age-order',
        [route('a', '01'), route('b', '02')],
        [route('a', '02'), route('b', '01')],
        [
          'warning VirtualService shop/a (c1, c2)',
          'warning VirtualService shop/b (c1, c2)',
        ],
      ],
      [
        'config-shadowed',
        [route('b', '02')],
        [route('b', '02'), route('a', '01')],
        ['error VirtualService shop/b (c1, c2)'],
      ],
      ['config-shadowed', [route('b', '02')], [route('b', '03')], []],
      [
        'policy-drift',
        [config('AuthorizationPolicy', 'shop/p', '{}')],
        [],
        ['error AuthorizationPolicy shop/p (c1, c2)'],
      ],
      [
        'policy-drift',
        [config('PeerAuthentication', 'shop/p', '{mtls: {mode: STRICT}}')],
        [config('PeerAuthentication', 'shop/p', '{mtls: {mode: DISABLE}}')],
        ['error PeerAuthentication shop/p (c1, c2)'],
      ],
      ['policy-drift', [rule('')], [], []],
    ] as const
  ).map(
    ([code, here, there, expected], index) =>
      [
        code,
        `copies in two primaries (${index})`,
        {
          c1: docs(primary('c1'), ...here),
          c2: docs(primary('c2'), ...there),
        },
        expected,
      ] as const,
  ),
  [
    'mesh-config-differs',
    'a setting that breaks trust, and one that does not',
    {
      c1: istiod('c1', {
        watches: both,
        mesh: 'trustDomain: a, enableAutoMtls: false',
      }),
      c2: istiod('c2', { watches: both, mesh: 'trustDomain: b' }),
    },
    [
      'error Mesh prod trustDomain (c1, c2)',
      'warning Mesh prod enableAutoMtls (c1, c2)',
    ],
  ],
  [
    'mesh-config-differs',
    'equal settings',
    {
      c1: istiod('c1', { watches: both, mesh: 'trustDomain: a' }),
      c2: istiod('c2', { watches: both, mesh: 'trustDomain: a' }),
    },
    [],
  ],
  [
    'ineffective-config',
    'a remote that is served from elsewhere',
    {
      c1: docs(istiod('c1', { watches: both }), ISTIOD_ADDRESS),
      c2: docs(namespace('istio-system'), REMOTE_ISTIOD, rule('')),
    },
    ['warning DestinationRule shop/cart (c2)'],
  ],
  ...(['m: a', 'm: b'] as const).map(
    label =>
      [
        'namespace-not-selected',
        `selected by m: a, labelled ${label}`,
        {
          c1: docs(
            istiod('c1', {
              mesh: 'discoverySelectors: [{matchLabels: {m: a}}]',
            }),
            injector('default'),
            namespace('shop', `istio.io/rev: default, ${label}`),
          ),
        },
        label === 'm: b' ? ['error Namespace shop (c1)'] : [],
      ] as const,
  ),
];

describe('checks', () => {
  it.each(CASES)('%s: %s', (code, title, clusters, expected) => {
    const found = checked(code, clusters);
    expect(found.map(told)).toEqual(SENTENCES.get(`${code}: ${title}`) ?? []);
    expect(
      found.map(({ severity, subject }) => {
        const { kind, namespace: home, name, clusters: where } = subject;
        const key = home === '' ? name : `${home}/${name}`;
        return `${severity} ${kind} ${key} (${where.join(', ')})`;
      }),
    ).toEqual(expected);
    for (const { because, gaps, message, fix } of found) {
      expect(because.length + gaps.length).toBeGreaterThan(0);
      expect([message, fix].join(' ')).not.toMatch(/undefined|\[object|NaN/);
      expect([message, fix].every(text => /[.]$/.test(text))).toBe(true);
    }
  });

  it.each(CASES.filter(([, , , expected]) => expected.length > 0))(
    '%s: %s; nothing is said of clusters that were never seen',
    (code, _, clusters) => {
      const checks = CHECKS.filter(check => check.code === code);
      const blind = Object.keys(clusters).reduce(
        (seen, cluster) => seenAs(seen, { cluster, state: 'forbidden' }),
        fleet(clusters),
      );
      const { findings: found, partial } = findings(blind, { checks });
      expect(found).toEqual([]);
      expect(partial).toMatchObject([{ code }]);
    },
  );

  it.each(CASES.filter(([, , , expected]) => expected.length > 0))(
    '%s: %s; beside the same in another namespace',
    (code, _, clusters) => {
      const keys = (of: CheckCase[2]) =>
        checked(code, of).map(
          finding => `${finding.severity} ${findingKey(finding)}`,
        );
      const renamed = Object.fromEntries(
        Object.entries(clusters).map(
          ([name, yaml]) =>
            [name, yaml.replace(/\b(shop|blue)\b/g, 'my-$1')] as const,
        ),
      );
      const doubled = Object.fromEntries(
        Object.entries(clusters).map(
          ([name, yaml]) => [name, docs(yaml, renamed[name])] as const,
        ),
      );
      expect(new Set(keys(doubled))).toEqual(
        new Set([...keys(clusters), ...keys(renamed)]),
      );
    },
  );

  it('all have a case in which they find something', () => {
    const covered = CASES.filter(([, , , expected]) => expected.length > 0);
    // Only what no folder of objects can show has a test of its own.
    expect(
      [...new Set(['links-assumed', ...covered.map(([code]) => code)])].sort(),
    ).toEqual(CHECKS.map(({ code }) => code));
  });

  it.each(CASES)('%s: %s; in any order of objects', (_code, _, clusters) => {
    const reversed = Object.fromEntries(
      Object.entries(clusters)
        .map(
          ([name, yaml]) =>
            [name, yaml.split('\n---\n').reverse().join('\n---\n')] as const,
        )
        .reverse(),
    );
    expect(findings(fleet(reversed)).findings).toEqual(
      findings(fleet(clusters)).findings,
    );
  });
});

describe('what cannot be seen', () => {
  const seenFindings = (code: string, snapshot: Snapshot) =>
    findings(snapshot, {
      checks: CHECKS.filter(check => check.code === code),
    }).findings.map(finding => `${finding.severity} ${findingKey(finding)}`);

  it.each(CASES)('adds no finding: %s, %s', (code, _, clusters) => {
    const all = fleet(clusters);
    const known = seenFindings(code, all);
    const added = Object.keys(clusters).flatMap(cluster =>
      KIND_NAMES.flatMap(kind =>
        seenFindings(code, seenAs(all, { cluster, kind, state: 'forbidden' }))
          .filter(
            finding =>
              // A finding may lose weight, when what makes it bad is not seen.
              !known.includes(finding) &&
              !known.includes(finding.replace(/^\w+/, 'error')),
          )
          .map(finding => `without ${kind} of ${cluster}: ${finding}`),
      ),
    );
    expect(added).toEqual([]);
  });
});
