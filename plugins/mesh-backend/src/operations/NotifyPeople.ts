import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { OperationEvent, OperationEvents } from './OperationEvents';

type Severity = 'critical' | 'high' | 'normal' | 'low';

/** States that their requester wants to hear of, and how urgently. The others pass by themselves. */
const TOLD: ReadonlyMap<OperationEvent['state'], Severity> = new Map([
  ['done', 'low'],
  ['approved', 'normal'],
  ['rejected', 'normal'],
  ['expired', 'normal'],
  ['compensated', 'high'],
  ['failed', 'high'],
  ['partial', 'high'],
  ['stuck', 'critical'],
]);

/**
 * Tells people of operations through Backstage notifications: approvers that somebody waits for them, and requesters how
 * it ended or what they are needed for. Later news of an operation replace earlier ones.
 */
export class NotifyPeople implements OperationEvents {
  static create(options: {
    readonly notifications: NotificationService;
    /** Entity references of the groups and users who decide about operations of others. */
    readonly approvers: readonly string[];
    readonly logger: LoggerService;
  }): NotifyPeople {
    return new NotifyPeople(options);
  }

  private constructor(
    private readonly options: Parameters<typeof NotifyPeople.create>[0],
  ) {}

  /** Tells nobody and fails nothing if notifications are not installed. */
  publish(event: OperationEvent): void {
    const { requester, state, summary, message, approvalReason } = event;
    const { approvers } = this.options;
    if (state === 'awaiting-approval') {
      if (approvers.length === 0) return;
      this.send(event, {
        to: approvers,
        except: requester,
        title: `Approval needed: ${summary}`,
        description: approvalReason,
        severity: 'high',
      });
      return;
    }
    const severity = TOLD.get(state);
    if (severity === undefined || !requester.startsWith('user:')) return;
    this.send(event, {
      to: [requester],
      title: `${state === 'done' ? 'Done' : `Operation ${state}`}: ${summary}`,
      description: message,
      severity,
    });
  }

  private send(
    { operation }: OperationEvent,
    news: {
      readonly to: readonly string[];
      readonly except?: string;
      readonly title: string;
      readonly description: string | undefined;
      readonly severity: Severity;
    },
  ): void {
    const { notifications, logger } = this.options;
    const { to, except, title, description, severity } = news;
    notifications
      .send({
        recipients: {
          type: 'entity',
          entityRef: [...to],
          ...(except && { excludeEntityRef: except }),
        },
        payload: {
          title,
          ...(description && { description }),
          link: `/mesh-admin/operations/${operation}`,
          severity,
          topic: 'mesh operations',
          scope: `mesh operation ${operation}`,
        },
      })
      .catch(error =>
        logger.warn(
          `Nobody could be notified of operation ${operation}`,
          toError(error),
        ),
      );
  }
}
