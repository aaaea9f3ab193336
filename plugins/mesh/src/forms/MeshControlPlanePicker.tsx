import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Checkbox, CheckboxGroup, Flex, Text } from '@backstage/ui';
import {
  FleetCluster,
  Instant,
  meshClusterReadPermission,
} from '@meshwise/backstage-plugin-mesh-common';
import { EmptyBlock } from '../components/EmptyBlock';
import { LiveAnswer } from '../components/LiveAnswer';
import { Muted } from '../components/Muted';
import { printable } from '../components/printable';
import { StateBadge } from '../components/StateBadge';
import { Verbatim } from '../components/Verbatim';
import { useFleet } from '../hooks/useFleet';
import { clusterState } from '../state/clusterState';
import { meshTranslationRef } from '../translation';
import { formTranslationRef } from './translation';
import {
  ControlPlaneChoice,
  controlPlaneKey,
  ControlPlaneName,
  controlPlaneOfKey,
  controlPlanesByMesh,
  controlPlanesIn,
} from './controlPlaneChoice';
import { FieldFrame } from './FieldFrame';

/**
 * Chooses control planes, grouped by mesh. Those that cannot be changed now are shown with the reason. The value is the
 * cluster and revision of each.
 */
export function MeshControlPlanePicker(
  field: FieldExtensionComponentProps<ControlPlaneName[]>,
) {
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
          <Choices field={field} clusters={clusters} now={freshness.now} />
        )}
      </LiveAnswer>
    </FieldFrame>
  );
}

function Choices(props: {
  readonly field: FieldExtensionComponentProps<ControlPlaneName[]>;
  readonly clusters: readonly FleetCluster[];
  readonly now: Instant;
}) {
  const { field, clusters, now } = props;
  const { onChange, schema, required = false, disabled = false } = field;
  const { t } = useTranslationRef(formTranslationRef);
  const chosen = controlPlanesIn(field.formData).map(controlPlaneKey);
  const meshes = controlPlanesByMesh(clusters, now);
  const unseen = clusters.filter(({ position }) => position === undefined);
  return (
    <>
      {meshes.size === 0 ? (
        <EmptyBlock title={t('field.controlPlane.none')} />
      ) : (
        <CheckboxGroup
          label={schema.title ?? t('field.controlPlane.title')}
          isRequired={required}
          isDisabled={disabled}
          isInvalid={(field.rawErrors ?? []).length > 0}
          validationBehavior="aria"
          value={chosen}
          onChange={keys => onChange(keys.map(controlPlaneOfKey))}
        >
          <Flex direction="column" gap="4">
            {[...meshes].map(([mesh, choices]) => (
              <MeshControlPlanes
                key={mesh ?? ''}
                mesh={mesh}
                choices={choices}
                now={now}
                chosen={chosen}
              />
            ))}
          </Flex>
        </CheckboxGroup>
      )}
      {unseen.length > 0 && (
        <Muted as="p">
          {t('field.controlPlane.unseen', {
            clusters: unseen.map(({ name }) => printable(name)).join(', '),
          })}
        </Muted>
      )}
    </>
  );
}

function MeshControlPlanes(props: {
  readonly mesh: string | undefined;
  readonly choices: readonly ControlPlaneChoice[];
  readonly now: Instant;
  readonly chosen: readonly string[];
}) {
  const { mesh, choices, now, chosen } = props;
  const { t } = useTranslationRef(formTranslationRef);
  const name =
    mesh === undefined
      ? t('clusterPicker.noMesh')
      : t('clusterPicker.mesh', { mesh: printable(mesh) });
  return (
    <div role="group" aria-label={name}>
      <Text weight="bold">{name}</Text>
      <Flex direction="column" gap="2">
        {choices.map(choice => (
          <ControlPlaneCheckbox
            key={`${choice.controlPlane.cluster}/${choice.controlPlane.namespace}/${choice.controlPlane.revision}`}
            choice={choice}
            now={now}
            chosen={chosen}
          />
        ))}
      </Flex>
    </div>
  );
}

/** A chosen control plane can always be left out again, even when its cluster has stopped answering meanwhile. */
function ControlPlaneCheckbox(props: {
  readonly choice: ControlPlaneChoice;
  readonly now: Instant;
  readonly chosen: readonly string[];
}) {
  const { choice, now, chosen } = props;
  const { cluster, controlPlane, obstacle } = choice;
  const { t } = useTranslationRef(formTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const { revision, version, namespace, tags, clusterId } = controlPlane;
  const key = controlPlaneKey(controlPlane);
  return (
    <Checkbox
      value={key}
      isDisabled={obstacle !== undefined && !chosen.includes(key)}
    >
      <StateBadge state={clusterState(cluster.freshness, now)} glyphOnly />{' '}
      <Verbatim>{cluster.title ?? cluster.name}</Verbatim>{' '}
      <Verbatim>
        {t('field.controlPlane.revision', {
          revision: printable(revision),
          version: printable(version ?? common('controlPlane.versionUnknown')),
        })}
      </Verbatim>{' '}
      <Muted>
        <Verbatim>
          {[
            namespace,
            ...(tags.length > 0
              ? [t('field.controlPlane.tags', { tags: tags.join(', ') })]
              : []),
            ...(clusterId !== cluster.name
              ? [t('field.controlPlane.clusterId', { cluster: clusterId })]
              : []),
          ].join(', ')}
        </Verbatim>{' '}
        {obstacle !== undefined &&
          t(
            obstacle === 'ambiguous'
              ? 'field.controlPlane.ambiguous'
              : `clusterPicker.obstacle.${obstacle}`,
          )}
      </Muted>
    </Checkbox>
  );
}
