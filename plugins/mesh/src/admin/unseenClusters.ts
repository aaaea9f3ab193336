import { Answered, ClusterName } from '@meshwise/backstage-plugin-mesh-common';

/** Clusters of which an answer could not see everything: those it names, and those that were never read. */
export function unseenClusters({
  value,
  freshness,
}: Answered<{
  readonly unseen: readonly ClusterName[];
}>): readonly ClusterName[] {
  return freshness.clusters
    .filter(
      ({ name, lastSeen, state }) =>
        state === 'sign-in' ||
        lastSeen === undefined ||
        value.unseen.includes(name),
    )
    .map(({ name }) => name);
}
