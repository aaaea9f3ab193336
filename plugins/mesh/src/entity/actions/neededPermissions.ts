import { AuthorizePermissionRequest } from '@backstage/plugin-permission-common';
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
    case 'locality-failover': {
      const permission = meshFailoverChangePermission;
      const of = tenants.map(resourceRef => ({ permission, resourceRef }));
      return { which: 'all', of };
    }
    case 'grant-access':
    case 'revoke-access': {
      const permission = meshAccessGrantPermission;
      const of = tenants.map(resourceRef => ({ permission, resourceRef }));
      return { which: 'all', of };
    }
    case 'drain-cluster': {
      const permission = meshClusterDrainPermission;
      const { parts } = failover.value;
      const of = parts.map(resourceRef => ({ permission, resourceRef }));
      return { which: 'any', of };
    }
    case 'onboard-namespace': {
      const permission = meshNamespaceOnboardPermission;
      const owners = tenants.length > 0 ? tenants : teams;
      const of = owners.map(resourceRef => ({ permission, resourceRef }));
      return { which: tenants.length > 0 ? 'all' : 'any', of };
    }
    case 'offboard-namespace': {
      const permission = meshNamespaceOffboardPermission;
      const of = tenants.map(resourceRef => ({ permission, resourceRef }));
      return { which: 'all', of };
    }
    default:
      return { which: 'all', of: [] };
  }
}
