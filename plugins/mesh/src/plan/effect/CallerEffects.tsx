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
  CallerEffect,
  EffectCaller,
  serviceKey,
} from '@meshwise/backstage-plugin-mesh-common';
import { Muted } from '../../components/Muted';
import { StateBadge } from '../../components/StateBadge';
import { useFormat } from '../../components/useFormat';
import { Verbatim } from '../../components/Verbatim';
import { operationsTranslationRef } from '../translation';
import { groupCallers } from './groupCallers';
import { VERDICT_STATE, worstEffectsFirst } from './verdictState';

/** More rows than this are counted, not drawn: nobody reads them, and the worst come first. */
const LIMIT = 100;

/** Callers for whom a plan changes something: what, and how it is now and then. */
export function CallerEffects({
  callers,
}: {
  readonly callers: readonly CallerEffect[];
}) {
  const { t } = useTranslationRef(operationsTranslationRef);
  const format = useFormat();
  if (callers.length === 0) return null;
  const groups = worstEffectsFirst(
    groupCallers(callers).map(group => ({
      ...group,
      verdict: group.effect.verdict,
    })),
  );
  const rest = groups.length - LIMIT;
  return (
    <>
      <TableRoot aria-label={t('effect.callers')}>
        <TableHeader>
          <Column isRowHeader>{t('effect.column.caller')}</Column>
          <Column>{t('effect.column.service')}</Column>
          <Column>{t('effect.column.verdict')}</Column>
          <Column>{t('effect.column.before')}</Column>
          <Column>{t('effect.column.after')}</Column>
        </TableHeader>
        <TableBody>
          {groups.slice(0, LIMIT).map(({ effect, callers: same }, index) => (
            <Row key={index} id={index}>
              <Cell>
                <CallerNames callers={same} />
              </Cell>
              <Cell>
                <Verbatim>{serviceKey(effect.service)}</Verbatim>
              </Cell>
              <Cell>
                <StateBadge
                  state={VERDICT_STATE[effect.verdict]}
                  word={t(`effect.verdict.${effect.verdict}`, {
                    aspect: t(`effect.aspect.${effect.aspect}`),
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
      {rest > 0 && (
        <Muted as="p">
          {t('effect.more', { count: rest, value: format.count(rest) })}
        </Muted>
      )}
    </>
  );
}

/** Callers by cluster and locality, with the namespaces of each. */
export function CallerNames({
  callers,
}: {
  readonly callers: readonly EffectCaller[];
}) {
  const places = new Map<string, EffectCaller[]>();
  for (const caller of callers) {
    const place = JSON.stringify([caller.cluster, caller.locality]);
    places.set(place, [...(places.get(place) ?? []), caller]);
  }
  return (
    <>
      {[...places].map(([place, here]) => (
        <div key={place}>
          <CallerName
            caller={{
              ...here[0],
              namespace: here.map(({ namespace }) => namespace).join(', '),
            }}
          />
        </div>
      ))}
    </>
  );
}

/** A group of callers: namespace, cluster and, where it matters, locality. */
export function CallerName({ caller }: { readonly caller: EffectCaller }) {
  const { t } = useTranslationRef(operationsTranslationRef);
  return (
    <>
      {t('effect.caller', {
        namespace: <Verbatim key="namespace">{caller.namespace}</Verbatim>,
        cluster: <Verbatim key="cluster">{caller.cluster}</Verbatim>,
      })}
      {caller.locality !== '' && (
        <>
          {' '}
          <Muted>
            <Verbatim>{caller.locality}</Verbatim>
          </Muted>
        </>
      )}
    </>
  );
}
