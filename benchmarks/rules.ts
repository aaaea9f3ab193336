/*
 * What the rules cost, as ratios to parsing the same objects in the same run. Ratios hold on any machine; milliseconds do not.
 * Processor time comes first, the time that somebody waits last: it holds only on a machine that does nothing else.
 *
 *   node tools/run.mjs exec-ts benchmarks/rules.ts [services, 1000] [clusters, 50]
 */
import {
  answer,
  findings,
  Memo,
  snapshotOf,
  WhatIf,
} from '../plugins/mesh-common/src';
import {
  destinationRule,
  FleetCluster,
  outlierDetection,
  serviceFleetObjects,
} from '../plugins/mesh-common/src/__testUtils__/serviceFleet';
import { endpoints } from '../plugins/mesh-common/src/rules/endpoints';
import { governedBy } from '../plugins/mesh-common/src/rules/governedBy';
import { trafficShare } from '../plugins/mesh-common/src/rules/trafficShare';

const SERVICES = Number(process.argv[2] ?? 1000);
const CLUSTERS = Number(process.argv[3] ?? 50);

/** Three regions, five networks with a gateway each; every service has one pod in every fifth cluster. */
const clusters = Object.fromEntries(
  Array.from({ length: CLUSTERS }, (_, i): [string, FleetCluster] => {
    const locality = `region-${i % 3}/zone-${i}`;
    return [
      `c${i}`,
      {
        pods: i % 5 === 0 ? [{ count: 2, locality }] : [],
        locality,
        network: `n${i % 5}`,
        gateways: 1,
      },
    ];
  }),
);

/** What some work takes, in milliseconds. */
interface Cost {
  /** Processor time, that of the garbage collector and the compiler beside it included: other programs on the machine make little difference to it. */
  readonly processor: number;
  /** What somebody waits for. */
  readonly wall: number;
}

function timed<T>(work: () => T): readonly [cost: Cost, result: T] {
  const begun = process.cpuUsage();
  const started = performance.now();
  const result = work();
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(begun);
  return [{ processor: (user + system) / 1000, wall }, result];
}

const texts = [
  ...serviceFleetObjects({
    clusters,
    services: SERVICES,
    config: [destinationRule(outlierDetection(100))],
  }),
].map(
  ([name, objects]) =>
    [name, objects.map(object => JSON.stringify(object))] as const,
);
const [parsing, objects] = timed(
  () =>
    new Map(
      texts.map(([name, list]) => [
        name,
        list.map((text): unknown => JSON.parse(text)),
      ]),
    ),
);
const [decoding, snapshot] = timed(() =>
  snapshotOf({ clusters: objects, at: 0 }),
);
const memo = Memo.create({ limit: 10_000_000 });
const services = Array.from({ length: SERVICES }, (_, i) => ({
  namespace: 'shop',
  name: i === 0 ? 'cart' : `cart-${i}`,
}));
const client = { cluster: 'c1', namespace: 'web', pod: 'web' };

function sumOf(parts: readonly Cost[]): Cost {
  return {
    processor: parts.reduce((sum, { processor }) => sum + processor, 0),
    wall: parts.reduce((sum, { wall }) => sum + wall, 0),
  };
}

function show(name: string, { processor, wall }: Cost): void {
  const ratio = (processor / parsing.processor).toFixed(1);
  process.stdout.write(
    `${name.padEnd(46)} ${processor.toFixed(1).padStart(8)} ms ${ratio.padStart(
      5,
    )} x parsing ${wall.toFixed(1).padStart(8)} ms waited\n`,
  );
}

process.stdout.write(`${SERVICES} services x ${CLUSTERS} clusters\n`);
show('parse', parsing);
show('decode', decoding);
const costs: Cost[] = [];
for (const [name, ask] of [
  ['endpoints', service => answer(snapshot, endpoints, { service }, memo)],
  ['governedBy', service => answer(snapshot, governedBy, { service }, memo)],
  [
    'trafficShare of one caller',
    service => answer(snapshot, trafficShare, { service, client }, memo),
  ],
] as const satisfies readonly (readonly [
  string,
  (service: (typeof services)[number]) => unknown,
])[]) {
  const [cost] = timed(() => services.forEach(ask));
  costs.push(cost);
  show(`${name}, all services`, cost);
}
const [checking] = timed(() => findings(snapshot, { memo }));
costs.push(checking);
show('findings, all checks', checking);
show('all of them', sumOf(costs));
const whatIf = WhatIf.create({ snapshot, memo });
const lost = {
  code: 'cluster',
  cluster: `c${Math.min(5, CLUSTERS - 1)}`,
} as const;
const [first] = timed(() =>
  whatIf.ask({ service: services[0], losses: [lost] }),
);
show('whatIf of one service, the first of a loss', first);
const others = services.slice(1, 101);
const [next] = timed(() =>
  others.forEach(service => whatIf.ask({ service, losses: [lost] })),
);
show('whatIf of one service, every other one', {
  processor: next.processor / others.length,
  wall: next.wall / others.length,
});
const [again] = timed(() =>
  whatIf.ask({ service: services[1], losses: [lost] }),
);
show('whatIf of one service, asked again', again);
