import { NetworkGateway } from './endpointPath';
import { envoyLoad } from './envoyLoad';
import { LocalityGroup, totalWeight } from './localityGroup';
import { networkFilter } from './networkFilter';

/** Pods of a cluster in a locality; network n2 unless said. */
interface Pods {
  readonly cluster: string;
  readonly count: number;
  readonly locality: string;
  readonly network?: string;
}

const CLIENT = {
  network: 'n1',
  kind: 'sidecar',
  addressFamilies: { ipv4: true, ipv6: false },
} as const;

const SWITCHES = {
  ambientMultiNetwork: false,
  ambientIngress: false,
  ambientWaypoint: true,
  gatewaysWithoutNetwork: true,
  gatewayFamilies: true,
};

const gateway = (cluster: string, number: number): NetworkGateway => ({
  network: 'n2',
  cluster,
  address: `203.0.113.${number}`,
  port: 15443,
  hbonePort: 0,
});

function groupsOf(rows: readonly Pods[]): readonly LocalityGroup[] {
  const localities = [...new Set(rows.map(row => row.locality))].sort();
  return localities.map(locality => {
    const endpoints = rows
      .map((row, index) => ({ ...row, index }))
      .filter(row => row.locality === locality)
      .flatMap(({ cluster, count, network = 'n2', index }) =>
        Array.from({ length: count }, (_, i) => ({
          address: `10.${cluster.slice(1)}.${index}.${i + 1}`,
          port: 8080,
          cluster,
          network,
          labels: new Map(),
          weight: 1,
          health: 'healthy' as const,
          mtls: true,
          gateway: false,
        })),
      );
    return { locality, endpoints, weight: totalWeight(endpoints), priority: 0 };
  });
}

const filtered = (rows: readonly Pods[], gateways: readonly NetworkGateway[]) =>
  networkFilter({
    groups: groupsOf(rows),
    client: CLIENT,
    gateways,
    switches: SWITCHES,
  });

/** Weight of each entry of the list, gateways by address. */
const weights = (
  ...[rows, gateways]: Parameters<typeof filtered>
): readonly (readonly [string, number])[] =>
  filtered(rows, gateways).flatMap(({ endpoints }) =>
    endpoints.map(
      ({ address, gateway: isGateway, weight }) =>
        [isGateway ? address : 'pod', weight] as const,
    ),
  );

const LOCAL: Pods = {
  cluster: 'c1',
  count: 4,
  locality: 'eu/a',
  network: 'n1',
};
const ONE = gateway('c2', 2);
const TWO = gateway('c2', 22);

describe('weights behind gateways, reference 4.4', () => {
  it.each([
    [
      '4 local pods, 2 remote pods, 1 gateway',
      [LOCAL, { cluster: 'c2', count: 2, locality: 'us/x' }],
      [ONE],
      [...Array.from({ length: 4 }, () => ['pod', 1]), [ONE.address, 2]],
    ],
    [
      'the same, 2 gateways',
      [LOCAL, { cluster: 'c2', count: 2, locality: 'us/x' }],
      [ONE, TWO],
      [
        ...Array.from({ length: 4 }, () => ['pod', 2]),
        [ONE.address, 2],
        [TWO.address, 2],
      ],
    ],
    [
      '3 remote pods, 2 gateways',
      [{ cluster: 'c2', count: 3, locality: 'us/x' }],
      [ONE, TWO],
      [
        [ONE.address, 3],
        [TWO.address, 3],
      ],
    ],
    [
      'one network, clusters with 1 and with 2 gateways',
      [
        { cluster: 'c2', count: 1, locality: 'us/x' },
        { cluster: 'c3', count: 1, locality: 'us/x' },
      ],
      [ONE, gateway('c3', 3), gateway('c3', 33)],
      [
        [ONE.address, 6],
        ['203.0.113.3', 3],
        ['203.0.113.33', 3],
      ],
    ],
  ])('%s', (_, rows, gateways, expected) => {
    expect(weights(rows, gateways)).toEqual(expected);
  });

  it.each([
    [
      '3 pods in one zone',
      [LOCAL, { cluster: 'c2', count: 3, locality: 'us/x' }],
      42.9,
    ],
    [
      '1 pod in each of three zones: only the first copy of the gateway counts',
      [
        LOCAL,
        ...['us/x', 'us/y', 'us/z'].map(locality => ({
          cluster: 'c2',
          count: 1,
          locality,
        })),
      ],
      20,
    ],
  ])('share of the remote, %s: %#', (_, rows, remote) => {
    const { shares } = envoyLoad({
      groups: filtered(rows, [ONE]),
      localityWeighted: false,
      panicThreshold: 0,
    });
    const share = shares
      .filter(({ endpoint }) => endpoint.gateway)
      .reduce((sum, part) => sum + part.share, 0);
    expect(share * 100).toBeCloseTo(remote, 1);
  });

  it('the first copy of a gateway may stand in a lower priority, and its region preference is lost', () => {
    const groups = filtered(
      [
        { ...LOCAL, locality: 'us/x' },
        { cluster: 'c2', count: 2, locality: 'eu/b' },
        { cluster: 'c2', count: 2, locality: 'us/y' },
      ],
      [ONE],
    );
    const { shares } = envoyLoad({
      groups: groups.map(group => ({
        ...group,
        priority: { 'us/x': 0, 'us/y': 1 }[group.locality] ?? 2,
      })),
      localityWeighted: false,
      panicThreshold: 0,
    });
    const copies = shares.filter(({ endpoint }) => endpoint.gateway);
    expect(copies.map(({ locality }) => locality)).toEqual(['eu/b']);
  });
});
