import { setTimeout as sleep } from 'node:timers/promises';
import { databaseFailure, FAILURES } from './databaseFailure';
import { exampleObjects } from './exampleObjects';
import type { FaultContext } from './FaultContext';
import type { FaultLab } from './FaultLab';
import { untilEnd } from './untilEnd';
import { startEngine } from './startEngine';

const STEPS = [
  'before-intent',
  'after-intent',
  'after-response',
  'after-result',
];
const DOWN_MS = 200;
const LEASE_MS = 8_000;

interface Point {
  readonly step: string;
  readonly cluster: string;
  readonly kind: string;
  readonly failure: (typeof FAILURES)[number];
}

/**
 * PostgreSQL dies, fails over or has a full disk at a step, and comes back: nothing is sent that was not recorded, and
 * all is done in the end.
 */
export async function losePostgres(context: FaultContext): Promise<void> {
  if (context.db !== 'postgres') {
    throw new Error('W08 needs --db postgres');
  }
  await context.withLab({}, async lab => {
    const places = lab.clusters.flatMap(({ name: cluster }) =>
      exampleObjects('').flatMap(({ kind }) =>
        STEPS.map(step => ({ cluster, kind, step })),
      ),
    );
    const points = places.flatMap((place, i) => {
      const failure = FAILURES[i % FAILURES.length];
      return failure === undefined ? [] : { ...place, failure };
    });
    for (const point of context.chosen(points)) {
      await loseOnce(context, lab, point);
      context.progress();
    }
  });
}

async function loseOnce(
  { tally }: FaultContext,
  lab: FaultLab,
  { step: at, cluster, kind, failure }: Point,
): Promise<void> {
  const { postgres } = lab;
  if (!postgres) throw new Error('no PostgreSQL');
  const trial = await lab.trial();
  const { namespace } = trial;
  const what = `${failure} ${at} ${cluster}: ${kind}`;
  tally.point();
  const sent = () =>
    lab.requestsOf(namespace).filter(request => request.cluster === cluster)
      .length;
  const breakDown = databaseFailure(failure, postgres, trial.database);
  let back: Promise<void> | undefined;
  const engine = await startEngine(lab, trial, {
    leaseMs: LEASE_MS,
    steps: {
      async at(step, subject) {
        const object = `${subject} `;
        if (back || step !== at || !object.startsWith(`${cluster}: ${kind} `)) {
          return;
        }
        const mend = await breakDown();
        const before = sent();
        back = sleep(DOWN_MS).then(async () => {
          const meanwhile = sent() - before;
          if (meanwhile > (at === 'after-intent' ? 1 : 0)) {
            tally.add('unaudited', `${what}: ${meanwhile} sent`);
          }
          await mend();
        });
      },
    },
  });
  try {
    engine.operations.start();
    // Whoever submits asks again when the database is away; the key makes that the same operation.
    const submitted = await engine.submit('key').catch(() => undefined);
    while (!back) await sleep(20);
    await back;
    const id = submitted ?? (await engine.submit('key'));
    const { state, message } = await untilEnd(engine, id);
    if (state !== 'done') tally.add('lost', `${what}: ${state} ${message}`);
    await lab.inspect(trial, what, tally);
  } finally {
    await engine.close();
  }
}
