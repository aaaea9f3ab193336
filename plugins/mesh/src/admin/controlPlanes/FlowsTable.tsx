import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Column, Row, TableBody, TableHeader, TableRoot } from '@backstage/ui';
import {
  ClusterFlows,
  ClusterName,
} from '@meshwise/backstage-plugin-mesh-common';
import { EmptyBlock } from '../../components/EmptyBlock';
import { Muted } from '../../components/Muted';
import { StaleCell } from '../../components/StaleCell';
import { StateBadge } from '../../components/StateBadge';
import { Verbatim } from '../../components/Verbatim';
import styles from '../FleetTable.module.css';
import { MemberText } from './MemberText';
import { TwinText } from './TwinText';
import { controlPlanesTranslationRef } from './translation';

/** Ingress, applications and egress of each cluster: who carries them, who could take over, and what is missing. */
export function FlowsTable(props: {
  readonly clusters: readonly ClusterFlows[];
  readonly isStale: (cluster: ClusterName) => boolean;
}) {
  const { clusters, isStale } = props;
  const { t } = useTranslationRef(controlPlanesTranslationRef);
  const rows = clusters.flatMap(({ cluster, layout, flows }) =>
    flows.map(flow => ({ cluster, layout, ...flow })),
  );
  if (rows.length === 0) return <EmptyBlock title={t('noFlows')} />;
  return (
    <div className={styles.region}>
      <TableRoot aria-label={t('flows')}>
        <TableHeader>
          <Column isRowHeader>{t('column.cluster')}</Column>
          <Column>{t('column.active')}</Column>
          <Column>{t('column.standby')}</Column>
          <Column>{t('column.gaps')}</Column>
        </TableHeader>
        <TableBody>
          {rows.map(({ cluster, layout, flow, active, standby, gaps }) => {
            const stale = isStale(cluster);
            return (
              <Row key={`${cluster} ${flow}`} id={`${cluster} ${flow}`}>
                <StaleCell stale={stale} lead>
                  <Verbatim>{cluster}</Verbatim>{' '}
                  <strong>{t(`flowName.${flow}`)}</strong>
                  <Muted as="div">{t(`layout.${layout}`)}</Muted>
                </StaleCell>
                <StaleCell stale={stale}>
                  {active ? (
                    <MemberText member={active} stale={stale} />
                  ) : (
                    t('noActive')
                  )}
                </StaleCell>
                <StaleCell stale={stale}>
                  {standby.map(member => (
                    <div key={Object.values(member.controlPlane).join('/')}>
                      <MemberText member={member} stale={stale} />
                      {member.equality && (
                        <TwinText equality={member.equality} />
                      )}
                    </div>
                  ))}
                  {standby.length === 0 && t('noStandby')}
                </StaleCell>
                <StaleCell stale={stale}>
                  {gaps.map(gap => (
                    <div key={gap}>
                      <StateBadge state="degraded" word={t(`gap.${gap}`)} />
                    </div>
                  ))}
                  {gaps.length === 0 && t('noGaps')}
                </StaleCell>
              </Row>
            );
          })}
        </TableBody>
      </TableRoot>
    </div>
  );
}
