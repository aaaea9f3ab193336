import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import { ObjectRef } from '@meshwise/backstage-plugin-mesh-common';
import { serviceTranslationRef } from '../translation';
import styles from './ConfigTable.module.css';
import { Loser, Losers } from './Losers';
import { ObjectContext, Winners } from './Winners';

/** One question that configuration decides, with the objects that do and those that do not. */
export interface ConfigRow {
  readonly topic:
    | 'definition'
    | 'sidecar'
    | 'destinationRules'
    | 'routes'
    | 'peerAuthentications'
    | 'authorizationPolicies';
  /** What is in force, the deciding one first. */
  readonly objects: readonly ObjectRef[];
  readonly others?: readonly Loser[];
  /** Whether those after the first are merged into it. */
  readonly merged?: boolean;
  readonly withCluster?: boolean;
  readonly actionOf?: (object: ObjectRef) => string | undefined;
}

/** What is in force and what is not, a row for each question. */
export function ConfigTable({
  label,
  context,
  rows,
}: {
  readonly label: string;
  readonly context: ObjectContext;
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
          {rows.map(row => (
            <Row key={row.topic} id={row.topic}>
              <Cell className={styles.cell}>
                {t(`config.topic.${row.topic}`)}
              </Cell>
              <Cell className={styles.cell}>
                <Winners
                  objects={row.objects}
                  context={context}
                  further={row.merged ? t('config.merged') : undefined}
                  nothing={t(`config.default.${row.topic}`)}
                  withCluster={row.withCluster}
                  actionOf={row.actionOf}
                />
              </Cell>
              <Cell className={styles.cell}>
                <Losers others={row.others ?? []} context={context} />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </TableRoot>
    </div>
  );
}
