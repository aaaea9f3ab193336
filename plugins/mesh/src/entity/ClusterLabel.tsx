import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ClusterName, Freshness } from '@meshwise/backstage-plugin-mesh-common';
import { StateBadge } from '../components/StateBadge';
import { useFormat } from '../components/useFormat';
import { Verbatim } from '../components/Verbatim';
import { State } from '../state/State';
import { serviceTranslationRef } from './translation';

/** Name of a cluster with a state. The age stands beside the name where the data is old. */
export function ClusterLabel(props: {
  readonly cluster: ClusterName;
  readonly state: State;
  readonly freshness: Freshness;
}) {
  const { cluster, state, freshness } = props;
  const { t } = useTranslationRef(serviceTranslationRef);
  const format = useFormat();
  const lastSeen = freshness.clusters.find(
    ({ name }) => name === cluster,
  )?.lastSeen;
  const age =
    lastSeen === undefined
      ? undefined
      : format.duration(freshness.now - lastSeen);
  return (
    <>
      <StateBadge state={state} glyphOnly /> <Verbatim>{cluster}</Verbatim>
      {state === 'stale' && age !== undefined && (
        <> ({t('service.staleFor', { age })})</>
      )}
    </>
  );
}
