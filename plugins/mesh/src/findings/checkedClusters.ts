import {
  Answered,
  ClusterName,
  FindingsView,
} from '@meshwise/backstage-plugin-mesh-common';

/** How much of the fleet the checks saw. Where they did not look, finding nothing means nothing. */
export interface CheckedClusters {
  readonly fully: readonly ClusterName[];
  /** Something that a check needs could not be read, or is out of date. */
  readonly partly: readonly ClusterName[];
  readonly not: readonly ClusterName[];
}

/** Sorts the clusters of an answer by how much of each the checks saw. */
export function checkedClusters({
  freshness,
  value,
  gaps,
}: Answered<FindingsView>): CheckedClusters {
  const missed = new Set([
    ...value.partial.flatMap(({ clusters }) => clusters),
    ...gaps.map(({ cluster }) => cluster),
  ]);
  const names = freshness.clusters.map(cluster => ({
    ...cluster,
    unread: cluster.state === 'sign-in' || cluster.lastSeen === undefined,
  }));
  const of = (clusters: typeof names) => clusters.map(({ name }) => name);
  return {
    fully: of(names.filter(({ name, unread }) => !unread && !missed.has(name))),
    partly: of(names.filter(({ name, unread }) => !unread && missed.has(name))),
    not: of(names.filter(({ unread }) => unread)),
  };
}
