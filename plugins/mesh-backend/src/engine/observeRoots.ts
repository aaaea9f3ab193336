import {
  PlannedObject,
  rootsNotSeen,
} from '@meshwise/backstage-plugin-mesh-common';
import type { MeshStore } from '../store/MeshStore';

const LIMIT_MS = 5 * 60_000;

/**
 * Waits until workloads can get the roots that were written, as far as the reader shows, and at most five minutes. Resolves with
 * where they are not seen.
 */
export function observeRoots({
  store,
  limitMs = LIMIT_MS,
}: {
  readonly store: Pick<MeshStore, 'snapshot' | 'subscribe'>;
  readonly limitMs?: number;
}) {
  return (
    objects: readonly PlannedObject[],
    signal: AbortSignal,
  ): Promise<readonly string[]> =>
    new Promise(resolve => {
      const seen = new AbortController();
      const end = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
      const look = () => {
        const missing = rootsNotSeen(store.snapshot(), objects);
        if (missing.length > 0 && !end.aborted) return;
        seen.abort();
        resolve(missing);
      };
      end.addEventListener('abort', look, { once: true, signal: seen.signal });
      store.subscribe(look, seen.signal);
      look();
    });
}
