import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readMeshFolder } from '../../cli/meshFolder';
import { Change } from '../model/change';
import { KIND_NAMES } from '../model/kinds';
import { localityOfNode } from '../model/nodeLocality';
import { configuredLinks } from '../model/records/clusterLinks';
import { ServiceRef } from '../model/refs';
import { sameData } from '../model/sameData';
import { Snapshot } from '../model/snapshot';
import { snapshotFromWire, snapshotToWire } from '../model/wireSnapshot';
import { fleet, seenAs } from '../__testUtils__/fleet';
import {
  docs,
  istiod,
  namespace as namespaceYaml,
  workload,
} from '../__testUtils__/meshYaml';
import {
  destinationRule,
  outlierDetection,
  serviceFleet,
} from '../__testUtils__/serviceFleet';
import { FleetLoss } from './fleetLoss';
import { serviceExcerpt } from './serviceExcerpt';
import { WhatIf } from './WhatIf';

const ORACLE = join(__dirname, '../../../../oracle');
const FOLDERS = ['scenarios', 'changes', 'generated'].flatMap(corpus =>
  readdirSync(join(ORACLE, corpus))
    .sort()
    .map(folder => `${corpus}/${folder}`),
);

/** Every loss is asked of each of them, so that more take minutes. */
const SERVICES_OF_A_FOLDER = 5;

/** What a browser has of a service: the excerpt, once through JSON. */
function inTheBrowser(snapshot: Snapshot, service: ServiceRef): WhatIf {
  const excerpt = serviceExcerpt(snapshot, service);
  const wire = JSON.stringify(snapshotToWire(excerpt.snapshot));
  return WhatIf.create({
    snapshot: snapshotFromWire(JSON.parse(wire)),
    callers: () => ({ value: excerpt.callers, gaps: excerpt.gaps }),
  });
}

function lossesOf(snapshot: Snapshot): readonly (readonly FleetLoss[])[] {
  const clusters = snapshot.clusterNames;
  const nodes = clusters.flatMap(
    cluster => snapshot.view(cluster, 'Node')?.table.list() ?? [],
  );
  const places = nodes.map(localityOfNode);
  const localities = new Set([
    ...places.map(({ region }) => region),
    ...places.map(({ region, zone }) => `${region}/${zone}`),
  ]);
  const single: FleetLoss[] = [
    ...clusters.flatMap((cluster): FleetLoss[] => [
      { code: 'cluster', cluster },
      { code: 'gateways', cluster },
    ]),
    ...[...localities].map(
      (locality): FleetLoss => ({ code: 'locality', locality }),
    ),
  ];
  const [first] = single;
  const last = single[single.length - 1];
  return [[], ...single.map(loss => [loss]), [first, last]];
}

function services(snapshot: Snapshot): readonly ServiceRef[] {
  const refs = new Map<string, ServiceRef>();
  for (const cluster of snapshot.clusterNames)
    for (const kind of ['Service', 'ServiceEntry'] as const)
      for (const { namespace, name } of snapshot
        .view(cluster, kind)
        ?.table.list() ?? [])
        refs.set(`${namespace}/${name}`, { namespace, name });
  return [...refs.values()];
}

const sizeOf = (snapshot: Snapshot) =>
  snapshot.clusterNames.reduce(
    (sum, cluster) =>
      sum +
      KIND_NAMES.reduce(
        (n, kind) => n + (snapshot.view(cluster, kind)?.table.size ?? 0),
        0,
      ),
    0,
  );

describe('an excerpt of a fleet with a cluster of another mesh that cannot be seen', () => {
  const member = (id: string, meshId: string) =>
    docs(
      istiod(id),
      namespaceYaml('shop'),
      workload('shop/cart', { cluster: id, addresses: `10.${id.slice(1)}.0` }),
    ).replaceAll('meshId: prod', `meshId: ${meshId}`);

  const links = configuredLinks(
    ['c1', 'c2'].map(name => ({ cluster: name, clusterId: name })),
    { namespace: '', source: 'mesh.links[0]' },
  );

  it.each<[string, (cluster: string) => Change]>([
    [
      'assumed',
      cluster => ({
        code: 'delete',
        cluster,
        kind: 'ClusterLinks',
        namespace: 'istio-system',
        name: 'meshwise-links',
      }),
    ],
    [
      'configured',
      cluster => ({
        code: 'apply',
        cluster,
        kind: 'ClusterLinks',
        record: links,
      }),
    ],
  ])('knows that it does not matter where links are %s', (_, linked) => {
    const all = fleet({
      c1: member('c1', 'prod'),
      c2: member('c2', 'prod'),
      c3: member('c3', 'other'),
    }).with(linked('c1'), linked('c2'));
    const snapshot = seenAs(all, { cluster: 'c3', state: 'timeout', asOf: 1 });
    const service = { namespace: 'shop', name: 'cart' };
    const { verdict } = inTheBrowser(snapshot, service).ask({
      service,
      losses: [{ code: 'cluster', cluster: 'c2' }],
    });
    expect(verdict).toBe('degraded');
  });
});

describe('an excerpt answers what if like the whole', () => {
  it.each(FOLDERS)('%s', folder => {
    const { snapshot } = readMeshFolder(join(ORACLE, folder), {
      istio: undefined,
    });
    const whole = WhatIf.create({ snapshot });
    const different = services(snapshot)
      .slice(0, SERVICES_OF_A_FOLDER)
      .flatMap(service => {
        const part = inTheBrowser(snapshot, service);
        return lossesOf(snapshot)
          .map(losses => ({
            expected: whole.ask({ service, losses }),
            found: part.ask({ service, losses }),
          }))
          .filter(({ expected, found }) => !sameData(found, expected));
      });
    expect(different.map(({ found }) => found)).toEqual(
      different.map(({ expected }) => expected),
    );
  });
});

describe('an excerpt of a service with several ports', () => {
  const service = { namespace: 'shop', name: 'cart' };
  const snapshot = serviceFleet({
    clusters: Object.fromEntries(
      ['c0', 'c1', 'c2'].map(name => [
        name,
        { pods: [{ count: 2, locality: 'eu/a' }], locality: 'eu/a' },
      ]),
    ),
    services: 2,
    service: {
      ports: [80, 81].map(port => ({
        name: `http-${port}`,
        port,
        targetPort: 8080,
        protocol: 'TCP',
      })),
    },
    // Only the second port leads to the other service.
    config: [
      {
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        metadata: { name: 'cart', namespace: 'shop' },
        spec: {
          hosts: ['cart.shop.svc.cluster.local'],
          http: [
            {
              match: [{ port: 81 }],
              route: [{ destination: { host: 'cart-1' } }],
            },
            { route: [{ destination: { host: 'cart' } }] },
          ],
        },
      },
    ],
  });
  const browser = inTheBrowser(snapshot, service);

  it('knows the ports', () => {
    expect(browser.ports(service).map(({ number }) => number)).toEqual([
      80, 81,
    ]);
  });

  it.each([80, 81])('answers for port %d like the whole', port => {
    const question = {
      service,
      port,
      losses: [{ code: 'cluster', cluster: 'c1' }] as const,
    };
    const expected = WhatIf.create({ snapshot }).ask(question);
    expect(browser.ask(question)).toEqual(expected);
    expect(expected.verdict).not.toBe('unknown');
  });
});

describe('the size of an excerpt', () => {
  it('does not grow with services and callers that have nothing to do with it', () => {
    const world = (services_: number) =>
      serviceFleet({
        clusters: Object.fromEntries(
          ['c0', 'c1', 'c2'].map(name => [
            name,
            {
              pods: [{ count: 2, locality: 'eu/a' }],
              locality: 'eu/a',
              network: name,
              gateways: 1,
            },
          ]),
        ),
        services: services_,
        config: [destinationRule(outlierDetection(100))],
      });
    const cart = { namespace: 'shop', name: 'cart' };
    const few = serviceExcerpt(world(2), cart).snapshot;
    const many = serviceExcerpt(world(50), cart).snapshot;
    expect(sizeOf(many)).toBe(sizeOf(few));
    expect(sizeOf(many)).toBeLessThan(sizeOf(world(50)) / 4);
  });
});
