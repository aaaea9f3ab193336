import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import { meshOperationReadPermission } from '@meshwise/backstage-plugin-mesh-common';
import { useParams } from 'react-router-dom';
import { LoadFailed } from '../../components/LoadFailed';
import { LoadingBlock } from '../../components/LoadingBlock';
import { useOperation } from '../../hooks/useOperation';
import { operationsTranslationRef } from '../../plan/translation';
import { OperationView } from './OperationView';

/** One operation: what it does, how far it is in each cluster, what went wrong, and what can be done about it. */
export function OperationPage() {
  const { t } = useTranslationRef(operationsTranslationRef);
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
      {value && <OperationView operation={value} onActed={retry} />}
    </Flex>
  );
}
