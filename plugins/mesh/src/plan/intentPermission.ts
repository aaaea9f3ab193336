import {
  IntentName,
  meshAccessGrantPermission,
  meshClusterDrainPermission,
  meshFailoverChangePermission,
  meshNamespaceOffboardPermission,
  meshNamespaceOnboardPermission,
  meshOperationReadPermission,
  meshTrustChangePermission,
} from '@meshwise/backstage-plugin-mesh-common';

const PERMISSION = {
  'onboard-namespace': meshNamespaceOnboardPermission,
  'grant-access': meshAccessGrantPermission,
  'revoke-access': meshAccessGrantPermission,
  'offboard-namespace': meshNamespaceOffboardPermission,
  'locality-failover': meshFailoverChangePermission,
  'drain-cluster': meshClusterDrainPermission,
  'trust-root': meshTrustChangePermission,
  undo: meshOperationReadPermission,
} satisfies { readonly [I in IntentName]: { readonly name: string } };

/** Name of the permission that an intent needs, for who lacks it. */
export function intentPermission(intent: IntentName): string {
  return PERMISSION[intent].name;
}
