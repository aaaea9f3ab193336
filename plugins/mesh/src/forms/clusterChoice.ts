import { FleetCluster, Instant } from '@meshwise/backstage-plugin-mesh-common';
import { isAnswering } from '../state/clusterState';

/** Why a cluster cannot be chosen for a change. */
export type Obstacle = 'sign-in' | 'silent' | 'no-writer' | 'no-mesh';

/** A change needs a cluster that answers, has a mesh, and has a writer credential. */
export function obstacleOf(
  cluster: FleetCluster,
  now: Instant,
): Obstacle | undefined {
  if (cluster.freshness.state === 'sign-in') return 'sign-in';
  if (!isAnswering(cluster.freshness, now)) return 'silent';
  if (!cluster.writable) return 'no-writer';
  if (cluster.position?.roles.every(role => role.code === 'no-mesh'))
    return 'no-mesh';
  return undefined;
}

/** Clusters by mesh, in the order of the fleet; `undefined` for clusters whose mesh is unknown or that have none. */
export function groupByMesh(
  clusters: readonly FleetCluster[],
): Map<string | undefined, FleetCluster[]> {
  const meshes = new Map<string | undefined, FleetCluster[]>();
  for (const cluster of clusters) {
    const mesh = cluster.position?.mesh;
    meshes.set(mesh, [...(meshes.get(mesh) ?? []), cluster]);
  }
  return new Map(
    [...meshes].sort(
      ([a], [b]) => Number(a === undefined) - Number(b === undefined),
    ),
  );
}
