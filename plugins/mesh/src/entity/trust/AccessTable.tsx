import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import {
  ClusterName,
  NamespaceAccess,
  ServiceAccessView,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../../components/printable';
import { meshTranslationRef } from '../../translation';
import { serviceTranslationRef } from '../translation';
import { ShownVerdict } from './accessState';
import { CallerCell } from './CallerCell';
import { PolicyNames } from './PolicyNames';
import styles from './TrustTables.module.css';
import { VerdictBadge } from './VerdictBadge';

const PLAINTEXT = ' plaintext';

/** Whom the service lets in, a row for each namespace and a column for each cluster of the service. */
export function AccessTable(props: {
  readonly service: ServiceRef;
  readonly rows: readonly NamespaceAccess[];
  readonly plaintext: ServiceAccessView['plaintext'];
}) {
  const { service, rows, plaintext } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const clusters = [
    ...new Set(
      [...plaintext, ...rows.flatMap(({ verdicts }) => verdicts)].map(
        ({ cluster }) => cluster,
      ),
    ),
  ].sort();
  const columns = ['caller', ...clusters, 'by'];
  const cells = (
    verdicts: readonly {
      readonly cluster: ClusterName;
      readonly verdict: ShownVerdict;
    }[],
  ) => [
    ...clusters.map(cluster => {
      const found = verdicts.find(verdict => verdict.cluster === cluster);
      return (
        <Cell key={cluster} className={styles.cell}>
          {found ? (
            <VerdictBadge verdict={found.verdict} />
          ) : (
            common('unit.none')
          )}
        </Cell>
      );
    }),
    <Cell key="by" className={styles.cell}>
      <PolicyNames verdicts={verdicts.map(({ verdict }) => verdict)} />
    </Cell>,
  ];
  return (
    <div className={styles.region}>
      <TableRoot aria-label={t('serviceTrust.access.table')}>
        <TableHeader>
          {columns.map((column, index) => {
            const isName = index > 0 && index < columns.length - 1;
            return (
              <Column key={column} isRowHeader={index === 0}>
                {isName
                  ? printable(column)
                  : t(
                      index === 0
                        ? 'serviceTrust.access.column.caller'
                        : 'serviceTrust.access.column.by',
                    )}
              </Column>
            );
          })}
        </TableHeader>
        <TableBody>
          {[
            ...rows.map(row => (
              <Row key={row.namespace} id={row.namespace}>
                {[
                  <Cell key="caller" className={styles.cell}>
                    <CallerCell
                      row={row}
                      own={row.namespace === service.namespace}
                    />
                  </Cell>,
                  ...cells(row.verdicts),
                ]}
              </Row>
            )),
            <Row key={PLAINTEXT} id={PLAINTEXT}>
              {[
                <Cell key="caller" className={styles.cell}>
                  {t('serviceTrust.access.plaintext')}
                </Cell>,
                ...cells(plaintext),
              ]}
            </Row>,
          ]}
        </TableBody>
      </TableRoot>
    </div>
  );
}
