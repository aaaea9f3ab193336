import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Radio, RadioGroup } from '@backstage/ui';
import {
  FleetCluster,
  meshClusterReadPermission,
} from '@meshwise/backstage-plugin-mesh-common';
import { LiveAnswer } from '../components/LiveAnswer';
import { Muted } from '../components/Muted';
import { StateBadge } from '../components/StateBadge';
import { Verbatim } from '../components/Verbatim';
import { useFleet } from '../hooks/useFleet';
import { clusterState } from '../state/clusterState';
import { formTranslationRef } from './translation';
import { FieldFrame } from './FieldFrame';

/**
 * Chooses one cluster that a change is about but need not be written to, such as the one that is drained: it may be the
 * one that does not answer. Clusters without a mesh are shown with that reason. The value is its name.
 */
export function MeshClusterChoice(field: FieldExtensionComponentProps<string>) {
  const { onChange, formData, schema, required = false } = field;
  const { disabled = false, rawErrors = [] } = field;
  const { t } = useTranslationRef(formTranslationRef);
  const live = useFleet();
  return (
    <FieldFrame field={field}>
      <LiveAnswer
        live={live}
        rows={4}
        permission={meshClusterReadPermission.name}
        quiet
      >
        {({ clusters }, { freshness }) => (
          <RadioGroup
            label={schema.title ?? t('field.cluster.title')}
            isRequired={required}
            isDisabled={disabled}
            isInvalid={rawErrors.length > 0}
            validationBehavior="aria"
            value={formData ?? null}
            onChange={onChange}
          >
            {clusters.map(cluster => (
              <Radio
                key={cluster.name}
                value={cluster.name}
                isDisabled={hasNoMesh(cluster)}
              >
                <StateBadge
                  state={clusterState(cluster.freshness, freshness.now)}
                  glyphOnly
                />{' '}
                <Verbatim>{cluster.title ?? cluster.name}</Verbatim>{' '}
                {hasNoMesh(cluster) && (
                  <Muted>{t('field.cluster.noMesh')}</Muted>
                )}
              </Radio>
            ))}
          </RadioGroup>
        )}
      </LiveAnswer>
    </FieldFrame>
  );
}

function hasNoMesh({ position }: FleetCluster): boolean {
  return position?.roles.every(({ code }) => code === 'no-mesh') ?? false;
}
