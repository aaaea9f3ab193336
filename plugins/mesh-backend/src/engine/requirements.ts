import type {
  BasicPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  meshAccessGrantPermission,
  meshClusterDrainPermission,
  meshFailoverChangePermission,
  meshNamespaceOffboardPermission,
  meshNamespaceOnboardPermission,
  meshTrustChangePermission,
  PlanRequest,
  serviceKey,
  ServiceRef,
} from '@meshwise/backstage-plugin-mesh-common';
import type { MeshResources } from './MeshResources';

/** A permission that a request needs, and what is said when it is missing. */
export type Requirement =
  | {
      readonly permission: ResourcePermission;
      readonly resourceRef: string;
      readonly refusal: string;
    }
  | { readonly permission: BasicPermission; readonly refusal: string }
  /** Nobody has it. */
  | { readonly permission?: undefined; readonly refusal: string };

/** Where the request of an operation is looked up that another one takes back. */
export type RequestOf = (operation: string) => Promise<PlanRequest | undefined>;

/**
 * The permissions that a request needs. Taking an operation back needs what the operation needed. `undefined`: nobody may
 * ask for it.
 */
export async function requirements(
  request: PlanRequest,
  resources: Pick<MeshResources, 'tenantsOf'>,
  requestOf: RequestOf,
): Promise<readonly Requirement[] | undefined> {
  switch (request.intent) {
    case 'onboard-namespace': {
      const { tenant } = request.parameters;
      const refusal = `You may not onboard namespaces for "${tenant}"`;
      const permission = meshNamespaceOnboardPermission;
      return [{ permission, resourceRef: tenant, refusal }];
    }
    case 'offboard-namespace': {
      const { tenant } = request.parameters;
      const refusal = `You may not take namespaces from "${tenant}"`;
      const permission = meshNamespaceOffboardPermission;
      return [{ permission, resourceRef: tenant, refusal }];
    }
    case 'grant-access':
    case 'revoke-access': {
      const { service } = request.parameters;
      const key = serviceKey(service);
      const refusal = `You may not decide who calls the service "${key}"`;
      const permission = meshAccessGrantPermission;
      return ofTenants(service, resources, { permission, refusal });
    }
    case 'locality-failover': {
      const { service } = request.parameters;
      const key = serviceKey(service);
      const refusal = `You may not change the failover of the service "${key}"`;
      const permission = meshFailoverChangePermission;
      return ofTenants(service, resources, { permission, refusal });
    }
    case 'drain-cluster': {
      const { cluster } = request.parameters;
      const refusal = `You may not drain the cluster "${cluster}"`;
      const permission = meshClusterDrainPermission;
      return [{ permission, resourceRef: cluster, refusal }];
    }
    case 'trust-root': {
      const refusal = 'You may not change whom control planes trust';
      return [{ permission: meshTrustChangePermission, refusal }];
    }
    case 'undo': {
      const undone = await requestOf(request.parameters.operation);
      return undone === undefined || undone.intent === 'undo'
        ? undefined
        : requirements(undone, resources, requestOf);
    }
    default:
      return undefined;
  }
}

/**
 * Changing what is said of a service is up to the tenant of its namespace, as the clusters say it, or to all of them where they
 * disagree (T13). Entities that stand for the service do not count: anybody may write one that does.
 */
function ofTenants(
  { namespace }: ServiceRef,
  resources: Pick<MeshResources, 'tenantsOf'>,
  asked: {
    readonly permission: ResourcePermission;
    readonly refusal: string;
  },
): readonly Requirement[] {
  const tenants = resources.tenantsOf(namespace);
  if (tenants.length > 0) {
    return tenants.map(resourceRef => ({ ...asked, resourceRef }));
  }
  const refusal = `${asked.refusal}: the namespace "${namespace}" belongs to no team. Let the platform team label it with meshwise.io/tenant`;
  return [{ refusal }];
}
