import { writes } from './answers';
import { exampleObjects } from './exampleObjects';
import type { FaultContext } from './FaultContext';
import { untilEnd } from './untilEnd';
import { pathOf } from './W03';
import { startEngine } from './startEngine';

/** The answer is lost after the server has carried the request out: at every object. */
export async function loseEachAnswer(context: FaultContext): Promise<void> {
  const { tally } = context;
  await context.withLab({}, async lab => {
    const points = lab.clusters.flatMap(({ name: cluster }) =>
      exampleObjects('').map(({ kind }) => ({ cluster, kind })),
    );
    for (const { cluster, kind } of context.chosen(points)) {
      const trial = await lab.trial();
      const { namespace } = trial;
      const what = `${cluster} ${kind}`;
      tally.point();
      let lost = false;
      lab.lab.cluster(cluster).interpose(request => {
        if (lost || !writes(request)) return undefined;
        if (!request.path.endsWith(pathOf(kind, namespace))) return undefined;
        lost = true;
        return { code: 'lost', carriedOut: true };
      });
      const engine = await startEngine(lab, trial);
      try {
        const { state } = await untilEnd(engine, await engine.submit('key'));
        if (state !== 'done') tally.add('lost', `${what}: ${state}`);
        if (!lost) tally.add('lost', `${what}: no answer was lost`);
        await lab.inspect(trial, what, tally);
      } finally {
        await engine.close();
      }
      context.progress();
    }
  });
}
