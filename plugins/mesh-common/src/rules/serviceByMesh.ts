import { compareText } from '../model/record';
import { ClusterName } from '../model/refs';
import { ClusterPosition } from './deploymentModel';
import { ClusterEndpoints, MergedEndpoints } from './endpoints';

/** What one mesh has of a service. @public */
export interface ServiceInMesh {
  /** Mesh ID; `undefined` for clusters of which nobody can say what mesh they belong to. */
  readonly mesh: string | undefined;
  readonly clusters: readonly ClusterEndpoints[];
}

/**
 * The parts of a service by mesh, in order of their names, unknown last. A service is its name within one mesh; of the same name in another mesh it is
 * another service, which callers do not reach. Reference 0.1, 3.1.
 *
 * @public
 */
export function serviceByMesh(
  { clusters }: Pick<MergedEndpoints, 'clusters'>,
  positions: readonly ClusterPosition[],
): readonly ServiceInMesh[] {
  const meshes = new Map<ClusterName, string | undefined>(
    positions.map(({ cluster, mesh }) => [cluster, mesh]),
  );
  const parts = new Map<string | undefined, ClusterEndpoints[]>();
  for (const part of clusters) {
    const mesh = meshes.get(part.cluster);
    const known = parts.get(mesh);
    if (known) known.push(part);
    else parts.set(mesh, [part]);
  }
  return [...parts]
    .map(([mesh, own]) => ({ mesh, clusters: own }))
    .sort(
      (a, b) =>
        Number(a.mesh === undefined) - Number(b.mesh === undefined) ||
        compareText(a.mesh ?? '', b.mesh ?? ''),
    );
}
