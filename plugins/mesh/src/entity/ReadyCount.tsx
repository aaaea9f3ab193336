import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ClusterEndpoints } from '@meshwise/backstage-plugin-mesh-common';
import { useFormat } from '../components/useFormat';
import { meshTranslationRef } from '../translation';
import { serviceTranslationRef } from './translation';

/** Ready of all endpoints. `?` where nothing is known, which is not zero; an asterisk where it is the last known count. */
export function ReadyCount({
  part,
}: {
  readonly part: Pick<ClusterEndpoints, 'knowledge' | 'ready' | 'total'>;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  if (part.knowledge === 'unknown') return <>{common('unit.unknown')}</>;
  const counts = {
    ready: format.count(part.ready),
    total: format.count(part.total),
  };
  return (
    <>
      {t(
        part.knowledge === 'stale' ? 'service.readyStale' : 'service.ready',
        counts,
      )}
    </>
  );
}
