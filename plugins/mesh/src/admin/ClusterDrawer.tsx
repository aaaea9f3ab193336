import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Dialog, DialogBody, DialogHeader } from '@backstage/ui';
import {
  ClusterName,
  meshClusterReadPermission,
} from '@meshwise/backstage-plugin-mesh-common';
import { LiveAnswer } from '../components/LiveAnswer';
import { printable } from '../components/printable';
import { useCluster } from '../hooks/useCluster';
import { meshTranslationRef } from '../translation';
import { ClusterDetails } from './ClusterDetails';
import styles from './ClusterDrawer.module.css';

/** One cluster beside the fleet. Closes with Escape and gives the focus back. */
export function ClusterDrawer({
  cluster,
  onClose,
}: {
  readonly cluster: ClusterName;
  readonly onClose: () => void;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const live = useCluster(cluster);
  return (
    <Dialog
      isOpen
      onOpenChange={open => !open && onClose()}
      className={styles.drawer}
      width="min(60rem, 92vw)"
    >
      <DialogHeader>
        {t('cluster.title', { cluster: printable(cluster) })}
      </DialogHeader>
      <DialogBody>
        <LiveAnswer
          live={live}
          rows={8}
          permission={meshClusterReadPermission.name}
        >
          {(view, answer) => (
            <ClusterDetails view={view} now={answer.freshness.now} />
          )}
        </LiveAnswer>
      </DialogBody>
    </Dialog>
  );
}
