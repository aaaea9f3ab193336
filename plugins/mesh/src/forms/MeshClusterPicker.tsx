import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { CheckboxGroup, Flex } from '@backstage/ui';
import { meshClusterReadPermission } from '@meshwise/backstage-plugin-mesh-common';
import { EmptyBlock } from '../components/EmptyBlock';
import { LoadFailed } from '../components/LoadFailed';
import { LoadingBlock } from '../components/LoadingBlock';
import { useFleet } from '../hooks/useFleet';
import { meshTranslationRef } from '../translation';
import { formTranslationRef } from './translation';
import { groupByMesh } from './clusterChoice';
import { FieldFrame } from './FieldFrame';
import { MeshClusters } from './MeshClusters';

/** Chooses clusters for a change, grouped by mesh. Clusters that cannot be changed now are shown with the reason. The value is their names. */
export function MeshClusterPicker(
  field: FieldExtensionComponentProps<string[]>,
) {
  const {
    onChange,
    formData,
    schema,
    required = false,
    disabled = false,
    rawErrors = [],
  } = field;
  const { t } = useTranslationRef(formTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const chosen = namesIn(formData);
  const { value: answer, error, retry } = useFleet();
  const now = answer?.freshness.now ?? 0;
  return (
    <FieldFrame field={field}>
      {error && (
        <LoadFailed
          error={error}
          permission={meshClusterReadPermission.name}
          keepsData={answer !== undefined}
          onRetry={retry}
        />
      )}
      {!answer && !error && <LoadingBlock rows={4} />}
      {answer?.value.clusters.length === 0 && (
        <EmptyBlock
          title={common('noClusters.title')}
          description={common('noClusters.cure')}
        />
      )}
      {answer && answer.value.clusters.length > 0 && (
        <CheckboxGroup
          label={schema.title ?? t('clusterPicker.title')}
          isRequired={required}
          isDisabled={disabled}
          isInvalid={rawErrors.length > 0}
          validationBehavior="aria"
          value={chosen}
          onChange={onChange}
        >
          <Flex direction="column" gap="4">
            {[...groupByMesh(answer.value.clusters)].map(([mesh, clusters]) => (
              <MeshClusters
                key={mesh ?? ''}
                mesh={mesh}
                clusters={clusters}
                now={now}
                chosen={chosen}
                onChoose={names =>
                  onChange([...new Set([...chosen, ...names])])
                }
              />
            ))}
          </Flex>
        </CheckboxGroup>
      )}
    </FieldFrame>
  );
}

/** The form library fills an array up to its `minItems` with empty items before anything is chosen. */
function namesIn(
  formData: readonly (string | null | undefined)[] | undefined,
): string[] {
  return (formData ?? []).filter(
    (name): name is string => typeof name === 'string' && name !== '',
  );
}
