import { Memo } from '../src/model/memo';
import { Mesh } from '../src/model/mesh';
import { Snapshot } from '../src/model/snapshot';
import { istiods } from '../src/rules/istiods';
import { watchedClusters } from '../src/rules/watchedClusters';

/** A control plane as a recording names it. */
export interface RecordedControlPlane {
  readonly cluster: string;
  readonly watches: readonly string[];
}

/** The control planes of a fleet with the IDs of the clusters they watch, in order of cluster. */
export function recordedControlPlanes(
  snapshot: Snapshot,
  memo: Memo,
): readonly RecordedControlPlane[] {
  return snapshot.clusterNames
    .flatMap(cluster => Mesh.ask(snapshot, istiods, cluster, memo).value)
    .map(istiod => ({
      cluster: istiod.clusterId,
      watches: Mesh.ask(snapshot, watchedClusters, istiod, memo)
        .value.registries.map(({ clusterId }) => clusterId)
        .sort(),
    }));
}
