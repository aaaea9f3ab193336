/*
 * What a question of what if costs in a browser: the excerpt of one service, once through JSON, and then the loss of each cluster, of its
 * gateways and of each region, none of them asked before. The very first loss of the process is the first of a page that was just opened;
 * then a session goes on until the engine has compiled what it runs often, and of the rest the median and the worst count. Shown as
 * ratios to parsing the excerpt in the same run: ratios hold on any machine, milliseconds do not.
 *
 *   node tools/run.mjs exec-ts benchmarks/whatIf.ts [services, 1000] [clusters, 50]
 */
import { gzipSync } from 'node:zlib';
import {
  FleetLoss,
  serviceExcerpt,
  snapshotFromWire,
  snapshotOf,
  snapshotToWire,
  WhatIf,
} from '../plugins/mesh-common/src';
import {
  destinationRule,
  FleetCluster,
  outlierDetection,
  serviceFleetObjects,
} from '../plugins/mesh-common/src/__testUtils__/serviceFleet';

const SERVICES = Number(process.argv[2] ?? 1000);
const CLUSTERS = Number(process.argv[3] ?? 50);
const SERVICE = { namespace: 'shop', name: 'cart' };
/** Sessions: a page of its own each, with every loss. The first of them warm up. */
const ROUNDS = 12;
const WARM_UP = 6;

/** Three regions, five networks with a gateway each; the service has two pods in every fifth cluster and a caller in each. */
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

const losses: readonly FleetLoss[] = [
  ...Object.keys(clusters).flatMap((cluster): FleetLoss[] => [
    { code: 'cluster', cluster },
    { code: 'gateways', cluster },
  ]),
  ...[0, 1, 2].map(
    (i): FleetLoss => ({ code: 'locality', locality: `region-${i}` }),
  ),
];

/** Processor time, that of the garbage collector included: other programs on the machine make no difference to it. */
function timed<T>(work: () => T): readonly [milliseconds: number, result: T] {
  const begun = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(begun);
  return [(user + system) / 1000, result];
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1];
}

/** What the server sends of one service. The fleet itself ends with this call: a browser has none whose garbage could be its own. */
function cutExcerpt() {
  const snapshot = snapshotOf({
    clusters: serviceFleetObjects({
      clusters,
      services: SERVICES,
      config: [destinationRule(outlierDetection(100))],
    }),
    at: 0,
  });
  const [cutting, excerpt] = timed(() => serviceExcerpt(snapshot, SERVICE));
  return {
    cutting,
    callers: { value: excerpt.callers, gaps: excerpt.gaps },
    text: JSON.stringify(snapshotToWire(excerpt.snapshot)),
    records: excerpt.snapshot.clusterNames.reduce(
      (sum, name) =>
        sum +
        Object.values(excerpt.snapshot.clusters.get(name)?.kinds ?? {}).reduce(
          (n, view) => n + (view?.table.size ?? 0),
          0,
        ),
      0,
    ),
  };
}

const { cutting, callers, text, records } = cutExcerpt();

const times = {
  parsing: [] as number[],
  rebuilding: [] as number[],
  baseline: [] as number[],
  loss: [] as number[],
  again: [] as number[],
};
let firstLoss: number | undefined;
for (let round = 0; round < ROUNDS; round++) {
  const isWarm = round >= WARM_UP;
  const keep = (list: number[], time: number) => isWarm && list.push(time);
  const [parsing, wire] = timed(() => JSON.parse(text));
  keep(times.parsing, parsing);
  const [rebuilding, rebuilt] = timed(() => snapshotFromWire(wire));
  keep(times.rebuilding, rebuilding);
  const whatIf = WhatIf.create({ snapshot: rebuilt, callers: () => callers });
  const ask = (loss?: FleetLoss) =>
    timed(() =>
      whatIf.ask({ service: SERVICE, losses: loss ? [loss] : [] }),
    )[0];
  keep(times.baseline, ask());
  for (const loss of losses) {
    const time = ask(loss);
    firstLoss ??= time;
    keep(times.loss, time);
    keep(times.again, ask(loss));
  }
}

const parsing = median(times.parsing);
const lines = [
  `${SERVICES} services x ${CLUSTERS} clusters; excerpt of one service: ${records} records, ${
    callers.value.length
  } caller groups, ${(text.length / 1024).toFixed(0)} KiB, ${(
    gzipSync(text).length / 1024
  ).toFixed(0)} KiB compressed`,
  ...(
    [
      ['server: cut the excerpt', cutting],
      ['browser: parse it', parsing],
      ['browser: rebuild the snapshot', median(times.rebuilding)],
      ['browser: shares today, once', median(times.baseline)],
      ['browser: the first loss of the process', firstLoss ?? NaN],
      ['browser: another loss', median(times.loss)],
      ['browser: another loss, the worst', Math.max(...times.loss)],
      [
        'browser: another loss, per caller group',
        median(times.loss) / callers.value.length,
      ],
      ['browser: a loss asked again', median(times.again)],
    ] as const
  ).map(
    ([name, milliseconds]) =>
      `${name.padEnd(44)} ${milliseconds.toFixed(2).padStart(9)} ms ${(
        milliseconds / parsing
      )
        .toFixed(2)
        .padStart(8)} x parsing it`,
  ),
];
process.stdout.write(`${lines.join('\n')}\n`);
