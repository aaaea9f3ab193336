import { mockServices } from '@backstage/backend-test-utils';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { NotifyPeople } from './NotifyPeople';
import type { OperationEvent } from './OperationEvents';

const EVENT: OperationEvent = {
  operation: '01J',
  requester: 'user:default/ann',
  summary: 'Trust root AB:CD in eu-west-1',
  state: 'awaiting-approval',
  message: undefined,
  approvalReason: 'Roots need a second person',
  at: 1,
};

function setUp(approvers = ['group:default/platform']) {
  const send = jest
    .fn<Promise<void>, Parameters<NotificationService['send']>>()
    .mockResolvedValue();
  const logger = mockServices.logger.mock();
  const people = NotifyPeople.create({
    notifications: { send },
    approvers,
    logger,
  });
  return { send, logger, people };
}

describe('NotifyPeople', () => {
  it('asks the approvers, and never the requester to approve their own', () => {
    const { send, people } = setUp();
    people.publish(EVENT);
    expect(send).toHaveBeenCalledWith({
      recipients: {
        type: 'entity',
        entityRef: ['group:default/platform'],
        excludeEntityRef: 'user:default/ann',
      },
      payload: expect.objectContaining({
        title: 'Approval needed: Trust root AB:CD in eu-west-1',
        description: 'Roots need a second person',
        link: '/mesh-admin/operations/01J',
        scope: 'mesh operation 01J',
      }),
    });
  });

  it.each([
    ['done', 'Done: ', 'low'],
    ['stuck', 'Operation stuck: ', 'critical'],
    ['rejected', 'Operation rejected: ', 'normal'],
  ] as const)('tells the requester of %s', (state, title, severity) => {
    const { send, people } = setUp();
    people.publish({ ...EVENT, state, message: 'As it came' });
    expect(send).toHaveBeenCalledWith({
      recipients: { type: 'entity', entityRef: ['user:default/ann'] },
      payload: expect.objectContaining({
        title: `${title}${EVENT.summary}`,
        description: 'As it came',
        severity,
      }),
    });
  });

  it('is silent about what passes by itself, to programs, and without approvers', () => {
    const { send, people } = setUp([]);
    people.publish(EVENT);
    people.publish({ ...EVENT, state: 'applying' });
    people.publish({ ...EVENT, state: 'done', requester: 'plugin:scaffolder' });
    expect(send).not.toHaveBeenCalled();
  });

  it('does not hold up an operation when nobody can be told', async () => {
    const { send, people, logger } = setUp();
    send.mockRejectedValue(new Error('not installed'));
    people.publish(EVENT);
    await new Promise(resolve => setImmediate(resolve));
    expect(logger.warn).toHaveBeenCalledWith(
      'Nobody could be notified of operation 01J',
      expect.any(Error),
    );
  });
});
