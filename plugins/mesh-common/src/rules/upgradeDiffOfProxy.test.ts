import { plainCluster } from '../__testUtils__/plainCluster';
import { AssignedEndpoint, EnvoyCluster, ProxyConfig } from './proxyConfig';
import { differencesOf, factsOf, ProxyFact } from './upgradeDiffOfProxy';

const HOST = 'cart.shop.svc.cluster.local';

const ENDPOINT: AssignedEndpoint = {
  address: '10.0.0.1',
  port: 8080,
  locality: 'eu/a',
  priority: 0,
  weight: 1,
  localityWeight: 1,
  health: 'healthy',
  network: 'n1',
  cluster: 'c1',
  gateway: false,
  mtls: false,
};

const CLUSTER = plainCluster({
  lbPolicy: 'LEAST_REQUEST',
  panicThreshold: undefined,
});

const CONFIG: ProxyConfig = {
  controlPlane: 'c1',
  network: 'n1',
  locality: 'eu/a',
  clusters: new Map(),
  routes: new Map(),
  tcp: new Map(),
  inbound: new Map(),
};

const told = (config: Partial<ProxyConfig>): readonly string[] =>
  factsOf({ ...CONFIG, ...config }).map(
    ({ host, aspect, text }) => `${aspect} of ${host || '-'}: ${text}`,
  );

const ofCluster = (
  changed: Partial<EnvoyCluster>,
  name = `outbound|80||${HOST}`,
): readonly string[] =>
  told({ clusters: new Map([[name, { ...CLUSTER, ...changed }]]) });

const KNOWN = [
  `endpoints of ${HOST}: 80: known`,
  `mtls of ${HOST}: 80: TLS auto`,
];

describe('factsOf, reference 0.3', () => {
  it('of a proxy that is refused: only why', () => {
    expect(
      told({
        rejected: 'nobody knows it',
        clusters: new Map([[`outbound|80||${HOST}`, CLUSTER]]),
      }),
    ).toEqual(['endpoints of -: refused: nobody knows it']);
  });

  it.each<[string, Partial<EnvoyCluster>, readonly string[]]>([
    ['nothing but that it is known', {}, []],
    [
      'whom it accepts',
      { sans: ['spiffe://a', 'spiffe://b'] },
      [
        `mtls of ${HOST}: 80: accepts spiffe://a`,
        `mtls of ${HOST}: 80: accepts spiffe://b`,
      ],
    ],
    [
      'weights of localities',
      { localityWeighted: true },
      [`failover of ${HOST}: 80: locality weights`],
    ],
    [
      'outlier detection, with the default threshold of panic',
      { outlierDetection: {} },
      [
        `failover of ${HOST}: 80: outlier detection`,
        `failover of ${HOST}: 80: panic below 50 %`,
      ],
    ],
    [
      'outlier detection, with its own',
      { outlierDetection: {}, panicThreshold: 0 },
      [
        `failover of ${HOST}: 80: outlier detection`,
        `failover of ${HOST}: 80: panic below 0 %`,
      ],
    ],
    [
      'an endpoint',
      { endpoints: [ENDPOINT] },
      [
        `endpoints of ${HOST}: 80: 10.0.0.1:8080 in c1 eu/a, healthy`,
        `failover of ${HOST}: 80: 10.0.0.1:8080 in c1 eu/a, priority 0`,
      ],
    ],
    [
      'an endpoint with mutual TLS and no place, unhealthy',
      {
        endpoints: [
          {
            ...ENDPOINT,
            locality: '',
            mtls: true,
            priority: 2,
            health: 'unhealthy',
          },
        ],
      },
      [
        `endpoints of ${HOST}: 80: 10.0.0.1:8080 in c1, unhealthy`,
        `failover of ${HOST}: 80: 10.0.0.1:8080 in c1, priority 2`,
        `mtls of ${HOST}: 80: 10.0.0.1:8080 in c1`,
      ],
    ],
    [
      'a gateway, which counts as healthy',
      {
        endpoints: [
          { ...ENDPOINT, gateway: true, network: 'n2', health: 'unknown' },
        ],
      },
      [
        `endpoints of ${HOST}: 80: 10.0.0.1:8080, gateway of n2 in c1 eu/a, healthy`,
        `failover of ${HOST}: 80: 10.0.0.1:8080, gateway of n2 in c1 eu/a, priority 0`,
      ],
    ],
  ])('of a cluster: %s', (_, changed, more) => {
    expect(ofCluster(changed)).toEqual([...KNOWN, ...more]);
  });

  it('of a subset: which', () => {
    expect(ofCluster({}, `outbound|80|v1|${HOST}`)[0]).toBe(
      `endpoints of ${HOST}: 80, subset v1: known`,
    );
  });

  it('of routes: their order, what they take and where they lead', () => {
    expect(
      told({
        routes: new Map([
          [
            '80',
            [
              {
                domains: [HOST, 'other'],
                routes: [
                  {
                    match: 'prefix:/a',
                    clusters: [{ name: 'x', weight: 100 }],
                    mirrors: ['y', 'z'],
                  },
                  { match: '', redirect: '/b' },
                  { match: 'prefix:/c', directResponse: 503 },
                ],
              },
            ],
          ],
          [`${HOST}:9000`, [{ domains: ['*'], routes: [{ match: '' }] }]],
        ]),
        tcp: new Map([[`${HOST}_5432`, [{ match: 'sni=a', clusters: [] }]]]),
      }),
    ).toEqual([
      `routes of ${HOST}: 80 1. prefix:/a: [{"name":"x","weight":100}] mirrored to y, z`,
      `routes of ${HOST}: 80 2. everything: "/b"`,
      `routes of ${HOST}: 80 3. prefix:/c: 503`,
      `routes of ${HOST}: ${HOST}:9000 1. everything: undefined`,
      `routes of ${HOST}_5432: ${HOST}_5432 1. sni=a: []`,
    ]);
  });

  it('of a gateway: what it forwards; of a ztunnel: what serves which service', () => {
    expect(
      told({
        passthrough: new Map([
          ['outbound_.80_._.cart', [ENDPOINT, { ...ENDPOINT, address: 'b' }]],
        ]),
        workloadApi: {
          services: new Map(),
          workloads: new Map([
            [
              'c1//Pod/shop/a',
              {
                network: 'n1',
                cluster: 'c1',
                tunnel: 'HBONE',
                health: 'healthy',
                services: new Map([['shop/cart', []]]),
              },
            ],
            [
              'c1//Pod/shop/idle',
              {
                network: 'n1',
                cluster: 'c1',
                tunnel: 'HBONE',
                health: 'healthy',
              },
            ],
          ]),
        },
      }),
    ).toEqual([
      'endpoints of outbound_.80_._.cart: forwarded to 10.0.0.1, b',
      'endpoints of shop/cart: c1//Pod/shop/a',
    ]);
  });
});

describe('differencesOf, reference 0.3', () => {
  const fact = (
    host: string,
    text: string,
    aspect: ProxyFact['aspect'] = 'endpoints',
  ): ProxyFact => ({ host, aspect, text });

  it.each<[string, readonly ProxyFact[], readonly ProxyFact[], object]>([
    ['nothing', [], [], []],
    ['the same', [fact('a', 'x')], [fact('a', 'x')], []],
    [
      'the same in another order, or twice',
      [fact('a', 'x'), fact('a', 'y')],
      [fact('a', 'y'), fact('a', 'x'), fact('a', 'y')],
      [],
    ],
    [
      'what is gone',
      [fact('a', 'y'), fact('a', 'x'), fact('a', 'z')],
      [fact('a', 'z')],
      [{ host: 'a', aspect: 'endpoints', now: ['x', 'y'], then: [] }],
    ],
    [
      'what is new',
      [],
      [fact('a', 'x')],
      [{ host: 'a', aspect: 'endpoints', now: [], then: ['x'] }],
    ],
    [
      'host by host and aspect by aspect, in order',
      [fact('b', 'x'), fact('a', 'x', 'mtls')],
      [fact('a', 'y', 'mtls'), fact('a', 'x')],
      [
        { host: 'a', aspect: 'endpoints', now: [], then: ['x'] },
        { host: 'a', aspect: 'mtls', now: ['x'], then: ['y'] },
        { host: 'b', aspect: 'endpoints', now: ['x'], then: [] },
      ],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(differencesOf(before, after)).toEqual(expected);
  });
});
