import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  ClusterName,
  Instant,
} from '@meshwise/backstage-plugin-mesh-common';
import type {
  ObjectWriter,
  ObjectWriters,
  WriterRefused,
} from '../kubernetes/ObjectWriter';
import { describeFailure } from './describeFailure';
import { manifestRef } from './manifestObject';
import type { OperationEvents } from './OperationEvents';
import type { OperationJournal } from './OperationJournal';
import { Item, itemName } from './operationRows';
import { byCluster } from './Planner';
import { differing } from './preimage';
import { tell } from './tell';
import { withWriter } from './withWriter';

const LOOK_MS = 60_000;
const CLUSTER_LIMIT_MS = 20_000;

/** What {@link MergeWatch} works with. */
export interface MergeWatchOptions {
  readonly journal: OperationJournal;
  readonly writers: ObjectWriters;
  readonly events: OperationEvents;
  readonly logger: LoggerService;
  readonly now: () => Instant;
  /** Aborts when the backend stops. */
  readonly signal: AbortSignal;
}

/** What the clusters show of one object: nothing wrong, or what is. */
interface Sight {
  readonly position: number;
  readonly wrong: string | undefined;
}

/**
 * Ends operations whose objects come by a pull request: when all clusters show all objects, and not before. Whether the
 * pull request was merged, edited, closed or merged twice is not asked: what the clusters have is what counts.
 */
export class MergeWatch {
  static create(options: MergeWatchOptions): MergeWatch {
    return new MergeWatch(options);
  }

  private constructor(private readonly options: MergeWatchOptions) {}

  /** Looks now and then until the backend stops. */
  start(): void {
    const timer = setInterval(() => void this.look(), LOOK_MS);
    timer.unref();
    const { signal } = this.options;
    signal.addEventListener('abort', () => clearInterval(timer), {
      once: true,
    });
  }

  /** Looks once at everything that waits. Never rejects. */
  async look(): Promise<void> {
    const { journal, logger } = this.options;
    try {
      for (const waiting of await journal.merges.awaiting()) {
        await this.lookAt(waiting);
      }
    } catch (error) {
      logger.warn('Looking for merged plans failed', toError(error));
    }
  }

  private async lookAt({
    id,
    expiresAt,
  }: {
    readonly id: string;
    readonly expiresAt: Instant;
  }): Promise<void> {
    const { journal, now } = this.options;
    const { items } = await journal.stored.written(id);
    const sights = await Promise.all(
      [...byCluster(items)].map(([cluster, own]) => this.see(cluster, own)),
    );
    const all = sights.flat();
    const wrong = all.flatMap(sight => sight.wrong ?? []);
    const expired = expiresAt <= now();
    const waits = expired ? 'expired' : 'awaiting-merge';
    const state = wrong.length === 0 ? 'done' : waits;
    const seen = {
      state,
      message: wrong.length === 0 ? null : messageOf(wrong),
      shown: all
        .filter(sight => sight.wrong === undefined)
        .map(({ position }) => position),
    } as const;
    const recorded = await journal.merges.record(id, seen, now());
    if (recorded && state !== 'awaiting-merge') await tell(this.options, id);
  }

  private see(
    cluster: ClusterName,
    items: readonly Item[],
  ): Promise<readonly Sight[]> {
    const { writers } = this.options;
    const limit = AbortSignal.timeout(CLUSTER_LIMIT_MS);
    const signal = AbortSignal.any([this.options.signal, limit]);
    const refused = (failure: WriterRefused): readonly Sight[] => {
      const { message } = describeFailure(failure);
      return items.map(({ position }) => ({ position, wrong: message }));
    };
    return withWriter(
      { writers, cluster, signal, refused },
      async (writer, within) => {
        const sights: Sight[] = [];
        for (const item of items) {
          const wrong = await missing(item, writer, within);
          const { position } = item;
          sights.push({
            position,
            wrong: wrong && `${itemName(item)} ${wrong}`,
          });
        }
        return sights;
      },
    );
  }
}

/** Why an object is not as planned; `undefined` if it is. */
async function missing(
  { act, manifest }: Item,
  writer: ObjectWriter,
  signal: AbortSignal,
): Promise<string | undefined> {
  const live = await writer.get(manifestRef(manifest), signal);
  if (live.code !== 'found' && live.code !== 'absent') {
    return `could not be read: ${describeFailure(live).message}`;
  }
  if (act === 'delete') {
    return live.code === 'absent' ? undefined : 'is still there';
  }
  if (live.code === 'absent') return 'is not there';
  const paths = differing(manifest, live);
  return paths.length === 0 ? undefined : `differs in ${paths.join(', ')}`;
}

/** The first of what is not as planned, and how much there is. */
function messageOf(wrong: readonly string[]): string {
  const [first = '', ...others] = [...new Set(wrong)];
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  return `The clusters do not show the plan: ${first}${more}.`;
}
