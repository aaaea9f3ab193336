import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import { Freshness } from '@meshwise/backstage-plugin-mesh-common';
import { clusterState } from '../state/clusterState';
import { worstFirst } from '../state/worstFirst';
import { meshTranslationRef } from '../translation';
import { StateBadge } from './StateBadge';
import { Timestamp } from './Timestamp';
import { Verbatim } from './Verbatim';

/** State of the data of each cluster that an answer used, worst first. */
export function ClusterFreshnessTable({
  freshness,
}: {
  readonly freshness: Freshness;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { now } = freshness;
  const clusters = worstFirst(freshness.clusters, cluster =>
    clusterState(cluster, now),
  );
  return (
    <TableRoot aria-label={t('freshness.dialog')}>
      <TableHeader>
        <Column isRowHeader>{t('freshness.column.cluster')}</Column>
        <Column>{t('freshness.column.state')}</Column>
        <Column>{t('freshness.column.lastSeen')}</Column>
        <Column>{t('freshness.column.reason')}</Column>
      </TableHeader>
      <TableBody>
        {clusters.map(cluster => (
          <Row key={cluster.name} id={cluster.name}>
            <Cell>
              <Verbatim>{cluster.name}</Verbatim>
            </Cell>
            <Cell>
              <StateBadge
                state={clusterState(cluster, now)}
                word={t(`sync.${cluster.state}`)}
              />
            </Cell>
            <Cell>
              {cluster.lastSeen === undefined ? (
                t('freshness.neverSeen')
              ) : (
                <Timestamp at={cluster.lastSeen} now={now} />
              )}
            </Cell>
            <Cell>
              {cluster.reason && <Verbatim>{cluster.reason}</Verbatim>}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </TableRoot>
  );
}
