import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  meshClusterReadPermission,
  NamespaceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import { LiveAnswer } from '../../components/LiveAnswer';
import { printable } from '../../components/printable';
import { SideSheet } from '../../components/SideSheet';
import { useNamespace } from '../../hooks/useNamespace';
import { NamespaceFacts } from './NamespaceFacts';
import { tenancyTranslationRef } from './translation';

/** One namespace of one cluster beside the matrix. */
export function NamespaceSheet({
  at,
  onClose,
}: {
  readonly at: NamespaceRef;
  readonly onClose: () => void;
}) {
  const { t } = useTranslationRef(tenancyTranslationRef);
  const live = useNamespace(at);
  return (
    <SideSheet
      title={t('sheet.title', {
        namespace: printable(at.namespace),
        cluster: printable(at.cluster),
      })}
      onClose={onClose}
    >
      <LiveAnswer
        live={live}
        rows={8}
        permission={meshClusterReadPermission.name}
        oneCluster
      >
        {details => <NamespaceFacts details={details} />}
      </LiveAnswer>
    </SideSheet>
  );
}
