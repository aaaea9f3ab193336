/** @jest-environment node */
import { Backends } from '../__testUtils__/Backends';
import { RealEnvoy } from '../__testUtils__/RealEnvoy';
import {
  callerIn,
  destinationRule,
  FleetCluster,
  outlierDetection,
  serviceFleet,
  ServiceFleet,
} from '../__testUtils__/serviceFleet';
import { answer } from './answer';
import { EjectionAbility } from './clusterEjection';
import { DeadPart } from './deadPart';
import { hostClusters } from './hostClusters';
import { RouteShare, trafficShare } from './trafficShare';

jest.setTimeout(60_000);

const HOST = 'cart.shop.svc.cluster.local';
const NAME = `outbound|80||${HOST}`;
const REQUESTS = 4_000;

/** What the rules say of the caller in `c1`, and the Envoy cluster they say it from. */
function ruled(fleet: ServiceFleet, dead: readonly DeadPart[] = []) {
  const snapshot = serviceFleet(fleet);
  const client = callerIn('c1');
  const cluster = answer(snapshot, hostClusters, {
    client,
    host: HOST,
  }).value.get(NAME);
  if (!cluster) throw new Error(`no Envoy cluster ${NAME}`);
  const at = (noticed: boolean): RouteShare => {
    const { value } = answer(snapshot, trafficShare, {
      client,
      service: { namespace: 'shop', name: 'cart' },
      failure: { dead, noticed },
    });
    if (value.code !== 'shares') throw new Error(value.reason);
    return value.routes[0];
  };
  return { cluster, t0: at(false), t1: at(true) };
}

/** Shares as Envoy's answers show them: by cluster where a request arrives, and `failed`. */
function expected({ parts, failing }: RouteShare): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const { cluster = '', share, failing: lost } of parts)
    if (share > lost)
      shares.set(cluster, (shares.get(cluster) ?? 0) + share - lost);
  if (failing > 0) shares.set('failed', failing);
  return shares;
}

/** Four standard deviations of a share that is drawn so often, and half a percent for the rounds of the balancer. */
function tolerance(share: number): number {
  return 4 * Math.sqrt((share * (1 - share)) / REQUESTS) + 0.005;
}

/** What Envoy does otherwise than the rules say. */
function differences(
  measured: ReadonlyMap<string, number>,
  rule: ReadonlyMap<string, number>,
): readonly string[] {
  const names = [...new Set([...measured.keys(), ...rule.keys()])];
  return names.flatMap(name => {
    const ours = rule.get(name) ?? 0;
    const theirs = measured.get(name) ?? 0;
    return Math.abs(theirs - ours) > tolerance(ours)
      ? [`${name}: ours ${ours.toFixed(3)}, Envoy's ${theirs.toFixed(3)}`]
      : [];
  });
}

async function withEnvoy<T>(
  fleet: ServiceFleet,
  dead: string | undefined,
  work: (envoy: RealEnvoy) => Promise<T>,
): Promise<T> {
  const { cluster } = ruled(fleet);
  const backends = await Backends.start({
    endpoints: cluster.endpoints,
    isDead: endpoint => endpoint.cluster === dead,
  });
  try {
    const envoy = await RealEnvoy.start({
      cluster,
      standIn: endpoint => backends.of(endpoint),
    });
    try {
      return await work(envoy);
    } finally {
      await envoy.stop();
    }
  } finally {
    await backends.stop();
  }
}

function part(
  count: number,
  locality: string,
  unready = 0,
  more: Partial<FleetCluster> = {},
): FleetCluster {
  return { pods: [{ count, locality, unready }], locality, ...more };
}

const failover = [destinationRule(outlierDetection(100))];
const eightyTwenty = [
  destinationRule({
    loadBalancer: {
      localityLbSetting: {
        distribute: [{ from: 'eu/*', to: { 'eu/*': 80, 'us/*': 20 } }],
      },
    },
  }),
];
const unreadyOfTen = [0, 2, 3, 4, 5, 7, 9, 10];

describe('shares of a real Envoy, reference 5.5', () => {
  it.each([
    ...unreadyOfTen.map((unready): [string, ServiceFleet] => [
      `${10 - unready} of 10 ready nearby`,
      {
        clusters: { c1: part(10, 'eu/a', unready), c2: part(10, 'us/x') },
        config: failover,
      },
    ]),
    [
      'three priorities of which none is whole',
      {
        clusters: {
          c1: part(4, 'eu/a', 3),
          c2: part(4, 'eu/b', 3),
          c3: part(5, 'us/x', 4),
        },
        config: failover,
      },
    ],
    [
      'a distribution',
      {
        clusters: { c1: part(4, 'eu/a'), c2: part(2, 'us/x') },
        config: eightyTwenty,
      },
    ],
    [
      'a distribution of which half is unready',
      {
        clusters: { c1: part(4, 'eu/a', 2), c2: part(2, 'us/x') },
        config: eightyTwenty,
      },
    ],
    [
      'a gateway in front of three pods',
      {
        clusters: {
          c1: part(4, 'eu/a', 0, { network: 'n1' }),
          c2: part(3, 'us/x', 0, { network: 'n2', gateways: 1 }),
        },
      },
    ],
    [
      'the same address in three localities',
      {
        clusters: {
          c1: part(4, 'eu/a', 0, { network: 'n1' }),
          c2: {
            pods: ['us/x', 'us/y', 'us/z'].map(locality => ({
              count: 1,
              locality,
            })),
            locality: 'us/x',
            network: 'n2',
            gateways: 1,
          },
        },
      },
    ],
    [
      'nobody ready',
      {
        clusters: { c1: part(3, 'eu/a', 3), c2: part(2, 'us/x', 2) },
        config: failover,
      },
    ],
  ] satisfies [string, ServiceFleet][])('%s', async (_, fleet) => {
    const { t1 } = ruled(fleet);
    const measured = await withEnvoy(fleet, undefined, envoy =>
      envoy.shares(REQUESTS),
    );
    expect(differences(measured, expected(t1))).toEqual([]);
  });
});

describe('a cluster that dies unnoticed, reference 5.6', () => {
  const DEAD: readonly DeadPart[] = [{ code: 'cluster', cluster: 'c1' }];
  const clusters = { c1: part(4, 'eu/a'), c2: part(4, 'us/x') };

  function ability({ ejection }: RouteShare): EjectionAbility['code'] {
    return ejection.get(NAME)?.code ?? 'not-armed';
  }

  it.each([
    ['armed', 100, 4],
    ['weak', 40, 3],
    ['weak', 10, 0],
  ] as const)(
    '%s with a limit of %d percent: %d of 4 are ejected',
    async (code, limit, ejected) => {
      const fleet = {
        clusters,
        config: [destinationRule(outlierDetection(limit))],
      };
      const { t0, t1 } = ruled(fleet, DEAD);
      expect(ability(t1)).toBe(code);
      expect(expected(t0)).toEqual(new Map([['failed', 1]]));
      await withEnvoy(fleet, 'c1', async envoy => {
        await envoy.callUntilEjected(ejected);
        const measured = await envoy.shares(REQUESTS);
        expect(differences(measured, expected(t1))).toEqual([]);
        expect(await envoy.ejected()).toBe(ejected);
      });
    },
  );

  it('not armed: without outlier detection its share fails for ever', async () => {
    const fleet = { clusters };
    const { t0, t1 } = ruled(fleet, DEAD);
    expect(ability(t1)).toBe('not-armed');
    expect(t1).toEqual(t0);
    await withEnvoy(fleet, 'c1', async envoy => {
      const first = await envoy.shares(REQUESTS);
      expect(differences(first, expected(t0))).toEqual([]);
      const later = await envoy.shares(REQUESTS);
      expect(differences(later, expected(t1))).toEqual([]);
      expect(await envoy.ejected()).toBe(0);
    });
  });
});
