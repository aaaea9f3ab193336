import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Checkbox, Flex, Text } from '@backstage/ui';
import {
  ClusterName,
  FleetCluster,
  Instant,
} from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../components/Muted';
import { printable } from '../components/printable';
import { StateBadge } from '../components/StateBadge';
import { Verbatim } from '../components/Verbatim';
import { clusterState } from '../state/clusterState';
import { formTranslationRef } from './translation';
import { obstacleOf } from './clusterChoice';

/** The clusters of one mesh as check boxes, with one button for all that can be chosen. */
export function MeshClusters(props: {
  readonly mesh: string | undefined;
  readonly clusters: readonly FleetCluster[];
  readonly now: Instant;
  readonly chosen: readonly ClusterName[];
  readonly onChoose: (names: readonly ClusterName[]) => void;
}) {
  const { mesh, clusters, now, chosen, onChoose } = props;
  const { t } = useTranslationRef(formTranslationRef);
  const free = clusters
    .filter(cluster => obstacleOf(cluster, now) === undefined)
    .map(cluster => cluster.name);
  const name =
    mesh === undefined
      ? t('clusterPicker.noMesh')
      : t('clusterPicker.mesh', { mesh: printable(mesh) });
  return (
    <div role="group" aria-label={name}>
      <Flex align="center" gap="2">
        <Text weight="bold">{name}</Text>
        {free.length > 1 && free.some(cluster => !chosen.includes(cluster)) && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => onChoose(free)}
          >
            {t('clusterPicker.all', { count: free.length })}
          </Button>
        )}
      </Flex>
      <Flex direction="column" gap="2">
        {clusters.map(cluster => (
          <ClusterCheckbox
            key={cluster.name}
            cluster={cluster}
            now={now}
            chosen={chosen.includes(cluster.name)}
          />
        ))}
      </Flex>
    </div>
  );
}

/** A chosen cluster can always be left out again, even when it has stopped answering meanwhile. */
function ClusterCheckbox(props: {
  readonly cluster: FleetCluster;
  readonly now: Instant;
  readonly chosen: boolean;
}) {
  const { cluster, now, chosen } = props;
  const { t } = useTranslationRef(formTranslationRef);
  const obstacle = obstacleOf(cluster, now);
  return (
    <Checkbox
      value={cluster.name}
      isDisabled={obstacle !== undefined && !chosen}
    >
      <StateBadge state={clusterState(cluster.freshness, now)} glyphOnly />{' '}
      <Verbatim>{cluster.title ?? cluster.name}</Verbatim>{' '}
      {obstacle !== undefined && (
        <Muted>{t(`clusterPicker.obstacle.${obstacle}`)}</Muted>
      )}
    </Checkbox>
  );
}
