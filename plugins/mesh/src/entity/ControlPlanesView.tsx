import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import { Answered, ServiceView } from '@meshwise/backstage-plugin-mesh-common';
import { EmptyBlock } from '../components/EmptyBlock';
import { Muted } from '../components/Muted';
import { StaleCell } from '../components/StaleCell';
import { Verbatim } from '../components/Verbatim';
import { clusterState, isAnswering } from '../state/clusterState';
import { serviceTranslationRef } from './translation';
import { ClusterContact } from './ClusterContact';
import { ClusterLabel } from './ClusterLabel';
import styles from './EndpointsTable.module.css';
import { OwnsText } from './OwnsText';
import { PendingRestart } from './PendingRestart';
import { WouldOwnText } from './WouldOwnText';

/** Which control plane owns the pods now, which one would own a pod created now, and which pods wait for a restart. */
export function ControlPlanesView({
  answer,
}: {
  readonly answer: Answered<ServiceView>;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { freshness, value } = answer;
  const { clusters } = value.governance;
  const ages = new Map(
    freshness.clusters.map(cluster => [cluster.name, cluster]),
  );
  if (clusters.length === 0) {
    return (
      <EmptyBlock
        title={t(
          answer.partial ? 'control.empty.notSeen' : 'control.empty.title',
        )}
        description={t('control.empty.reason')}
      />
    );
  }
  return (
    <div className={styles.region}>
      <TableRoot aria-label={t('control.table')}>
        <TableHeader>
          <Column isRowHeader>{t('control.column.cluster')}</Column>
          <Column>{t('control.column.owns')}</Column>
          <Column>{t('control.column.wouldOwn')}</Column>
          <Column>{t('control.column.pending')}</Column>
          <Column>{t('control.column.config')}</Column>
          <Column>{t('control.column.contact')}</Column>
        </TableHeader>
        <TableBody>
          {clusters.map(cluster => {
            const age = ages.get(cluster.cluster);
            const seen = age !== undefined && isAnswering(age, freshness.now);
            const state =
              age === undefined ? 'unknown' : clusterState(age, freshness.now);
            return (
              <Row key={cluster.cluster} id={cluster.cluster}>
                <StaleCell stale={!seen} lead>
                  {seen ? (
                    <Verbatim>{cluster.cluster}</Verbatim>
                  ) : (
                    <ClusterLabel
                      cluster={cluster.cluster}
                      state={state}
                      freshness={freshness}
                    />
                  )}
                </StaleCell>
                <StaleCell stale={!seen}>
                  <OwnsText owns={cluster.owns} seen={seen} />
                </StaleCell>
                <StaleCell stale={!seen}>
                  <WouldOwnText wouldOwn={cluster.wouldOwn} />
                </StaleCell>
                <StaleCell stale={!seen}>
                  <PendingRestart cluster={cluster} seen={seen} />
                </StaleCell>
                <StaleCell stale={!seen}>
                  {cluster.configCluster === undefined ? (
                    t('control.configUnknown')
                  ) : (
                    <Verbatim>{cluster.configCluster}</Verbatim>
                  )}
                </StaleCell>
                <Cell>
                  <ClusterContact
                    contacts={value.contacts}
                    cluster={cluster.cluster}
                  />
                </Cell>
              </Row>
            );
          })}
        </TableBody>
      </TableRoot>
      <Muted as="p">{t('control.note')}</Muted>
    </div>
  );
}
