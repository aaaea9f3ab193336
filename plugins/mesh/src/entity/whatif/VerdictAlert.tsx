import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import {
  Gap,
  GroupOutcome,
  LossOutcome,
  LossVerdict,
} from '@meshwise/backstage-plugin-mesh-common';
import { ReactNode } from 'react';
import { printable } from '../../components/printable';
import { useFormat } from '../../components/useFormat';
import { serviceTranslationRef } from '../translation';

const ALERTS = {
  unaffected: 'success',
  survives: 'success',
  degraded: 'warning',
  lost: 'danger',
  unknown: 'warning',
} as const;

const WORST_FIRST: readonly LossVerdict[] = [
  'lost',
  'unknown',
  'degraded',
  'survives',
  'unaffected',
];

/** The verdict on the whole in one sentence, how the callers fare, and on what it could not be certain. */
export function VerdictAlert({
  outcome,
  action,
}: {
  readonly outcome: LossOutcome;
  /** What the reader can do about it. */
  readonly action?: ReactNode;
}) {
  const { t } = useTranslationRef(serviceTranslationRef);
  const summary = useSummary(outcome.groups);
  const unseen = outcome.groups.flatMap(({ gaps }) => gaps);
  return (
    <Alert
      role="status"
      status={ALERTS[outcome.verdict]}
      data-verdict={outcome.verdict}
      icon
      title={t(`whatIf.verdict.${outcome.verdict}`)}
      customActions={action}
      description={
        <>
          {t('whatIf.callers', { summary })}
          {unseen.length > 0 && (
            <div>{t('whatIf.unseen', { clusters: clustersOf(unseen) })}</div>
          )}
          {outcome.gaps.length > 0 && (
            <div>
              {t('whatIf.unseenCallers', {
                clusters: clustersOf(outcome.gaps),
              })}
            </div>
          )}
        </>
      }
    />
  );
}

function useSummary(groups: readonly GroupOutcome[]): string {
  const { t } = useTranslationRef(serviceTranslationRef);
  const { count } = useFormat();
  const lost = groups.filter(({ reasons }) => reasons.includes('caller-lost'));
  const judged = groups.filter(group => !lost.includes(group));
  const parts = WORST_FIRST.flatMap(verdict => {
    const of = judged.filter(group => group.verdict === verdict).length;
    const word = t(`whatIf.word.${verdict}`);
    return of === 0 ? [] : [t('whatIf.counted', { value: count(of), word })];
  });
  const inside =
    lost.length === 0
      ? []
      : [t('whatIf.inLostPart', { value: count(lost.length) })];
  return [...parts, ...inside].join(', ');
}

function clustersOf(gaps: readonly Gap[]): string {
  return [...new Set(gaps.map(({ cluster }) => cluster))]
    .sort()
    .map(printable)
    .join(', ');
}
