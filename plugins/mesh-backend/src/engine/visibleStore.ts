import { ClusterName, Snapshot } from '@meshwise/backstage-plugin-mesh-common';
import type { ClusterStatus, MeshStore } from '../store/MeshStore';

/** What one caller may know of the store: clusters they may not see do not exist. */
export interface VisibleStore {
  readonly snapshot: Snapshot;
  readonly clusters: readonly ClusterStatus[];
  /** Nothing is hidden, so answers can be shared with other callers. */
  readonly whole: boolean;
}

/** The part of the store that a caller may see. Rules asked about it cannot know the rest. */
export function visibleStore(
  store: MeshStore,
  sees: (cluster: ClusterName) => boolean,
): VisibleStore {
  const snapshot = store.snapshot();
  const all = store.clusters();
  const clusters = all.filter(({ name }) => sees(name));
  const names = snapshot.clusterNames.filter(sees);
  if (
    clusters.length === all.length &&
    names.length === snapshot.clusterNames.length
  ) {
    return { snapshot, clusters, whole: true };
  }
  const visible = [...snapshot.clusters].filter(([name]) => sees(name));
  return {
    snapshot: Snapshot.create({ clusters: new Map(visible), at: snapshot.at }),
    clusters,
    whole: false,
  };
}
