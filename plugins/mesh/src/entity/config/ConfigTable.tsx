import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import { ReactNode } from 'react';
import { serviceTranslationRef } from '../translation';
import styles from './ConfigTable.module.css';

/** One question that configuration decides, with the objects that do and those that do not. */
export interface ConfigRow {
  readonly topic:
    | 'definition'
    | 'sidecar'
    | 'destinationRules'
    | 'routes'
    | 'peerAuthentications'
    | 'authorizationPolicies';
  readonly winners: ReactNode;
  readonly losers: ReactNode;
}

/** What is in force and what is not, a row for each question. */
export function ConfigTable({
  label,
  rows,
}: {
  readonly label: string;
  readonly rows: readonly ConfigRow[];
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  return (
    <div className={styles.region}>
      <TableRoot aria-label={label}>
        <TableHeader>
          <Column isRowHeader className={styles.topic}>
            {t('config.table.column.topic')}
          </Column>
          <Column>{t('config.table.column.winner')}</Column>
          <Column>{t('config.table.column.losers')}</Column>
        </TableHeader>
        <TableBody>
          {rows.map(({ topic, winners, losers }) => (
            <Row key={topic} id={topic}>
              <Cell className={styles.cell}>{t(`config.topic.${topic}`)}</Cell>
              <Cell className={styles.cell}>{winners}</Cell>
              <Cell className={styles.cell}>{losers}</Cell>
            </Row>
          ))}
        </TableBody>
      </TableRoot>
    </div>
  );
}
