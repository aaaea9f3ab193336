import { TENANT_LABEL } from '../../annotations';
import { DataplaneMode, Manifest } from '../plan';

/** Revision that is addressed by `istio-injection: enabled` (reference 2.2). */
const DEFAULT_REVISION = 'default';

/**
 * Labels by which a control plane injects the pods of a namespace (reference 2.2). For the default revision that is
 * `istio-injection`: it works with every chart, while `istio.io/rev: default` needs a webhook of recent ones.
 */
export function injectionLabels(revision: string): {
  readonly [key: string]: string;
} {
  return revision === DEFAULT_REVISION
    ? { 'istio-injection': 'enabled' }
    : { 'istio.io/rev': revision };
}

/** Label of a namespace whose pods join the mesh through the node instead of a sidecar. */
const AMBIENT = { 'istio.io/dataplane-mode': 'ambient' } as const;

/** Label of a namespace that says what its pods may ask of the node. */
export const POD_SECURITY_LABEL = 'pod-security.kubernetes.io/enforce';

/** The namespace of a tenant. Without `revision` it belongs to the tenant and its pods stay outside the mesh. */
export function namespaceManifest(options: {
  readonly name: string;
  readonly tenant: string;
  readonly revision?: string;
  readonly dataplane?: DataplaneMode;
  /** Level of the Pod Security Standards. */
  readonly podSecurity?: string;
}): Manifest {
  const { name, tenant, revision, dataplane, podSecurity } = options;
  const joins = revision === undefined ? {} : injectionLabels(revision);
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        ...(dataplane === 'ambient' ? AMBIENT : joins),
        ...(podSecurity && { [POD_SECURITY_LABEL]: podSecurity }),
        [TENANT_LABEL]: tenant,
      },
    },
  };
}
