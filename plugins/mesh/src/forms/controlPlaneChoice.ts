import {
  ClusterName,
  ControlPlane,
  FleetCluster,
  Instant,
} from '@meshwise/backstage-plugin-mesh-common';
import { Obstacle, obstacleOf } from './clusterChoice';

/** A control plane as an answer of `MeshControlPlanePicker` names it. @public */
export interface ControlPlaneName {
  readonly cluster: ClusterName;
  readonly revision: string;
}

/** A control plane that can be offered, with why it cannot be chosen. */
export interface ControlPlaneChoice {
  readonly cluster: FleetCluster;
  readonly controlPlane: ControlPlane;
  readonly obstacle: Obstacle | 'ambiguous' | undefined;
}

/** One string for a control plane; neither part can hold a slash. */
export function controlPlaneKey({
  cluster,
  revision,
}: ControlPlaneName): string {
  return `${cluster}/${revision}`;
}

/** The control plane of a key of {@link controlPlaneKey}. */
export function controlPlaneOfKey(key: string): ControlPlaneName {
  const [cluster, revision = ''] = key.split('/');
  return { cluster, revision };
}

/**
 * The control planes of the fleet by mesh ID, else trust domain; `undefined` for those whose mesh is unknown. Two of one
 * revision in one cluster cannot be told apart by an answer, so neither can be chosen.
 */
export function controlPlanesByMesh(
  clusters: readonly FleetCluster[],
  now: Instant,
): Map<string | undefined, ControlPlaneChoice[]> {
  const meshes = new Map<string | undefined, ControlPlaneChoice[]>();
  for (const cluster of clusters) {
    const { controlPlanes = [] } = cluster.position ?? {};
    for (const controlPlane of controlPlanes) {
      const ambiguous = controlPlanes.some(
        other =>
          other !== controlPlane && other.revision === controlPlane.revision,
      );
      const mesh = controlPlane.meshId ?? controlPlane.trustDomain;
      const choice: ControlPlaneChoice = {
        cluster,
        controlPlane,
        obstacle:
          obstacleOf(cluster, now) ?? (ambiguous ? 'ambiguous' : undefined),
      };
      meshes.set(mesh, [...(meshes.get(mesh) ?? []), choice]);
    }
  }
  return meshes;
}

/** The control planes in an answer; the form library fills in empty objects before anything is chosen. */
export function controlPlanesIn(answer: unknown): readonly ControlPlaneName[] {
  if (!Array.isArray(answer)) return [];
  return answer.flatMap(item => {
    const { cluster, revision }: Partial<ControlPlaneName> = item ?? {};
    return cluster && revision ? [{ cluster, revision }] : [];
  });
}
