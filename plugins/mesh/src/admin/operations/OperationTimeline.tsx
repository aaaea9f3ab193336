import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { Instant, Operation } from '@meshwise/backstage-plugin-mesh-common';
import { ReactNode } from 'react';
import { Timestamp } from '../../components/Timestamp';
import { Verbatim } from '../../components/Verbatim';
import { useOperationLink } from '../../hooks/useOperationLink';
import { operationsTranslationRef } from '../../plan/translation';
import { Requester } from './Requester';
import styles from './OperationTimeline.module.css';

/** What happened to an operation, in order: who asked, who approved, its last change, and when it must end. */
export function OperationTimeline({
  operation,
}: {
  readonly operation: Operation;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const linkTo = useOperationLink();
  const { approval, endsAt, undoOf, undoneBy, state } = operation;
  const now = Date.now();
  return (
    <ol className={styles.timeline}>
      <Moment at={operation.createdAt} now={now}>
        {t('operation.moment.submitted', {
          who: <Requester key="who" name={operation.requester} />,
          hash: (
            <code key="hash">
              <Verbatim>{operation.planHash.slice(0, 12)}</Verbatim>
            </code>
          ),
        })}
        {undoOf !== undefined && (
          <>
            {' '}
            <Link href={linkTo(undoOf)}>{t('operation.undoOf')}</Link>
          </>
        )}
      </Moment>
      {approval && (
        <Moment at={approval.requestedAt} now={now}>
          {t('operation.moment.approvalRequested')}{' '}
          <Verbatim>{approval.reason}</Verbatim>
        </Moment>
      )}
      {approval?.at !== undefined && (
        <Moment at={approval.at} now={now}>
          {t(
            state === 'rejected'
              ? 'operation.moment.rejected'
              : 'operation.moment.approved',
            { who: <Requester key="who" name={approval.approver ?? ''} /> },
          )}
        </Moment>
      )}
      <Moment at={operation.updatedAt} now={now}>
        {t('operation.moment.changed', {
          state: t(`operation.state.${state}`),
        })}
        {undoneBy !== undefined && (
          <>
            {' '}
            <Link href={linkTo(undoneBy)}>{t('operation.undoneBy')}</Link>
          </>
        )}
      </Moment>
      {endsAt !== undefined && (
        <Moment at={endsAt} now={now}>
          {t(
            endsAt > now ? 'operation.moment.ends' : 'operation.moment.overdue',
          )}
        </Moment>
      )}
    </ol>
  );
}

function Moment({
  at,
  now,
  children,
}: {
  readonly at: Instant;
  readonly now: Instant;
  readonly children: ReactNode;
}) {
  return (
    <li>
      <Timestamp at={at} now={now} />
      <Text as="span">{children}</Text>
    </li>
  );
}
