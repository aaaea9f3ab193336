import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex } from '@backstage/ui';
import {
  ClusterName,
  FleetCluster,
  Instant,
} from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../components/Muted';
import { printable } from '../components/printable';
import { Timestamp } from '../components/Timestamp';
import { Verbatim } from '../components/Verbatim';
import { worstFirst } from '../state/worstFirst';
import { adminTranslationRef } from './translation';
import { fleetState, isNotFullyReady } from './fleetState';

/** The strip repeats the worst; everything is in the table. */
const LIMIT = 3;

/** What is wrong in the fleet, worst first. Nothing where nothing is wrong. */
export function FleetProblems(props: {
  readonly clusters: readonly FleetCluster[];
  readonly now: Instant;
  readonly onOpen: (cluster: ClusterName) => void;
}) {
  const { clusters, now, onOpen } = props;
  const { t } = useTranslationRef(adminTranslationRef);
  const wrong = worstFirst(
    clusters.filter(
      cluster =>
        cluster.freshness.state !== 'sign-in' &&
        !['healthy', 'progressing'].includes(fleetState(cluster, now)),
    ),
    cluster => fleetState(cluster, now),
  );
  if (wrong.length === 0) return null;
  return (
    <Flex
      direction="column"
      gap="2"
      role="status"
      aria-label={t('fleet.wrong')}
    >
      {wrong.slice(0, LIMIT).map(cluster => (
        <Alert
          key={cluster.name}
          status="warning"
          icon
          title={t(`fleet.problem.${problemOf(cluster, now)}`, {
            cluster: printable(cluster.name),
            count: cluster.unreadable,
            since: (
              <Timestamp key="since" at={cluster.freshness.since} now={now} />
            ),
          })}
          description={
            cluster.freshness.reason && (
              <Verbatim>{cluster.freshness.reason}</Verbatim>
            )
          }
          customActions={
            <Button
              size="small"
              variant="secondary"
              onPress={() => onOpen(cluster.name)}
            >
              {t('fleet.why')}
            </Button>
          }
        />
      ))}
      {wrong.length > LIMIT && (
        <Muted>{t('fleet.moreWrong', { count: wrong.length - LIMIT })}</Muted>
      )}
    </Flex>
  );
}

function problemOf(cluster: FleetCluster, now: Instant) {
  const { state } = cluster.freshness;
  if (state !== 'synced' && state !== 'not-installed' && state !== 'sign-in')
    return state;
  const fleet = fleetState(cluster, now);
  if (fleet !== 'down' && fleet !== 'degraded') return 'silent';
  return cluster.position?.controlPlanes.some(isNotFullyReady)
    ? 'control-plane'
    : 'unreadable';
}
