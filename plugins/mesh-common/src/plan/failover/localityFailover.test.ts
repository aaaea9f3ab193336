import fc from 'fast-check';
import {
  destinationRule,
  outlierDetection,
  ServiceFleet,
  serviceFleet,
} from '../../__testUtils__/serviceFleet';
import { snapshotOf } from '../../decode/snapshotOf';
import { Coverage } from '../../model/coverage';
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
import { LocalityFailoverInput } from '../plan';
import { FailoverContext, localityFailover } from './localityFailover';

const FLEET: ServiceFleet = {
  clusters: {
    c1: { pods: [{ count: 3, locality: 'eu/a' }], locality: 'eu/a' },
    c2: { pods: [{ count: 2, locality: 'us/a' }], locality: 'us/a' },
    c3: {
      pods: [{ count: 1, locality: 'ap/a', unready: 1 }],
      locality: 'ap/a',
    },
  },
};

const INPUT: LocalityFailoverInput = {
  service: { namespace: 'shop', name: 'cart' },
  failover: [{ from: 'eu', to: 'us' }],
};

const CONTEXT: FailoverContext = planContext(['c1', 'c2', 'c3']);

const plan = (
  input: Partial<LocalityFailoverInput> = {},
  snapshot = serviceFleet(FLEET),
  context: Partial<FailoverContext> = {},
) =>
  localityFailover(
    snapshot,
    { ...INPUT, ...input },
    { ...CONTEXT, ...context },
  );

const withConfig = (...config: readonly unknown[]) =>
  serviceFleet({ ...FLEET, config });

function withCoverage(snapshot: Snapshot, change: Partial<Coverage>): Snapshot {
  const tables = snapshot.clusters.get('c2');
  const view = tables?.kinds.EndpointSlice;
  if (!tables || !view) throw new Error('no such view');
  const coverage = { ...view.coverage, ...change };
  const kinds = { ...tables.kinds, EndpointSlice: { ...view, coverage } };
  return Snapshot.create({
    at: snapshot.at,
    clusters: new Map(snapshot.clusters).set('c2', { kinds }),
  });
}

describe('locality-failover plans', () => {
  it('one rule in the cluster from which the callers read, exported to them by name (T15)', () => {
    const [object, ...others] = appliedBy(plan());
    expect(others).toEqual([]);
    expect(object).toEqual({
      act: 'apply',
      cluster: 'c1',
      fieldManager: 'backstage-mesh-failover',
      manifest: {
        apiVersion: 'networking.istio.io/v1',
        kind: 'DestinationRule',
        metadata: {
          name: 'meshwise-cart',
          namespace: 'shop',
          labels: { 'app.kubernetes.io/managed-by': 'meshwise' },
        },
        spec: {
          host: 'cart.shop.svc.cluster.local',
          exportTo: ['.', 'web'],
          trafficPolicy: {
            loadBalancer: {
              localityLbSetting: {
                enabled: true,
                failover: [{ from: 'eu', to: 'us' }],
              },
            },
            outlierDetection: {
              consecutive5xxErrors: 5,
              interval: '10s',
              baseEjectionTime: '30s',
              maxEjectionPercent: 100,
            },
          },
        },
      },
    });
  });

  it('says what the limit of ejection means and how much capacity is left', () => {
    const { notes, undo, scopes } = draftOf(plan());
    expect(notes).toContainEqual(
      expect.stringContaining('Up to 100 percent of all hosts'),
    );
    expect(notes).toContain(
      'When eu fails, its callers use the 2 ready endpoints in us instead of all 5 of today. That is less than half; make sure that they can carry it.',
    );
    expect(undo).toEqual({ code: 'exact' });
    expect(scopes).toEqual(['service/shop/cart']);
  });

  it('has the effect that the rules show after it was applied', () => {
    const result = plan();
    const promised = planEffect(serviceFleet(FLEET), draftOf(result)).callers;
    const [{ cluster, manifest }] = appliedBy(result);
    const { name, namespace = '' } = manifest.metadata;
    const { apiVersion, kind } = manifest;
    // Seen from what is there now, taking it away again changes what was promised into what was.
    const undone = planEffect(withConfig(manifest), {
      objects: [
        {
          act: 'delete',
          cluster,
          fieldManager: 'backstage-mesh-failover',
          object: { apiVersion, kind, namespace, name },
          uid: '',
        },
      ],
    }).callers;
    const words = ({ caller, aspect }: (typeof undone)[number]) =>
      [caller.cluster, caller.namespace, aspect].join(' ');
    expect(undone.map(row => `${words(row)}: ${row.before}`)).toEqual(
      promised.map(row => `${words(row)}: ${row.after}`),
    );
    expect(promised.map(row => `${words(row)}: ${row.after}`)).toContain(
      'c1 web order: eu/a → us/a → ap/a, failing hosts are ejected',
    );
  });

  it('over gateways, one address of which stands for several regions', () => {
    const side = (region: string, network: string) => ({
      pods: [{ count: 2, locality: `${region}/a` }],
      locality: `${region}/a`,
      network,
      gateways: 2,
    });
    const snapshot = serviceFleet({
      clusters: {
        c1: side('eu', 'n1'),
        c2: side('us', 'n2'),
        c3: side('eu', 'n2'),
      },
    });
    expect(refusalsOf(plan({}, snapshot))).toEqual([]);
  });

  it('changes its own rule instead of adding another', () => {
    const [{ manifest }] = appliedBy(plan());
    const again = plan(
      { failover: [{ from: 'us', to: 'eu' }] },
      withConfig(manifest),
    );
    expect(appliedBy(again).map(({ cluster }) => cluster)).toEqual(['c1']);
  });

  it('names callers that do not get the rule because one of theirs comes first', () => {
    const own = {
      ...destinationRule(outlierDetection()),
      metadata: { name: 'own', namespace: 'web' },
    };
    const draft = draftOf(plan({}, withConfig(own)));
    expect(draft.notes).toContainEqual(
      expect.stringMatching(/^Callers in web do not get the rule/),
    );
    const { shadowed } = planEffect(withConfig(own), draft);
    expect(
      shadowed.map(({ caller, reason }) => `${caller?.namespace}: ${reason}`),
    ).toContain('web: a rule that is closer to them comes first');
  });
});

describe('locality-failover refuses', () => {
  it.each<[string, Partial<LocalityFailoverInput>, string]>([
    [
      'T13 a part of a host',
      { service: { namespace: 'shop', name: 'cart.shop' } },
      'invalid-input: service',
    ],
    [
      'T14 a wildcard',
      { service: { namespace: 'shop', name: '*' } },
      'invalid-input: service',
    ],
    [
      'T14 an address',
      { service: { namespace: 'shop', name: '10.0.0.1' } },
      'invalid-input: service',
    ],
    [
      'a service that nobody has',
      { service: { namespace: 'shop', name: 'carts' } },
      'unknown-service: service shop/carts',
    ],
    [
      'T02 a protected namespace',
      { service: { namespace: 'kube-system', name: 'cart' } },
      'protected-namespace: namespace kube-system',
    ],
    [
      'T15 an export to everybody',
      { exportTo: ['*'] },
      'invalid-input: exportTo',
    ],
    ['no region', { failover: [] }, 'invalid-input: failover'],
    [
      'a zone',
      { failover: [{ from: 'eu/a', to: 'us' }] },
      'invalid-input: failover',
    ],
    [
      'a region to itself',
      { failover: [{ from: 'eu', to: 'eu' }] },
      'invalid-input: failover',
    ],
    [
      'a region twice',
      {
        failover: [
          { from: 'eu', to: 'us' },
          { from: 'eu', to: 'ap' },
        ],
      },
      'invalid-input: failover',
    ],
    [
      'a region without callers',
      { failover: [{ from: 'sa', to: 'us' }] },
      'unknown-region: region sa',
    ],
    [
      'T17 a region without the service',
      { failover: [{ from: 'eu', to: 'sa' }] },
      'target-without-endpoints: region sa',
    ],
    [
      'T17 a region without ready endpoints',
      { failover: [{ from: 'eu', to: 'ap' }] },
      'target-without-endpoints: region ap',
    ],
    [
      'T18 no ejection at all',
      { outlierDetection: { consecutive5xxErrors: 0 } },
      'invalid-input: outlierDetection.consecutive5xxErrors',
    ],
    [
      'T18 an ejection that is too weak',
      { outlierDetection: { maxEjectionPercent: 10 } },
      'ejection-too-weak: outlierDetection.maxEjectionPercent',
    ],
  ])('%s', (_, input, expected) => {
    expect(refusalsOf(plan(input))).toContain(expected);
  });

  it('T14 a Service that is another name of something outside', () => {
    const service = { type: 'ExternalName', externalName: 'example.com' };
    const snapshot = serviceFleet({ ...FLEET, service });
    expect(refusalsOf(plan({}, snapshot))).toEqual([
      'host-not-steerable: service shop/cart',
    ]);
  });

  it('a headless service, whose callers choose addresses themselves', () => {
    const service = { clusterIP: 'None', clusterIPs: ['None'] };
    const snapshot = serviceFleet({ ...FLEET, service });
    expect(refusalsOf(plan({}, snapshot))).toContain(
      'host-not-steerable: service shop/cart',
    );
  });

  it.each([
    ['an older policy', destinationRule(outlierDetection())],
    [
      'subsets',
      destinationRule(undefined, [{ name: 'v1', labels: { version: 'v1' } }]),
    ],
    ['a short host', { ...destinationRule({}), spec: { host: 'cart' } }],
  ])('E8 a service whose rule of somebody else has %s', (_, rule) => {
    expect(refusalsOf(plan({}, withConfig(rule)))).toEqual([
      'rule-exists: DestinationRule shop/cart',
    ]);
  });

  it('E8 a rule that no caller would get', () => {
    const own = {
      ...destinationRule(outlierDetection()),
      metadata: { name: 'own', namespace: 'web' },
    };
    const whole = withConfig(own);
    const pods = ['c1', 'c2', 'c3'].flatMap(cluster =>
      (whole.view(cluster, 'Pod')?.table.list('shop') ?? []).map(
        ({ namespace, name }) =>
          ({ code: 'delete', cluster, kind: 'Pod', namespace, name } as const),
      ),
    );
    expect(refusalsOf(plan({}, whole.with(...pods)))).toContain(
      'rule-without-effect: service shop/cart',
    );
  });

  it('T19 a region in which its data may not be handled', () => {
    const allowedRegions = () => new Set(['eu']);
    expect(
      refusalsOf(plan({}, serviceFleet(FLEET), { allowedRegions })),
    ).toContain('region-not-allowed: region us');
  });

  it.each<[string, Partial<Coverage>]>([
    ['old', { asOf: serviceFleet(FLEET).at - 91_000 }],
    ['incomplete', { state: 'timeout' }],
    ['never seen', { asOf: undefined }],
  ])('T22 a fleet of which a part is %s', (_, coverage) => {
    const snapshot = withCoverage(serviceFleet(FLEET), coverage);
    expect(refusalsOf(plan({}, snapshot))).toEqual([
      'stale-input: service shop/cart',
    ]);
  });

  it('nothing because of a cluster that is known to be in no mesh with the others', () => {
    const clusters = new Map(CONTEXT.clusters).set('partner', {
      writable: false,
    });
    const snapshot = serviceFleet(FLEET);
    expect(refusalsOf(plan({}, snapshot, { clusters }))).toEqual([
      'stale-input: service shop/cart',
    ]);
    const separateClusters = new Set(['partner']);
    expect(
      refusalsOf(plan({}, snapshot, { clusters, separateClusters })),
    ).toEqual([]);
  });

  it('a cluster to which Meshwise cannot write', () => {
    const clusters = new Map(CONTEXT.clusters).set('c1', { writable: false });
    expect(refusalsOf(plan({}, serviceFleet(FLEET), { clusters }))).toEqual([
      'cluster-not-writable: cluster c1',
    ]);
  });

  it('a service that nobody can call', () => {
    const snapshot = snapshotOf({
      clusters: new Map([
        [
          'c1',
          [
            {
              apiVersion: 'v1',
              kind: 'Service',
              metadata: { name: 'cart', namespace: 'shop' },
              spec: { ports: [{ port: 80 }] },
            },
          ],
        ],
      ]),
      at: 0,
    });
    expect(refusalsOf(plan({}, snapshot))).toEqual([
      'no-callers: service shop/cart',
    ]);
  });
});

describe('locality-failover, whatever it is asked', () => {
  it('refuses, or writes one rule for the one host that was named', () => {
    const snapshot = serviceFleet(FLEET);
    const region = hostileText('eu', 'us', 'ap', 'sa');
    const hostile = fc.record({
      service: fc.record({
        namespace: hostileText('shop', 'web'),
        name: hostileText('cart'),
      }),
      failover: fc.array(fc.record({ from: region, to: region }), {
        maxLength: 3,
      }),
      outlierDetection: fc.option(
        fc.record(
          {
            consecutive5xxErrors: hostileNumber(3, 5),
            intervalSeconds: hostileNumber(10),
            baseEjectionSeconds: hostileNumber(30),
            maxEjectionPercent: hostileNumber(100, 60),
          },
          { requiredKeys: [] },
        ),
        { nil: undefined },
      ),
      exportTo: fc.option(
        fc.array(hostileText('web', 'pay'), { maxLength: 3 }),
        {
          nil: undefined,
        },
      ),
    });
    const memo = CONTEXT.memo;
    fuzzIntent({
      good: [
        INPUT,
        { ...INPUT, exportTo: ['web', 'pay'] },
        { ...INPUT, outlierDetection: { consecutive5xxErrors: 3 } },
      ],
      hostile,
      plan: input => localityFailover(snapshot, input, { ...CONTEXT, memo }),
      check: result => {
        for (const { manifest } of appliedBy(result)) {
          lintManifest(manifest, ['shop']);
          const { host, exportTo } = manifest.spec as {
            host: string;
            exportTo: string[];
          };
          expect(host).toBe('cart.shop.svc.cluster.local');
          expect(exportTo).toContain('.');
          expect(exportTo).not.toContain('*');
        }
      },
    });
  });
});
