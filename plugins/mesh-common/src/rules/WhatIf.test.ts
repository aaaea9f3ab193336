import { fleet, seenAs } from '../__testUtils__/fleet';
import { docs, istiod, namespace, workload } from '../__testUtils__/meshYaml';
import {
  destinationRule,
  FleetCluster,
  outlierDetection,
  serviceFleet,
  ServiceFleet,
} from '../__testUtils__/serviceFleet';
import { configuredLinks } from '../model/records/clusterLinks';
import { Snapshot } from '../model/snapshot';
import { FleetLoss } from './fleetLoss';
import { GroupOutcome } from './groupOutcome';
import { TrafficShare } from './trafficShare';
import { WhatIf } from './WhatIf';

const CART = { namespace: 'shop', name: 'cart' };

const c1: FleetCluster = {
  pods: [{ count: 4, locality: 'eu/a' }],
  locality: 'eu/a',
  network: 'n1',
};
const c2: FleetCluster = {
  pods: [{ count: 2, locality: 'eu/b' }],
  locality: 'eu/b',
  network: 'n1',
};
const c3: FleetCluster = {
  pods: [{ count: 2, locality: 'us/x' }],
  locality: 'us/x',
  network: 'n1',
};
const FAR = {
  c0: { pods: [], locality: 'eu/a', network: 'n1' },
  c1: { ...c1, pods: [{ count: 2, locality: 'eu/a' }] },
  c2: { ...c2, pods: [{ count: 2, locality: 'ap/x' }] },
  c3,
};

/** Percent by cluster, and what fails. */
function shown(share: TrafficShare) {
  if (share.code === 'none') return share.reason;
  const [route] = share.routes;
  const byCluster = new Map<string, number>();
  for (const part of route.parts)
    byCluster.set(
      part.cluster ?? '?',
      (byCluster.get(part.cluster ?? '?') ?? 0) + part.share * 100,
    );
  const percent = (value: number) => Math.round(value * 10) / 10;
  return [
    ...[...byCluster]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([cluster, value]) => `${cluster} ${percent(value)}`),
    ...(route.failing > 0 ? [`failing ${percent(route.failing * 100)}`] : []),
  ].join(', ');
}

function outcomeFor(
  world: ServiceFleet | Snapshot,
  loss: FleetLoss,
  caller = 'c0',
) {
  const snapshot = world instanceof Snapshot ? world : serviceFleet(world);
  const outcome = WhatIf.create({ snapshot }).ask({
    service: CART,
    losses: [loss],
  });
  const found = outcome.groups.find(
    ({ group }) => group.cluster === caller && group.namespace === 'web',
  );
  if (!found) throw new Error(`no caller in ${caller}`);
  return {
    service: outcome.verdict,
    verdict: found.verdict,
    reasons: found.reasons,
    before: shown(found.before),
    phases: Object.fromEntries(
      found.phases.map(({ name, share }) => [name, shown(share)]),
    ),
  };
}

const LOSE_C1: FleetLoss = { code: 'cluster', cluster: 'c1' };

describe('a cluster that dies unnoticed, reference 5.7 and 5.8', () => {
  it('L13: with the default limit nothing is ever ejected', () => {
    const clusters = FAR;
    const config = [destinationRule(outlierDetection())];
    expect(outcomeFor({ clusters, config }, LOSE_C1)).toEqual({
      service: 'lost',
      verdict: 'lost',
      reasons: ['ejection-weak'],
      before: 'c1 100',
      phases: {
        t0: 'c1 100, failing 100',
        t1: 'c1 100, failing 100',
        t2: 'c2 50, c3 50',
      },
    });
  });

  it('L13b: with 100 percent the others take over', () => {
    const config = [destinationRule(outlierDetection(100))];
    expect(outcomeFor({ clusters: FAR, config }, LOSE_C1)).toEqual({
      service: 'survives',
      verdict: 'survives',
      reasons: [],
      before: 'c1 100',
      phases: {
        t0: 'c1 100, failing 100',
        t1: 'c2 50, c3 50',
        t2: 'c2 50, c3 50',
      },
    });
  });

  it('without outlier detection its share fails until it is forgotten', () => {
    expect(outcomeFor({ clusters: FAR }, LOSE_C1)).toMatchObject({
      verdict: 'degraded',
      reasons: ['failover-not-armed'],
      before: 'c1 33.3, c2 33.3, c3 33.3',
      phases: {
        t0: 'c1 33.3, c2 33.3, c3 33.3, failing 33.3',
        t1: 'c1 33.3, c2 33.3, c3 33.3, failing 33.3',
        t2: 'c2 50, c3 50',
      },
    });
  });

  it('L5c: a distribution that names only the lost region loses everything although others are ready', () => {
    const config = [
      destinationRule({
        ...outlierDetection(100),
        loadBalancer: {
          localityLbSetting: {
            distribute: [{ from: 'eu/*', to: { 'eu/*': 100 } }],
          },
        },
      }),
    ];
    expect(
      outcomeFor({ clusters: { c0: FAR.c0, c1, c3 }, config }, LOSE_C1),
    ).toMatchObject({
      verdict: 'lost',
      reasons: ['distribution-without-fallback'],
      phases: { t1: 'failing 100', t2: 'failing 100' },
    });
  });

  it('a subset pinned to the lost cluster has nobody to fall back to', () => {
    const config = [
      destinationRule(outlierDetection(100), [
        { name: 'one', labels: { 'topology.istio.io/cluster': 'c1' } },
      ]),
      {
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        metadata: { name: 'cart', namespace: 'shop' },
        spec: {
          hosts: ['cart.shop.svc.cluster.local'],
          http: [
            {
              route: [
                {
                  destination: {
                    host: 'cart.shop.svc.cluster.local',
                    subset: 'one',
                  },
                },
              ],
            },
          ],
        },
      },
    ];
    expect(outcomeFor({ clusters: FAR, config }, LOSE_C1)).toMatchObject({
      verdict: 'lost',
      reasons: ['pinned-subset'],
    });
  });

  it('callers whose istiod is in the lost cluster keep what they have', () => {
    const clusters = { c1, c2, c3 };
    const config = [destinationRule(outlierDetection(100))];
    expect(outcomeFor({ clusters, config }, LOSE_C1, 'c2')).toEqual({
      service: 'degraded',
      verdict: 'degraded',
      reasons: ['control-plane-lost'],
      before: 'c2 100',
      phases: { t0: 'c2 100', t1: 'c2 100' },
    });
  });

  it('two clusters at once leave the third', () => {
    const config = [destinationRule(outlierDetection(100))];
    const snapshot = serviceFleet({ clusters: FAR, config });
    const ask = (...names: readonly string[]) =>
      WhatIf.create({ snapshot }).ask({
        service: CART,
        losses: names.map(cluster => ({ code: 'cluster', cluster })),
      });
    const { groups, ...both } = ask('c1', 'c2');
    const caller = groups.find(({ group }) => group.cluster === 'c0');
    expect(both.verdict).toBe('survives');
    expect(caller?.phases.map(({ share }) => shown(share))).toEqual([
      'c1 100, failing 100',
      'c3 100',
      'c3 100',
    ]);
    expect(ask('c2', 'c1').groups).toEqual(groups);
    expect(ask('c1', 'c1').groups).toEqual(ask('c1').groups);
  });

  it('of a headless service says plainly that the application chooses', () => {
    const service = { clusterIP: 'None', clusterIPs: ['None'] };
    expect(outcomeFor({ clusters: FAR, service }, LOSE_C1)).toMatchObject({
      verdict: 'unknown',
      reasons: ['application-chooses'],
    });
  });

  it('callers in the lost cluster do not count', () => {
    const config = [destinationRule(outlierDetection(100))];
    const outcome = outcomeFor({ clusters: FAR, config }, LOSE_C1, 'c1');
    expect(outcome.reasons).toContain('caller-lost');
    expect(outcome.service).toBe('survives');
  });
});

describe('pods that become unready, reference 5.8', () => {
  const config = [destinationRule(outlierDetection(100))];
  const unready = (ready: number): FleetLoss => ({
    code: 'pods',
    cluster: 'c1',
    ready,
  });

  it.each([
    ['L2', 2, '1.31.0', 'c1 70, c2 30'],
    ['L2b', 1, '1.31.0', 'c1 35, c2 65'],
    ['L2c', 0, '1.31.0', 'c2 100'],
    ['L3', 1, '1.30.0', 'c1 100'],
  ])('%s: %d stay ready on %s', (_, ready, version, t2) => {
    const clusters = { c1, c2, c3 };
    expect(
      outcomeFor({ clusters, config, version }, unready(ready), 'c1'),
    ).toMatchObject({ before: 'c1 100', phases: { t2 } });
  });

  const behind = {
    c1: { ...c1, gateways: 1 },
    c3: {
      ...c3,
      pods: [{ count: 2, locality: 'eu/a' }],
      network: 'n2',
      gateways: 2,
    },
  };
  const dark: FleetLoss = { code: 'pods', cluster: 'c3', ready: 0 };

  it('L6: behind a gateway they keep their share', () => {
    expect(outcomeFor({ clusters: behind }, dark, 'c1')).toMatchObject({
      before: 'c1 66.7, c3 33.3',
      verdict: 'degraded',
      reasons: ['failover-not-armed', 'no-ready-pods-behind-gateway'],
      phases: { t2: 'c1 66.7, c3 33.3, failing 33.3' },
    });
  });

  it('L6b: before 1.31 the gateway goes with them', () => {
    expect(
      outcomeFor({ clusters: behind, version: '1.30.0' }, dark, 'c1'),
    ).toMatchObject({ verdict: 'survives', phases: { t2: 'c1 100' } });
  });
});

describe('gateways, zones and control planes, reference 5.7', () => {
  const clusters = {
    c1: { ...c1, gateways: 1 },
    c3: { ...c3, network: 'n2', gateways: 1 },
  };

  it('D5, D6: without addresses the pods behind are dialled directly', () => {
    const loss: FleetLoss = { code: 'gateways', cluster: 'c3' };
    expect(outcomeFor({ clusters }, loss, 'c1')).toMatchObject({
      verdict: 'degraded',
      reasons: ['failover-not-armed', 'network-without-gateway'],
      before: 'c1 66.7, c3 33.3',
      phases: {
        t0: 'c1 66.7, c3 33.3, failing 33.3',
        t2: 'c1 66.7, c3 33.3, failing 33.3',
      },
    });
  });

  it('D2: a zone dies in every cluster', () => {
    const config = [destinationRule(outlierDetection(100))];
    const loss: FleetLoss = { code: 'locality', locality: 'eu/b' };
    expect(
      outcomeFor({ clusters: { c1, c2, c3 }, config }, loss, 'c2'),
    ).toMatchObject({
      reasons: ['caller-lost'],
      phases: { t0: 'c2 100, failing 100', t1: 'c1 100' },
    });
    expect(
      outcomeFor({ clusters: { c1, c2, c3 }, config }, loss, 'c3'),
    ).toMatchObject({ verdict: 'survives', before: 'c3 100' });
  });

  it('D3: with the API server gone nothing changes', () => {
    const loss: FleetLoss = { code: 'api-server', cluster: 'c3' };
    expect(outcomeFor({ clusters }, loss, 'c1')).toMatchObject({
      verdict: 'unaffected',
    });
  });

  it('D9: without istiod proxies keep what they have', () => {
    const loss: FleetLoss = {
      code: 'control-plane',
      controlPlane: {
        cluster: 'c1',
        namespace: 'istio-system',
        deployment: 'istiod',
      },
    };
    expect(outcomeFor({ clusters }, loss, 'c3')).toMatchObject({
      service: 'degraded',
      verdict: 'degraded',
      reasons: ['control-plane-lost'],
    });
  });

  it('D7: a forgotten cluster is served no longer, and keeps what it has', () => {
    const loss: FleetLoss = { code: 'link', cluster: 'c3' };
    expect(outcomeFor({ clusters }, loss, 'c1')).toMatchObject({
      verdict: 'survives',
      phases: { t2: 'c1 100' },
    });
    expect(outcomeFor({ clusters }, loss, 'c3')).toMatchObject({
      verdict: 'degraded',
      reasons: ['control-plane-lost'],
    });
  });
});

describe('what cannot be seen', () => {
  const world = serviceFleet({
    clusters: FAR,
    config: [destinationRule(outlierDetection(100))],
  });

  it.each(['timeout', 'forbidden', 'syncing'] as const)(
    'a cluster in state %s makes the verdict unknown',
    state => {
      const snapshot = seenAs(world, { cluster: 'c2', state });
      expect(outcomeFor(snapshot, LOSE_C1)).toMatchObject({
        service: 'unknown',
        verdict: 'unknown',
        reasons: expect.arrayContaining(['not-fully-seen']),
      });
    },
  );

  it('a cluster that nobody is told to watch makes only the whole unknown', () => {
    const clusters = new Map(world.clusters);
    for (const [name, tables] of fleet({ other: '{}' }).clusters)
      clusters.set(name, tables);
    const snapshot = seenAs(Snapshot.create({ clusters, at: world.at }), {
      cluster: 'other',
      state: 'timeout',
    });
    const { verdict, groups, gaps } = WhatIf.create({ snapshot }).ask({
      service: CART,
      losses: [LOSE_C1],
    });
    expect(verdict).toBe('unknown');
    expect(new Set(gaps.map(({ cluster }) => cluster))).toEqual(
      new Set(['other']),
    );
    for (const group of groups) {
      expect(group.gaps).toEqual([]);
      expect(group.verdict).not.toBe('unknown');
    }
  });

  describe('in a cluster of another mesh', () => {
    const member = (id: string, meshId = 'prod') =>
      docs(
        istiod(id),
        namespace('shop'),
        workload('shop/cart', {
          cluster: id,
          addresses: `10.${id.slice(1)}.0`,
        }),
      ).replaceAll('meshId: prod', `meshId: ${meshId}`);
    /** Pods of a cluster that is served from elsewhere. */
    const remote = (meshId: string) =>
      docs(
        namespace('shop'),
        workload('shop/cart', { cluster: 'c3', addresses: '10.3.0' }),
      ).replace(
        'name: CA_ADDR',
        `name: ISTIO_META_MESH_ID, value: '${meshId}'}, {name: CA_ADDR`,
      );
    /** Nothing tells of links. */
    const unlinked = (clusters: { readonly [name: string]: string }) =>
      fleet(clusters).with(
        ...Object.keys(clusters).map(cluster => ({
          code: 'delete' as const,
          cluster,
          kind: 'ClusterLinks' as const,
          namespace: 'istio-system',
          name: 'meshwise-links',
        })),
      );
    const askedOf = (snapshot: Snapshot, loss: FleetLoss) =>
      WhatIf.create({ snapshot }).ask({ service: CART, losses: [loss] });
    const withThird = (third: string) =>
      seenAs(unlinked({ c1: member('c1'), c2: member('c2'), c3: third }), {
        cluster: 'c3',
        state: 'timeout',
        asOf: 1,
      });
    const asked = (loss: FleetLoss, meshOfThird = 'other') =>
      askedOf(withThird(member('c3', meshOfThird)), loss);
    const lost: FleetLoss = { code: 'cluster', cluster: 'c2' };

    it('does not matter, whatever is assumed of links', () => {
      const { verdict, groups, gaps } = asked(lost);
      expect(verdict).toBe('degraded');
      expect(
        groups.map(({ group, verdict: own }) => [group.cluster, own]),
      ).toEqual([
        ['c1', 'degraded'],
        ['c2', 'degraded'],
        ['c3', 'unknown'],
      ]);
      expect(gaps).not.toEqual([]);
    });

    it.each([
      ['matters if it is linked', ['c2'], 'unknown'],
      ['does not matter without a link', [], 'degraded'],
    ] as const)('what cannot be seen %s', (_, watches, expected) => {
      const told = (cluster: string, others: readonly string[]) => ({
        code: 'apply' as const,
        cluster,
        kind: 'ClusterLinks' as const,
        record: configuredLinks(
          others.map(other => ({ cluster: other, clusterId: other })),
          { namespace: 'istio-system', source: 'the configuration' },
        ),
      });
      const snapshot = withThird(member('c3', 'other')).with(
        told('c1', ['c2']),
        told('c2', ['c1']),
        told('c3', watches),
      );
      expect(askedOf(snapshot, lost).verdict).toBe(expected);
    });

    it.each([
      ['does not matter if its proxies say so', 'other', 'degraded'],
      ['matters if its proxies say nothing', '', 'unknown'],
      ['matters if they are of the mesh', 'prod', 'unknown'],
    ])('a remote %s', (_, meshId, expected) => {
      expect(askedOf(withThird(remote(meshId)), lost).verdict).toBe(expected);
    });

    it('callers of its own service of that name say nothing of this one', () => {
      const caller = docs(istiod('c1'), namespace('web'), workload('web/web'));
      const elsewhere = unlinked({
        c1: docs(istiod('c1'), namespace('shop')),
        c2: docs(istiod('c2'), namespace('shop')),
        c3: member('c3', 'other'),
      });
      expect(askedOf(elsewhere, lost)).toMatchObject({
        verdict: 'unknown',
        groups: [{ group: { cluster: 'c3' }, verdict: 'unaffected' }],
      });
      const both = unlinked({
        c1: caller,
        c2: member('c2'),
        c3: member('c3', 'other'),
      });
      expect(askedOf(both, lost).verdict).toBe('lost');
    });

    it('what is felt there all the same counts', () => {
      const linked = fleet({
        c2: docs(
          istiod('c2'),
          namespace('shop'),
          workload('shop/cart', { cluster: 'c2', addresses: '10.2.0' }),
        ),
        c3: docs(
          istiod('c3', { watches: ['c2'] }).replaceAll('prod', 'other'),
          namespace('shop'),
          workload('shop/cart', { cluster: 'c3', addresses: '10.3.0' }),
        ),
      });
      const { verdict, groups } = askedOf(linked, {
        code: 'cluster',
        cluster: 'c2',
      });
      expect(
        groups.map(({ group, verdict: own }) => [group.cluster, own]),
      ).toEqual([
        ['c2', 'lost'],
        ['c3', 'degraded'],
      ]);
      expect(verdict).toBe('degraded');
    });

    it.each([
      ['the cluster may be of the mesh', lost, 'prod'],
      ['the loss is in that mesh', { code: 'cluster', cluster: 'c3' }, 'other'],
      [
        'the loss may be in every mesh',
        { code: 'pods', cluster: undefined, ready: 1 },
        'other',
      ],
    ] as const)('matters if %s', (_, loss, meshOfThird) => {
      expect(asked(loss, meshOfThird).verdict).toBe('unknown');
    });
  });

  it('data older than 90 seconds makes it unknown', () => {
    const at = (ms: number) =>
      Snapshot.create({ clusters: world.clusters, at: world.at + ms });
    expect(outcomeFor(at(90_000), LOSE_C1).verdict).toBe('survives');
    expect(outcomeFor(at(90_001), LOSE_C1).verdict).toBe('unknown');
  });

  it('losing a cluster that is not known says nothing', () => {
    const loss: FleetLoss = { code: 'cluster', cluster: 'typo' };
    expect(outcomeFor(world, loss).verdict).toBe('unknown');
  });

  it('the snapshot stays as it is, whatever is lost', () => {
    const whatIf = WhatIf.create({ snapshot: world });
    const loss = (cluster: string): FleetLoss => ({ code: 'cluster', cluster });
    const first = whatIf.ask({ service: CART, losses: [loss('c2')] });
    for (const name of world.clusterNames)
      whatIf.ask({ service: CART, losses: [loss(name)] });
    expect(whatIf.ask({ service: CART, losses: [loss('c2')] })).toEqual(first);
  });

  it('nobody is made up: without callers there is no verdict', () => {
    const snapshot = fleet({ c1: '{}' });
    expect(
      WhatIf.create({ snapshot }).ask({ service: CART, losses: [LOSE_C1] }),
    ).toMatchObject({ verdict: 'unknown', groups: [] });
  });
});

describe('what an outcome says of each group, reference 5.7 and 5.8', () => {
  const config = [destinationRule(outlierDetection(100))];
  const ofWeb = (groups: readonly GroupOutcome[]) =>
    groups.filter(({ group }) => group.namespace === 'web');
  const ask = (world: Snapshot, losses: readonly FleetLoss[], port?: number) =>
    WhatIf.create({ snapshot: world }).ask({
      service: CART,
      losses,
      ...(port === undefined ? {} : { port }),
    });

  it('names the question, and where each group of callers is', () => {
    const { service, losses, groups, gaps } = ask(
      serviceFleet({ clusters: FAR, config }),
      [LOSE_C1],
    );
    expect({ service, losses, gaps }).toEqual({
      service: CART,
      losses: [LOSE_C1],
      gaps: [],
    });
    expect(ofWeb(groups).map(({ group }) => group.cluster)).toEqual([
      'c0',
      'c1',
      'c2',
      'c3',
    ]);
  });

  it('tells of each group what was seen, how old it is and why', () => {
    const world = serviceFleet({ clusters: FAR, config });
    const [first] = ask(world, [LOSE_C1]).groups;
    expect(first).toMatchObject({
      seen: true,
      gaps: [],
      asOf: world.at,
      phases: [
        { name: 't0', seen: true },
        { name: 't1', seen: true },
        { name: 't2', seen: true },
      ],
    });
    expect(first.because.length).toBeGreaterThan(0);
    expect(first.because.map(({ object }) => object.kind)).toContain(
      'DestinationRule',
    );
  });

  it('is as old as the oldest of what matters', () => {
    const world = serviceFleet({ clusters: FAR, config });
    const old = seenAs(world, {
      cluster: 'c2',
      state: 'synced',
      asOf: world.at - 60_000,
    });
    const [first] = ask(old, [LOSE_C1]).groups;
    expect(first).toMatchObject({ seen: true, asOf: world.at - 60_000 });
    const older = seenAs(world, {
      cluster: 'c2',
      state: 'synced',
      asOf: world.at - 100_000,
    });
    const [unsure] = ask(older, [LOSE_C1]).groups;
    expect(unsure).toMatchObject({
      seen: false,
      verdict: 'unknown',
      asOf: world.at - 100_000,
      phases: [{ seen: false }, { seen: false }, { seen: false }],
    });
  });

  it('tells each gap once', () => {
    const world = seenAs(serviceFleet({ clusters: FAR, config }), {
      cluster: 'c2',
      kind: 'Pod',
      state: 'forbidden',
    });
    const [first] = ask(world, [LOSE_C1]).groups;
    const texts = first.gaps.map(gap => JSON.stringify(gap));
    expect(texts.length).toBeGreaterThan(0);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it.each<[number | undefined, string]>([
    [undefined, 'survives'],
    [80, 'survives'],
    [99, 'unknown'],
  ])('asks for port %s', (port, verdict) => {
    const world = serviceFleet({ clusters: FAR, config });
    const { groups } = ask(world, [LOSE_C1], port);
    expect(groups[0].verdict).toBe(verdict);
  });

  it('names the ports that callers may ask for, the first one first', () => {
    const ports = [
      { name: 'grpc', port: 81, protocol: 'TCP' },
      { name: 'dns', port: 53, protocol: 'UDP' },
      { name: 'http', port: 80, protocol: 'TCP' },
    ];
    const snapshot = serviceFleet({ clusters: FAR, service: { ports } });
    const whatIf = WhatIf.create({ snapshot });
    expect(whatIf.ports(CART)).toEqual([
      { number: 81, name: 'grpc' },
      { number: 80, name: 'http' },
    ]);
    expect(whatIf.ports({ namespace: 'shop', name: 'none' })).toEqual([]);
    const [{ before }] = whatIf.ask({ service: CART, losses: [] }).groups;
    expect(before).toMatchObject({ code: 'shares', port: 81 });
  });

  it('a port is a question of its own', () => {
    const whatIf = WhatIf.create({
      snapshot: serviceFleet({ clusters: FAR, config }),
    });
    const before = (port?: number) =>
      whatIf.ask({
        service: CART,
        losses: [LOSE_C1],
        ...(port === undefined ? {} : { port }),
      }).groups[0].before.code;
    expect([before(), before(99), before(80)]).toEqual([
      'shares',
      'none',
      'shares',
    ]);
  });

  it('takes the callers that are given', () => {
    const snapshot = serviceFleet({ clusters: FAR, config });
    const all = WhatIf.create({ snapshot }).ask({
      service: CART,
      losses: [LOSE_C1],
    });
    const [, , second] = all.groups;
    const asked: string[] = [];
    const some = WhatIf.create({
      snapshot,
      callers: ({ namespace: home, name }) => {
        asked.push(`${home}/${name}`);
        return { value: [second.group], gaps: [] };
      },
    }).ask({ service: CART, losses: [LOSE_C1] });
    expect(some.groups).toEqual([second]);
    expect(asked).toEqual(['shop/cart']);
  });

  it('forgets the oldest of many losses, and answers as before', () => {
    const snapshot = serviceFleet({ clusters: FAR, config });
    const whatIf = WhatIf.create({ snapshot });
    const lost = (ready: number): FleetLoss => ({
      code: 'pods',
      cluster: 'c1',
      ready,
    });
    const verdicts = () =>
      Array.from({ length: 12 }, (_, ready) =>
        whatIf
          .ask({ service: CART, losses: [lost(ready)] })
          .groups.map(({ verdict, phases }) => [
            verdict,
            phases.map(({ share }) => shown(share)),
          ]),
      );
    expect(verdicts()).toEqual(verdicts());
  });

  it('several losses freeze and lose whom any of them does', () => {
    const { groups } = ask(serviceFleet({ clusters: { c1, c2, c3 }, config }), [
      { code: 'cluster', cluster: 'c3' },
      {
        code: 'control-plane',
        controlPlane: {
          cluster: 'c1',
          namespace: 'istio-system',
          deployment: 'istiod',
        },
      },
    ]);
    expect(
      ofWeb(groups).map(({ group, reasons }) => `${group.cluster}: ${reasons}`),
    ).toEqual([
      'c1: control-plane-lost',
      'c2: control-plane-lost',
      'c3: caller-lost,control-plane-lost',
    ]);
  });

  it('the cluster that others forget, with an istiod of its own, feels nothing', () => {
    const { groups } = ask(serviceFleet({ clusters: { c1, c2 }, config }), [
      { code: 'link', cluster: 'c1' },
    ]);
    const [own] = ofWeb(groups);
    expect([own.group.cluster, own.verdict]).toEqual(['c1', 'unaffected']);
  });
});
