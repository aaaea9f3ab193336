import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ClusterGovernance } from '@meshwise/backstage-plugin-mesh-common';
import { StateBadge } from '../components/StateBadge';
import { Verbatim } from '../components/Verbatim';
import { meshTranslationRef } from '../translation';
import { serviceTranslationRef } from './translation';

/** More names than this do not help to decide on a restart. */
const LIMIT = 5;

/** Pods that change their owner at the next restart. */
export function PendingRestart({
  cluster,
  seen,
}: {
  readonly cluster: ClusterGovernance;
  readonly seen: boolean;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const pods = cluster.owns
    .filter(owned => owned.pendingRestart)
    .flatMap(owned => owned.pods);
  if (cluster.wouldOwn.code === 'unknown' || (pods.length === 0 && !seen))
    return <StateBadge state="unknown" />;
  if (pods.length === 0)
    return (
      <StateBadge state="not-applicable" word={t('control.nonePending')} />
    );
  return (
    <>
      <StateBadge
        state={seen ? 'degraded' : 'stale'}
        word={common('pods.pending', { count: pods.length })}
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
