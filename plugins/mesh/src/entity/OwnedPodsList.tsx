import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { StateBadge } from '../components/StateBadge';
import { Verbatim } from '../components/Verbatim';
import { meshTranslationRef } from '../translation';

/** More names than this do not help to decide on a restart. */
const LIMIT = 5;

/** Pods that change their owner at the next restart. */
export function OwnedPodsList({ pods }: { readonly pods: readonly string[] }) {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <>
      <StateBadge
        state="degraded"
        word={t('control.pending', { count: pods.length })}
      />
      {pods.slice(0, LIMIT).map(pod => (
        <div key={pod}>
          <Verbatim>{pod}</Verbatim>
        </div>
      ))}
      {pods.length > LIMIT && (
        <div>{t('control.morePods', { count: pods.length - LIMIT })}</div>
      )}
    </>
  );
}
