import pLimit from 'p-limit';
import type { FaultContext } from './FaultContext';
import type { FaultLab, Trial } from './FaultLab';
import type { Tally } from './Tally';
import type { WorkerJob } from './worker';
import { buildWorker, WorkerProcess } from './WorkerProcess';

/** A dead worker's operation is taken over after this. */
const LEASE_MS = 1_500;
const PARALLEL = 2;

/** What a worker is asked to do in a trial. */
export function jobOf(
  lab: FaultLab,
  { namespace, database, auditFile }: Trial,
): WorkerJob {
  return {
    database,
    clusters: lab.clusters,
    operation: { namespace, class: 'tenancy', approval: true },
    auditFile,
    leaseMs: LEASE_MS,
  };
}

/** All steps of a run that nothing interrupts, by names without the namespace. */
export async function stepsOf(
  lab: FaultLab,
  program: string,
  tally: Tally,
): Promise<readonly string[]> {
  const trial = await lab.trial();
  const end = await WorkerProcess.start(program, jobOf(lab, trial)).ended;
  if (end.code !== 'reported') throw new Error(JSON.stringify(end));
  if (end.report.state !== 'done') throw new Error(end.report.message);
  await lab.inspect(trial, 'without a fault', tally);
  return [...new Set(end.report.steps)].map(step =>
    step.replaceAll(trial.namespace, '{}'),
  );
}

/** Kills a worker at each of some steps, one worker after the other; the last one must bring the operation to its end. */
export async function killAt(
  lab: FaultLab,
  program: string,
  steps: readonly string[],
  tally: Tally,
): Promise<void> {
  const trial = await lab.trial();
  const what = steps.join(' + ');
  tally.point();
  for (const step of steps) {
    const end = await WorkerProcess.start(program, {
      ...jobOf(lab, trial),
      break: {
        step: step.replaceAll('{}', trial.namespace),
        signal: 'SIGKILL',
      },
    }).ended;
    if (end.code === 'failed') tally.add('lost', `${what}: ${end.reason}`);
    // What was done before the first death is not done again, so the second may find nothing to die at.
    if (end.code === 'reported' && step === steps[0]) {
      tally.add('lost', `${what}: ${step} was not reached`);
    }
  }
  const end = await WorkerProcess.start(program, jobOf(lab, trial)).ended;
  if (end.code !== 'reported' || end.report.state !== 'done') {
    tally.add('lost', `${what}: ${JSON.stringify(end)}`);
  }
  await lab.inspect(trial, what, tally);
}

/** kill -9 at every step: 3 clusters x 9 objects. */
export async function killAtEveryStep(context: FaultContext): Promise<void> {
  const { tally } = context;
  await context.withLab({}, async lab => {
    const program = await buildWorker(lab.directory);
    const steps = await stepsOf(lab, program, tally);
    const limit = pLimit(PARALLEL);
    await Promise.all(
      context.chosen(steps).map(step =>
        limit(async () => {
          await killAt(lab, program, [step], tally);
          context.progress();
        }),
      ),
    );
  });
}
