import { ANSWERS, writes } from './answers';
import { exampleObjects } from './exampleObjects';
import type { FaultContext } from './FaultContext';
import type { FaultLab } from './FaultLab';
import { untilEnd } from './untilEnd';
import { startEngine } from './startEngine';

/** Each class of answer at each of 27 objects: what may be repeated is, what may not is not, and a person can go on. */
export async function answerEachWrite(context: FaultContext): Promise<void> {
  await context.withLab({}, async lab => {
    const points = lab.clusters.flatMap(({ name: cluster }) =>
      exampleObjects('').flatMap((_, index) =>
        ANSWERS.map(answer => ({ cluster, index, answer })),
      ),
    );
    for (const point of context.chosen(points)) {
      await answerOnce(context, lab, point);
      context.progress();
    }
  });
}

async function answerOnce(
  { tally }: FaultContext,
  lab: FaultLab,
  point: {
    readonly cluster: string;
    readonly index: number;
    readonly answer: (typeof ANSWERS)[number];
  },
): Promise<void> {
  const { cluster, index, answer } = point;
  const trial = await lab.trial();
  const { namespace } = trial;
  const kind = exampleObjects(namespace)[index]?.kind ?? '';
  const what = `${cluster} ${kind}: ${answer.name}`;
  tally.point();
  let attempts = 0;
  let answered = 0;
  const path = pathOf(kind, namespace);
  lab.lab.cluster(cluster).interpose(request => {
    if (!writes(request) || !request.path.endsWith(path)) return undefined;
    attempts++;
    return answered++ < answer.times ? answer.fault : undefined;
  });
  const engine = await startEngine(lab, trial);
  try {
    const id = await engine.submit('key');
    const first = await untilEnd(engine, id);
    const held = ['partial', 'failed'].includes(first.state);
    if (held !== (answer.ends === 'held')) {
      tally.add('lost', `${what}: ${first.state} ${first.message}`);
    }
    if (attempts !== answer.attempts) {
      tally.add('doubled', `${what}: ${attempts} requests`);
    }
    lab.lab.cluster(cluster).interpose(() => undefined);
    // An operation that wrote nothing has ended; the others go on when somebody says so.
    if (first.state === 'failed') {
      lab.inspectUntouched(trial, what, tally);
      return;
    }
    if (first.state === 'partial') {
      await engine.journal.resume(id, Date.now());
      await engine.operations.look();
    }
    await untilEnd(engine, id);
    await lab.inspect(trial, what, tally);
  } finally {
    lab.lab.cluster(cluster).interpose(() => undefined);
    await engine.close();
  }
}

/** End of the path of an object of {@link exampleObjects}. */
export function pathOf(kind: string, namespace: string): string {
  const singular = kind.toLowerCase();
  const plural = singular.endsWith('y')
    ? `${singular.slice(0, -1)}ies`
    : `${singular}s`;
  return kind === 'Namespace'
    ? `/namespaces/${namespace}`
    : `/${namespace}/${plural}/meshwise`;
}
