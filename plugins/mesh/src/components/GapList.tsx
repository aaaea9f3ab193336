import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ClusterName,
  Freshness,
  Gap,
  Instant,
} from '@meshwise/backstage-plugin-mesh-common';
import { meshTranslationRef } from '../translation';
import { FoldedList } from './FoldedList';
import { Timestamp } from './Timestamp';
import { Verbatim } from './Verbatim';

/** What a list of gaps needs to know of freshness: the time, and the clusters of which the last good data is known. */
export type GapFreshness = Pick<Freshness, 'now' | 'clusters'>;

/** Behind one line, by cluster: the time of the last good data, and each kind that could not be seen with the reason. */
export function GapList({
  gaps,
  freshness,
}: {
  readonly gaps: readonly Gap[];
  readonly freshness: GapFreshness;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  if (gaps.length === 0) return null;
  const byCluster = groupByCluster(gaps);
  const lastSeen = new Map(
    freshness.clusters.map(cluster => [cluster.name, cluster.lastSeen]),
  );
  return (
    <FoldedList title={t('gap.list', { count: byCluster.size })}>
      {[...byCluster].map(([cluster, ofCluster]) => (
        <li key={cluster}>
          <strong>
            <Verbatim>{cluster}</Verbatim>
          </strong>{' '}
          {lastSeen.has(cluster) && (
            <LastGood at={lastSeen.get(cluster)} now={freshness.now} />
          )}
          <ul>
            {ofCluster.map((gap, index) => (
              <li key={index}>
                <GapText gap={gap} now={freshness.now} />
              </li>
            ))}
          </ul>
        </li>
      ))}
    </FoldedList>
  );
}

function LastGood({
  at,
  now,
}: {
  readonly at: Instant | undefined;
  readonly now: Instant;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  if (at === undefined) return <>{t('gap.neverSeen')}</>;
  return (
    <>
      {t('gap.lastSeen', { time: <Timestamp key="time" at={at} now={now} /> })}
    </>
  );
}

function GapText({ gap, now }: { readonly gap: Gap; readonly now: Instant }) {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <>
      {t(`gap.state.${gap.state}`, {
        kind: gap.kind,
        since: <Timestamp key="since" at={gap.since} now={now} />,
      })}{' '}
      {gap.object !== undefined && <Verbatim>{gap.object}</Verbatim>}{' '}
      {gap.reason !== undefined && <Verbatim>{gap.reason}</Verbatim>}
    </>
  );
}

function groupByCluster(gaps: readonly Gap[]): Map<ClusterName, Gap[]> {
  const groups = new Map<ClusterName, Gap[]>();
  for (const gap of gaps)
    groups.set(gap.cluster, [...(groups.get(gap.cluster) ?? []), gap]);
  return groups;
}
