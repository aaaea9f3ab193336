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

const PLATFORM_GROUP = 'group:default/platform';

/**
 * The example portal's policy. Members of the platform group may do everything. Everybody else may read, and may change
 * a resource of the mesh only where they own it; a change that belongs to no resource is refused to them.
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
    if (!isResourcePermission(permission)) {
      return { result: AuthorizeResult.DENY };
    }
    return {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'mesh',
      resourceType: permission.resourceType,
      conditions: {
        rule: 'IS_OWNER',
        resourceType: permission.resourceType,
        params: { claims: ownershipEntityRefs },
      },
    };
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
