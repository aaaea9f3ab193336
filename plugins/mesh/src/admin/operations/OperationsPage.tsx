import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { meshOperationReadPermission } from '@meshwise/backstage-plugin-mesh-common';
import { EmptyBlock } from '../../components/EmptyBlock';
import { LoadFailed } from '../../components/LoadFailed';
import { LoadingBlock } from '../../components/LoadingBlock';
import { useOperations } from '../../hooks/useOperations';
import { operationsTranslationRef } from '../../plan/translation';
import { OperationsOverview } from './OperationsOverview';

/** The operations that the user may see, newest first; of one namespace, if one is given. */
export function OperationsPage({ namespace }: { readonly namespace?: string }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { value, error, retry } = useOperations(namespace);
  return (
    <Flex direction="column" gap="3">
      {error && (
        <LoadFailed
          error={error}
          permission={meshOperationReadPermission.name}
          keepsData={value !== undefined}
          onRetry={retry}
        />
      )}
      {!value && !error && <LoadingBlock rows={6} />}
      {value?.length === 0 && (
        <div data-state="empty">
          <EmptyBlock
            title={t('operation.empty.title')}
            description={t('operation.empty.reason')}
          />
        </div>
      )}
      {value && value.length > 0 && (
        <OperationsOverview operations={value} outdated={error !== undefined} />
      )}
    </Flex>
  );
}
