import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { ClusterView, Instant } from '@meshwise/backstage-plugin-mesh-common';
import { Fact, Facts } from '../components/Facts';
import { Timestamp } from '../components/Timestamp';
import { Verbatim } from '../components/Verbatim';
import { isAnswering } from '../state/clusterState';
import { meshTranslationRef } from '../translation';
import { adminTranslationRef } from './translation';
import { ControlPlaneCount } from './ControlPlaneCount';
import { DataAge } from './DataAge';
import { KindSyncTable } from './KindSyncTable';

/** State of a cluster's data in words, what is known of the cluster, and each kind that is read from it. */
export function ClusterDetails({
  view,
  now,
}: {
  readonly view: ClusterView;
  readonly now: Instant;
}) {
  const { t } = useTranslationRef(adminTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const { freshness } = view;
  return (
    <Flex direction="column" gap="3">
      <Text as="p">
        {t(`cluster.state.${headline(view)}`, {
          count: view.unreadable,
          since: <Timestamp key="since" at={freshness.since} now={now} />,
        })}{' '}
        {freshness.reason !== undefined && (
          <Verbatim>{freshness.reason}</Verbatim>
        )}
      </Text>
      <Facts>
        <Fact term={t('fleet.column.data')}>
          <DataAge
            freshness={freshness}
            unreadable={view.unreadable}
            now={now}
          />
        </Fact>
        <Fact term={t('cluster.kubernetes')}>
          {view.kubernetesVersion === undefined ? (
            common('unit.unknown')
          ) : (
            <Verbatim>{view.kubernetesVersion}</Verbatim>
          )}
        </Fact>
        <Fact term={t('cluster.authProvider')}>
          <Verbatim>{view.authProvider}</Verbatim>
        </Fact>
        <Fact term={t('cluster.writer.title')}>
          {t(view.writable ? 'cluster.writer.yes' : 'cluster.writer.no')}
        </Fact>
        {view.position && (
          <Fact term={t('fleet.column.controlPlanes')}>
            <ControlPlaneCount
              controlPlanes={view.position.controlPlanes}
              stale={!isAnswering(freshness, now)}
            />
          </Fact>
        )}
      </Facts>
      {freshness.state !== 'sign-in' && (
        <KindSyncTable kinds={view.kinds} now={now} />
      )}
    </Flex>
  );
}

function headline({ freshness: { state }, unreadable }: ClusterView) {
  return state === 'synced' && unreadable > 0 ? 'unreadable' : state;
}
