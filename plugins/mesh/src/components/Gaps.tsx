import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { Gap } from '@meshwise/backstage-plugin-mesh-common';
import { meshTranslationRef } from '../translation';
import { GapFreshness, GapList } from './GapList';
import { printable } from './printable';

/** Says that an answer could not see everything, in which clusters, and what that means. */
export function Gaps({
  gaps,
  freshness,
}: {
  readonly gaps: readonly Gap[];
  readonly freshness: GapFreshness;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  if (gaps.length === 0) return null;
  const clusters = [...new Set(gaps.map(gap => gap.cluster))]
    .map(printable)
    .join(', ');
  return (
    <Alert
      role="status"
      status="warning"
      data-state="partial"
      icon
      title={t('gap.title', { clusters })}
      description={
        <>
          {t('gap.effect')}
          <GapList gaps={gaps} freshness={freshness} />
        </>
      }
    />
  );
}
