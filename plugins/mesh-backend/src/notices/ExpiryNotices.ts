import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import {
  answer,
  Certificate,
  Instant,
  Memo,
  TrustRoot,
  trustRoots,
} from '@meshwise/backstage-plugin-mesh-common';
import type { Clock } from '../Clock';
import type { CatalogOwnership } from '../ownership/CatalogOwnership';
import type { MeshStore } from '../store/MeshStore';
import { clusterOwners } from './clusterOwners';
import { lookAgain } from './lookAgain';
import type { NoticeJournal } from './NoticeJournal';

const DAY = 24 * 60 * 60 * 1000;

/** Days before the end of a root on which its owners are told, with the urgency. The last one that is reached counts. */
const THRESHOLDS = [
  { days: 7, severity: 'critical' },
  { days: 30, severity: 'high' },
  { days: 90, severity: 'normal' },
] as const;

/** How often is looked for roots that end soon. In milliseconds. */
const PERIOD = 60 * 60 * 1000;

/** Clusters are read first; what is not seen yet cannot be told. In milliseconds. */
const FIRST = 60 * 1000;

/** What the notices work with. */
export interface ExpiryNoticesOptions {
  readonly store: Pick<MeshStore, 'snapshot'>;
  readonly ownership: Pick<CatalogOwnership, 'contactsOf'>;
  readonly notifications: NotificationService;
  readonly journal: NoticeJournal;
  /** Entity references of those who are told of clusters without owner. */
  readonly platformGroups: readonly string[];
  readonly clock: Clock;
  readonly logger: LoggerService;
}

/**
 * Tells the owners of clusters through Backstage notifications that a root which their workloads trust ends soon: once at
 * 90, at 30 and at 7 days (X1).
 */
export class ExpiryNotices {
  static create(options: ExpiryNoticesOptions): ExpiryNotices {
    return new ExpiryNotices(options);
  }

  private readonly memo = Memo.create();

  private constructor(private readonly options: ExpiryNoticesOptions) {}

  /** Looks for such roots again and again until the signal aborts. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, logger } = this.options;
    await clock.wait(FIRST, signal);
    await lookAgain(
      () => this.check(),
      {
        everyMs: PERIOD,
        failure: 'Roots that end soon could not be told',
        clock,
        logger,
      },
      signal,
    );
  }

  /** Tells of every root that ends soon, unless that was done. */
  async check(): Promise<void> {
    const { store, clock, logger } = this.options;
    const { value } = answer(
      store.snapshot(),
      trustRoots,
      undefined,
      this.memo,
    );
    for (const root of value.roots) {
      await this.tell(root, clock.now()).catch(error =>
        logger.warn(
          'A root that ends soon could not be told; it is tried again later',
          toError(error),
        ),
      );
    }
  }

  private async tell(
    { certificate, places }: TrustRoot,
    now: Instant,
  ): Promise<void> {
    const { content, fingerprint } = certificate;
    if (!content) return;
    const left = content.notAfter - now;
    const threshold = THRESHOLDS.find(({ days }) => left <= days * DAY);
    if (!threshold) return;
    const clusters = places.map(({ cluster }) => cluster);
    const owners = await clusterOwners(clusters, this.options);
    if (owners.length === 0) return;
    const notice = { subject: fingerprint, threshold: threshold.days };
    const { journal, notifications } = this.options;
    await journal.once(notice, now, () =>
      notifications.send({
        recipients: {
          type: 'entity',
          entityRef: [...new Set(owners)].sort(),
        },
        payload: {
          title: titleOf(certificate, left),
          description: `Workloads in ${clusters.join(
            ', ',
          )} trust it. Rotate it before it ends: afterwards they refuse each other.`,
          link: '/mesh-admin/trust',
          severity: threshold.severity,
          topic: 'mesh-trust',
          // A later notice of the same root takes the place of this one.
          scope: `mesh:root:${fingerprint}`,
        },
      }),
    );
  }
}

function titleOf({ content, fingerprint }: Certificate, left: number): string {
  const name = content?.subject ?? fingerprint;
  const days = Math.floor(Math.abs(left) / DAY);
  const time = days === 1 ? '1 day' : `${days} days`;
  return left > 0
    ? `The root ${name} ends in ${time}`
    : `The root ${name} ended ${time} ago`;
}
