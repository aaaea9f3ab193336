import fc from 'fast-check';
import {
  destinationRule,
  outlierDetection,
  ServiceFleet,
  serviceFleet,
} from '../../__testUtils__/serviceFleet';
import { Snapshot } from '../../model/snapshot';
import { fuzzIntent } from '../__testUtils__/fuzzIntent';
import { hostileNumber, hostileText } from '../__testUtils__/hostileText';
import { lintManifest } from '../__testUtils__/lintManifest';
import {
  appliedBy,
  draftOf,
  planContext,
  refusalsOf,
} from '../__testUtils__/planContext';
import { planEffect } from '../effect/planEffect';
import { localityFailover } from '../failover/localityFailover';
import { DrainClusterInput } from '../plan';
import { DrainContext, drainCluster } from './drainCluster';

const HOUR = 3_600_000;
const CART = { namespace: 'shop', name: 'cart' };

const TWO: ServiceFleet = {
  clusters: {
    c1: { pods: [{ count: 2, locality: 'eu/a' }], locality: 'eu/a' },
    c2: { pods: [{ count: 1, locality: 'us/a' }], locality: 'us/a' },
  },
};

const THREE: ServiceFleet = {
  clusters: {
    ...TWO.clusters,
    c3: { pods: [{ count: 1, locality: 'eu/b' }], locality: 'eu/b' },
  },
};

const CONTEXT: DrainContext = {
  ...planContext(['c1', 'c2', 'c3']),
  needsSecondPerson: false,
};

const plan = (
  input: Partial<DrainClusterInput> = {},
  snapshot = serviceFleet(TWO),
  context: Partial<DrainContext> = {},
) => {
  const clusters = new Map(
    snapshot.clusterNames.map(name => [name, { writable: true }] as const),
  );
  return drainCluster(
    snapshot,
    { cluster: 'c2', services: [CART], ...input },
    { ...CONTEXT, clusters, ...context },
  );
};

const NOW = serviceFleet(TWO).at;
const DAY = 24 * HOUR;

const settingOf = (manifest: { readonly [field: string]: unknown }) =>
  (
    manifest.spec as {
      trafficPolicy: { loadBalancer: { localityLbSetting: unknown } };
    }
  ).trafficPolicy.loadBalancer.localityLbSetting;

const SUBSETS = destinationRule(undefined, [
  { name: 'c1', labels: { 'topology.istio.io/cluster': 'c1' } },
  { name: 'c2', labels: { 'topology.istio.io/cluster': 'c2' } },
]);

function sharesAfter(result: ReturnType<typeof plan>, snapshot: Snapshot) {
  const { callers } = planEffect(snapshot, draftOf(result));
  return callers
    .filter(
      ({ aspect, caller }) =>
        aspect === 'destinations' && caller.namespace === 'web',
    )
    .map(({ caller, after }) => `${caller.cluster}: ${after}`);
}

describe('drain-cluster plans', () => {
  it('to prefer the one other cluster, as oracle/changes/cluster-drained-by-destination-rule', () => {
    const result = plan();
    const [{ cluster, manifest }, ...others] = appliedBy(result);
    expect(others).toEqual([]);
    expect(cluster).toBe('c1');
    expect(settingOf(manifest)).toEqual({
      enabled: true,
      failoverPriority: ['topology.istio.io/cluster=c1'],
    });
    expect(sharesAfter(result, serviceFleet(TWO))).toEqual([
      'c1: c1 100 %',
      'c2: c1 100 %',
    ]);
  });

  it('to spread calls over several other clusters, near ones first', () => {
    const snapshot = serviceFleet(THREE);
    const result = plan({}, snapshot);
    const [{ manifest }] = appliedBy(result);
    expect(settingOf(manifest)).toEqual({
      enabled: true,
      distribute: [
        { from: 'eu/*', to: { 'eu/a/*': 67, 'eu/b/*': 33 } },
        { from: 'us/*', to: { 'eu/a/*': 67, 'eu/b/*': 33 } },
      ],
    });
    for (const share of sharesAfter(result, snapshot)) {
      expect(share).not.toMatch(/: .*c2/);
    }
  });

  it('to prefer the largest where localities are shared', () => {
    const snapshot = serviceFleet({
      clusters: {
        ...THREE.clusters,
        c3: { pods: [{ count: 1, locality: 'us/a' }], locality: 'us/a' },
      },
    });
    const [{ manifest }] = appliedBy(plan({}, snapshot));
    expect(settingOf(manifest)).toEqual({
      enabled: true,
      failoverPriority: ['topology.istio.io/cluster=c1'],
    });
  });

  it('a route to subsets that somebody defines, as oracle/changes/cluster-drained-by-virtual-service', () => {
    const snapshot = serviceFleet({ ...TWO, config: [SUBSETS] });
    const result = plan({}, snapshot);
    const [{ manifest }] = appliedBy(result);
    expect(manifest).toMatchObject({
      kind: 'VirtualService',
      metadata: { name: 'meshwise-drain-cart', namespace: 'shop' },
      spec: {
        hosts: ['cart.shop.svc.cluster.local'],
        exportTo: ['.', 'web'],
        http: [
          {
            route: [
              {
                destination: {
                  host: 'cart.shop.svc.cluster.local',
                  subset: 'c1',
                },
                weight: 100,
              },
            ],
          },
        ],
      },
    });
    expect(sharesAfter(result, snapshot)).toEqual([
      'c1: c1 100 %',
      'c2: c1 100 %',
    ]);
  });

  it('the rule of a failover anew, so that undo restores it', () => {
    const failover = localityFailover(
      serviceFleet(TWO),
      {
        service: CART,
        failover: [{ from: 'eu', to: 'us' }],
        outlierDetection: { consecutive5xxErrors: 3, baseEjectionSeconds: 60 },
      },
      planContext(['c1', 'c2']),
    );
    const config = appliedBy(failover).map(({ manifest }) => manifest);
    const [{ manifest }, ...others] = appliedBy(
      plan({}, serviceFleet({ ...TWO, config })),
    );
    expect(others).toEqual([]);
    expect(manifest.metadata.name).toBe('meshwise-cart');
    expect(manifest.spec).toMatchObject({
      trafficPolicy: {
        outlierDetection: {
          consecutive5xxErrors: 3,
          baseEjectionTime: '60s',
          maxEjectionPercent: 100,
        },
      },
    });
    const drained = serviceFleet({ ...TWO, config: [manifest] });
    expect(
      refusalsOf(
        localityFailover(
          drained,
          {
            service: CART,
            failover: [{ from: 'eu', to: 'us' }],
          },
          planContext(['c1', 'c2']),
        ),
      ),
    ).toEqual(['service-drained: service shop/cart']);
  });

  it('until the end of the next day, said the same when it is submitted a little later (T20)', () => {
    const { clusters } = serviceFleet(TWO);
    const [first, later] = [NOW, NOW + 60_000].map(at =>
      draftOf(plan({}, Snapshot.create({ clusters, at }))),
    );
    expect(first.endsAt).toBe((Math.floor(NOW / DAY) + 2) * DAY);
    expect(later).toEqual({ ...first, asOf: NOW + 60_000 });
  });

  it('of a class that rolls forward, with capacity and steps by hand', () => {
    const draft = draftOf(plan());
    expect(draft).toMatchObject({
      class: 'evacuation',
      undo: { code: 'exact' },
      scopes: ['cluster/c2', 'service/shop/cart'],
    });
    expect(draft).not.toHaveProperty('approval');
    expect(draft.notes).toContain(
      'shop/cart: a rule that prefers c1; what is drained stays the last resort. 2 of 3 ready endpoints remain.',
    );
    expect(
      draftOf(plan({}, serviceFleet(TWO), { needsSecondPerson: true })),
    ).toHaveProperty('approval');
  });

  it('names the entrances from outside, which nobody but a person can close', () => {
    const gateway = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'ingress', namespace: 'edge' },
      spec: {
        type: 'LoadBalancer',
        selector: { app: 'ingress' },
        ports: [{ port: 443 }],
      },
      status: { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } },
    };
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'ingress-1',
        namespace: 'edge',
        labels: { app: 'ingress' },
      },
      spec: {
        containers: [
          {
            name: 'istio-proxy',
            image: 'proxyv2:1.31.0',
            args: ['proxy', 'router'],
          },
        ],
      },
      status: { phase: 'Running' },
    };
    const snapshot = serviceFleet({ ...TWO, config: [gateway, pod] });
    const { notes } = draftOf(plan({ cluster: 'c1' }, snapshot));
    expect(notes).toContain(
      'By hand: calls from outside still enter c1 at edge/ingress (203.0.113.7). Take it out of DNS or of the load balancer in front, and put it back afterwards.',
    );
  });

  it('without the services that cannot be drained, which it names', () => {
    const services = [CART, { namespace: 'shop', name: 'gone' }];
    const draft = draftOf(plan({ services }));
    expect(draft.notes).toContain(
      'shop/gone cannot be drained: No cluster has this service.',
    );
    expect(draft.objects).toHaveLength(1);
  });

  it('while the cluster itself cannot be read', () => {
    const snapshot = serviceFleet(TWO);
    const tables = snapshot.clusters.get('c2');
    const view = tables?.kinds.Pod;
    if (!tables || !view) throw new Error('no such view');
    const coverage = { ...view.coverage, state: 'timeout' as const };
    const kinds = { ...tables.kinds, Pod: { ...view, coverage } };
    const clusters = new Map(snapshot.clusters).set('c2', { kinds });
    const burning = Snapshot.create({ clusters, at: snapshot.at });
    expect(draftOf(plan({}, burning)).objects).toHaveLength(1);
    expect(refusalsOf(plan({ cluster: 'c1' }, burning))).toEqual([
      'nothing-to-drain: cluster c1',
    ]);
  });
});

describe('drain-cluster refuses', () => {
  it.each<[string, Partial<DrainClusterInput>, string]>([
    ['an unknown cluster', { cluster: 'c9' }, 'unknown-cluster: cluster c9'],
    ['no service', { services: [] }, 'invalid-input: services'],
    ['a service twice', { services: [CART, CART] }, 'invalid-input: services'],
    [
      'T20 an end in the past',
      { expiresAt: NOW },
      'expiry-out-of-range: expiresAt',
    ],
    [
      'T20 an end after more than 7 days',
      { expiresAt: NOW + 7 * 24 * HOUR + 1 },
      'expiry-out-of-range: expiresAt',
    ],
    [
      'T20 an end that is no time',
      { expiresAt: Number.NaN },
      'expiry-out-of-range: expiresAt',
    ],
    [
      'T14 a wildcard',
      { services: [{ namespace: 'shop', name: '*' }] },
      'nothing-to-drain: cluster c2',
    ],
  ])('%s', (_, input, expected) => {
    expect(refusalsOf(plan(input))).toContain(expected);
  });

  it('a service that does not run there, whose rule would only change where calls go', () => {
    const snapshot = serviceFleet({
      clusters: {
        ...TWO.clusters,
        c3: { pods: [], locality: 'eu/b' },
      },
    });
    expect(refusalsOf(plan({ cluster: 'c3' }, snapshot))).toEqual([
      'nothing-to-drain: cluster c3',
    ]);
  });

  it('T17 a service without ready endpoints elsewhere', () => {
    const snapshot = serviceFleet({
      clusters: {
        ...TWO.clusters,
        c1: {
          pods: [{ count: 2, locality: 'eu/a', unready: 2 }],
          locality: 'eu/a',
        },
      },
    });
    expect(refusalsOf(plan({}, snapshot))).toEqual([
      'nothing-to-drain: cluster c2',
    ]);
  });

  it.each([
    [
      'a rule of somebody else without subsets',
      destinationRule(outlierDetection()),
    ],
    [
      'callers that have a rule of their own',
      {
        ...destinationRule(outlierDetection()),
        metadata: { name: 'own', namespace: 'web' },
      },
    ],
  ])('%s', (_, rule) => {
    const snapshot = serviceFleet({ ...TWO, config: [rule] });
    expect(refusalsOf(plan({}, snapshot))).toEqual([
      'nothing-to-drain: cluster c2',
    ]);
  });

  it('T16 a service whose requests somebody else routes', () => {
    const route = {
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      metadata: { name: 'cart', namespace: 'shop' },
      spec: {
        hosts: ['cart'],
        http: [{ route: [{ destination: { host: 'cart' } }] }],
      },
    };
    const snapshot = serviceFleet({ ...TWO, config: [SUBSETS, route] });
    expect(refusalsOf(plan({}, snapshot))).toEqual([
      'nothing-to-drain: cluster c2',
    ]);
  });
});

describe('drain-cluster, whatever it is asked', () => {
  it('refuses, or steers the services that were named and no others', () => {
    const snapshot = serviceFleet(TWO);
    const hostile: fc.Arbitrary<DrainClusterInput> = fc.record({
      cluster: hostileText('c1', 'c2'),
      services: fc.array(
        fc.record({
          namespace: hostileText('shop'),
          name: hostileText('cart'),
        }),
        { maxLength: 2 },
      ),
      expiresAt: fc.option(hostileNumber(NOW + HOUR), { nil: undefined }),
    });
    fuzzIntent({
      good: [
        {
          cluster: 'c1',
          services: [{ namespace: 'shop', name: 'cart' }],
          expiresAt: NOW + HOUR,
        },
      ],
      hostile,
      plan: input => plan(input, snapshot),
      check: result => {
        for (const { manifest } of appliedBy(result)) {
          lintManifest(manifest, ['shop']);
          expect(manifest.spec).toMatchObject({
            host: 'cart.shop.svc.cluster.local',
            exportTo: ['.', 'web'],
          });
        }
      },
    });
  });
});
