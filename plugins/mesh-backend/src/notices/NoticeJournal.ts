import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Instant } from '@meshwise/backstage-plugin-mesh-common';
import type { Knex } from 'knex';

/** A notice that a root ends soon. */
export interface Notice {
  /** Fingerprint of the root. */
  readonly fingerprint: string;
  /** Days before the end of which this is the notice. */
  readonly thresholdDays: number;
}

/** A sender that has not confirmed for so long is gone. In milliseconds. */
const ABANDONED = 10 * 60 * 1000;

interface Row {
  fingerprint: string;
  threshold_days: number;
  claimed_at: number;
  sent_at: number | null;
}

/** Remembers which notices were sent, so that each is sent once, whichever backend sends it. */
export class NoticeJournal {
  /** The tables must be there. */
  static async create(options: {
    readonly database: DatabaseService;
  }): Promise<NoticeJournal> {
    return new NoticeJournal(await options.database.getClient());
  }

  private constructor(private readonly db: Knex) {}

  /** Whether the caller is the one to send a notice. It must tell how that went. */
  async claim(notice: Notice, at: Instant): Promise<boolean> {
    const row = { ...keyOf(notice), claimed_at: at, sent_at: null };
    const inserted = await this.db<Row>('expiry_notices')
      .insert(row)
      .onConflict(['fingerprint', 'threshold_days'])
      .ignore()
      .returning('fingerprint');
    if (inserted.length > 0) return true;
    const taken = await this.db<Row>('expiry_notices')
      .where(keyOf(notice))
      .whereNull('sent_at')
      .andWhere('claimed_at', '<', at - ABANDONED)
      .update({ claimed_at: at });
    return taken > 0;
  }

  /** It was sent, and never will be again. */
  async sent(notice: Notice, at: Instant): Promise<void> {
    await this.db<Row>('expiry_notices')
      .where(keyOf(notice))
      .update({ sent_at: at });
  }

  /** It was not sent; somebody may try again. */
  async release(notice: Notice): Promise<void> {
    await this.db<Row>('expiry_notices')
      .where(keyOf(notice))
      .whereNull('sent_at')
      .delete();
  }
}

function keyOf({ fingerprint, thresholdDays }: Notice) {
  return { fingerprint, threshold_days: thresholdDays };
}
