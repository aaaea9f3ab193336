import fc from 'fast-check';
import { seenAs } from '../__testUtils__/fleet';
import {
  callerIn,
  destinationRule,
  serviceFleet,
  ServiceFleet,
  serviceFleetObjects,
} from '../__testUtils__/serviceFleet';
import { snapshotOf } from '../decode/snapshotOf';
import { Snapshot } from '../model/snapshot';
import { answer } from './answer';
import { DeadPart } from './deadPart';
import { hostClusters } from './hostClusters';
import { RouteShare, trafficShare } from './trafficShare';
import { WhatIf } from './WhatIf';

const CART = { namespace: 'shop', name: 'cart' };
const HOST = 'cart.shop.svc.cluster.local';
const SAME = 1e-9;

const localities = fc.constantFrom('eu/a', 'eu/b', 'us/x', 'ap/x', '');

const pods = fc
  .record({ count: fc.integer({ min: 1, max: 4 }), locality: localities })
  .chain(part =>
    fc
      .integer({ min: 0, max: part.count })
      .map(unready => ({ ...part, unready })),
  );

const cluster = fc.record({
  pods: fc.array(pods, { maxLength: 2 }),
  locality: localities,
  network: fc.constantFrom('n1', 'n1', 'n2', 'n3', ''),
  gateways: fc.integer({ min: 0, max: 2 }),
});

const localityLbSetting = fc.constantFrom(
  undefined,
  { enabled: false },
  { failover: [{ from: 'eu', to: 'us' }] },
  { failoverPriority: ['topology.istio.io/cluster'] },
  { failoverPriority: ['topology.kubernetes.io/region'] },
  { distribute: [{ from: 'eu/*', to: { 'eu/*': 80, 'us/*': 20 } }] },
  { distribute: [{ from: '*', to: { 'eu/a': 100 } }] },
);

const policies = fc.record({
  outlierDetection: fc.option(
    fc.record({
      maxEjectionPercent: fc.constantFrom(undefined, 10, 50, 100),
      minHealthPercent: fc.constantFrom(undefined, 0, 30),
    }),
    { nil: undefined },
  ),
  loadBalancer: fc
    .record({
      simple: fc.constantFrom(undefined, 'ROUND_ROBIN'),
      localityLbSetting,
    })
    .map(block =>
      block.simple || block.localityLbSetting ? block : undefined,
    ),
});

type Policy = typeof policies extends fc.Arbitrary<infer P> ? P : never;

const world = fc
  .record({
    parts: fc.array(cluster, { minLength: 1, maxLength: 4 }),
    policy: policies,
    version: fc.constantFrom('1.29.0', '1.30.0', '1.31.0'),
    trafficDistribution: fc.constantFrom(
      undefined,
      undefined,
      'PreferSameZone',
      'PreferClose',
    ),
  })
  .map(({ parts, policy, version, trafficDistribution }) => ({
    policy,
    forced: trafficDistribution !== undefined,
    fleet: {
      clusters: Object.fromEntries(parts.map((part, i) => [`c${i}`, part])),
      config: [destinationRule(policy)],
      version,
      service: { trafficDistribution },
    } satisfies ServiceFleet,
  }));

function routeOf(
  snapshot: Snapshot,
  client: string,
  dead: readonly DeadPart[] = [],
  noticed = true,
): RouteShare {
  const { value } = answer(snapshot, trafficShare, {
    client: callerIn(client),
    service: CART,
    failure: { dead, noticed },
  });
  if (value.code !== 'shares') throw new Error(value.reason);
  return value.routes[0];
}

function clusterOf(snapshot: Snapshot, client: string) {
  const found = answer(snapshot, hostClusters, {
    client: callerIn(client),
    host: HOST,
  }).value.get(`outbound|80||${HOST}`);
  if (!found) throw new Error('no Envoy cluster');
  return found;
}

/** Runs a property for the callers of all clusters. */
function check(
  property: (
    snapshot: Snapshot,
    client: string,
    fleet: ServiceFleet,
    more: { readonly policy: Policy; readonly forced: boolean },
  ) => void,
  numRuns = 60,
) {
  fc.assert(
    fc.property(world, ({ fleet, ...more }) => {
      const snapshot = serviceFleet(fleet);
      for (const name of Object.keys(fleet.clusters))
        if (Object.values(fleet.clusters).some(part => part.pods.length > 0))
          property(snapshot, name, fleet, more);
    }),
    { numRuns },
  );
}

const lost = (name: string): DeadPart => ({ code: 'cluster', cluster: name });

describe('properties of traffic shares', () => {
  it('P1: shares sum to 1', () =>
    check((snapshot, client, { clusters }) => {
      for (const dead of [[], [lost('c0')], Object.keys(clusters).map(lost)])
        for (const noticed of [false, true]) {
          const route = routeOf(snapshot, client, dead, noticed);
          const sum = route.parts.reduce((all, { share }) => all + share, 0);
          expect(
            sum + route.refused + route.unplaced + route.answered,
          ).toBeCloseTo(1, 4);
          expect(route.failing).toBeGreaterThanOrEqual(0);
          expect(route.failing).toBeLessThanOrEqual(1 + SAME);
        }
    }));

  it('P2: nothing reaches a lost cluster, and a forgotten one gets no share', () =>
    check((snapshot, client, { clusters }) => {
      for (const name of Object.keys(clusters)) {
        const arrived = routeOf(snapshot, client, [lost(name)], false)
          .parts.filter(part => part.cluster === name)
          .reduce((sum, { share, failing }) => sum + share - failing, 0);
        expect(arrived).toBeCloseTo(0, 9);
        if (name === client || name === 'c0') continue;
        const { value } = answer(
          snapshot.with({ code: 'lose', mode: 'D7', cluster: name }),
          trafficShare,
          { client: callerIn(client), service: CART },
        );
        const routes = value.code === 'shares' ? value.routes : [];
        const used = routes.flatMap(({ parts }) =>
          parts.map(part => part.cluster),
        );
        expect(used).not.toContain(name);
      }
    }));

  it('P3: losing more leaves nobody more to call', () =>
    check((snapshot, client, { clusters }) => {
      const dead: DeadPart[] = [];
      let before = routeOf(snapshot, client).usable;
      for (const name of Object.keys(clusters)) {
        dead.push(lost(name));
        const { usable } = routeOf(snapshot, client, [...dead]);
        expect(usable).toBeLessThanOrEqual(before);
        before = usable;
      }
      expect(before).toBe(0);
    }));

  it('P4: losing nothing is today', () =>
    check((snapshot, client) => {
      const { value } = answer(snapshot, trafficShare, {
        client: callerIn(client),
        service: CART,
      });
      expect(value).toMatchObject({ routes: [routeOf(snapshot, client)] });
    }, 30));

  it('P5: the order of objects does not matter', () => {
    fc.assert(
      fc.property(world, fc.infiniteStream(fc.nat()), ({ fleet }, order) => {
        const objects = serviceFleetObjects(fleet);
        const shuffled = new Map(
          [...objects].map(([name, list]) => [
            name,
            list
              .map(object => ({ object, at: order.next().value ?? 0 }))
              .sort((a, b) => a.at - b.at)
              .map(({ object }) => object),
          ]),
        );
        const at = 1;
        const ask = (clusters: typeof objects) =>
          WhatIf.create({ snapshot: snapshotOf({ clusters, at }) }).ask({
            service: CART,
            losses: [{ code: 'cluster', cluster: 'c0' }],
          });
        expect(ask(shuffled)).toEqual(ask(objects));
      }),
      { numRuns: 40 },
    );
  });

  it('P6: with everybody healthy and reachable nobody leaves the nearest priority', () =>
    check((snapshot, client, { clusters }, { policy, forced }) => {
      if (!policy.outlierDetection && !forced) return;
      const own = clusters[client].network ?? '';
      const near = clusterOf(snapshot, client).endpoints.filter(
        ({ priority }) => priority === 0,
      );
      const good = near.every(
        ({ health, gateway, network }) =>
          health === 'healthy' &&
          !gateway &&
          (own === '' || network === '' || network === own),
      );
      if (!good) return;
      const used = new Set(near.map(({ locality }) => locality));
      const { parts, refused } = routeOf(snapshot, client);
      expect(refused).toBe(near.length === 0 ? 1 : 0);
      for (const part of parts) expect(used).toContain(part.locality);
    }));

  it('P7: spill begins when less than 5 of 7 are healthy, and only grows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 6 }),
        (count, beyond) => {
          let before = 0;
          for (let unready = 0; unready <= count; unready += 1) {
            const snapshot = serviceFleet({
              clusters: {
                c0: {
                  pods: [{ count, locality: 'eu/a', unready }],
                  locality: 'eu/a',
                },
                c1: {
                  pods: [{ count: beyond, locality: 'us/x' }],
                  locality: 'us/x',
                },
              },
              config: [destinationRule({ outlierDetection: {} })],
            });
            const spill = routeOf(snapshot, 'c0')
              .parts.filter(part => part.cluster === 'c1')
              .reduce((sum, { share }) => sum + share, 0);
            const full = Math.floor((140 * (count - unready)) / count) >= 100;
            expect(spill === 0).toBe(full);
            expect(spill).toBeGreaterThanOrEqual(before - SAME);
            before = spill;
          }
          expect(before).toBeCloseTo(1, 9);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('P8: without outlier detection or preference there is one priority and no ejection', () =>
    check((snapshot, client, { clusters }, { policy, forced }) => {
      if (policy.outlierDetection || forced) return;
      const { endpoints } = clusterOf(snapshot, client);
      expect(endpoints.every(({ priority }) => priority === 0)).toBe(true);
      for (const name of Object.keys(clusters)) {
        const t0 = routeOf(snapshot, client, [lost(name)], false);
        const t1 = routeOf(snapshot, client, [lost(name)], true);
        expect(t1).toEqual(t0);
      }
    }));

  it('P9: what cannot be seen never ends well', () => {
    fc.assert(
      fc.property(
        world,
        fc.constantFrom('timeout', 'auth', 'forbidden', 'syncing' as const),
        ({ fleet }, state) => {
          const snapshot = serviceFleet(fleet);
          for (const name of Object.keys(fleet.clusters)) {
            const { verdict, groups } = WhatIf.create({
              snapshot: seenAs(snapshot, { cluster: name, state }),
            }).ask({
              service: CART,
              losses: [{ code: 'cluster', cluster: 'c1' }],
            });
            expect(verdict).toBe('unknown');
            for (const group of groups) expect(group.verdict).toBe('unknown');
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('P10: with a distribution there is one priority', () =>
    check((snapshot, client, { clusters }, { policy }) => {
      const setting = policy.loadBalancer?.localityLbSetting;
      const from = setting?.distribute?.[0].from;
      if (from === undefined) return;
      if (from !== '*' && !clusters[client].locality.startsWith('eu')) return;
      const { endpoints, localityWeighted } = clusterOf(snapshot, client);
      expect(localityWeighted).toBe(true);
      expect(endpoints.every(({ priority }) => priority === 0)).toBe(true);
    }));

  it('P11: cluster-local hosts never leave', () => {
    fc.assert(
      fc.property(world, ({ fleet }) => {
        const snapshot = serviceFleet({
          ...fleet,
          mesh: `serviceSettings: [{settings: {clusterLocal: true}, hosts: ['${HOST}']}]`,
        });
        for (const name of Object.keys(fleet.clusters)) {
          if (Object.values(fleet.clusters).every(c => c.pods.length === 0))
            return;
          for (const part of routeOf(snapshot, name).parts)
            expect(part.cluster).toBe(name);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('P12: nobody gets through to another network without a gateway', () =>
    check((snapshot, client, { clusters }) => {
      const own = clusters[client].network ?? '';
      const foreign = (network: string) =>
        own !== '' && network !== '' && network !== own;
      const arrived = routeOf(snapshot, client)
        .parts.filter(
          ({ path, network }) => path === 'direct' && foreign(network),
        )
        .reduce((sum, { share, failing }) => sum + share - failing, 0);
      expect(arrived).toBeCloseTo(0, 9);
    }));

  it('P13: a service that is not exported has no callers outside its namespace', () => {
    fc.assert(
      fc.property(world, ({ fleet }) => {
        const [home] = Object.keys(fleet.clusters);
        const base = serviceFleet(fleet);
        const hidden = Object.keys(fleet.clusters).reduce((known, name) => {
          const record = known
            .view(name, 'Service')
            ?.table.get({ namespace: 'shop', name: 'cart' });
          return record
            ? known.with({
                code: 'apply',
                cluster: name,
                kind: 'Service',
                record: {
                  ...record,
                  annotations: new Map([['networking.istio.io/exportTo', '.']]),
                },
              })
            : known;
        }, base);
        expect(
          answer(hidden, trafficShare, {
            client: callerIn(home),
            service: CART,
          }).value,
        ).toEqual({ code: 'none', reason: 'not-visible' });
        const { groups } = WhatIf.create({ snapshot: hidden }).ask({
          service: CART,
          losses: [{ code: 'cluster', cluster: home }],
        });
        expect(groups.map(({ group }) => group.namespace)).not.toContain('web');
      }),
      { numRuns: 30 },
    );
  });
});
