import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Link, Text } from '@backstage/ui';
import { Operation } from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { Section } from '../../components/Section';
import { StateBadge } from '../../components/StateBadge';
import { Verbatim } from '../../components/Verbatim';
import { isMoving, operationState } from '../../state/operationState';
import { operationsTranslationRef } from '../../plan/translation';
import { ApprovalPanel } from './ApprovalPanel';
import { OperationActions } from './OperationActions';
import { OperationLane } from './OperationLane';
import { OperationTimeline } from './OperationTimeline';
import { ShownPlan } from './ShownPlan';

/** An operation with what its reader may do about it. `onActed` is called after something was done. */
export function OperationView({
  operation,
  onActed,
}: {
  readonly operation: Operation;
  readonly onActed: () => void;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { state } = operation;
  const waits = state === 'awaiting-approval';
  return (
    <Flex direction="column" gap="4">
      <Flex direction="column" gap="1">
        <Text as="h2" variant="title-x-small" weight="bold">
          <Verbatim>{operation.summary}</Verbatim>
        </Text>
        <Flex align="center" gap="3" role="status" style={{ flexWrap: 'wrap' }}>
          <StateBadge
            state={operationState(operation)}
            word={t(`operation.state.${state}`)}
          />
          <Text>{t(`operation.meaning.${state}`)}</Text>
        </Flex>
        {operation.pullRequest?.startsWith('https://') && (
          <Link href={operation.pullRequest} target="_blank" rel="noreferrer">
            <Verbatim>{operation.pullRequest}</Verbatim>
          </Link>
        )}
        {isMoving(operation) && <Muted as="p">{t('operation.goesOn')}</Muted>}
      </Flex>
      {operation.message !== undefined && (
        <Alert
          role="alert"
          status={operationState(operation) === 'down' ? 'danger' : 'warning'}
          icon
          title={<Verbatim>{operation.message}</Verbatim>}
        />
      )}
      {waits && <ApprovalPanel operation={operation} onActed={onActed} />}
      <OperationActions operation={operation} onActed={onActed} />
      <Section title={t('operation.timeline')}>
        <OperationTimeline operation={operation} />
      </Section>
      {operation.targets.map(target => (
        <OperationLane key={target.cluster} target={target} />
      ))}
      {!waits && operation.plan && <ShownPlan plan={operation.plan} />}
    </Flex>
  );
}
