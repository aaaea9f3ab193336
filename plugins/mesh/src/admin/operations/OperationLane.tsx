import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Card,
  CardBody,
  CardHeader,
  Cell,
  Column,
  Flex,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
  Text,
} from '@backstage/ui';
import { OperationTarget } from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { printable } from '../../components/printable';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { itemState, targetState } from '../../state/operationState';
import { operationsTranslationRef } from '../../plan/translation';

const FINISHED: ReadonlySet<OperationTarget['items'][number]['state']> =
  new Set(['applied', 'unchanged', 'compensated', 'skipped']);

/** How far an operation is in one cluster, object by object. */
export function OperationLane({
  target,
}: {
  readonly target: OperationTarget;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const format = useFormat();
  const { cluster, items, state } = target;
  const finished = items.filter(item => FINISHED.has(item.state)).length;
  return (
    <Card>
      <CardHeader>
        <Flex align="center" gap="3">
          <Text as="h3" weight="bold">
            <Verbatim>{cluster}</Verbatim>
          </Text>
          <StateBadge
            state={targetState(target)}
            word={t(`operation.target.${state}`)}
          />
          <Muted>
            {t('operation.clusters', {
              done: format.count(finished),
              total: format.count(items.length),
            })}
          </Muted>
        </Flex>
      </CardHeader>
      <CardBody>
        {items.length === 0 ? (
          <Text>{t('operation.noItems')}</Text>
        ) : (
          <TableRoot
            aria-label={t('operation.items', { cluster: printable(cluster) })}
          >
            <TableHeader>
              <Column isRowHeader>{t('operation.column.object')}</Column>
              <Column>{t('operation.column.act')}</Column>
              <Column>{t('operation.column.state')}</Column>
              <Column>{t('operation.column.message')}</Column>
            </TableHeader>
            <TableBody>
              {items.map(item => (
                <Row key={item.object} id={item.object}>
                  <Cell>
                    <Verbatim>{item.object}</Verbatim>
                  </Cell>
                  <Cell>{t(`plan.act.${item.act}`)}</Cell>
                  <Cell>
                    <StateBadge
                      state={itemState(item)}
                      word={t(`operation.item.${item.state}`)}
                    />
                  </Cell>
                  <Cell>
                    {item.message !== undefined && (
                      <Verbatim>{item.message}</Verbatim>
                    )}
                    {item.auditId !== undefined && (
                      <Muted as="div">
                        {t('operation.auditId')}{' '}
                        <code>
                          <Verbatim>{item.auditId}</Verbatim>
                        </code>
                      </Muted>
                    )}
                  </Cell>
                </Row>
              ))}
            </TableBody>
          </TableRoot>
        )}
      </CardBody>
    </Card>
  );
}
