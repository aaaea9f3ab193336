import pLimit from 'p-limit';
import type { FaultContext } from './FaultContext';
import { seededRandom } from './seededRandom';
import { killAt, stepsOf } from './W01';
import { buildWorker } from './WorkerProcess';

const PAIRS = 400;

/** kill -9, and again while somebody else goes on: random pairs of steps. */
export async function killTwice(context: FaultContext): Promise<void> {
  const { tally } = context;
  await context.withLab({}, async lab => {
    const program = await buildWorker(lab.directory);
    const steps = await stepsOf(lab, program, tally);
    const random = seededRandom(context.seed);
    const step = () => steps[Math.floor(random() * steps.length)];
    const pairs = Array.from({ length: PAIRS }, () => [step(), step()]);
    const limit = pLimit(2);
    await Promise.all(
      context.chosen(pairs).map(pair =>
        limit(async () => {
          await killAt(lab, program, pair, tally);
          context.progress();
        }),
      ),
    );
  });
}
