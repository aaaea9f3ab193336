import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  meshAccessGrantPermission,
  meshClusterDrainPermission,
  meshClusterReadPermission,
  meshFailoverChangePermission,
  meshNamespaceOffboardPermission,
  meshNamespaceOnboardPermission,
  meshOperationApprovePermission,
  meshOperationReadPermission,
  meshServiceReadPermission,
  meshTrustChangePermission,
} from '@meshwise/backstage-plugin-mesh-common';
import {
  meshClusterPermissionRules,
  meshClusterResourceRef,
  meshServicePermissionRules,
  meshServiceResourceRef,
  meshTenantPermissionRules,
  meshTenantResourceRef,
} from '@meshwise/backstage-plugin-mesh-node';
import type { MeshResources } from './MeshResources';

/** Tells the permission framework what can be decided about, by which rules, and how to find it. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  resources: MeshResources,
): void {
  registry.addResourceType({
    resourceRef: meshServiceResourceRef,
    permissions: [meshServiceReadPermission],
    rules: Object.values(meshServicePermissionRules),
    getResources: refs => Promise.all(refs.map(ref => resources.service(ref))),
  });
  registry.addResourceType({
    resourceRef: meshClusterResourceRef,
    permissions: [meshClusterReadPermission, meshClusterDrainPermission],
    rules: Object.values(meshClusterPermissionRules),
    getResources: async refs => refs.map(ref => resources.cluster(ref)),
  });
  registry.addResourceType({
    resourceRef: meshTenantResourceRef,
    permissions: [
      meshNamespaceOnboardPermission,
      meshNamespaceOffboardPermission,
      meshAccessGrantPermission,
      meshFailoverChangePermission,
    ],
    rules: Object.values(meshTenantPermissionRules),
    getResources: async refs => refs.map(ref => resources.tenant(ref)),
  });
  registry.addPermissions([
    meshOperationReadPermission,
    meshOperationApprovePermission,
    meshTrustChangePermission,
  ]);
}
