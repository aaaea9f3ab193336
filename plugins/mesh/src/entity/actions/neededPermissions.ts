import {
  AuthorizePermissionRequest,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  IntentName,
  meshAccessGrantPermission,
  meshClusterDrainPermission,
  meshFailoverChangePermission,
  meshNamespaceOffboardPermission,
  meshNamespaceOnboardPermission,
  ServiceStanding,
} from '@meshwise/backstage-plugin-mesh-common';

/** Permissions of which all, or any, must be given. Without any permission, it is not. */
export interface NeededPermissions {
  readonly which: 'all' | 'any';
  readonly of: readonly AuthorizePermissionRequest[];
}

/**
 * What a user needs to plan something for a service, as far as it can be told before the form is filled: a drain may be of any of its
 * clusters, a new owner any of the user's teams. The backend decides again when it plans.
 */
export function neededPermissions(
  intent: IntentName,
  { tenants, failover }: Pick<ServiceStanding, 'tenants' | 'failover'>,
  teams: readonly string[],
): NeededPermissions {
  switch (intent) {
    case 'locality-failover':
      return needs('all', meshFailoverChangePermission, tenants);
    case 'grant-access':
    case 'revoke-access':
      return needs('all', meshAccessGrantPermission, tenants);
    case 'drain-cluster':
      return needs('any', meshClusterDrainPermission, failover.value.parts);
    case 'onboard-namespace':
      return tenants.length > 0
        ? needs('all', meshNamespaceOnboardPermission, tenants)
        : needs('any', meshNamespaceOnboardPermission, teams);
    case 'offboard-namespace':
      return needs('all', meshNamespaceOffboardPermission, tenants);
    default:
      return { which: 'all', of: [] };
  }
}

function needs(
  which: NeededPermissions['which'],
  permission: ResourcePermission,
  resources: readonly string[],
): NeededPermissions {
  return {
    which,
    of: resources.map(resourceRef => ({ permission, resourceRef })),
  };
}
