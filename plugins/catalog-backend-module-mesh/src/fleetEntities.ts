import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
} from '@backstage/catalog-model';
import {
  CLUSTER_ANNOTATION,
  CONTROL_PLANE_ANNOTATION,
  ControlPlane,
  FleetCluster,
  FleetView,
  MESH_ANNOTATION,
  MeshModel,
} from '@meshwise/backstage-plugin-mesh-common';
import { entityName, isEntityName } from './entityName';

/** Location of all entities of the provider. */
export const LOCATION = 'mesh-provider:default';

const ANNOTATIONS = {
  [ANNOTATION_LOCATION]: LOCATION,
  [ANNOTATION_ORIGIN_LOCATION]: LOCATION,
};

/** The fleet in the words of the catalog. */
export interface FleetEntities {
  readonly entities: readonly Entity[];
  /** Clusters whose names cannot be names of entities. */
  readonly unnamable: readonly string[];
}

/** A Resource for each cluster and control plane, a System for each mesh, and how they belong together. */
export function fleetEntities(fleet: FleetView, owner: string): FleetEntities {
  const namable = fleet.clusters.filter(({ name }) => isEntityName(name));
  const controlPlanes = fleet.model.clusters
    .filter(({ cluster }) => isEntityName(cluster))
    .flatMap(position => position.controlPlanes);
  return {
    entities: [
      ...fleet.model.meshes.map(mesh => meshEntity(mesh, owner)),
      ...namable.map(cluster => clusterEntity(cluster, fleet, owner)),
      ...controlPlanes.map(plane => controlPlaneEntity(plane, fleet, owner)),
    ],
    unnamable: fleet.clusters
      .filter(cluster => !namable.includes(cluster))
      .map(({ name }) => name),
  };
}

function meshEntity({ mesh, clusters }: MeshModel, owner: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: {
      name: meshName(mesh),
      title: `Mesh ${mesh}`,
      description: `Service mesh of ${clusters.length} clusters`,
      annotations: { ...ANNOTATIONS, [MESH_ANNOTATION]: mesh },
    },
    spec: { owner, type: 'service-mesh' },
  };
}

function clusterEntity(
  { name, title, position }: FleetCluster,
  fleet: FleetView,
  owner: string,
): Entity {
  const serving = (position?.roles ?? []).flatMap(role =>
    role.code === 'remote' || role.code === 'remote-of-external'
      ? role.of ?? []
      : [],
  );
  const dependsOn = fleet.model.clusters
    .filter(({ cluster }) => serving.includes(cluster))
    .flatMap(({ controlPlanes }) => controlPlanes.map(controlPlaneRef));
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name,
      ...(title === undefined ? {} : { title }),
      annotations: { ...ANNOTATIONS, [CLUSTER_ANNOTATION]: name },
    },
    spec: {
      type: 'kubernetes-cluster',
      owner,
      ...systemOf(position?.mesh),
      ...(dependsOn.length > 0 ? { dependsOn } : {}),
    },
  };
}

function controlPlaneEntity(
  plane: ControlPlane,
  fleet: FleetView,
  owner: string,
): Entity {
  const { cluster, namespace, revision, version } = plane;
  const position = fleet.model.clusters.find(
    found => found.cluster === cluster,
  );
  const id = `${cluster}/${namespace}/${revision}`;
  const product = version === undefined ? 'Istio' : `Istio ${version}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: entityName(id),
      title: id,
      description: `${product}, revision ${revision}, in ${cluster}`,
      annotations: { ...ANNOTATIONS, [CONTROL_PLANE_ANNOTATION]: id },
    },
    spec: {
      type: 'service-mesh-control-plane',
      owner,
      ...systemOf(plane.meshId ?? position?.mesh),
      dependsOn: [`resource:default/${cluster}`],
    },
  };
}

function controlPlaneRef({ cluster, namespace, revision }: ControlPlane) {
  return `resource:default/${entityName(
    `${cluster}/${namespace}/${revision}`,
  )}`;
}

function systemOf(mesh: string | undefined) {
  return mesh === undefined ? {} : { system: meshName(mesh) };
}

/** Meshes are often called like a product or a stage, and so are Systems that people describe themselves. */
function meshName(mesh: string): string {
  return entityName(`${mesh}-mesh`);
}
