import { RESOURCE_TYPE_MESH_SERVICE } from '@meshwise/backstage-plugin-mesh-common';
import {
  createConditionExports,
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { matchesFilter, ResourceFilter } from './resourceFilter';

/** A service across clusters, as permission rules see it. @public */
export type MeshServiceResource = {
  /** `namespace/name`. */
  readonly service: string;
  readonly namespace: string;
  /** Owners of the catalog entities that stand for the service, as full entity references. Empty if no entity does. */
  readonly ownerRefs: readonly string[];
};

/** @public */
export type MeshServiceFilter = ResourceFilter<
  keyof MeshServiceResource & string
>;

/** The resource type `mesh-service`. @public */
export const meshServiceResourceRef = createPermissionResourceRef<
  MeshServiceResource,
  MeshServiceFilter
>().with({ pluginId: 'mesh', resourceType: RESOURCE_TYPE_MESH_SERVICE });

const ownedBy = (claims: readonly string[]): MeshServiceFilter => ({
  property: 'ownerRefs',
  values: claims,
});

const inNamespaces = (namespaces: readonly string[]): MeshServiceFilter => ({
  property: 'namespace',
  values: namespaces,
});

/** Rules for services. @public */
export const meshServicePermissionRules = {
  isOwner: createPermissionRule({
    name: 'IS_OWNER',
    description:
      'A catalog entity that stands for the service is owned by one of the claims',
    resourceRef: meshServiceResourceRef,
    paramsSchema: z.object({
      claims: z
        .array(z.string())
        .describe('Entity references, e.g. group:default/team-payments'),
    }),
    apply: (service, { claims }) => matchesFilter(service, ownedBy(claims)),
    toQuery: ({ claims }) => ownedBy(claims),
  }),
  inNamespace: createPermissionRule({
    name: 'IN_NAMESPACE',
    description: 'The service is in one of the namespaces',
    resourceRef: meshServiceResourceRef,
    paramsSchema: z.object({
      namespaces: z.array(z.string()).describe('Names of namespaces'),
    }),
    apply: (service, { namespaces }) =>
      matchesFilter(service, inNamespaces(namespaces)),
    toQuery: ({ namespaces }) => inNamespaces(namespaces),
  }),
};

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: meshServiceResourceRef,
  rules: meshServicePermissionRules,
});

/** Conditions on services, for permission policies. @public */
export const meshServiceConditions = conditions;

/** Builds a policy decision from {@link meshServiceConditions}. @public */
export const createMeshServiceConditionalDecision = createConditionalDecision;
