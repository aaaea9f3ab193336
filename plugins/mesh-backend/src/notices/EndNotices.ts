import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Instant } from '@meshwise/backstage-plugin-mesh-common';
import type { Clock } from '../Clock';
import type { MeshStore } from '../store/MeshStore';
import type { CatalogOwnership } from '../ownership/CatalogOwnership';
import { clusterOwners } from './clusterOwners';
import type { EndingOperation, EndingOperations } from './EndingOperations';
import { lookAgain } from './lookAgain';
import type { NoticeJournal } from './NoticeJournal';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** People are reminded when a quarter of the time is left, and at the latest a day before. */
const REMAINDER = 1 / 4;

/** How often is looked for operations that end. */
const PERIOD_MS = 5 * 60_000;

/** What the notices work with. */
export interface EndNoticesOptions {
  readonly operations: Pick<EndingOperations, 'until'>;
  readonly store: Pick<MeshStore, 'snapshot'>;
  readonly ownership: Pick<CatalogOwnership, 'contactsOf' | 'ownersOf'>;
  readonly notifications: NotificationService;
  readonly journal: NoticeJournal;
  /** Entity references of those who are told of clusters without owner. */
  readonly platformGroups: readonly string[];
  readonly clock: Clock;
  readonly logger: LoggerService;
}

/**
 * Tells whoever asked for a grant or a drain, and the owners of its services and clusters, that it ends: once before and
 * once at the end (T20). Nothing is taken back without a person; the operation page has the undo.
 */
export class EndNotices {
  static create(options: EndNoticesOptions): EndNotices {
    return new EndNotices(options);
  }

  private constructor(private readonly options: EndNoticesOptions) {}

  /** Looks for such operations again and again until the signal aborts. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, logger } = this.options;
    await lookAgain(
      () => this.check(),
      {
        everyMs: PERIOD_MS,
        failure: 'Operations that end could not be told',
        clock,
        logger,
      },
      signal,
    );
  }

  /** Tells of every operation that ends soon or has ended, unless that was done. */
  async check(): Promise<void> {
    const { operations, clock, logger } = this.options;
    const now = clock.now();
    for (const operation of await operations.until(now + DAY_MS)) {
      await this.tell(operation, now).catch(error =>
        logger.warn(
          `The end of operation ${operation.id} could not be told; it is tried again later`,
          toError(error),
        ),
      );
    }
  }

  private async tell(operation: EndingOperation, now: Instant): Promise<void> {
    const { id, summary, createdAt, endsAt } = operation;
    const left = endsAt - now;
    const reminded = Math.min((endsAt - createdAt) * REMAINDER, DAY_MS);
    if (left > reminded) return;
    const to = await this.recipients(operation);
    if (to.length === 0) return;
    const { journal, notifications } = this.options;
    const notice = { subject: `end ${id}`, threshold: left > 0 ? 1 : 0 };
    await journal.once(notice, now, () =>
      notifications.send({
        recipients: { type: 'entity', entityRef: [...to] },
        payload: {
          title:
            left > 0
              ? `Ends in ${timeOf(left)}: ${summary}`
              : `Has ended and is still in force: ${summary}`,
          description:
            'Nothing is taken back by itself. Undo the operation, or plan it again with a later end.',
          link: `/mesh-admin/operations/${id}`,
          severity: left > 0 ? 'normal' : 'high',
          topic: 'mesh operations',
          // The notice at the end takes the place of the one before.
          scope: `mesh operation end ${id}`,
        },
      }),
    );
  }

  /** Who asked, the owners of the services, and those of the clusters; of clusters without any, the platform groups. */
  private async recipients({
    requester,
    services,
    clusters,
  }: EndingOperation): Promise<readonly string[]> {
    const { store, ownership } = this.options;
    const snapshot = store.snapshot();
    const owners = await Promise.all(
      services.map(service => ownership.ownersOf(service, snapshot)),
    );
    const people = await clusterOwners(clusters, this.options);
    const asked = requester.startsWith('user:') ? [requester] : [];
    return [...new Set([...asked, ...owners.flat(), ...people])].sort();
  }
}

function timeOf(ms: number): string {
  const [unit, size] =
    ms >= HOUR_MS
      ? (['hour', HOUR_MS] as const)
      : (['minute', 60_000] as const);
  const count = Math.max(1, Math.round(ms / size));
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}
