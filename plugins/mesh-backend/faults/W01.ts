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
  return (
    [...new Set(end.report.steps)]
      // A submission that took too long is made again; another run need not.
      .filter(step => !/^[a-z-]+ \(\d+\)$/.test(step))
      .map(step => step.replaceAll(trial.namespace, '{}'))
  );
}

/**
 * Kills a worker at a step, and the one that goes on at a step of its own run, by number; the last one must bring the
 * operation to its end. Resolves with how many were killed: a run may end before the number is reached.
 */
export async function killAt(
  lab: FaultLab,
  program: string,
  steps: readonly [step: string, again?: number],
  tally: Tally,
): Promise<number> {
  const trial = await lab.trial();
  const what = steps.join(' + ');
  let killed = 0;
  for (const step of steps) {
    if (step === undefined) continue;
    const end = await WorkerProcess.start(program, {
      ...jobOf(lab, trial),
      break: {
        step:
          typeof step === 'string'
            ? step.replaceAll('{}', trial.namespace)
            : step,
        signal: 'SIGKILL',
      },
    }).ended;
    if (end.code === 'failed') tally.add('lost', `${what}: ${end.reason}`);
    if (end.code === 'killed') killed++;
    if (end.code === 'reported' && typeof step === 'string') {
      tally.add('lost', `${what}: ${step} was not reached`);
    }
  }
  const end = await WorkerProcess.start(program, jobOf(lab, trial)).ended;
  if (end.code !== 'reported' || end.report.state !== 'done') {
    tally.add('lost', `${what}: ${JSON.stringify(end)}`);
  }
  await lab.inspect(trial, what, tally);
  return killed;
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
          tally.point();
          await killAt(lab, program, [step], tally);
          context.progress();
        }),
      ),
    );
  });
}
