import type { OperationClass } from '@meshwise/backstage-plugin-mesh-common';
import { writes } from './answers';
import { exampleObjects } from './exampleObjects';
import type { FaultContext } from './FaultContext';
import type { FaultLab, Trial } from './FaultLab';
import type { Tally } from './Tally';
import { untilEnd } from './untilEnd';
import { pathOf } from './W03';
import { startEngine } from './startEngine';

const CLUSTERS = 4;
const FAILING_KIND = 'PeerAuthentication';

/** What a class makes of an operation that fails in some clusters (faults and bad input 3.6). */
const ENDS: Readonly<Record<OperationClass, string>> = {
  tenancy: 'partial',
  failover: 'compensated',
  evacuation: 'partial',
  trust: 'stuck',
};

/** Every subset of 4 clusters fails, in each class. */
export async function failSubsets(context: FaultContext): Promise<void> {
  await context.withLab({ clusters: CLUSTERS }, async lab => {
    const classes = Object.keys(ENDS) as OperationClass[];
    const points = classes.flatMap(operationClass =>
      Array.from({ length: 2 ** CLUSTERS }, (_, bits) => ({
        operationClass,
        failing: lab.clusters
          .map(({ name }) => name)
          .filter((_name, i) => bits & (1 << i)),
      })),
    );
    for (const { operationClass, failing } of context.chosen(points)) {
      await failOnce(context, lab, operationClass, failing);
      context.progress();
    }
  });
}

async function failOnce(
  { tally }: FaultContext,
  lab: FaultLab,
  operationClass: OperationClass,
  failing: readonly string[],
): Promise<void> {
  const trial = await lab.trial();
  const { namespace } = trial;
  const what = `${operationClass} without ${failing.join(', ')}`;
  tally.point();
  const message = 'denied by a webhook';
  for (const { name } of lab.clusters) {
    lab.lab
      .cluster(name)
      .interpose(request =>
        failing.includes(name) &&
        writes(request) &&
        request.path.endsWith(pathOf(FAILING_KIND, namespace))
          ? { code: 'answer', status: 403, message }
          : undefined,
      );
  }
  const engine = await startEngine(lab, trial, {
    operation: { class: operationClass },
  });
  try {
    const id = await engine.submit('key');
    const { state, message: told } = await untilEnd(engine, id);
    const expected = failing.length === 0 ? 'done' : ENDS[operationClass];
    if (state !== expected) tally.add('lost', `${what}: ${state} ${told}`);
    if (state === 'done') {
      await lab.inspect(trial, what, tally);
    } else if (state === 'compensated') {
      await lab.inspectGone(trial, what, tally);
    } else if (operationClass === 'trust') {
      lab.inspectAudit(trial, what, tally);
      inspectFrozen(lab, trial, what, tally);
    } else {
      // What could not be done is done when the cause is gone.
      for (const { name } of lab.clusters) {
        lab.lab.cluster(name).interpose(() => undefined);
      }
      await engine.journal.resume(id, Date.now());
      await engine.operations.look();
      await untilEnd(engine, id);
      await lab.inspect(trial, what, tally);
    }
    const reached = lab.requestsOf(namespace).filter(({ changed }) => changed);
    const others = lab.clusters.length - failing.length;
    if (
      operationClass === 'evacuation' &&
      reached.length < others * exampleObjects(namespace).length
    ) {
      tally.add('lost', `${what}: other clusters were not reached`);
    }
  } finally {
    await engine.close();
  }
}

/** Trust stands still: no cluster has reached the stage after the one that failed somewhere, and nothing was taken back. */
function inspectFrozen(
  lab: FaultLab,
  { namespace }: Trial,
  what: string,
  tally: Tally,
): void {
  const kinds = exampleObjects(namespace).map(({ kind }) => kind);
  const later = kinds.slice(kinds.indexOf(FAILING_KIND) + 1);
  for (const request of lab.requestsOf(namespace)) {
    const { cluster, method, path } = request;
    if (method === 'DELETE') {
      tally.add('lost', `${what}: ${cluster} ${path} was taken back`);
    }
    if (later.some(kind => path.endsWith(pathOf(kind, namespace)))) {
      tally.add('doubled', `${what}: ${cluster} ${path} came too early`);
    }
  }
}
