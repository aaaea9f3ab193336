import { RESOURCE_TYPE_MESH_TENANT } from '@meshwise/backstage-plugin-mesh-common';
import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { matchesFilter, ResourceFilter } from './resourceFilter';

/** A tenant, as permission rules see it. @public */
export type MeshTenantResource = {
  /** Name of the catalog group, as namespaces are labelled with it. */
  readonly name: string;
  /** The group as entity reference, e.g. `group:default/team-payments`. */
  readonly groupRef: string;
};

/** @public */
export type MeshTenantFilter = ResourceFilter<
  keyof MeshTenantResource & string
>;

/** The resource type `mesh-tenant`. @public */
export const meshTenantResourceRef = createPermissionResourceRef<
  MeshTenantResource,
  MeshTenantFilter
>().with({ pluginId: 'mesh', resourceType: RESOURCE_TYPE_MESH_TENANT });

const oneOf = (claims: readonly string[]): MeshTenantFilter => ({
  property: 'groupRef',
  values: claims,
});

/** Rules for tenants. @public */
export const meshTenantPermissionRules = {
  isMember: createPermissionRule({
    name: 'IS_MEMBER',
    description: 'The tenant is one of the claimed groups',
    resourceRef: meshTenantResourceRef,
    paramsSchema: z.object({
      claims: z
        .array(z.string())
        .describe('Entity references, e.g. group:default/team-payments'),
    }),
    apply: (tenant, { claims }) => matchesFilter(tenant, oneOf(claims)),
    toQuery: ({ claims }) => oneOf(claims),
  }),
};

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: meshTenantResourceRef,
  rules: meshTenantPermissionRules,
});

/** Conditions on tenants, for permission policies. @public */
export const meshTenantConditions = conditions;

/** Builds a policy decision from {@link meshTenantConditions}. @public */
export const createMeshTenantConditionalDecision = createConditionalDecision;
