import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ClusterName,
  FailoverStanding,
  Instant,
  ReachStanding,
  TrustStanding,
} from '@meshwise/backstage-plugin-mesh-common';
import { printable } from '../../components/printable';
import { useFormat } from '../../components/useFormat';
import { serviceTranslationRef } from '../translation';

/** A line names so many clusters and counts the rest; the views name all. */
const NAMED = 3;

/** Ways to a standby that a line shows. */
const WAYS = 2;

/** What the lines say, each in one sentence. */
export interface StandingTexts {
  reach(standing: ReachStanding): string;
  failover(standing: FailoverStanding): string;
  trust(standing: TrustStanding): string;
}

/** The {@link StandingTexts} of the reader's language. */
export function useStandingTexts(now: Instant): StandingTexts {
  const { t } = useTranslationRef(serviceTranslationRef);
  const format = useFormat();
  const name = (clusters: readonly ClusterName[]) => {
    const names = clusters.slice(0, NAMED).map(printable).join(', ');
    const more = clusters.length - NAMED;
    return more > 0
      ? t('standing.more', { names, value: format.count(more) })
      : names;
  };
  const also = (
    key: 'reach.unreached' | 'reach.unknown' | 'trust.unknown',
    clusters: readonly ClusterName[],
  ) =>
    clusters.length === 0
      ? []
      : [t(`standing.${key}`, { clusters: name(clusters) })];
  return {
    reach({ reached, unreached, unknown }) {
      const total = reached.length + unreached.length + unknown.length;
      if (total === 0) return t('standing.reach.noClient');
      const all = { count: total, value: format.count(total) };
      if (reached.length === total)
        return t('standing.reach.all', { ...all, clusters: name(reached) });
      if (unknown.length === total)
        return t('standing.reach.allUnknown', {
          ...all,
          clusters: name(unknown),
        });
      return [
        t(
          unknown.length > 0 ? 'standing.reach.atLeast' : 'standing.reach.some',
          {
            reached: format.count(reached.length),
            total: format.count(total),
          },
        ),
        ...also('reach.unreached', unreached),
        ...also('reach.unknown', unknown),
      ].join(', ');
    },
    failover({ parts, armed, weak, notArmed, unknown, ways }) {
      if (parts.length < 2) return t('standing.failover.alone');
      const wrong = (
        [
          ['notArmed', notArmed],
          ['unknown', unknown],
          ['weak', weak],
        ] as const
      ).flatMap(([key, clusters]): readonly string[] =>
        clusters.length === 0
          ? []
          : [t(`standing.failover.${key}`, { clusters: name(clusters) })],
      );
      const good =
        armed.length === 0
          ? t('standing.failover.noCaller')
          : t('standing.failover.armed', {
              count: armed.length,
              value: format.count(armed.length),
              clusters: name(armed),
            });
      if (wrong.length > 0) return wrong.join(' · ');
      const shown = ways.map(({ active, standby }) =>
        t('standing.failover.way', {
          active: name(active),
          standby: name(standby),
        }),
      );
      return [good, ...[...new Set(shown)].slice(0, WAYS)].join(' · ');
    },
    trust({ roots, firstEnd, unknown }) {
      const gaps = also('trust.unknown', unknown);
      if (roots === 0) return t('standing.trust.none');
      const count = { count: roots, value: format.count(roots) };
      if (firstEnd === undefined)
        return [t('standing.trust.noEnd', count), ...gaps].join(', ');
      const end = {
        ...count,
        date: format.date(firstEnd),
        left: format.duration(Math.abs(firstEnd - now)),
      };
      return [
        t(firstEnd > now ? 'standing.trust.end' : 'standing.trust.ended', end),
        ...gaps,
      ].join(', ');
    },
  };
}
