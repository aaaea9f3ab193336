import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { MeshStore } from '../store/MeshStore';

const QUIET_MS = 2_000;

/**
 * Tells all browsers that something changed, at most every two seconds. The message says nothing more: whoever receives
 * it asks again, as themselves.
 */
export function announceChanges(options: {
  readonly store: MeshStore;
  readonly signals: SignalsService;
  readonly logger: LoggerService;
  readonly signal: AbortSignal;
}): void {
  const { store, signals, logger, signal } = options;
  let pending: NodeJS.Timeout | undefined;
  const announce = async () => {
    pending = undefined;
    await signals.publish({
      recipients: { type: 'broadcast' },
      channel: 'mesh',
      message: {},
    });
  };
  store.subscribe(() => {
    pending ??= setTimeout(() => {
      announce().catch(error => {
        logger.warn('Browsers could not be told that the mesh changed', error);
      });
    }, QUIET_MS);
  }, signal);
  signal.addEventListener('abort', () => clearTimeout(pending), { once: true });
}
