import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';

/** One line of the audit log. */
export interface AuditLine {
  readonly eventId: string;
  readonly status: 'initiated' | 'succeeded' | 'failed';
  readonly auditId?: unknown;
  readonly operation?: unknown;
}

/** An audit log in a file, to which a process that is killed has written all that it said it wrote. */
export class AuditTrail implements AuditorService {
  static create(file: string): AuditTrail {
    return new AuditTrail(file);
  }

  private constructor(private readonly file: string) {}

  async createEvent(options: AuditorServiceCreateEventOptions) {
    const { eventId, meta } = options;
    const write = (status: AuditLine['status']) => {
      const line = {
        eventId,
        status,
        auditId: meta?.auditId,
        operation: meta?.operation,
      };
      appendFileSync(this.file, `${JSON.stringify(line)}\n`);
    };
    write('initiated');
    return {
      success: async () => write('succeeded'),
      fail: async () => write('failed'),
    };
  }

  lines(): readonly AuditLine[] {
    if (!existsSync(this.file)) return [];
    return readFileSync(this.file, 'utf8')
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line));
  }

  /**
   * Whether a request is there once before it was sent, and its result afterwards. A backend that dies after it has told
   * the result, and before that is in the journal, makes its successor tell the result again, as an event of another kind.
   */
  isComplete(auditId: string): boolean {
    const own = this.lines().filter(line => line.auditId === auditId);
    const count = (eventId: string, told: boolean) =>
      own.filter(
        line =>
          line.eventId === eventId && (line.status !== 'initiated') === told,
      ).length;
    const results = count('operation-item', true);
    const again = count('operation-item-outcome', true);
    return (
      count('operation-item', false) === 1 &&
      results <= 1 &&
      results + again >= 1
    );
  }
}
