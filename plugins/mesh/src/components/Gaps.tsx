import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import {
  ClusterName,
  Freshness,
  Gap,
  Instant,
} from '@meshwise/backstage-plugin-mesh-common';
import { meshTranslationRef } from '../translation';
import { FoldedList } from './FoldedList';
import { printable } from './printable';
import { Timestamp } from './Timestamp';
import { Verbatim } from './Verbatim';

/** What an answer could not see: one line that names the clusters, and behind it each kind with its reason and the time of the last good data. */
export function Gaps({
  gaps,
  freshness,
}: {
  readonly gaps: readonly Gap[];
  readonly freshness: Freshness;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  if (gaps.length === 0) return null;
  const byCluster = groupByCluster(gaps);
  const names = [...byCluster.keys()].map(printable).join(', ');
  const lastSeen = new Map(
    freshness.clusters.map(cluster => [cluster.name, cluster.lastSeen]),
  );
  return (
    <Alert
      role="status"
      status="warning"
      data-state="partial"
      icon
      title={t('gap.title', { clusters: names })}
      description={
        <>
          {t('gap.effect')}
          <FoldedList title={t('gap.list', { count: byCluster.size })}>
            {[...byCluster].map(([cluster, ofCluster]) => (
              <li key={cluster}>
                <strong>
                  <Verbatim>{cluster}</Verbatim>
                </strong>{' '}
                <LastGood at={lastSeen.get(cluster)} now={freshness.now} />
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
        </>
      }
    />
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
