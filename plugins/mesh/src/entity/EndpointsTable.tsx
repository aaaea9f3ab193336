import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ButtonIcon,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import {
  ClusterName,
  Freshness,
  ReachRow,
} from '@meshwise/backstage-plugin-mesh-common';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { ReactNode } from 'react';
import { printable } from '../components/printable';
import { StaleCell } from '../components/StaleCell';
import { StateBadge } from '../components/StateBadge';
import { Verbatim } from '../components/Verbatim';
import { useFormat } from '../components/useFormat';
import { endpointsState } from '../state/endpointsState';
import { meshTranslationRef } from '../translation';
import { serviceTranslationRef } from './translation';
import { EndpointRow } from './endpointRows';
import styles from './EndpointsTable.module.css';
import { EndpointHealthBadge } from './EndpointHealthBadge';
import { ClusterLabel } from './ClusterLabel';
import { ReadyCount } from './ReadyCount';
import { useWayText } from './reach/useWayText';

/** Endpoints as a table whose clusters and localities open and close. */
export function EndpointsTable(props: {
  readonly rows: readonly EndpointRow[];
  readonly freshness: Freshness;
  /** Named where the tables of several meshes stand below each other. */
  readonly mesh?: string;
  /** Client cluster from which the way to each cluster is shown. */
  readonly client?: ReachRow;
  readonly onToggle: (id: string) => void;
}) {
  const { rows, freshness, mesh, client, onToggle } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  return (
    <div className={styles.region}>
      <TableRoot
        aria-label={
          mesh === undefined
            ? t('endpoints.title')
            : t('endpoints.titleOfMesh', { mesh: printable(mesh) })
        }
      >
        <TableHeader>
          <Column isRowHeader className={styles.where}>
            {t('endpoints.column.where')}
          </Column>
          <Column>{t('endpoints.column.ready')}</Column>
          <Column>{t('endpoints.column.network')}</Column>
          {client && <Column>{t('endpoints.column.reached')}</Column>}
          <Column>{t('endpoints.column.revision')}</Column>
          <Column>{t('endpoints.column.details')}</Column>
        </TableHeader>
        <TableBody>
          {rows.map(row => {
            const cells = cellsOf(row);
            const stale = row.part.knowledge !== 'complete';
            return (
              <Row key={row.id} id={row.id}>
                <StaleCell stale={stale} lead>
                  <span className={styles.head} data-level={row.code}>
                    {(row.code === 'cluster' || row.code === 'locality') && (
                      <Toggle row={row} onToggle={() => onToggle(row.id)} />
                    )}
                    <span>
                      {row.code === 'cluster' ? (
                        <ClusterLabel
                          cluster={row.part.cluster}
                          state={endpointsState(row.part)}
                          freshness={freshness}
                        />
                      ) : (
                        cells.where
                      )}
                    </span>
                  </span>
                </StaleCell>
                <StaleCell stale={stale}>{cells.ready}</StaleCell>
                <StaleCell stale={stale}>{cells.network}</StaleCell>
                {client && (
                  <StaleCell stale={stale}>
                    {row.code === 'cluster' && (
                      <Way client={client} to={row.part.cluster} />
                    )}
                  </StaleCell>
                )}
                <StaleCell stale={stale}>{cells.revision}</StaleCell>
                <StaleCell stale={stale}>{cells.details}</StaleCell>
              </Row>
            );
          })}
        </TableBody>
      </TableRoot>
    </div>
  );
}

/** How the client gets to the endpoints of a cluster, and its share of calls there; the view Reachability says why. */
function Way(props: { readonly client: ReachRow; readonly to: ClusterName }) {
  const { client, to } = props;
  const { state, word } = useWayText()(client, to);
  return <StateBadge state={state} word={word} />;
}

function Toggle(props: {
  readonly row: Extract<EndpointRow, { code: 'cluster' | 'locality' }>;
  readonly onToggle: () => void;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { row, onToggle } = props;
  const name = printable(
    row.code === 'cluster' ? row.part.cluster : row.locality.locality,
  );
  return (
    <ButtonIcon
      size="small"
      variant="tertiary"
      aria-label={t(row.expanded ? 'endpoints.close' : 'endpoints.open', {
        name,
      })}
      aria-expanded={row.expanded}
      icon={row.expanded ? <RiArrowDownSLine /> : <RiArrowRightSLine />}
      onPress={onToggle}
    />
  );
}

interface Cells {
  readonly where?: ReactNode;
  readonly ready?: ReactNode;
  readonly network?: ReactNode;
  readonly revision?: ReactNode;
  readonly details?: ReactNode;
}

function cellsOf(row: EndpointRow): Cells {
  switch (row.code) {
    case 'cluster':
      return {
        ready: <ReadyCount part={row.part} />,
        network: row.part.networks.map(network => (
          <NetworkName key={network} name={network} />
        )),
        details: <ServicePorts part={row.part} />,
      };
    case 'locality':
      return {
        where: <LocalityName name={row.locality.locality} />,
        ready: (
          <ReadyCount
            part={{ ...row.locality, knowledge: row.part.knowledge }}
          />
        ),
      };
    case 'endpoint': {
      const { pod, address, ports, health, network, revision, mtls } =
        row.endpoint;
      return {
        where: <Verbatim>{pod ?? address}</Verbatim>,
        ready: <EndpointHealthBadge health={health} />,
        network: <NetworkName name={network} />,
        revision:
          revision === undefined ? (
            <NoSidecar />
          ) : (
            <Verbatim>{revision}</Verbatim>
          ),
        details: (
          <Address
            address={address}
            ports={ports.map(port => port.number)}
            mtls={mtls}
          />
        ),
      };
    }
    default:
      return { where: <More count={row.count} /> };
  }
}

function NetworkName({ name }: { readonly name: string }) {
  const { t } = useTranslationRef(meshTranslationRef);
  return name === '' ? <>{t('network.unset')}</> : <Verbatim>{name}</Verbatim>;
}

function LocalityName({ name }: { readonly name: string }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  return name === '' ? (
    <>{t('endpoints.localityUnknown')}</>
  ) : (
    <Verbatim>{name}</Verbatim>
  );
}

function NoSidecar() {
  const { t } = useTranslationRef(serviceTranslationRef);
  return <>{t('endpoints.noSidecar')}</>;
}

function More({ count }: { readonly count: number }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  return <>{t('endpoints.more', { value: useFormat().count(count), count })}</>;
}

function ServicePorts({ part }: { readonly part: EndpointRow['part'] }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  if (part.defined === 'unknown') return <>{t('endpoints.serviceUnknown')}</>;
  if (!part.defined) return <>{t('endpoints.serviceMissing')}</>;
  return (
    <Verbatim>
      {part.ports.map(port => `${port.number}/${port.protocol}`).join(', ')}
    </Verbatim>
  );
}

function Address(props: {
  readonly address: string;
  readonly ports: readonly number[];
  readonly mtls: boolean;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  return (
    <>
      <Verbatim>{`${props.address}:${props.ports.join(',')}`}</Verbatim>
      <br />
      {t(props.mtls ? 'endpoints.mtls' : 'endpoints.plain')}
    </>
  );
}
