import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ClusterFreshness,
  Instant,
} from '@meshwise/backstage-plugin-mesh-common';
import { StateBadge } from '../components/StateBadge';
import { useFormat } from '../components/useFormat';
import { clusterState } from '../state/clusterState';
import { meshTranslationRef } from '../translation';
import { adminTranslationRef } from './translation';

/** Age of a cluster's data, with the reason where it is not fresh, and how many objects of it cannot be read. */
export function DataAge({
  freshness,
  unreadable,
  now,
}: {
  readonly freshness: ClusterFreshness;
  readonly unreadable: number;
  readonly now: Instant;
}) {
  const { t } = useTranslationRef(adminTranslationRef);
  const { t: common } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  const state = clusterState(freshness, now);
  const age =
    freshness.lastSeen === undefined
      ? undefined
      : format.duration(now - freshness.lastSeen);
  if (state === 'healthy') {
    if (unreadable === 0) return <>{age}</>;
    return (
      <>
        {age}{' '}
        <StateBadge
          state="degraded"
          word={t('fleet.unreadable', { count: unreadable })}
        />
      </>
    );
  }
  const cause = common(`sync.${freshness.state}`);
  const partly =
    state === 'degraded' || (state === 'progressing' && age !== undefined);
  return (
    <StateBadge
      state={state}
      word={
        age === undefined
          ? cause
          : t(partly ? 'fleet.agePartly' : 'fleet.age', { cause, age })
      }
    />
  );
}
