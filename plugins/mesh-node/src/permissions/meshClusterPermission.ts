import { RESOURCE_TYPE_MESH_CLUSTER } from '@meshwise/backstage-plugin-mesh-common';
import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { matchesFilter, ResourceFilter } from './resourceFilter';

/** A cluster, as permission rules see it. @public */
export type MeshClusterResource = {
  /** Name in the Kubernetes plugin's configuration. */
  readonly name: string;
  /** Mesh the cluster belongs to; empty if it belongs to none or that is not known. */
  readonly meshes: readonly string[];
};

/** @public */
export type MeshClusterFilter = ResourceFilter<
  keyof MeshClusterResource & string
>;

/** The resource type `mesh-cluster`. @public */
export const meshClusterResourceRef = createPermissionResourceRef<
  MeshClusterResource,
  MeshClusterFilter
>().with({ pluginId: 'mesh', resourceType: RESOURCE_TYPE_MESH_CLUSTER });

const named = (names: readonly string[]): MeshClusterFilter => ({
  property: 'name',
  values: names,
});

const inMeshes = (meshes: readonly string[]): MeshClusterFilter => ({
  property: 'meshes',
  values: meshes,
});

/** Rules for clusters. @public */
export const meshClusterPermissionRules = {
  isNamed: createPermissionRule({
    name: 'IS_NAMED',
    description: 'The cluster has one of the names',
    resourceRef: meshClusterResourceRef,
    paramsSchema: z.object({
      names: z
        .array(z.string())
        .describe("Names as in the Kubernetes plugin's configuration"),
    }),
    apply: (cluster, { names }) => matchesFilter(cluster, named(names)),
    toQuery: ({ names }) => named(names),
  }),
  inMesh: createPermissionRule({
    name: 'IN_MESH',
    description:
      'The cluster belongs to one of the meshes. A cluster whose mesh is not known belongs to none',
    resourceRef: meshClusterResourceRef,
    paramsSchema: z.object({
      meshes: z.array(z.string()).describe('Mesh IDs'),
    }),
    apply: (cluster, { meshes }) => matchesFilter(cluster, inMeshes(meshes)),
    toQuery: ({ meshes }) => inMeshes(meshes),
  }),
};

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: meshClusterResourceRef,
  rules: meshClusterPermissionRules,
});

/** Conditions on clusters, for permission policies. @public */
export const meshClusterConditions = conditions;

/** Builds a policy decision from {@link meshClusterConditions}. @public */
export const createMeshClusterConditionalDecision = createConditionalDecision;
