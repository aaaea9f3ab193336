import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ClusterName,
  meshClusterReadPermission,
} from '@meshwise/backstage-plugin-mesh-common';
import { LiveAnswer } from '../components/LiveAnswer';
import { printable } from '../components/printable';
import { SideSheet } from '../components/SideSheet';
import { useCluster } from '../hooks/useCluster';
import { adminTranslationRef } from './translation';
import { ClusterDetails } from './ClusterDetails';

/** One cluster beside the fleet. */
export function ClusterDrawer({
  cluster,
  onClose,
}: {
  readonly cluster: ClusterName;
  readonly onClose: () => void;
}) {
  const { t } = useTranslationRef(adminTranslationRef);
  const live = useCluster(cluster);
  return (
    <SideSheet
      title={t('cluster.title', { cluster: printable(cluster) })}
      onClose={onClose}
    >
      <LiveAnswer
        live={live}
        rows={8}
        permission={meshClusterReadPermission.name}
        oneCluster
      >
        {(view, answer) => (
          <ClusterDetails view={view} now={answer.freshness.now} />
        )}
      </LiveAnswer>
    </SideSheet>
  );
}
