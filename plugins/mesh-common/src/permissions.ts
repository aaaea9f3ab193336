import {
  createPermission,
  Permission,
} from '@backstage/plugin-permission-common';

/** Resource type of a service across clusters; its reference is `namespace/name`. @public */
export const RESOURCE_TYPE_MESH_SERVICE = 'mesh-service';

/** Resource type of a cluster; its reference is the cluster's name. @public */
export const RESOURCE_TYPE_MESH_CLUSTER = 'mesh-cluster';

/** Resource type of a tenant; its reference is the name of the catalog group that owns namespaces. @public */
export const RESOURCE_TYPE_MESH_TENANT = 'mesh-tenant';

/** See where a service runs, who owns it and what its mesh configuration does. @public */
export const meshServiceReadPermission = createPermission({
  name: 'mesh.service.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_MESH_SERVICE,
});

/** See a cluster: its place in the fleet, its control planes and the state of its data. @public */
export const meshClusterReadPermission = createPermission({
  name: 'mesh.cluster.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_MESH_CLUSTER,
});

/** Claim a namespace for a tenant in clusters of the mesh. @public */
export const meshNamespaceOnboardPermission = createPermission({
  name: 'mesh.namespace.onboard',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_MESH_TENANT,
});

/** Let another team call a service of the tenant, or stop that. @public */
export const meshAccessGrantPermission = createPermission({
  name: 'mesh.access.grant',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_MESH_TENANT,
});

/** Put a namespace of the tenant into quarantine and delete it. @public */
export const meshNamespaceOffboardPermission = createPermission({
  name: 'mesh.namespace.offboard',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_MESH_TENANT,
});

/** Decide where calls of the tenant's services go when hosts fail. @public */
export const meshFailoverChangePermission = createPermission({
  name: 'mesh.failover.change',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_MESH_TENANT,
});

/** Steer calls away from a cluster. @public */
export const meshClusterDrainPermission = createPermission({
  name: 'mesh.cluster.drain',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_MESH_CLUSTER,
});

/** Change which roots control planes trust. @public */
export const meshTrustChangePermission = createPermission({
  name: 'mesh.trust.change',
  attributes: { action: 'update' },
});

/** Approve operations of others that need a second person. @public */
export const meshOperationApprovePermission = createPermission({
  name: 'mesh.operation.approve',
  attributes: { action: 'update' },
});

/** See operations that somebody else submitted. One's own are always visible. @public */
export const meshOperationReadPermission = createPermission({
  name: 'mesh.operation.read',
  attributes: { action: 'read' },
});

/** All permissions of the mesh plugin. @public */
export const meshPermissions: Permission[] = [
  meshServiceReadPermission,
  meshClusterReadPermission,
  meshNamespaceOnboardPermission,
  meshNamespaceOffboardPermission,
  meshAccessGrantPermission,
  meshFailoverChangePermission,
  meshClusterDrainPermission,
  meshTrustChangePermission,
  meshOperationReadPermission,
  meshOperationApprovePermission,
];
