import type { OperationClass } from '@meshwise/backstage-plugin-mesh-common';
import { setTimeout as sleep } from 'node:timers/promises';
import { writes } from './answers';
import type { FaultContext } from './FaultContext';
import type { FaultLab } from './FaultLab';
import { jobOf } from './W01';
import { buildWorker, WorkerProcess } from './WorkerProcess';

const STEPS = [
  'before-intent',
  'after-intent',
  'after-send',
  'after-response',
  'after-result',
];
const PLACES = ['c1: ResourceQuota {}/meshwise', 'c1: Role {}/meshwise'];
const STILL_MS = 200;

/** A worker stands still (SIGSTOP) until another has brought its operation to its end, and goes on then. */
export async function stopAndProceed(context: FaultContext): Promise<void> {
  await context.withLab({}, async lab => {
    const program = await buildWorker(lab.directory);
    const points = (['tenancy', 'failover'] as const).flatMap(operationClass =>
      STEPS.flatMap(step =>
        PLACES.map(place => ({
          operationClass,
          // Of a failover, the second time is the one when it is taken back.
          step:
            operationClass === 'tenancy'
              ? `${step} ${place}`
              : `${step} ${place} (2)`,
        })),
      ),
    );
    for (const { operationClass, step } of context.chosen(points)) {
      await stopOnce(context, lab, program, operationClass, step);
      context.progress();
    }
  });
}

async function stopOnce(
  { tally }: FaultContext,
  lab: FaultLab,
  program: string,
  operationClass: OperationClass,
  step: string,
): Promise<void> {
  const trial = await lab.trial();
  const { namespace } = trial;
  const what = `${operationClass} ${step}`;
  tally.point();
  if (operationClass === 'failover') {
    lab.lab
      .cluster('c3')
      .interpose(request =>
        writes(request) && request.path.includes(`/${namespace}/sidecars/`)
          ? { code: 'answer', status: 403, message: 'denied' }
          : undefined,
      );
  }
  const plain = jobOf(lab, trial);
  const operation = { ...plain.operation, class: operationClass };
  const job = { ...plain, operation };
  const stopped = WorkerProcess.start(program, {
    ...job,
    break: { step: step.replaceAll('{}', namespace), signal: 'SIGSTOP' },
  });
  while (!(await stopped.isStopped())) await sleep(STILL_MS);
  const successor = await WorkerProcess.start(program, job).ended;
  const before = lab.requestsOf(namespace).length;
  stopped.proceed();
  const late = await stopped.ended;
  const expected = operationClass === 'tenancy' ? 'done' : 'compensated';
  for (const end of [successor, late]) {
    if (end.code !== 'reported' || end.report.state !== expected) {
      tally.add('lost', `${what}: ${JSON.stringify(end)}`);
    }
  }
  const after = lab.requestsOf(namespace).slice(before);
  if (after.some(({ changed }) => changed)) {
    tally.add('doubled', `${what}: written after it woke up`);
  }
  if (operationClass === 'tenancy') await lab.inspect(trial, what, tally);
  else await lab.inspectGone(trial, what, tally);
}
