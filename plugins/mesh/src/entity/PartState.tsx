import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ClusterEndpoints,
  Freshness,
} from '@meshwise/backstage-plugin-mesh-common';
import { StateBadge } from '../components/StateBadge';
import { useFormat } from '../components/useFormat';
import { Verbatim } from '../components/Verbatim';
import { endpointsState } from '../state/endpointsState';
import { meshTranslationRef } from '../translation';

/** Name of a cluster with the state of the service there. The age stands beside the name where the data is old. */
export function PartState({
  part,
  freshness,
}: {
  readonly part: ClusterEndpoints;
  readonly freshness: Freshness;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const format = useFormat();
  const state = endpointsState(part);
  const lastSeen = freshness.clusters.find(
    cluster => cluster.name === part.cluster,
  )?.lastSeen;
  const age =
    lastSeen === undefined
      ? undefined
      : format.duration(freshness.now - lastSeen);
  return (
    <>
      <StateBadge state={state} glyphOnly /> <Verbatim>{part.cluster}</Verbatim>
      {state === 'stale' && age !== undefined && (
        <> ({t('service.staleFor', { age })})</>
      )}
    </>
  );
}
