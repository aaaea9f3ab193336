import {
  FleetCluster,
  serviceFleet,
  ServiceFleet,
} from '../../__testUtils__/serviceFleet';
import { findings } from '../findings';
import { partitionMovesEveryone } from './partitionMovesEveryone';

const CLUSTER = 'topology.istio.io/cluster';
const SUBSETS = [
  { name: 'one', labels: { [CLUSTER]: 'c1' } },
  { name: 'two', labels: { [CLUSTER]: 'c2' } },
];
const EJECT = { outlierDetection: { consecutive5xxErrors: 5 } };

const rule = (
  trafficPolicy: object | undefined,
  options: {
    readonly subsets?: readonly object[];
    readonly namespace?: string;
    readonly name?: string;
    readonly created?: string;
    readonly host?: string;
  } = {},
) => {
  const {
    subsets = SUBSETS,
    namespace = 'shop',
    name = 'cart',
    created = '2026-03-01T09:00:00Z',
    host = 'cart.shop.svc.cluster.local',
  } = options;
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name, namespace, creationTimestamp: created },
    spec: { host, trafficPolicy, subsets },
  };
};

const cluster = (locality: string, count = 2): FleetCluster => ({
  pods: [{ count, locality }],
  locality,
});

const told = (config: readonly unknown[], more: Partial<ServiceFleet> = {}) =>
  findings(
    serviceFleet({
      clusters: { c1: cluster('eu/a'), c2: cluster('us/x') },
      config,
      ...more,
    }),
    { checks: [partitionMovesEveryone] },
  ).findings.map(({ message }) =>
    message.replace(
      /^DestinationRule (.*) in c1 divides .* into subset (.*), and its .* over (.*)\.$/,
      '$1: $2 over $3',
    ),
  );

const FOUND = ['shop/cart: one and two over eu/a and us/x'];

describe('partition-moves-everyone, reference 5.3 and 6.4', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['divided by cluster', rule(EJECT), FOUND],
    [
      'divided by cluster and otherwise',
      rule(EJECT, {
        subsets: [...SUBSETS, { name: 'v1', labels: { version: 'v1' } }],
      }),
      FOUND,
    ],
    [
      'divided otherwise only',
      rule(EJECT, { subsets: [{ name: 'v1', labels: { version: 'v1' } }] }),
      [],
    ],
    ['not divided', rule(EJECT, { subsets: [] }), []],
    ['divided, and nothing is ejected', rule({}), []],
    ['divided, without any policy', rule(undefined), []],
    [
      'divided, and ejecting in its subsets only',
      rule(undefined, {
        subsets: SUBSETS.map(subset => ({ ...subset, trafficPolicy: EJECT })),
      }),
      [],
    ],
    [
      'divided, with localities wanted',
      rule({
        ...EJECT,
        loadBalancer: { localityLbSetting: { enabled: true } },
      }),
      [],
    ],
    [
      'divided, with localities not wanted',
      rule({
        ...EJECT,
        loadBalancer: { localityLbSetting: { enabled: false } },
      }),
      [],
    ],
    ['of a host outside of the mesh', rule(EJECT, { host: 'example.com' }), []],
    [
      'of a service that nobody knows',
      rule(EJECT, { host: 'pay.shop.svc.cluster.local' }),
      [],
    ],
  ])('%s', (_, object, expected) => {
    expect(told([object])).toEqual(expected);
  });

  it('a rule that no callers use moves nobody', () => {
    // Theirs comes before that of the service for callers of web, and for nobody else.
    expect(told([rule(EJECT, { namespace: 'web' })])).toEqual([
      'web/cart: one and two over eu/a and us/x',
    ]);
    expect(told([rule(EJECT, { namespace: 'pay' })])).toEqual([]);
  });

  it('a policy that an older rule of the namespace replaces moves nobody', () => {
    const before = rule(
      {},
      { name: 'before', created: '2026-01-01T00:00:00Z', subsets: [] },
    );
    expect(told([before, rule(EJECT)])).toEqual([]);
  });

  it.each<[string, Partial<ServiceFleet>, readonly string[]]>([
    [
      'in one locality they spread as before',
      { clusters: { c1: cluster('eu/a'), c2: cluster('eu/a') } },
      [],
    ],
    [
      'where mesh config switches localities off',
      { mesh: 'localityLbSetting: {enabled: false}' },
      [],
    ],
    [
      'where mesh config distributes over localities',
      {
        mesh: 'localityLbSetting: {distribute: [{from: "eu/*", to: {"eu/*": 80, "us/*": 20}}]}',
      },
      [],
    ],
    [
      'where the service asks for its own distribution',
      { service: { trafficDistribution: 'PreferClose' } },
      [],
    ],
    ['otherwise', {}, FOUND],
  ])('%s', (_, more, expected) => {
    expect(told([rule(EJECT)], more)).toEqual(expected);
  });
});
