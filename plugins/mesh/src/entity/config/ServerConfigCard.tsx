import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { ServerConfig } from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { serviceTranslationRef } from '../translation';
import { AnsweredBy } from './AnsweredBy';
import { ConfigCard, ConfigPart } from './ConfigCard';
import { ConfigTable } from './ConfigTable';

/** Which policies guard some pods of the service, as their control plane reads them. */
export function ServerConfigCard({
  part,
  context,
  freshness,
}: ConfigPart<ServerConfig>) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const format = useFormat();
  const { cluster, controlPlane, policies, limited } = part.value;
  const { pods, guard, waypoint } = policies;
  const { peerAuthentications, authorizationPolicies } = policies;
  const actions = new Map(
    authorizationPolicies.objects.map(({ object, action }) => [object, action]),
  );
  return (
    <ConfigCard
      part={part}
      freshness={freshness}
      head={
        controlPlane && (
          <AnsweredBy controlPlane={controlPlane} freshness={freshness} />
        )
      }
    >
      <Text as="p">
        {t('config.who.pods', {
          count: pods.length,
          value: format.count(pods.length),
          cluster: printable(cluster),
        })}
      </Text>
      {limited && (
        <div>
          <StateBadge state="unknown" word={t('config.answered.limited')} />
        </div>
      )}
      {waypoint !== undefined && (
        <Text as="p">
          {t('config.answered.waypoint')} <Verbatim>{waypoint}</Verbatim>
        </Text>
      )}
      {guard === 'none' || guard === 'unknown' ? (
        <div>
          <StateBadge
            state={guard === 'none' ? 'degraded' : 'unknown'}
            word={t(
              guard === 'none'
                ? 'config.answered.nobody'
                : 'config.answered.unknown',
            )}
          />
        </div>
      ) : (
        <ConfigTable
          label={t('config.table.servers', { cluster: printable(cluster) })}
          context={context}
          rows={[
            { topic: 'peerAuthentications', ...peerAuthentications },
            {
              topic: 'authorizationPolicies',
              objects: [...actions.keys()],
              others: authorizationPolicies.others,
              actionOf: object => actions.get(object),
            },
          ]}
        />
      )}
    </ConfigCard>
  );
}
