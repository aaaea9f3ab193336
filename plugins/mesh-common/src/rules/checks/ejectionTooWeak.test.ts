import { seenAs } from '../../__testUtils__/fleet';
import {
  destinationRule,
  FleetPods,
  serviceFleet,
  ServiceFleet,
} from '../../__testUtils__/serviceFleet';
import { Snapshot } from '../../model/snapshot';
import { findings } from '../findings';
import { ejectionTooWeak } from './ejectionTooWeak';

const found = (snapshot: Snapshot) =>
  findings(snapshot, { checks: [ejectionTooWeak] }).findings;

/** How many may be ejected, of how many, and which place has more; `undefined` where nothing is found. */
const told = (snapshot: Snapshot) => {
  const [one, ...others] = found(snapshot);
  expect(others).toEqual([]);
  const [, atMost, total, place, hosts] =
    /at most (\d+) of the (\d+) endpoints .* but (.*) has (\d+):/.exec(
      one?.message ?? '',
    ) ?? [];
  return one && `${atMost} of ${total}, ${hosts} in ${place}`;
};

const ejecting = (percent?: number, more = {}) => [
  destinationRule({
    outlierDetection: { maxEjectionPercent: percent, ...more },
  }),
];

const pods = (count: number, locality: string, unready = 0): FleetPods => ({
  count,
  locality,
  unready,
});

/** Clusters in networks, each with pods of one locality; a network has gateways where it says how many. */
const fleetOf = (
  clusters: readonly (readonly [
    count: number,
    network: string,
    gateways?: number,
    unready?: number,
  ])[],
  config: readonly unknown[],
  more: Partial<ServiceFleet> = {},
) =>
  serviceFleet({
    clusters: Object.fromEntries(
      clusters.map(([count, network, gateways, unready], index) => [
        `c${index + 1}`,
        {
          pods: [pods(count, 'eu/a', unready)],
          locality: 'eu/a',
          network,
          gateways,
        },
      ]),
    ),
    config,
    ...more,
  });

describe('ejection-too-weak, reference 5.6', () => {
  it.each<[string, readonly unknown[], string | undefined]>([
    ['no rule', [], undefined],
    ['no outlier detection', [destinationRule({})], undefined],
    // A set of less than ten never ejects anything with the default.
    ['the default, 10 %', ejecting(), '0 of 8, 5 in c2'],
    ['as many as the largest', ejecting(63), undefined],
    ['one less', ejecting(62), '4 of 8, 5 in c2'],
    ['all', ejecting(100), undefined],
    [
      'nothing, since nothing is detected',
      ejecting(100, { consecutive5xxErrors: 0 }),
      '0 of 8, 5 in c2',
    ],
    [
      'enough for all ports but one',
      [
        destinationRule({
          outlierDetection: { maxEjectionPercent: 100 },
          portLevelSettings: [
            {
              port: { number: 80 },
              outlierDetection: { maxEjectionPercent: 20 },
            },
          ],
        }),
      ],
      '1 of 8, 5 in c2',
    ],
  ])(
    '3 endpoints here and 5 there, of which may be ejected: %s',
    (_, config, expected) => {
      expect(
        told(
          fleetOf(
            [
              [3, ''],
              [5, ''],
            ],
            config,
          ),
        ),
      ).toBe(expected);
    },
  );

  it('names the field of the policy that is too weak, the first of several', () => {
    const weak = { outlierDetection: { maxEjectionPercent: 20 } };
    const config = [
      destinationRule({ outlierDetection: { maxEjectionPercent: 100 } }, [
        { name: 'v1', trafficPolicy: weak },
        { name: 'v2', trafficPolicy: weak },
      ]),
    ];
    const [{ because }, ...others] = found(
      fleetOf(
        [
          [3, ''],
          [5, ''],
        ],
        config,
      ),
    );
    expect(others).toEqual([]);
    expect(because).toContainEqual(
      expect.objectContaining({
        field:
          'spec.subsets["v1"].trafficPolicy.outlierDetection.maxEjectionPercent',
        found: 'at most 1 of 8',
      }),
    );
  });

  it.each<[string, Parameters<typeof fleetOf>[0], string | undefined]>([
    [
      'one network',
      [
        [4, 'n1'],
        [6, 'n1'],
      ],
      '2 of 10, 6 in c2',
    ],
    [
      'the gateways of another stand for all behind them',
      [
        [4, 'n1'],
        [6, 'n2', 2],
      ],
      '1 of 6, 4 in c1',
    ],
    [
      'another without a gateway is dialled directly',
      [
        [4, 'n1'],
        [6, 'n2'],
      ],
      '2 of 10, 6 in c2',
    ],
    [
      'a cluster of which no network is known, too',
      [
        [4, 'n1'],
        [6, ''],
      ],
      '2 of 10, 6 in c2',
    ],
    [
      'callers of no network use gateways',
      [
        [4, ''],
        [6, 'n2', 1],
      ],
      '1 of 5, 4 in c1',
    ],
    [
      'gateways of a third network do not count',
      [
        [4, 'n1'],
        [6, 'n1'],
        [1, 'n3', 5],
      ],
      '3 of 15, 6 in c2',
    ],
    [
      'what is not ready does not count',
      [
        [4, 'n1'],
        [6, 'n1', 0, 5],
      ],
      '1 of 5, 4 in c1',
    ],
    [
      'a cluster where nothing is ready is no place',
      [
        [4, 'n1'],
        [6, 'n1', 0, 6],
      ],
      undefined,
    ],
  ])(
    'counts what callers of the primary are given: %s',
    (_, clusters, expected) => {
      expect(told(fleetOf(clusters, ejecting(25)))).toBe(expected);
    },
  );

  it('before 1.30 callers of no network dial all directly', () => {
    const older = fleetOf(
      [
        [4, ''],
        [6, 'n2', 1],
      ],
      ejecting(25),
      {
        version: '1.29.0',
      },
    );
    expect(told(older)).toBe('2 of 10, 6 in c2');
  });

  it.each<[string, readonly FleetPods[], string | undefined]>([
    ['several zones', [pods(2, 'eu/a'), pods(4, 'eu/b')], '1 of 6, 4 in eu/b'],
    ['one zone', [pods(6, 'eu/a')], undefined],
    [
      'a zone without anything ready',
      [pods(4, 'eu/a'), pods(2, 'eu/b', 2)],
      undefined,
    ],
    [
      'a place without a name',
      [pods(4, ''), pods(2, 'eu/a')],
      '1 of 6, 4 in no locality',
    ],
  ])('in a single cluster a place is a locality: %s', (_, list, expected) => {
    const snapshot = serviceFleet({
      clusters: { c1: { pods: list, locality: 'eu/a' } },
      config: ejecting(25),
    });
    expect(told(snapshot)).toBe(expected);
  });

  it('is silent while gateways cannot be seen, since they decide what is counted', () => {
    const blind = seenAs(
      fleetOf(
        [
          [3, ''],
          [5, ''],
        ],
        ejecting(),
      ),
      {
        cluster: 'c2',
        kind: 'Service',
        state: 'forbidden',
      },
    );
    expect(found(blind)).toEqual([]);
  });

  it('says nothing of hosts that are no services', () => {
    const rule = destinationRule({ outlierDetection: {} });
    const config = [{ ...rule, spec: { ...rule.spec, host: 'example.com' } }];
    expect(
      found(
        fleetOf(
          [
            [3, ''],
            [5, ''],
          ],
          config,
        ),
      ),
    ).toEqual([]);
  });
});
