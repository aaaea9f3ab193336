import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import {
  ClusterName,
  FleetCluster,
  Instant,
} from '@meshwise/backstage-plugin-mesh-common';
import { ReactNode } from 'react';
import { useHeldOrder } from '../hooks/useHeldOrder';
import { StaleCell } from '../components/StaleCell';
import { StateBadge } from '../components/StateBadge';
import { Verbatim } from '../components/Verbatim';
import { worstFirst } from '../state/worstFirst';
import { meshTranslationRef } from '../translation';
import { adminTranslationRef } from './translation';
import { ControlPlaneCount } from './ControlPlaneCount';
import { DataAge } from './DataAge';
import { fleetState } from './fleetState';
import styles from './FleetTable.module.css';
import { RoleText } from './RoleText';

/** All clusters, worst first. A row opens the details of its cluster. */
export function FleetTable(props: {
  readonly clusters: readonly FleetCluster[];
  readonly now: Instant;
  readonly onOpen: (cluster: ClusterName) => void;
}) {
  const { clusters, now, onOpen } = props;
  const { t } = useTranslationRef(adminTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const { rows, region } = useHeldOrder(
    worstFirst(clusters, cluster => fleetState(cluster, now)),
    cluster => cluster.name,
  );
  return (
    <div className={styles.region} {...region}>
      <TableRoot
        aria-label={t('fleet.title')}
        onRowAction={key => onOpen(String(key))}
      >
        <TableHeader>
          <Column isRowHeader>{t('fleet.column.cluster')}</Column>
          <Column>{t('fleet.column.mesh')}</Column>
          <Column>{t('fleet.column.network')}</Column>
          <Column>{t('fleet.column.model')}</Column>
          <Column className={styles.controlPlanes}>
            {t('fleet.column.controlPlanes')}
          </Column>
          <Column>{t('fleet.column.data')}</Column>
        </TableHeader>
        <TableBody>
          {rows.map(cluster => {
            const state = fleetState(cluster, now);
            const stale = state === 'stale' || state === 'unknown';
            return (
              <Row key={cluster.name} id={cluster.name}>
                <StaleCell stale={stale} lead>
                  <span className={styles.cluster}>
                    <StateBadge state={state} glyphOnly />
                    <Button
                      variant="tertiary"
                      size="small"
                      className={styles.name}
                      onPress={() => onOpen(cluster.name)}
                    >
                      <Verbatim>{cluster.title ?? cluster.name}</Verbatim>
                    </Button>
                  </span>
                </StaleCell>
                <StaleCell stale={stale}>
                  <Known cluster={cluster}>
                    {position =>
                      position.mesh && <Verbatim>{position.mesh}</Verbatim>
                    }
                  </Known>
                </StaleCell>
                <StaleCell stale={stale}>
                  <Known cluster={cluster}>
                    {({ networks }) =>
                      networks.map(network => (
                        <div key={network}>
                          {network === '' ? (
                            common('network.unset')
                          ) : (
                            <Verbatim>{network}</Verbatim>
                          )}
                        </div>
                      ))
                    }
                  </Known>
                </StaleCell>
                <StaleCell stale={stale}>
                  <Known cluster={cluster}>
                    {({ roles }) =>
                      roles.map((role, index) => (
                        <div key={index}>
                          <RoleText role={role} />
                        </div>
                      ))
                    }
                  </Known>
                </StaleCell>
                <StaleCell stale={stale}>
                  <Known cluster={cluster}>
                    {({ controlPlanes }) => (
                      <ControlPlaneCount
                        controlPlanes={controlPlanes}
                        stale={stale}
                      />
                    )}
                  </Known>
                </StaleCell>
                <Cell>
                  <DataAge
                    freshness={cluster.freshness}
                    unreadable={cluster.unreadable}
                    now={now}
                  />
                </Cell>
              </Row>
            );
          })}
        </TableBody>
      </TableRoot>
    </div>
  );
}

/** A part of a cluster's place in the fleet: `?` where it was never read, a dash where there is none. */
function Known(props: {
  readonly cluster: FleetCluster;
  readonly children: (
    position: NonNullable<FleetCluster['position']>,
  ) => ReactNode;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { position } = props.cluster;
  if (
    position === undefined ||
    position.roles.some(role => role.code === 'unknown')
  )
    return <>{t('unit.unknown')}</>;
  const content = props.children(position);
  const empty =
    content === undefined || (Array.isArray(content) && content.length === 0);
  return <>{empty ? t('unit.none') : content}</>;
}
