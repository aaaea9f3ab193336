import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { WaypointConfig } from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { serviceTranslationRef } from '../translation';
import { AnsweredBy } from './AnsweredBy';
import { ConfigCard, ConfigPart } from './ConfigCard';
import { ConfigTable } from './ConfigTable';

/** What the waypoint of the service applies to requests in one cluster, as its control plane reads it. */
export function WaypointConfigCard({
  part,
  context,
  freshness,
}: ConfigPart<WaypointConfig>) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const format = useFormat();
  const { cluster, controlPlane, waypoint, ready, pods, policies } = part.value;
  const { destinationRules, routes } = part.value;
  return (
    <ConfigCard
      part={part}
      freshness={freshness}
      head={<AnsweredBy controlPlane={controlPlane} freshness={freshness} />}
    >
      <Text as="p">
        {t('config.who.waypoint', {
          name: printable(`${waypoint.namespace}/${waypoint.name}`),
          cluster: printable(cluster),
          ready: format.count(ready),
          pods: format.count(pods),
        })}
      </Text>
      <div>
        <StateBadge state="unknown" word={t('config.waypoints.limited')} />
      </div>
      <ConfigTable
        label={t('config.table.waypoint', { cluster: printable(cluster) })}
        context={context}
        rows={[
          { topic: 'destinationRules', ...destinationRules, merged: true },
          { topic: 'routes', ...routes, merged: true },
          { topic: 'authorizationPolicies', objects: policies },
        ]}
      />
    </ConfigCard>
  );
}
