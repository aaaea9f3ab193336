import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Evidence } from '@meshwise/backstage-plugin-mesh-common';
import { StateBadge } from '../../components/StateBadge';
import { serviceTranslationRef } from '../translation';

/** Section of the reference about the clusters that a control plane watches. */
const LINKS = '1.2';

/** Says that an answer rests on links between clusters that nobody has told. */
export function AssumedNote({
  because,
}: {
  readonly because: readonly Evidence[];
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const assumed = because.some(
    ({ source, found }) => source === LINKS && found?.startsWith('assumed'),
  );
  if (!assumed) return null;
  return (
    <div>
      <StateBadge state="unknown" word={t('serviceTrust.assumed')} />
    </div>
  );
}
