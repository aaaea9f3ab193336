import pLimit from 'p-limit';
import type { FaultContext } from './FaultContext';
import { seededRandom } from './seededRandom';
import { killAt, stepsOf } from './W01';
import { buildWorker } from './WorkerProcess';

const PAIRS = 400;

/** kill -9, and again while somebody else goes on: random pairs of a step and of a step of the run that goes on. */
export async function killTwice(context: FaultContext): Promise<void> {
  const { tally } = context;
  await context.withLab({}, async lab => {
    const program = await buildWorker(lab.directory);
    const steps = await stepsOf(lab, program, tally);
    const limit = pLimit(2);
    const pairs = Array.from({ length: PAIRS }, (_, pair) => pair);
    await Promise.all(
      context.chosen(pairs).map(pair =>
        limit(async () => {
          const random = seededRandom(context.seed + pair);
          const below = (most: number) => Math.floor(random() * most);
          let killed = 0;
          // The run that goes on has about as many steps as were left. One that ends too early is no pair.
          while (killed < 2) {
            const first = below(steps.length);
            const second = 1 + below(steps.length - first);
            const step = steps[first] ?? '';
            killed = await killAt(lab, program, [step, second], tally);
          }
          tally.point();
          context.progress();
        }),
      ),
    );
  });
}
