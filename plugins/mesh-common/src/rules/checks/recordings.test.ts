import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { changesOf } from '../../../cli/changesOf';
import { readMeshFolder } from '../../../cli/meshFolder';
import { Finding } from '../finding';
import { CHECKS, findings } from '../findings';

const ORACLE = join(__dirname, '../../../../../oracle');
const CORPORA = ['scenarios', 'changes', 'gateways', 'ambient'];
const CART = 'outbound|80||cart.shop.svc.cluster.local';

/** The part of a recorded answer of Istio that shows an effect. */
interface RecordedProxy {
  readonly clusters: Readonly<
    Record<
      string,
      {
        readonly tls: string;
        readonly sans?: readonly string[];
        readonly outlierDetection?: { readonly maxEjectionPercent?: number };
        readonly endpoints: readonly {
          readonly address: string;
          readonly priority: number;
          readonly health: string;
          readonly cluster: string;
          readonly gateway: boolean;
        }[];
      }
    >
  >;
  readonly routes: Readonly<
    Record<
      string,
      readonly {
        readonly routes: readonly {
          readonly clusters?: readonly { readonly name: string }[];
        }[];
      }[]
    >
  >;
}

type Recorded = Readonly<Record<string, RecordedProxy>>;

function recorded(folder: string, file = 'expected.json'): Recorded {
  const recording: { readonly proxies: Recorded } = JSON.parse(
    readFileSync(join(ORACLE, folder, file), 'utf8'),
  );
  return recording.proxies;
}

const endpointsOf = (
  folder: string,
  options: {
    readonly file?: string;
    readonly proxy?: string;
    readonly name?: string;
  } = {},
) => {
  const { file, proxy = 'web-c1', name = CART } = options;
  return recorded(folder, file)[proxy].clusters[name].endpoints;
};

const addressesOf = (...asked: Parameters<typeof endpointsOf>) =>
  endpointsOf(...asked).map(({ address }) => address);

const prioritiesOf = (...asked: Parameters<typeof endpointsOf>) =>
  endpointsOf(...asked).map(({ priority }) => priority);

const subsetsOf = ({ clusters }: RecordedProxy) =>
  Object.keys(clusters).flatMap(name => name.split('|')[2] || []);

/** Code; where it appears among the recordings made by hand, and nowhere else; and what Istio's own answer shows there, beside what it shows if the finding is true. */
const APPEARANCES: readonly (readonly [
  code: string,
  places: readonly string[],
  shown: () => unknown,
  istio: unknown,
])[] = [
  [
    'client-without-network',
    [
      'changes/network-label-added-to-remote after: warning shop (c2)',
      'changes/network-label-added-to-remote after: warning web (c2)',
      'scenarios/client-without-network-goes-through-gateway: warning web (c1)',
      'scenarios/gateway-by-mesh-networks: warning shop (c1)',
    ],
    () => {
      const folder = 'scenarios/client-without-network-goes-through-gateway';
      const given = (proxy: string) =>
        endpointsOf(folder, { proxy }).filter(
          ({ cluster }) => cluster === 'c1',
        );
      return ['old-proxy', 'new-proxy'].map(proxy =>
        given(proxy).map(({ gateway }) => gateway),
      );
    },
    [[true], [false]],
  ],
  [
    'cluster-local-opened',
    ['scenarios/cluster-local-defaults: warning istio-system/istiod (c1)'],
    () => {
      const opened = endpointsOf('scenarios/cluster-local-defaults', {
        name: 'outbound|80||metrics.kube-system.svc.cluster.local',
      });
      return opened.map(({ cluster }) => cluster);
    },
    ['c1', 'c2'],
  ],
  [
    'credential-without-selector',
    ['scenarios/destination-rule-tls-modes: warning shop/cred (c1)'],
    () => {
      const { clusters } = recorded('scenarios/destination-rule-tls-modes')[
        'web-c1'
      ];
      return clusters['outbound|80||cred.shop.svc.cluster.local'].tls;
    },
    'none',
  ],
  [
    'destination-rule-swallowed',
    [
      'scenarios/destination-rule-with-wider-export-is-swallowed: error shop/new (c1)',
    ],
    () => {
      const proxies = recorded(
        'scenarios/destination-rule-with-wider-export-is-swallowed',
      );
      return ['web-c1', 'pay-c1'].map(name => subsetsOf(proxies[name]));
    },
    [['one'], []],
  ],
  [
    'subsets-hidden-by-export',
    ['scenarios/destination-rules-with-different-export: error shop/all (c1)'],
    () => {
      const proxies = recorded(
        'scenarios/destination-rules-with-different-export',
      );
      return ['pay-c1', 'web-c1', 'inside-c1'].map(name =>
        subsetsOf(proxies[name]),
      );
    },
    [['one'], ['two'], []],
  ],
  [
    'distribution-to-empty-locality',
    [
      'changes/region-lost-with-distribute after: warning shop/cart (c1)',
      'scenarios/distribute-to-locality-without-endpoints: warning shop/cart (c1)',
    ],
    () => {
      const folder = 'scenarios/distribute-to-locality-without-endpoints';
      return endpointsOf(folder).map(({ cluster }) => cluster);
    },
    ['c2', 'c2'],
  ],
  [
    'gateway-not-selected',
    [
      'gateways/eastwest-own-namespace-not-selected: error istio-system/istio-eastwestgateway (c1)',
      'gateways/eastwest-own-namespace-not-selected: error istio-system/istio-eastwestgateway (c2)',
      'scenarios/discovery-selectors-and-network-label: warning istio-system/istio-eastwestgateway (c2)',
    ],
    () => {
      const given = addressesOf(
        'scenarios/discovery-selectors-and-network-label',
      );
      // The first is the gateway of the namespace that is left out, the second another one of its network.
      return ['203.0.113.2', '203.0.113.9'].map(at => given.includes(at));
    },
    [false, true],
  ],
  [
    'gateway-of-one-cluster',
    [
      'changes/cluster-forgotten-takes-the-gateway-of-others-along before: warning n2 (c2,c3)',
      'changes/cluster-lost-gateway-addresses-of-shared-network after: warning n2 (c2,c3)',
      'gateways/eastwest-two-clusters-in-one-network: warning n2 (c2,c3)',
      'gateways/ingress-locality-failover: warning n1 (c1,c3)',
      'scenarios/subset-by-cluster-behind-gateway: warning n2 (c2,c3)',
    ],
    () => {
      const folder =
        'changes/cluster-forgotten-takes-the-gateway-of-others-along';
      return ['before.json', 'after.json'].map(file =>
        endpointsOf(folder, { file })
          .filter(({ gateway }) => !gateway)
          .map(({ cluster }) => cluster),
      );
    },
    [['c1'], ['c1', 'c3']],
  ],
  [
    'mtls-off-on-one-side',
    [
      'changes/peer-authentication-disable-in-one-of-two-primaries after: error shop/default (c1,c2)',
      'scenarios/peer-authentication-of-remote-cluster-is-ignored-by-clients: error shop/default (c1,c2)',
    ],
    () => {
      const folder =
        'changes/peer-authentication-disable-in-one-of-two-primaries';
      const file = 'after.json';
      const clusters = (proxy: string) =>
        endpointsOf(folder, { file, proxy }).map(({ cluster }) => cluster);
      const { tls } = recorded(folder, file)['web-c1'].clusters[CART];
      return [clusters('web-c2'), clusters('web-c1'), tls];
    },
    [['c2'], ['c1', 'c2'], 'auto'],
  ],
  [
    'plain-text-to-gateway',
    ['scenarios/auto-mtls-switched-off: error istio-system/istiod (c1)'],
    () => {
      const folder = 'scenarios/auto-mtls-switched-off';
      return [
        recorded(folder)['web-c1'].clusters[CART].tls,
        endpointsOf(folder).some(({ gateway }) => gateway),
      ];
    },
    ['none', true],
  ],
  [
    'remote-mesh-config-missing',
    [
      'scenarios/trust-domains-of-clusters: warning istio-system/istiod (c1,c3)',
      'scenarios/trust-domains-of-clusters: warning istio-system/istiod (c2,c3)',
    ],
    () => {
      const { sans } = recorded('scenarios/trust-domains-of-clusters')['web-c2']
        .clusters[CART];
      return sans?.filter(name => name.endsWith('/cart-c3'));
    },
    ['spiffe://cluster.local/ns/shop/sa/cart-c3'],
  ],
  [
    'service-entry-pods-collide',
    [
      'scenarios/service-entry-and-pods-of-the-same-name: warning shop/workers (c1,c2)',
    ],
    () => {
      const given = endpointsOf(
        'scenarios/service-entry-and-pods-of-the-same-name',
        { name: 'outbound|80||workers.shop.global' },
      );
      return new Set(given.map(({ cluster }) => cluster)).size;
    },
    1,
  ],
  [
    'subset-undefined',
    [
      'changes/rule-deleted-while-route-uses-its-subsets after: error shop/cart (c1)',
      'changes/shift-to-subset-that-no-rule-defines after: error shop/cart (c1)',
      'gateways/ingress-subset-without-rule: error shop/shop (c1)',
      'gateways/ingress-subset-without-rule: error shop/shop (c2)',
    ],
    () => {
      const { clusters, routes } = recorded(
        'changes/shift-to-subset-that-no-rule-defines',
        'after.json',
      )['web-c1'];
      const called = routes['80'][0].routes[0].clusters ?? [];
      return called.map(({ name }) => name).filter(name => !(name in clusters));
    },
    ['outbound|80|c2|cart.shop.svc.cluster.local'],
  ],
  [
    'unready-behind-gateway',
    [
      'changes/cluster-lost-pods-unready-behind-gateway after: warning shop/cart (c2)',
      'scenarios/remote-without-ready-pods-keeps-its-gateway: error shop/cart (c2)',
    ],
    () => {
      const gateways = (folder: string) =>
        endpointsOf(folder).flatMap(({ gateway, health }) =>
          gateway ? [health] : [],
        );
      return [
        gateways('scenarios/remote-without-ready-pods-keeps-its-gateway'),
        gateways('scenarios/remote-without-ready-pods-and-min-health-percent'),
      ];
    },
    [['unknown'], []],
  ],
];

/** Folder, with `before` or `after`, and what the checks of this table find there. */
const found = new Map<string, readonly Finding[]>();

beforeAll(() => {
  const codes = [
    ...APPEARANCES.map(([code]) => code),
    'ejection-too-weak',
    'partition-moves-everyone',
  ];
  const checks = CHECKS.filter(({ code }) => codes.includes(code));
  for (const corpus of CORPORA)
    for (const name of readdirSync(join(ORACLE, corpus))) {
      const place = `${corpus}/${name}`;
      const folder = readMeshFolder(join(ORACLE, place), { istio: undefined });
      const { snapshot } = folder;
      const phases: readonly (readonly [string, typeof snapshot])[] =
        corpus === 'changes'
          ? [
              [`${place} before`, snapshot],
              [`${place} after`, changesOf(folder).after],
            ]
          : [[place, snapshot]];
      for (const [phase, fleet] of phases)
        found.set(phase, findings(fleet, { checks }).findings);
    }
});

function placesOf(code: string): readonly string[] {
  return [...found]
    .flatMap(([place, list]) =>
      list
        .filter(finding => finding.code === code)
        .map(({ severity, subject: { namespace, name, clusters } }) => {
          const key = namespace === '' ? name : `${namespace}/${name}`;
          return `${place}: ${severity} ${key} (${clusters})`;
        }),
    )
    .sort();
}

describe('what recordings show', () => {
  it.each(APPEARANCES)(
    '%s is found where Istio does it, and nowhere else',
    (code, places, shown, istio) => {
      expect(placesOf(code)).toEqual([...places].sort());
      expect(shown()).toEqual(istio);
    },
  );

  it('ejection-too-weak is found until the limit is raised', () => {
    const places = placesOf('ejection-too-weak');
    const folder = 'changes/max-ejection-percent-raised';
    expect(places).toContain(`${folder} before: warning shop/cart (c1)`);
    expect(places).not.toContain(`${folder} after: warning shop/cart (c1)`);
    const limit = (file: string) =>
      recorded(folder, file)['web-c1'].clusters[CART].outlierDetection
        ?.maxEjectionPercent;
    expect([limit('before.json'), limit('after.json')]).toEqual([10, 100]);
  });

  it('partition-moves-everyone is found only where callers have priorities', () => {
    const folder =
      'changes/partition-with-outlier-detection-moves-all-other-traffic-too';
    const places = placesOf('partition-moves-everyone');
    expect(places).toContain(`${folder} after: warning shop/cart (c1)`);
    expect(prioritiesOf(folder, { file: 'before.json' })).toEqual([0, 0]);
    expect(prioritiesOf(folder, { file: 'after.json' })).toEqual([0, 1]);
    expect(places).not.toContain(
      'changes/partition-by-cluster-subsets-added after: warning shop/cart (c1)',
    );
    const flat = places.filter(place => {
      const [at, phase] = place.slice(0, place.indexOf(':')).split(' ');
      const proxies = recorded(at, phase ? `${phase}.json` : undefined);
      return Object.values(proxies).every(({ clusters }) =>
        (clusters[CART]?.endpoints ?? []).every(
          ({ priority }) => priority === 0,
        ),
      );
    });
    expect(flat).toEqual([]);
  });

  it('a fleet that differs in nothing gets none of them', () => {
    for (const neutral of [
      'scenarios/multi-primary-multi-network',
      'scenarios/same-network-uses-pod-addresses',
      'scenarios/namespace-sameness-merges-endpoints',
      'scenarios/gateways-per-cluster-of-one-network',
    ])
      expect(found.get(neutral)?.map(({ code }) => code)).toEqual([]);
  });
});
