import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ClusterEndpoints } from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../components/printable';
import { StateBadge } from '../components/StateBadge';
import { serviceTranslationRef } from './translation';
import { isUnseen } from './unseen';

/** One line for all clusters of which nothing is known. They would only be rows of question marks. */
export function UnseenClusters({
  parts,
}: {
  readonly parts: readonly ClusterEndpoints[];
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const names = parts.filter(isUnseen).map(part => printable(part.cluster));
  if (names.length === 0) return null;
  return (
    <StateBadge
      state="unknown"
      word={t('service.unseen', {
        count: names.length,
        clusters: names.join(', '),
      })}
    />
  );
}
