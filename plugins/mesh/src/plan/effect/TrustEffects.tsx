import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row,
  TableBody,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import { TrustEffect, TrustSide } from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { StateBadge } from '../../components/StateBadge';
import { Verbatim } from '../../components/Verbatim';
import { operationsTranslationRef } from '../translation';
import { CallerNames } from './CallerEffects';
import { VERDICT_STATE, worstEffectsFirst } from './verdictState';

/** Whose certificates are accepted by whose workloads, now and then. */
export function TrustEffects({
  trust,
}: {
  readonly trust: readonly TrustEffect[];
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  if (trust.length === 0) return null;
  return (
    <TableRoot aria-label={t('effect.trust')}>
      <TableHeader>
        <Column isRowHeader>{t('effect.column.truster')}</Column>
        <Column>{t('effect.column.trusted')}</Column>
        <Column>{t('effect.column.verdict')}</Column>
        <Column>{t('effect.column.before')}</Column>
        <Column>{t('effect.column.after')}</Column>
      </TableHeader>
      <TableBody>
        {worstEffectsFirst(trust).map((effect, index) => (
          <Row key={index} id={index}>
            <Cell>
              <Side side={effect.truster} />
            </Cell>
            <Cell>
              <Side side={effect.trusted} />
              <Muted as="div">
                <CallerNames callers={effect.callers} />
              </Muted>
            </Cell>
            <Cell>
              <StateBadge
                state={VERDICT_STATE[effect.verdict]}
                word={t(`effect.verdict.${effect.verdict}`, {
                  aspect: t('effect.aspect.trust'),
                })}
              />
            </Cell>
            <Cell>
              <Verbatim>{effect.before}</Verbatim>
            </Cell>
            <Cell>
              <Verbatim>{effect.after}</Verbatim>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </TableRoot>
  );
}

function Side({ side }: { readonly side: TrustSide }) {
  return <Verbatim>{[side.cluster, ...side.controlPlanes].join(' ')}</Verbatim>;
}
