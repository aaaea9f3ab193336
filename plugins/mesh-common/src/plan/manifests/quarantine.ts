import { Manifest } from '../plan';
import { MANAGED_BY } from './failoverRule';

/** Name of the policy of a namespace in quarantine. Its creation time, which the API server sets, is when the quarantine began. */
export const QUARANTINE_POLICY = 'meshwise-quarantine';

/** Label of a namespace in quarantine. */
export const QUARANTINE_LABEL = 'meshwise.io/quarantine';

/** Denies every call to a namespace, whatever else allows it: denials are looked at first (reference 7.7). */
export function quarantineManifest(namespace: string): Manifest {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: QUARANTINE_POLICY, namespace, labels: MANAGED_BY },
    spec: { action: 'DENY', rules: [{}] },
  };
}
