import {
  coreServices,
  createBackendModule,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  meshAccessGrantPermission,
  meshClusterReadPermission,
  meshFailoverChangePermission,
  meshNamespaceOffboardPermission,
  meshNamespaceOnboardPermission,
  meshServiceReadPermission,
} from '@meshwise/backstage-plugin-mesh-common';
import {
  createMeshServiceConditionalDecision,
  createMeshTenantConditionalDecision,
  meshServiceConditions,
  meshTenantConditions,
} from '@meshwise/backstage-plugin-mesh-node';

/** What teams may do with their namespaces and what is in them. */
const OF_MEMBERS = [
  meshNamespaceOnboardPermission,
  meshNamespaceOffboardPermission,
  meshAccessGrantPermission,
  meshFailoverChangePermission,
];

const PLATFORM_GROUP = 'group:default/platform';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/**
 * The example portal's policy for the mesh. Members of the platform group may do everything. Everybody else sees all
 * clusters, but only the services of entities they own. They claim, give up and open namespaces of their own groups only,
 * and decide about the failover of services in those. Clusters, roots and approvals are the platform's. What is not listed
 * here is refused to them, so that a permission which is added later does not open by itself. Other plugins are left to
 * their own rules.
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
    if (!permission.name.startsWith('mesh.')) return ALLOW;
    if (!user) return DENY;

    const { ownershipEntityRefs: claims } = await this.#userInfo.getUserInfo(
      user.credentials,
    );
    if (claims.includes(PLATFORM_GROUP)) return ALLOW;
    if (isPermission(permission, meshClusterReadPermission)) return ALLOW;
    if (isPermission(permission, meshServiceReadPermission)) {
      return createMeshServiceConditionalDecision(
        permission,
        meshServiceConditions.isOwner({ claims }),
      );
    }
    for (const ofMembers of OF_MEMBERS) {
      if (!isPermission(permission, ofMembers)) continue;
      return createMeshTenantConditionalDecision(
        permission,
        meshTenantConditions.isMember({ claims }),
      );
    }
    return DENY;
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
