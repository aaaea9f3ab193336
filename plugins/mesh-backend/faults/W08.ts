import { setTimeout as sleep } from 'node:timers/promises';
import { AuditTrail } from './AuditTrail';
import { exampleObjects } from './exampleObjects';
import type { FaultContext } from './FaultContext';
import { FaultEngine } from './FaultEngine';
import type { FaultLab } from './FaultLab';
import { untilEnd } from './untilEnd';

const POINTS = 100;
const DOWN_MS = 200;
const LEASE_MS = 4_000;

/** PostgreSQL dies at a step and comes back: nothing is written that cannot be recorded, and all is done in the end. */
export async function losePostgres(context: FaultContext): Promise<void> {
  if (context.db !== 'postgres') {
    throw new Error('W08 needs --db postgres');
  }
  await context.withLab({}, async lab => {
    const steps = [
      'before-intent',
      'after-intent',
      'after-response',
      'after-result',
    ];
    const points = lab.clusters
      .flatMap(({ name }) =>
        exampleObjects('{}').flatMap(({ kind }) =>
          steps.map(step => ({ step, object: `${name}: ${kind} ` })),
        ),
      )
      .slice(0, POINTS);
    for (const { step, object } of context.chosen(points)) {
      await loseOnce(context, lab, step, object);
      context.progress();
    }
  });
}

async function loseOnce(
  { tally }: FaultContext,
  lab: FaultLab,
  at: string,
  object: string,
): Promise<void> {
  const { postgres } = lab;
  if (!postgres) throw new Error('no PostgreSQL');
  const trial = await lab.trial();
  const { namespace } = trial;
  const what = `${at} ${object}`;
  tally.point();
  let back: Promise<void> | undefined;
  const engine = await FaultEngine.create({
    ...trial,
    clusters: lab.clusters,
    operation: { namespace, class: 'tenancy', approval: false },
    auditor: AuditTrail.create(trial.auditFile),
    leaseMs: LEASE_MS,
    steps: {
      async at(step, subject) {
        if (back || step !== at || !`${subject} `.startsWith(object)) return;
        await postgres.kill();
        back = sleep(DOWN_MS).then(() => postgres.restart());
      },
    },
  });
  try {
    engine.operations.start();
    const id = await engine.submit('key');
    while (!back) await sleep(20);
    await back;
    const { state, message } = await untilEnd(engine, id);
    if (state !== 'done') tally.add('lost', `${what}: ${state} ${message}`);
    await lab.inspect(trial, what, tally);
  } finally {
    await engine.close();
  }
}
