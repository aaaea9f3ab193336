import { LocalityLbSetting } from '../model/trafficPolicy';
import { LoadEndpoint, LocalityGroup } from './localityGroup';
import {
  isLocalityWeighted,
  localityPriorities,
  PriorityQuestion,
} from './localityPriorities';
import { LocalityHandling } from './localitySetting';

const EVERYWHERE: LocalityLbSetting = {
  enabled: undefined,
  distribute: [],
  failover: [],
  failoverPriority: [],
};

const locality = (
  setting: Partial<LocalityLbSetting>,
  forced = false,
): LocalityHandling => ({
  code: 'locality',
  setting: { ...EVERYWHERE, ...setting },
  forced,
});

const endpoint = (
  address: string,
  labels: Readonly<Record<string, string>> = {},
  weight = 1,
): LoadEndpoint => ({
  address,
  port: 8080,
  cluster: '',
  network: '',
  labels: new Map(Object.entries(labels)),
  weight,
  health: 'healthy',
  mtls: true,
  gateway: false,
});

/** A group of so many endpoints of weight 1. */
const group = (
  place: string,
  count = 1,
  labels: Readonly<Record<string, string>> = {},
): LocalityGroup => ({
  locality: place,
  endpoints: Array.from({ length: count }, (_, i) =>
    endpoint(`${place}-${i}`, labels),
  ),
  weight: count,
  priority: 0,
});

const ask = (question: Partial<PriorityQuestion>) =>
  localityPriorities({
    groups: [],
    client: { locality: 'eu/a/1', labels: new Map([['app', 'web']]) },
    handling: locality({}),
    outlierDetection: true,
    networkFirst: true,
    ...question,
  });

const priorities = (
  places: readonly string[],
  question: Partial<PriorityQuestion> = {},
) =>
  ask({ ...question, groups: places.map(place => group(place)) }).map(
    ({ priority }) => priority,
  );

describe('priority by locality, reference 5.3', () => {
  it.each<[string, string, readonly string[], readonly number[]]>([
    [
      'all four steps',
      'eu/a/1',
      ['eu/a/1', 'eu/a/2', 'eu/b/1', 'us/a/1'],
      [0, 1, 2, 3],
    ],
    [
      'steps that nobody takes are left out',
      'eu/a/1',
      ['us/x', 'eu/b'],
      [1, 0],
    ],
    [
      'a zone of the same name in another region is far',
      'eu/a',
      ['us/a', 'eu/b'],
      [1, 0],
    ],
    [
      'a region of its own is near whatever its zones',
      'eu/a',
      ['eu/z', 'eu/b'],
      [0, 0],
    ],
    ['nothing known on both sides is the same place', '', ['', 'eu/a'], [0, 1]],
    [
      'a missing part equals a missing part',
      'eu/a',
      ['eu/a/', 'eu/a/1'],
      [0, 1],
    ],
    ['a zone without region', '/a', ['/a', '/b', 'eu/a'], [0, 1, 2]],
  ])('%s', (_, client, places, expected) => {
    expect(
      priorities(places, { client: { locality: client, labels: new Map() } }),
    ).toEqual(expected);
  });

  it.each<[string, LocalityLbSetting['failover'], readonly number[]]>([
    ['without: all other regions alike', [], [0, 1, 1]],
    [
      'the region it names comes before the others',
      [{ from: 'eu', to: 'us' }],
      [0, 1, 2],
    ],
    ['another region may be named', [{ from: 'eu', to: 'ap' }], [0, 2, 1]],
    [
      'of two for one region the first counts',
      [
        { from: 'eu', to: 'ap' },
        { from: 'eu', to: 'us' },
      ],
      [0, 2, 1],
    ],
    [
      'for other regions it says nothing',
      [{ from: 'us', to: 'ap' }],
      [0, 1, 1],
    ],
    [
      'a region that nobody is in moves all others back together',
      [{ from: 'eu', to: 'mars' }],
      [0, 1, 1],
    ],
  ])('failover %s', (_, failover, expected) => {
    const handling = locality({ failover });
    expect(priorities(['eu/a/1', 'us/x', 'ap/x'], { handling })).toEqual(
      expected,
    );
  });

  it.each<[string, Partial<PriorityQuestion>, readonly number[]]>([
    ['with outlier detection', {}, [0, 1]],
    ['without', { outlierDetection: false }, [0, 0]],
    [
      'without, but forced by the traffic distribution',
      { outlierDetection: false, handling: locality({}, true) },
      [0, 1],
    ],
    ['switched off', { handling: { code: 'none' } }, [0, 0]],
  ])('%s', (_, question, expected) => {
    expect(priorities(['eu/a/1', 'us/x'], question)).toEqual(expected);
  });
});

describe('priority by labels, reference 5.3', () => {
  const NETWORK = 'topology.istio.io/network';
  const REGION = 'topology.kubernetes.io/region';
  const ZONE = 'topology.kubernetes.io/zone';
  const CLIENT = { [NETWORK]: 'n1', [REGION]: 'eu', [ZONE]: 'a', v: '1' };

  /** Priorities of endpoints with these labels, in a group each. */
  const ranks = (
    failoverPriority: readonly string[],
    endpoints: readonly Readonly<Record<string, string>>[],
    options: {
      readonly client?: Readonly<Record<string, string>>;
      readonly networkFirst?: boolean;
    } = {},
  ) => {
    const { client = CLIENT, networkFirst = true } = options;
    return ask({
      groups: endpoints.map((labels, i) => group(`l${i}`, 1, labels)),
      client: { locality: '', labels: new Map(Object.entries(client)) },
      handling: locality({ failoverPriority }),
      networkFirst,
    }).map(({ priority }) => priority);
  };

  it.each<
    [
      string,
      readonly string[],
      readonly Record<string, string>[],
      readonly number[],
    ]
  >([
    [
      'the longer the agreement from the left, the better',
      [REGION, ZONE],
      [
        { [REGION]: 'eu', [ZONE]: 'a' },
        { [REGION]: 'eu', [ZONE]: 'b' },
        { [REGION]: 'us', [ZONE]: 'a' },
      ],
      [0, 1, 2],
    ],
    [
      'missing on both sides agrees',
      ['other', REGION],
      [{ [REGION]: 'eu' }, { other: 'x', [REGION]: 'eu' }],
      [0, 1],
    ],
    ['missing on one side does not', [ZONE], [{ [ZONE]: 'a' }, {}], [0, 1]],
    [
      'a value given counts instead of the client’s',
      ['v=2'],
      [{ v: '1' }, { v: '2' }],
      [1, 0],
    ],
    [
      'of two signs the item is the bare name',
      ['v=2=3'],
      [{ v: '1' }, { v: '2' }],
      [0, 1],
    ],
    [
      'another network is last as a whole, whatever else agrees',
      [NETWORK, REGION, ZONE],
      [
        { [NETWORK]: 'n2', [REGION]: 'eu', [ZONE]: 'a' },
        { [NETWORK]: 'n1', [REGION]: 'us', [ZONE]: 'x' },
        { [NETWORK]: 'n2', [REGION]: 'us', [ZONE]: 'a' },
      ],
      [1, 0, 2],
    ],
    [
      'a network with a value is an item like any other',
      [`${NETWORK}=n1`, REGION],
      [
        { [NETWORK]: 'n2', [REGION]: 'eu' },
        { [NETWORK]: 'n2', [REGION]: 'us' },
        { [NETWORK]: 'n1', [REGION]: 'us' },
      ],
      [1, 1, 0],
    ],
    [
      'and so is one that does not lead',
      [REGION, NETWORK],
      [
        { [NETWORK]: 'n2', [REGION]: 'eu' },
        { [NETWORK]: 'n1', [REGION]: 'us' },
      ],
      [0, 1],
    ],
    [
      'a gateway has only cluster and network',
      [NETWORK, REGION],
      [
        { [NETWORK]: 'n1', [REGION]: 'us' },
        { [NETWORK]: 'n2', 'topology.istio.io/cluster': 'c2' },
      ],
      [0, 1],
    ],
  ])('%s', (_, items, endpoints, expected) => {
    expect(ranks(items, endpoints)).toEqual(expected);
  });

  it('before 1.31 all other networks share the last place', () => {
    const endpoints = [
      { [NETWORK]: 'n2', [REGION]: 'eu' },
      { [NETWORK]: 'n2', [REGION]: 'us' },
      { [NETWORK]: 'n1', [REGION]: 'us' },
    ];
    const items = [NETWORK, REGION];
    expect(ranks(items, endpoints, { networkFirst: false })).toEqual([1, 1, 0]);
    expect(ranks(items, endpoints)).toEqual([1, 2, 0]);
  });

  it('a client without labels gets everything at once', () => {
    expect(ranks([ZONE], [{ [ZONE]: 'a' }, {}], { client: {} })).toEqual([
      0, 0,
    ]);
  });

  it('splits a group, each part with the weight of its own', () => {
    const mixed: LocalityGroup = {
      locality: 'eu/a',
      priority: 0,
      weight: 6,
      endpoints: [
        endpoint('1', { v: '2' }, 1),
        endpoint('2', { v: '1' }, 2),
        endpoint('3', { v: '2' }, 3),
      ],
    };
    const found = ask({
      groups: [mixed],
      client: { locality: '', labels: new Map([['v', '1']]) },
      handling: locality({ failoverPriority: ['v'] }),
    });
    expect(
      found.map(({ priority, weight, endpoints }) => [
        priority,
        weight,
        endpoints.map(({ address }) => address),
      ]),
    ).toEqual([
      [0, 2, ['2']],
      [1, 4, ['1', '3']],
    ]);
  });

  it('labels come before regions where both are given', () => {
    const found = ask({
      groups: [
        group('us/x', 1, { v: '1' }),
        group('ap/x', 1, { v: '1' }),
        group('eu/a/1', 1, { v: '2' }),
      ],
      client: { locality: 'eu/a/1', labels: new Map([['v', '1']]) },
      handling: locality({
        failoverPriority: ['v'],
        failover: [{ from: 'eu', to: 'ap' }],
      }),
    });
    expect(found.map(({ priority }) => priority)).toEqual([1, 0, 2]);
  });
});

describe('distribution, reference 5.3', () => {
  /** Weights, or `-` for groups that lose their endpoints. */
  const weights = (
    groups: readonly LocalityGroup[],
    distribute: readonly (readonly [
      string,
      Readonly<Record<string, number>>,
    ])[],
    options: Partial<PriorityQuestion> = {},
  ) =>
    ask({
      groups,
      handling: locality({
        distribute: distribute.map(([from, to]) => ({
          from,
          to: new Map(Object.entries(to)),
        })),
      }),
      outlierDetection: false,
      ...options,
    })
      // Shares that a distribution gives are of the first priority.
      .filter(({ priority }) => priority === 0)
      .map(({ weight, endpoints }) => (endpoints.length === 0 ? '-' : weight));
  const NEAR = group('eu/a/1', 3);
  const NEXT = group('eu/b/1', 1);
  const FAR = group('us/x/1', 2);

  it.each<[string, string, readonly (number | string)[]]>([
    ['everything', '*', [80, 20, '-']],
    ['a region', 'eu/*', [80, 20, '-']],
    ['a zone', 'eu/a/*', [80, 20, '-']],
    ['a zone without its subzones', 'eu/a', [80, 20, '-']],
    ['a subzone', 'eu/a/1', [80, 20, '-']],
    ['another subzone', 'eu/a/2', [3, 1, 2]],
    ['another zone', 'eu/b', [3, 1, 2]],
    ['another region', 'us/*', [3, 1, 2]],
  ])('from %s', (_, from, expected) => {
    const to = { 'eu/a/*': 80, 'eu/b/*': 20 };
    expect(weights([NEAR, NEXT, FAR], [[from, to]])).toEqual(expected);
  });

  it('the first entry for the client counts', () => {
    expect(
      weights(
        [NEAR, FAR],
        [
          ['eu/*', { 'us/*': 100 }],
          ['eu/a/*', { 'eu/*': 100 }],
        ],
      ),
    ).toEqual(['-', 100]);
  });

  it('a share is divided by weight and rounded up (L5d)', () => {
    expect(
      weights([NEAR, NEXT, FAR], [['eu/*', { 'eu/*': 75, 'us/*': 25 }]]),
    ).toEqual([57, 19, 25]);
  });

  it('a place without endpoints leaves its share to nobody', () => {
    expect(weights([NEAR], [['*', { 'eu/*': 60, 'ap/*': 40 }]])).toEqual([60]);
  });

  it('a group is claimed once', () => {
    expect(
      weights([NEAR, NEXT], [['*', { 'eu/a/*': 10, 'eu/*': 90 }]]),
    ).toEqual([10, 90]);
  });

  it('goes before everything else in the setting', () => {
    const handling = locality({
      distribute: [{ from: '*', to: new Map([['us/*', 100]]) }],
      failoverPriority: ['app'],
    });
    expect(
      ask({ groups: [NEAR, FAR], handling }).map(
        ({ endpoints }) => endpoints.length,
      ),
    ).toEqual([0, 2]);
  });
});

describe('whether the locality is picked by weight first, reference 5.3', () => {
  const failover = [{ from: 'eu', to: 'us' }];
  const failoverPriority = ['v'];
  const distribute = [{ from: '*', to: new Map([['*', 100]]) }];

  it.each<[string, LocalityHandling, boolean, boolean]>([
    ['a distribution', locality({ distribute }), false, true],
    [
      'a distribution with outlier detection',
      locality({ distribute }),
      true,
      true,
    ],
    ['failover with outlier detection', locality({ failover }), true, true],
    ['failover alone', locality({ failover }), false, false],
    [
      'labels with outlier detection',
      locality({ failoverPriority }),
      true,
      true,
    ],
    ['labels alone', locality({ failoverPriority }), false, false],
    [
      'labels of the traffic distribution',
      locality({ failoverPriority }, true),
      false,
      true,
    ],
    ['outlier detection alone', locality({}), true, false],
    ['nothing', { code: 'none' }, true, false],
    [
      'zone awareness',
      {
        code: 'zone-aware',
        setting: { enabled: true, failover, minClusterSize: undefined },
      },
      true,
      false,
    ],
  ])('%s', (_, handling, outlierDetection, expected) => {
    expect(isLocalityWeighted(handling, outlierDetection)).toBe(expected);
  });
});

describe('zone awareness ranks regions alone, reference 5.4', () => {
  it.each<
    [
      string,
      readonly { readonly from: string; readonly to: string }[],
      readonly number[],
    ]
  >([
    ['without failover', [], [0, 0, 1, 1]],
    ['with failover', [{ from: 'eu', to: 'ap' }], [0, 0, 2, 1]],
    ['with failover of others', [{ from: 'us', to: 'ap' }], [0, 0, 1, 1]],
  ])('%s', (_, failover, expected) => {
    expect(
      priorities(['eu/a/1', 'eu/b', 'us/x', 'ap/x'], {
        outlierDetection: false,
        handling: {
          code: 'zone-aware',
          setting: { enabled: undefined, failover, minClusterSize: undefined },
        },
      }),
    ).toEqual(expected);
  });
});
