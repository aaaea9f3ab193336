import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import { MtlsEffect, serviceKey } from '@meshwise/backstage-plugin-mesh-common';
import { Verbatim } from '../../components/Verbatim';
import { operationsTranslationRef } from '../translation';

/** How the pods of services accept connections, now and then. */
export function MtlsEffects({
  mtls,
}: {
  readonly mtls: readonly MtlsEffect[];
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  if (mtls.length === 0) return null;
  return (
    <TableRoot aria-label={t('effect.mtls')}>
      <TableHeader>
        <Column isRowHeader>{t('effect.column.service')}</Column>
        <Column>{t('effect.column.cluster')}</Column>
        <Column>{t('effect.column.before')}</Column>
        <Column>{t('effect.column.after')}</Column>
      </TableHeader>
      <TableBody>
        {mtls.map(({ service, cluster, before, after }, index) => (
          <Row key={index} id={index}>
            <Cell>
              <Verbatim>{serviceKey(service)}</Verbatim>
            </Cell>
            <Cell>
              <Verbatim>{cluster}</Verbatim>
            </Cell>
            <Cell>
              <Verbatim>{before}</Verbatim>
            </Cell>
            <Cell>
              <Verbatim>{after}</Verbatim>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </TableRoot>
  );
}
