import { ENDS_AT_ANNOTATION } from '../../annotations';
import { Manifest } from '../plan';
import { tenantSlug } from '../tenantName';
import { MANAGED_BY } from './failoverRule';

/** Label of a grant: the tenant whose workloads it lets in. */
export const GRANTEE_LABEL = 'meshwise.io/grantee';

/** Name of the policy that lets a tenant call a service. */
export function grantName(service: string, tenant: string): string {
  return `meshwise-grant-${service}-${tenantSlug(tenant)}`;
}

/**
 * Lets exact identities call the workloads of one service at its ports. Identities are named one by one, never by pattern,
 * and the policy never stands for the whole namespace (T10).
 */
export function grantManifest(options: {
  readonly namespace: string;
  readonly service: string;
  readonly tenant: string;
  readonly selector: { readonly [label: string]: string };
  readonly principals: readonly [string, ...string[]];
  readonly ports: readonly [number, ...number[]];
  /** In ISO 8601. */
  readonly endsAt: string;
}): Manifest {
  const { namespace, service, tenant, selector, principals, ports } = options;
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: {
      name: grantName(service, tenant),
      namespace,
      labels: { ...MANAGED_BY, [GRANTEE_LABEL]: tenant },
      annotations: { [ENDS_AT_ANNOTATION]: options.endsAt },
    },
    spec: {
      selector: { matchLabels: selector },
      action: 'ALLOW',
      rules: [
        {
          from: [{ source: { principals: [...principals] } }],
          to: [{ operation: { ports: ports.map(String) } }],
        },
      ],
    },
  };
}
