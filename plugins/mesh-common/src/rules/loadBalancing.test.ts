import { Distribution, RegionFailover } from '../model/trafficPolicy';
import { envoyLoad } from './envoyLoad';
import { LoadEndpoint, LocalityGroup, totalWeight } from './localityGroup';
import { isLocalityWeighted, localityPriorities } from './localityPriorities';
import { LocalityHandling, localityHandling } from './localitySetting';
import { FilterClient, NetworkGateway } from './endpointPath';
import { networkFilter } from './networkFilter';

/** `c1: 4×eu/a`: pods of one cluster in one zone, some of them not ready, on one network, with labels. */
interface Pods {
  readonly cluster: string;
  readonly count: number;
  readonly locality: string;
  readonly unready?: number;
  readonly network?: string;
  readonly labels?: Readonly<Record<'version', string>>;
}

let address = 0;

function pods(rows: readonly Pods[]): readonly LocalityGroup[] {
  const localities = [...new Set(rows.map(row => row.locality))].sort();
  return localities.map(locality => {
    const endpoints = rows
      .filter(row => row.locality === locality)
      .flatMap(row =>
        Array.from({ length: row.count }, (_, i): LoadEndpoint => {
          const [region, zone] = locality.split('/');
          address += 1;
          return {
            address: `10.0.${row.cluster.slice(1)}.${address}`,
            port: 8080,
            cluster: row.cluster,
            network: row.network ?? 'n1',
            labels: new Map([
              ...Object.entries(row.labels ?? {}),
              ['topology.istio.io/cluster', row.cluster],
              ['topology.istio.io/network', row.network ?? 'n1'],
              ['topology.kubernetes.io/region', region],
              ['topology.kubernetes.io/zone', zone],
            ]),
            weight: 1,
            health: i < (row.unready ?? 0) ? 'unhealthy' : 'healthy',
            mtls: true,
            gateway: false,
          };
        }),
      );
    return { locality, endpoints, weight: totalWeight(endpoints), priority: 0 };
  });
}

function setting(options: {
  readonly distribute?: readonly Distribution[];
  readonly failover?: readonly RegionFailover[];
  readonly failoverPriority?: readonly string[];
}): LocalityHandling {
  return {
    code: 'locality',
    forced: false,
    setting: {
      enabled: true,
      distribute: [],
      failover: [],
      failoverPriority: [],
      ...options,
    },
  };
}

const MESH_DEFAULT = setting({});
const PREFER_SAME_ZONE = localityHandling({
  rule: undefined,
  distribution: 'PreferSameZone',
  mesh: { locality: undefined, zoneAware: undefined },
  zoneAware: true,
  closeMeansSubzone: false,
});
const EU_TO_US = [{ from: 'eu', to: 'us' }];

const CLIENT = {
  locality: 'eu/a',
  labels: new Map([
    ['app', 'web'],
    ['topology.istio.io/cluster', 'c1'],
    ['topology.istio.io/network', 'n1'],
    ['topology.kubernetes.io/region', 'eu'],
    ['topology.kubernetes.io/zone', 'a'],
  ]),
};

const SIDECAR: FilterClient = {
  network: 'n1',
  kind: 'sidecar',
  addressFamilies: { ipv4: true, ipv6: false },
};

function gateway(
  network: string,
  cluster: string,
  host: string,
): NetworkGateway {
  return { network, cluster, address: host, port: 15443, hbonePort: 0 };
}

/** Percent of requests by cluster, for a client in c1, eu/a, network n1. */
function shares(options: {
  readonly endpoints: readonly Pods[];
  readonly handling?: LocalityHandling;
  readonly outlierDetection?: boolean;
  readonly gateways?: readonly NetworkGateway[];
  readonly client?: FilterClient;
  readonly is130?: boolean;
}) {
  const handling = options.handling ?? MESH_DEFAULT;
  const outlierDetection = options.outlierDetection ?? false;
  const load = envoyLoad({
    groups: localityPriorities({
      groups: networkFilter({
        groups: pods(options.endpoints),
        client: options.client ?? SIDECAR,
        gateways: options.gateways ?? [],
        switches: {
          ambientMultiNetwork: false,
          ambientIngress: false,
          ambientWaypoint: true,
          gatewaysWithoutNetwork: options.is130 ?? true,
          gatewayFamilies: options.is130 ?? true,
        },
      }),
      client: CLIENT,
      handling,
      outlierDetection,
      networkFirst: true,
    }),
    localityWeighted: isLocalityWeighted(handling, outlierDetection),
    panicThreshold: 0,
  });
  const byCluster = new Map<string, number>();
  for (const { endpoint, share } of load.shares) {
    byCluster.set(
      endpoint.cluster,
      (byCluster.get(endpoint.cluster) ?? 0) + share * 100,
    );
  }
  return {
    ...Object.fromEntries(
      [...byCluster].map(([cluster, share]) => [
        cluster,
        Math.round(share * 10) / 10,
      ]),
    ),
    ...(load.refused > 0 ? { refused: load.refused } : {}),
  };
}

const c1 = { cluster: 'c1', count: 4, locality: 'eu/a' };
const c2 = { cluster: 'c2', count: 2, locality: 'eu/b' };
const c3 = { cluster: 'c3', count: 2, locality: 'us/x' };
const c4 = { cluster: 'c4', count: 2, locality: 'ap/x' };
const two = { ...c1, count: 2 };

describe('expected shares, reference 5.8', () => {
  const od = true;
  const l5 = setting({
    distribute: [
      {
        from: 'eu/a/*',
        to: new Map([
          ['eu/a/*', 80],
          ['eu/b/*', 20],
        ]),
      },
    ],
  });

  it.each([
    ['L1', { endpoints: [c1, c2, c3] }, { c1: 50, c2: 25, c3: 25 }],
    [
      'L1, c1 unready',
      { endpoints: [{ ...c1, unready: 4 }, c2, c3] },
      { c1: 0, c2: 50, c3: 50 },
    ],
    [
      'L2',
      { endpoints: [c1, c2, c3], outlierDetection: od },
      { c1: 100, c2: 0, c3: 0 },
    ],
    [
      'L2, 2 of 4 unready',
      { endpoints: [{ ...c1, unready: 2 }, c2, c3], outlierDetection: od },
      { c1: 70, c2: 30, c3: 0 },
    ],
    [
      'L2b',
      { endpoints: [{ ...c1, unready: 3 }, c2, c3], outlierDetection: od },
      { c1: 35, c2: 65, c3: 0 },
    ],
    [
      'L2c',
      { endpoints: [{ ...c1, unready: 4 }, c2, c3], outlierDetection: od },
      { c1: 0, c2: 100, c3: 0 },
    ],
    [
      'L4',
      {
        endpoints: [{ ...two, unready: 2 }, c3, c4],
        handling: setting({ failover: EU_TO_US }),
        outlierDetection: od,
      },
      { c1: 0, c3: 100, c4: 0 },
    ],
    [
      'L4b',
      { endpoints: [{ ...two, unready: 2 }, c3, c4], outlierDetection: od },
      { c1: 0, c3: 50, c4: 50 },
    ],
    [
      'L4c',
      {
        endpoints: [{ ...two, unready: 2 }, { ...c3, unready: 1 }, c4],
        handling: setting({ failover: EU_TO_US }),
        outlierDetection: od,
      },
      { c1: 0, c3: 70, c4: 30 },
    ],
    ['L5', { endpoints: [c1, c2, c3], handling: l5 }, { c1: 80, c2: 20 }],
    [
      'L5, 2 of 4 unready',
      { endpoints: [{ ...c1, unready: 2 }, c2, c3], handling: l5 },
      { c1: 73.7, c2: 26.3 },
    ],
    [
      'L5b',
      { endpoints: [{ ...c1, unready: 4 }, c2, c3], handling: l5 },
      { c1: 0, c2: 100 },
    ],
    [
      'L5c',
      {
        endpoints: [{ ...c1, unready: 4 }, { ...c2, unready: 2 }, c3],
        handling: l5,
      },
      { c1: 0, c2: 0, refused: 1 },
    ],
    [
      'L5d',
      {
        endpoints: [{ ...c1, count: 3 }, { ...c2, count: 1 }, c3],
        handling: setting({
          distribute: [
            {
              from: 'eu/*',
              to: new Map([
                ['eu/*', 75],
                ['us/*', 25],
              ]),
            },
          ],
        }),
      },
      { c1: 56.4, c2: 18.8, c3: 24.8 },
    ],
    [
      'L6',
      {
        endpoints: [c1, { ...c3, locality: 'eu/a', network: 'n2' }],
        gateways: [gateway('n2', 'c3', 'g1'), gateway('n2', 'c3', 'g2')],
      },
      { c1: 66.7, c3: 33.3 },
    ],
    [
      'L6, all c3 pods unready: the gateways keep their share',
      {
        endpoints: [c1, { ...c3, locality: 'eu/a', network: 'n2', unready: 2 }],
        gateways: [gateway('n2', 'c3', 'g1'), gateway('n2', 'c3', 'g2')],
      },
      { c1: 66.7, c3: 33.3 },
    ],
    [
      'L8',
      {
        endpoints: [
          { ...two, unready: 1 },
          c2,
          c3,
          { cluster: 'c5', count: 2, locality: 'eu/a', network: 'n2' },
        ],
        handling: PREFER_SAME_ZONE,
        gateways: [gateway('n2', 'c5', 'g5')],
      },
      { c1: 70, c2: 30, c3: 0, c5: 0 },
    ],
    [
      'L9',
      {
        endpoints: [two, c2, c3],
        handling: setting({
          failoverPriority: ['topology.istio.io/cluster=c2'],
        }),
        outlierDetection: od,
      },
      { c1: 0, c2: 100, c3: 0 },
    ],
    [
      'L10',
      {
        endpoints: [{ ...two, unready: 1 }, c2, c3],
        handling: setting({
          failoverPriority: [
            'topology.kubernetes.io/region',
            'topology.istio.io/cluster',
          ],
        }),
        outlierDetection: od,
      },
      { c1: 70, c2: 30, c3: 0 },
    ],
    [
      'L11',
      {
        endpoints: [
          { ...two, unready: 2, labels: { version: 'v1' } },
          { ...c2, labels: { version: 'v2' } },
          { ...c3, labels: { version: 'v1' } },
        ],
        handling: setting({
          failoverPriority: ['version=v1'],
          failover: EU_TO_US,
        }),
        outlierDetection: od,
      },
      { c1: 0, c2: 0, c3: 100 },
    ],
    [
      'L12: no gateway, dialled directly',
      { endpoints: [c1, { ...c3, locality: 'eu/a', network: 'n2' }] },
      { c1: 66.7, c3: 33.3 },
    ],
    [
      'L14: a client without network goes through the gateway',
      {
        endpoints: [
          { ...c1, network: '' },
          { ...c3, network: 'n2' },
        ],
        gateways: [gateway('n2', 'c3', 'g3')],
        client: { ...SIDECAR, network: '' },
      },
      { c1: 66.7, c3: 33.3 },
    ],
    [
      'L15: a repeated gateway address counts once',
      {
        endpoints: [
          c1,
          { ...c3, count: 1, network: 'n2' },
          { ...c3, count: 1, locality: 'us/y', network: 'n2' },
          { ...c3, count: 1, locality: 'us/z', network: 'n2' },
        ],
        gateways: [gateway('n2', 'c3', 'g3')],
      },
      { c1: 80, c3: 20 },
    ],
  ])('%s', (_, question, expected) => {
    expect(shares(question)).toEqual(expected);
  });
});

describe('Envoy load by priority, reference 5.5', () => {
  function loads(
    rows: readonly (readonly [available: number, total: number])[],
    panicThreshold: number,
  ) {
    const groups = rows.flatMap(([available, total], priority) =>
      pods([
        {
          cluster: `c${priority + 1}`,
          count: total,
          locality: `r${priority}/a`,
          unready: total - available,
        },
      ]).map(group => ({ ...group, priority })),
    );
    const load = envoyLoad({ groups, localityWeighted: false, panicThreshold });
    return rows.map((__, priority) =>
      Math.round(
        load.shares
          .filter(share => share.priority === priority)
          .reduce((sum, { share }) => sum + share * 100, 0),
      ),
    );
  }

  it.each([
    [
      [
        [10, 10],
        [10, 10],
      ],
      0,
      [100, 0],
    ],
    [
      [
        [8, 10],
        [10, 10],
      ],
      0,
      [100, 0],
    ],
    [
      [
        [7, 10],
        [10, 10],
      ],
      0,
      [98, 2],
    ],
    [
      [
        [5, 10],
        [10, 10],
      ],
      0,
      [70, 30],
    ],
    [
      [
        [1, 4],
        [4, 4],
      ],
      0,
      [35, 65],
    ],
    [
      [
        [0, 5],
        [5, 5],
      ],
      0,
      [0, 100],
    ],
    [
      [
        [1, 4],
        [1, 4],
        [1, 5],
      ],
      0,
      [37, 35, 28],
    ],
    [
      [
        [1, 4],
        [0, 2],
      ],
      0,
      [100, 0],
    ],
    [
      [
        [1, 4],
        [0, 2],
      ],
      50,
      [67, 33],
    ],
  ] as const)('%j with threshold %d: %j', (rows, threshold, expected) => {
    expect(loads(rows, threshold)).toEqual(expected);
  });
});

describe('networkFilter, reference 4.3', () => {
  function listFor(options: {
    readonly client: string;
    readonly endpoint: string;
    readonly gateways?: readonly NetworkGateway[];
    readonly mtls?: boolean;
    readonly ambient?: boolean;
    readonly is130?: boolean;
  }) {
    const groups = pods([
      { cluster: 'c3', count: 1, locality: 'eu/a', network: options.endpoint },
    ]).map(group => ({
      ...group,
      endpoints: group.endpoints.map(endpoint => ({
        ...endpoint,
        address: 'pod',
        mtls: options.mtls ?? true,
      })),
    }));
    return networkFilter({
      groups,
      client: { ...SIDECAR, network: options.client },
      gateways: options.gateways ?? [],
      switches: {
        ambientMultiNetwork: options.ambient ?? false,
        ambientIngress: false,
        ambientWaypoint: true,
        gatewaysWithoutNetwork: options.is130 ?? true,
        gatewayFamilies: options.is130 ?? true,
      },
    }).flatMap(group => group.endpoints.map(endpoint => endpoint.address));
  }
  const gw = [gateway('n2', 'c2', '203.0.113.2')];
  const other = [gateway('n3', 'c9', '203.0.113.9')];

  it.each([
    ['same network', { client: 'n1', endpoint: 'n1', gateways: gw }, ['pod']],
    ['no gateway at all', { client: 'n1', endpoint: 'n2' }, ['pod']],
    [
      'gateways of other networks only',
      { client: 'n1', endpoint: 'n2', gateways: other },
      ['pod'],
    ],
    [
      'the same with ambient multi-network',
      { client: 'n1', endpoint: 'n2', gateways: other, ambient: true },
      [],
    ],
    [
      'a gateway',
      { client: 'n1', endpoint: 'n2', gateways: gw },
      ['203.0.113.2'],
    ],
    [
      'a gateway, no mTLS',
      { client: 'n1', endpoint: 'n2', gateways: gw, mtls: false },
      [],
    ],
    [
      'only HBONE',
      {
        client: 'n1',
        endpoint: 'n2',
        gateways: [{ ...gw[0], port: 0, hbonePort: 15008 }],
      },
      ['pod'],
    ],
    [
      'IPv6 gateway, IPv4 client',
      {
        client: 'n1',
        endpoint: 'n2',
        gateways: [gateway('n2', 'c2', '2001:db8::2')],
      },
      [],
    ],
    [
      'endpoint without network',
      { client: 'n1', endpoint: '', gateways: gw },
      ['pod'],
    ],
    [
      'client without network, 1.30',
      { client: '', endpoint: 'n2', gateways: gw },
      ['203.0.113.2'],
    ],
    [
      'client without network, before 1.30',
      { client: '', endpoint: 'n2', gateways: gw, is130: false },
      ['pod'],
    ],
    [
      "the cluster's own gateway comes first",
      {
        client: 'n1',
        endpoint: 'n2',
        gateways: [...gw, gateway('n2', 'c3', '203.0.113.3')],
      },
      ['203.0.113.3'],
    ],
    [
      'otherwise all gateways of the network',
      {
        client: 'n1',
        endpoint: 'n2',
        gateways: [...gw, gateway('n2', 'c4', '203.0.113.4')],
      },
      ['203.0.113.2', '203.0.113.4'],
    ],
  ])('%s', (_, question, expected) => {
    expect(listFor(question)).toEqual(expected);
  });
});
