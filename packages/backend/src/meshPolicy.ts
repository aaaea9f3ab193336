import {
  coreServices,
  createBackendModule,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  RESOURCE_TYPE_MESH_SERVICE,
  RESOURCE_TYPE_MESH_TENANT,
} from '@meshwise/backstage-plugin-mesh-common';
import {
  createMeshServiceConditionalDecision,
  createMeshTenantConditionalDecision,
  meshServiceConditions,
  meshTenantConditions,
} from '@meshwise/backstage-plugin-mesh-node';

const PLATFORM_GROUP = 'group:default/platform';

/**
 * The example portal's policy. Members of the platform group may do everything. Everybody else may read, and may change
 * the mesh for the tenants they are members of and the services they own; every other change is refused to them.
 */
export class MeshPolicy implements PermissionPolicy {
  readonly #userInfo: UserInfoService;

  constructor(options: { userInfo: UserInfoService }) {
    this.#userInfo = options.userInfo;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const changesMesh =
      permission.name.startsWith('mesh.') &&
      permission.attributes.action !== 'read';
    if (!changesMesh) return { result: AuthorizeResult.ALLOW };
    if (!user) return { result: AuthorizeResult.DENY };

    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      user.credentials,
    );
    if (ownershipEntityRefs.includes(PLATFORM_GROUP)) {
      return { result: AuthorizeResult.ALLOW };
    }
    const claims = ownershipEntityRefs;
    if (isResourcePermission(permission, RESOURCE_TYPE_MESH_TENANT)) {
      return createMeshTenantConditionalDecision(
        permission,
        meshTenantConditions.isMember({ claims }),
      );
    }
    if (isResourcePermission(permission, RESOURCE_TYPE_MESH_SERVICE)) {
      return createMeshServiceConditionalDecision(
        permission,
        meshServiceConditions.isOwner({ claims }),
      );
    }
    return { result: AuthorizeResult.DENY };
  }
}

/** Installs {@link MeshPolicy} in the permission backend. */
export const meshPolicyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'mesh-policy',
  register(module) {
    module.registerInit({
      deps: { policy: policyExtensionPoint, userInfo: coreServices.userInfo },
      async init({ policy, userInfo }) {
        policy.setPolicy(new MeshPolicy({ userInfo }));
      },
    });
  },
});
