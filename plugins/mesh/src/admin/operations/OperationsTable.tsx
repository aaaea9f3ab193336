import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Link,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import { Operation } from '@meshwise/backstage-plugin-mesh-common';
import { StateBadge } from '../../components/StateBadge';
import { Timestamp } from '../../components/Timestamp';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { useOperationLink } from '../../hooks/useOperationLink';
import { operationState } from '../../state/operationState';
import { meshTranslationRef } from '../../translation';
import { operationsTranslationRef } from '../../plan/translation';
import styles from '../FleetTable.module.css';
import { Requester } from './Requester';

/** Operations with a link to each. */
export function OperationsTable({
  operations,
}: {
  readonly operations: readonly Operation[];
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  const linkTo = useOperationLink();
  return (
    <div className={styles.region}>
      <TableRoot aria-label={t('operation.title')}>
        <TableHeader>
          <Column isRowHeader className={styles.what}>
            {t('operation.column.what')}
          </Column>
          <Column>{t('operation.column.state')}</Column>
          <Column>{t('operation.column.clusters')}</Column>
          <Column>{t('operation.column.who')}</Column>
          <Column>{t('operation.column.started')}</Column>
          <Column>{t('operation.column.plan')}</Column>
          <Column>{t('operation.column.approver')}</Column>
        </TableHeader>
        <TableBody>
          {operations.map(operation => (
            <Row key={operation.id} id={operation.id}>
              <Cell>
                <Link href={linkTo(operation.id)}>
                  <Verbatim>{operation.summary}</Verbatim>
                </Link>
              </Cell>
              <Cell>
                <StateBadge
                  state={operationState(operation)}
                  word={t(`operation.state.${operation.state}`)}
                />
              </Cell>
              <Cell>
                {t('operation.clusters', {
                  done: format.count(
                    operation.targets.filter(target => target.state === 'done')
                      .length,
                  ),
                  total: format.count(operation.targets.length),
                })}
              </Cell>
              <Cell>
                <Requester name={operation.requester} />
              </Cell>
              <Cell>
                <Timestamp at={operation.createdAt} now={Date.now()} />
              </Cell>
              <Cell>
                <code>
                  <Verbatim>{operation.planHash.slice(0, 12)}</Verbatim>
                </code>
              </Cell>
              <Cell>
                {operation.approval?.approver === undefined ? (
                  common('unit.none')
                ) : (
                  <Requester name={operation.approval.approver} />
                )}
              </Cell>
            </Row>
          ))}
        </TableBody>
      </TableRoot>
    </div>
  );
}
