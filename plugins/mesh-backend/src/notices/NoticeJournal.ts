import type { DatabaseService } from '@backstage/backend-plugin-api';
import type { Instant } from '@meshwise/backstage-plugin-mesh-common';
import type { Knex } from 'knex';

/** A notice that something ends. */
export interface Notice {
  /** Fingerprint of a root, or what names an operation; at most 64 characters. */
  readonly subject: string;
  /** Of several notices about one subject, which this is: of a root, the days before its end. */
  readonly threshold: number;
}

/** A sender that has not confirmed for so long is gone. In milliseconds. */
const ABANDONED = 10 * 60 * 1000;

interface Row {
  subject: string;
  threshold: number;
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

  /** Sends a notice if nobody has. Rejects if it cannot be sent; then it is sent another time. */
  async once(
    notice: Notice,
    at: Instant,
    send: () => Promise<void>,
  ): Promise<void> {
    if (!(await this.claim(notice, at))) return;
    try {
      await send();
    } catch (error) {
      await this.release(notice);
      throw error;
    }
    await this.sent(notice, at);
  }

  /** Whether the caller is the one to send a notice. */
  private async claim(notice: Notice, at: Instant): Promise<boolean> {
    const row = { ...notice, claimed_at: at, sent_at: null };
    const inserted = await this.db<Row>('notices')
      .insert(row)
      .onConflict(['subject', 'threshold'])
      .ignore()
      .returning('subject');
    if (inserted.length > 0) return true;
    const taken = await this.db<Row>('notices')
      .where(notice)
      .whereNull('sent_at')
      .andWhere('claimed_at', '<', at - ABANDONED)
      .update({ claimed_at: at });
    return taken > 0;
  }

  /** It was sent, and never will be again. */
  private async sent(notice: Notice, at: Instant): Promise<void> {
    await this.db<Row>('notices').where(notice).update({ sent_at: at });
  }

  /** It was not sent; somebody may try again. */
  private async release(notice: Notice): Promise<void> {
    await this.db<Row>('notices').where(notice).whereNull('sent_at').delete();
  }
}
