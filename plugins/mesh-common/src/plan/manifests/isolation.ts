import { Manifest } from '../plan';

/** Name of the policy that admits callers of the same tenant. */
export const SAME_TENANT_POLICY = 'meshwise-same-tenant';

/**
 * Mutual TLS for all workloads of a namespace (reference 7.6). It carries the customary name `default`, so that a
 * policy which somebody already wrote there shows up as a conflict and not as a second policy of which the older wins.
 */
export function strictMtlsManifest(namespace: string): Manifest {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    metadata: { name: 'default', namespace },
    spec: { mtls: { mode: 'STRICT' } },
  };
}

/**
 * Admits callers from the tenant's namespaces. As soon as an ALLOW policy exists, whatever matches none is denied
 * (reference 7.7), so this one object is both the default deny and the exception to it. Namespaces are compared with
 * the caller's certificate, hence the same in every cluster, and mutual TLS is a precondition.
 */
export function sameTenantPolicyManifest(
  namespace: string,
  tenantNamespaces: readonly string[],
): Manifest {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: SAME_TENANT_POLICY, namespace },
    spec: {
      action: 'ALLOW',
      rules: [{ from: [{ source: { namespaces: [...tenantNamespaces] } }] }],
    },
  };
}
