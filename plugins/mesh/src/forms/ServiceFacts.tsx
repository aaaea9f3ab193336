import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  meshServiceReadPermission,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import { LiveAnswer } from '../components/LiveAnswer';
import { Muted } from '../components/Muted';
import { printable } from '../components/printable';
import { useFormat } from '../components/useFormat';
import { useService } from '../hooks/useService';
import { formTranslationRef } from './translation';

/** Where a chosen service runs now, and where that could not be seen. */
export function ServiceFacts({ service }: { readonly service: ServiceRef }) {
  const { t } = useTranslationRef(formTranslationRef);
  const format = useFormat();
  const live = useService(service);
  return (
    <LiveAnswer
      live={live}
      rows={1}
      permission={meshServiceReadPermission.name}
      quiet
    >
      {({ endpoints: { clusters } }) => {
        const seen = clusters.filter(part => part.knowledge === 'complete');
        const unseen = clusters.filter(part => part.knowledge !== 'complete');
        return (
          <Muted as="p">
            {seen.length === 0
              ? t('field.service.nowhere')
              : t('field.service.facts', {
                  clusters: seen
                    .map(
                      ({ cluster, ready, total }) =>
                        `${printable(cluster)} ${format.count(
                          ready,
                        )}/${format.count(total)}`,
                    )
                    .join(', '),
                })}{' '}
            {unseen.length > 0 &&
              t('field.service.factsUnseen', {
                clusters: unseen
                  .map(({ cluster }) => printable(cluster))
                  .join(', '),
              })}
          </Muted>
        );
      }}
    </LiveAnswer>
  );
}
