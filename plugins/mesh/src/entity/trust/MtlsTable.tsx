import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import { ServerMtlsView } from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { meshTranslationRef } from '../../translation';
import { serviceTranslationRef } from '../translation';
import { MtlsRow, mtlsRows } from './mtlsRows';
import { mtlsState } from './mtlsState';
import styles from './TrustTables.module.css';

/** Whether each port demands, allows or refuses mutual TLS, and which policies say so. */
export function MtlsTable({
  clusters,
}: {
  readonly clusters: readonly ServerMtlsView[];
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const format = useFormat();
  return (
    <div className={styles.region}>
      <TableRoot aria-label={t('serviceTrust.mtls.table')}>
        <TableHeader>
          <Column isRowHeader>{t('serviceTrust.mtls.column.cluster')}</Column>
          <Column>{t('serviceTrust.mtls.column.port')}</Column>
          <Column>{t('serviceTrust.mtls.column.mode')}</Column>
          <Column>{t('serviceTrust.mtls.column.from')}</Column>
          <Column>{t('serviceTrust.mtls.column.pods')}</Column>
        </TableHeader>
        <TableBody>
          {mtlsRows(clusters).map(row => (
            <Row key={row.id} id={row.id}>
              <Cell className={styles.cell}>
                <Verbatim>{row.cluster}</Verbatim>
              </Cell>
              <Cell className={styles.cell}>
                {row.port === undefined ? (
                  t('serviceTrust.mtls.otherPorts')
                ) : (
                  <Verbatim>{`${row.port}${
                    row.portName === undefined ? '' : `/${row.portName}`
                  }`}</Verbatim>
                )}
              </Cell>
              <Cell className={styles.cell}>
                <Mode row={row} />
              </Cell>
              <Cell className={styles.cell}>
                <Deciding row={row} />
              </Cell>
              <Cell className={styles.cell}>
                {format.count(row.group.pods.length)}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </TableRoot>
    </div>
  );
}

function Mode({ row: { mode, group } }: { readonly row: MtlsRow }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  return (
    <>
      <StateBadge
        state={mtlsState(mode)}
        word={t(`serviceTrust.mtls.mode.${mode}`)}
      />
      {group.guard !== 'sidecar' && (
        <Muted as="div">{t(`serviceTrust.mtls.guard.${group.guard}`)}</Muted>
      )}
    </>
  );
}

function Deciding({ row: { group } }: { readonly row: MtlsRow }) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  if (group.guard === 'none' || group.guard === 'unknown')
    return <>{common('unit.none')}</>;
  if (group.from.length === 0)
    return <Muted>{t('serviceTrust.mtls.default')}</Muted>;
  return (
    <ul className={styles.list}>
      {[...group.from].reverse().map(({ cluster, namespace, name }) => (
        <li key={`${namespace}/${name}`}>
          <Verbatim>{`${namespace}/${name}`}</Verbatim>{' '}
          {cluster !== group.configCluster && <Verbatim>{cluster}</Verbatim>}
        </li>
      ))}
    </ul>
  );
}
