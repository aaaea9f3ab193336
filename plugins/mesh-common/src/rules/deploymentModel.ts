import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { clusterPosition } from './clusterPosition';
import { ControlPlaneRef } from './governedBy';
import { meshModels } from './meshModels';

/** What one cluster is in the mesh (reference 1.5). @public */
export type ClusterRole =
  | { readonly code: 'primary'; readonly servesRemotes: boolean }
  | {
      readonly code: 'remote';
      readonly of: ClusterName | undefined;
      readonly address: string | undefined;
    }
  | {
      readonly code: 'external-host';
      readonly of: ClusterName | undefined;
      readonly servesAs: string;
    }
  | {
      readonly code: 'remote-of-external';
      readonly of: ClusterName | undefined;
      readonly address: string | undefined;
    }
  | { readonly code: 'readable-only' }
  | { readonly code: 'remnants' }
  | { readonly code: 'no-mesh' }
  | { readonly code: 'unknown'; readonly reason: string };

/** One control plane found in a cluster. @public */
export interface ControlPlane extends ControlPlaneRef {
  readonly cluster: ClusterName;
  /** Cluster ID it claims for its own config cluster (`CLUSTER_ID`, default `Kubernetes`). */
  readonly clusterId: string;
  readonly tags: readonly string[];
  readonly product: 'istio' | 'sail' | 'maistra';
  readonly ready: number;
  readonly replicas: number;
  readonly meshId: string | undefined;
  readonly trustDomain: string | undefined;
}

/** One cluster in the fleet: the four dimensions of M1. Every part may be unknown on its own. @public */
export interface ClusterPosition {
  readonly cluster: ClusterName;
  /** A cluster may play several roles (a primary that also hosts an external control plane). Never empty. */
  readonly roles: readonly ClusterRole[];
  readonly controlPlanes: readonly ControlPlane[];
  /** Mesh it belongs to, by mesh ID, else trust domain; `undefined` when unknown or none. */
  readonly mesh: string | undefined;
  /** Networks of its control-plane namespaces; `''` where no label is set. */
  readonly networks: readonly string[];
}

/** Patterns a set of clusters can show at once (M2). @public */
export type DeploymentPattern =
  | 'single-cluster'
  | 'multi-primary'
  | 'primary-remote'
  | 'external-control-plane'
  | 'multiple-meshes-in-one-cluster'
  | 'blue-green'
  | 'unknown';

/** One mesh of the fleet. @public */
export interface MeshModel {
  readonly mesh: string;
  readonly clusters: readonly ClusterName[];
  readonly networks: readonly string[];
  readonly controlPlanes: number;
  readonly patterns: readonly DeploymentPattern[];
  /** `single`, `multi` or `unknown` (M3). */
  readonly networkModel: 'single' | 'multi' | 'unknown';
}

/** Deployment model of the fleet (M1, M2; reference 1). @public */
export interface FleetModel {
  readonly clusters: readonly ClusterPosition[];
  readonly meshes: readonly MeshModel[];
  /** Counts for the one-line summary; `partial` when a cluster could not be seen. */
  readonly totals: {
    readonly clusters: number;
    readonly networks: number;
    readonly controlPlanes: number;
    readonly meshes: number;
    readonly partial: boolean;
  };
}

/** Deployment model of the fleet. Reference 1.5. @public */
export const deploymentModel: Rule<void, FleetModel> = {
  source: '1.5',
  nameOf: () => 'fleet',
  ask(mesh) {
    const clusters = mesh
      .clusters()
      .map(cluster => mesh.ask(clusterPosition, cluster));
    const meshes = meshModels(clusters);
    const partial = clusters.some(({ roles }) =>
      roles.some(role => role.code === 'unknown'),
    );
    return {
      clusters,
      meshes,
      totals: {
        clusters: clusters.length,
        networks: new Set(
          clusters
            .flatMap(({ networks }) => networks)
            .filter(network => network !== ''),
        ).size,
        controlPlanes: clusters.reduce(
          (sum, cluster) => sum + cluster.controlPlanes.length,
          0,
        ),
        meshes: meshes.length,
        partial,
      },
    };
  },
};
