import type { FaultContext } from './FaultContext';
import { person } from './FaultEngine';
import { untilEnd } from './untilEnd';
import { startEngine } from './startEngine';

const SUBMITS = 50;

/** Many submits for one namespace at once: exactly one is carried out, the others are refused with the reason. */
export async function submitTogether(context: FaultContext): Promise<void> {
  const { tally } = context;
  await context.withLab({}, async lab => {
    const trial = await lab.trial();
    const engine = await startEngine(lab, trial);
    try {
      const ann = person('ann');
      const planned = await engine.operations.plan(engine.request(), ann);
      if (planned.code === 'refused') throw new Error('refused');
      const { hash: planHash } = planned.plan;
      const results = await Promise.allSettled(
        Array.from({ length: SUBMITS }, (_, i) => {
          tally.point();
          const idempotencyKey = `key-${i}`;
          const submit = { ...engine.request(), planHash, idempotencyKey };
          return engine.operations.submit(submit, ann);
        }),
      );
      const ids = results.flatMap(result =>
        result.status === 'fulfilled' ? result.value.id : [],
      );
      for (const result of results) {
        if (result.status === 'rejected' && !isRefusal(result.reason)) {
          tally.add('lost', `refused without the reason: ${result.reason}`);
        }
      }
      if (ids.length !== 1) tally.add('doubled', `${ids.length} accepted`);
      for (const id of ids) await untilEnd(engine, id);
      await lab.inspect(trial, 'together', tally);
    } finally {
      await engine.close();
    }
  });
}

function isRefusal(error: unknown): boolean {
  return (
    error instanceof Error &&
    error.name === 'ConflictError' &&
    /is changing the same now|no longer as the plan found/.test(error.message)
  );
}
