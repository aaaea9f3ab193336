import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Clock } from '../Clock';

/** Looks again and again until the signal aborts. Never rejects: a look that fails is logged, and the next one comes. */
export async function lookAgain(
  look: () => Promise<void>,
  options: {
    readonly everyMs: number;
    /** What is said of a look that fails. */
    readonly failure: string;
    readonly clock: Pick<Clock, 'wait'>;
    readonly logger: LoggerService;
  },
  signal: AbortSignal,
): Promise<void> {
  const { everyMs, failure, clock, logger } = options;
  while (!signal.aborted) {
    await look().catch(error => logger.warn(failure, toError(error)));
    await clock.wait(everyMs, signal);
  }
}
