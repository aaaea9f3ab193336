import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Link, Text } from '@backstage/ui';
import {
  meshOperationReadPermission,
  Operation,
} from '@meshwise/backstage-plugin-mesh-common';
import { useParams } from 'react-router-dom';
import { LoadFailed } from '../components/LoadFailed';
import { LoadingBlock } from '../components/LoadingBlock';
import { Muted } from '../components/Muted';
import { StateBadge } from '../components/StateBadge';
import { Timestamp } from '../components/Timestamp';
import { Verbatim } from '../components/Verbatim';
import { useOperation } from '../hooks/useOperation';
import { operationState } from '../state/operationState';
import { meshTranslationRef } from '../translation';
import { OperationLane } from './OperationLane';
import { Requester } from './Requester';

/** One operation: what it does, how far it is in each cluster, and what went wrong. */
export function OperationPage() {
  const { t } = useTranslationRef(meshTranslationRef);
  const { id = '' } = useParams();
  const { value, error, retry } = useOperation(id);
  return (
    <Flex direction="column" gap="3">
      <Link href="..">{t('operation.all')}</Link>
      {error && (
        <LoadFailed
          error={error}
          permission={meshOperationReadPermission.name}
          keepsData={value !== undefined}
          onRetry={retry}
        />
      )}
      {!value && !error && <LoadingBlock rows={6} />}
      {value && <OperationView operation={value} />}
    </Flex>
  );
}

function OperationView({ operation }: { readonly operation: Operation }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { createdAt, updatedAt, state } = operation;
  const now = Date.now();
  return (
    <>
      <Text as="h2" variant="title-x-small" weight="bold">
        <Verbatim>{operation.summary}</Verbatim>
      </Text>
      <Flex align="center" gap="3" role="status" style={{ flexWrap: 'wrap' }}>
        <StateBadge
          state={operationState(operation)}
          word={t(`operation.state.${state}`)}
        />
        <Muted>
          {t('operation.by')} <Requester name={operation.requester} />
        </Muted>
        <Muted>
          {t('operation.started', {
            time: <Timestamp key="at" at={createdAt} now={now} />,
          })}
        </Muted>
        <Muted>
          {t('operation.changed', {
            time: <Timestamp key="at" at={updatedAt} now={now} />,
          })}
        </Muted>
        <Muted>
          {t('operation.plan', { hash: operation.planHash.slice(0, 12) })}
        </Muted>
      </Flex>
      {operation.message !== undefined && (
        <Alert
          role="alert"
          status={state === 'failed' ? 'danger' : 'warning'}
          icon
          title={<Verbatim>{operation.message}</Verbatim>}
        />
      )}
      {operation.targets.map(target => (
        <OperationLane key={target.cluster} target={target} />
      ))}
      {(state === 'applying' || state === 'verifying') && (
        <Muted as="p">{t('operation.goesOn')}</Muted>
      )}
    </>
  );
}
