import { Memo } from '../model/memo';
import { ClusterName } from '../model/refs';
import { Snapshot } from '../model/snapshot';
import { answer } from '../rules/answer';
import { deploymentModel } from '../rules/deploymentModel';

/** Mesh of each cluster, as far as it is known. */
export function meshesOf(
  snapshot: Snapshot,
  memo?: Memo,
): ReadonlyMap<ClusterName, string> {
  const { value } = answer(snapshot, deploymentModel, undefined, memo);
  return new Map(
    value.clusters.flatMap(({ cluster, mesh }) =>
      mesh === undefined ? [] : [[cluster, mesh] as const],
    ),
  );
}

/** Tells of a cluster whether it may be in one mesh with any of the targets. Only two known meshes can be told apart. */
export function mayShareMesh(
  snapshot: Snapshot,
  targets: readonly ClusterName[],
  memo?: Memo,
): (cluster: ClusterName) => boolean {
  const meshes = meshesOf(snapshot, memo);
  const wanted = targets.map(target => meshes.get(target));
  return cluster => {
    const mesh = meshes.get(cluster);
    return (
      mesh === undefined || wanted.includes(undefined) || wanted.includes(mesh)
    );
  };
}
