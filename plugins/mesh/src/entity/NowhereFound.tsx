import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Answered, ServiceView } from '@meshwise/backstage-plugin-mesh-common';
import { EmptyBlock } from '../components/EmptyBlock';
import { printable } from '../components/printable';
import { serviceTranslationRef } from './translation';
import { serviceParam } from './serviceParam';
import { UnseenClusters } from './UnseenClusters';

/** No cluster that could be asked has a part of the service. */
export function NowhereFound({
  answer,
}: {
  readonly answer: Answered<ServiceView>;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { service, without, clusters } = answer.value.endpoints;
  const asked = without.map(printable).join(', ');
  return (
    <div data-state="empty">
      <EmptyBlock
        title={t(
          answer.partial || clusters.length > 0
            ? 'service.notSeen'
            : 'service.nowhere',
          {
            service: printable(serviceParam(service)),
          },
        )}
        description={
          without.length > 0
            ? t('service.asked', { clusters: asked })
            : t('service.askedNone')
        }
      />
      <UnseenClusters parts={answer.value.endpoints.clusters} />
    </div>
  );
}
