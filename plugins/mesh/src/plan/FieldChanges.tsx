import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
  Text,
} from '@backstage/ui';
import { ObjectChange } from '@meshwise/backstage-plugin-mesh-common';
import { Verbatim } from '../components/Verbatim';
import { meshTranslationRef } from '../translation';
import { operationsTranslationRef } from './translation';

/** Fields of an object with their values before and after. */
export function FieldChanges({
  fields,
  object,
}: {
  readonly fields: ObjectChange['fields'];
  readonly object: string;
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  if (fields.length === 0) return <Text>{t('plan.noField')}</Text>;
  return (
    <TableRoot aria-label={t('plan.fields', { object })}>
      <TableHeader>
        <Column isRowHeader>{t('plan.column.field')}</Column>
        <Column>{t('plan.column.before')}</Column>
        <Column>{t('plan.column.after')}</Column>
      </TableHeader>
      <TableBody>
        {fields.map(({ path, before, after }) => (
          <Row key={path} id={path}>
            <Cell>
              <Verbatim>{path}</Verbatim>
            </Cell>
            <Cell>
              {before === undefined ? (
                common('unit.none')
              ) : (
                <Verbatim>{before}</Verbatim>
              )}
            </Cell>
            <Cell>
              {after === undefined ? (
                common('unit.none')
              ) : (
                <Verbatim>{after}</Verbatim>
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </TableRoot>
  );
}
