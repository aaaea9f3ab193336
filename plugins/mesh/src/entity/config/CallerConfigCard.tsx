import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { CallerConfig } from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../../components/printable';
import { useFormat } from '../../components/useFormat';
import { serviceTranslationRef } from '../translation';
import { AnsweredBy } from './AnsweredBy';
import { ConfigCard, ConfigPart } from './ConfigCard';
import { ConfigTable } from './ConfigTable';

/** Callers beyond these are counted. */
const SHOWN = 6;

/** What decides how some callers call the service, as their control plane reads it. */
export function CallerConfigCard({
  part,
  context,
  freshness,
}: ConfigPart<CallerConfig>) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const format = useFormat();
  const { controlPlane, callers, config } = part.value;
  const { sidecar, definitions, destinationRules, routes } = config;
  const clusters = [...new Set(callers.map(({ cluster }) => cluster))];
  const named = callers.slice(0, SHOWN).map(({ cluster, namespace, pods }) =>
    t('config.who.caller', {
      namespace: printable(namespace),
      cluster: printable(cluster),
      count: pods,
      value: format.count(pods),
    }),
  );
  const more = callers.length - named.length;
  return (
    <ConfigCard
      part={part}
      freshness={freshness}
      head={<AnsweredBy controlPlane={controlPlane} freshness={freshness} />}
    >
      <Text as="p">
        {t('config.who.callers')}: {named.join(', ')}{' '}
        {more > 0 && t('config.who.more', { value: format.count(more) })}
      </Text>
      <ConfigTable
        label={t('config.table.callers', {
          clusters: clusters.map(printable).join(', '),
        })}
        context={context}
        rows={[
          { topic: 'definition', objects: definitions, withCluster: true },
          { topic: 'sidecar', objects: sidecar ? [sidecar] : [] },
          { topic: 'destinationRules', ...destinationRules, merged: true },
          { topic: 'routes', ...routes, merged: true },
        ]}
      />
    </ConfigCard>
  );
}
