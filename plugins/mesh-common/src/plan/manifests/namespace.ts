import { TENANT_LABEL } from '../../annotations';
import { Manifest } from '../plan';

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

/** The namespace of a tenant. Without `revision` it belongs to the tenant and its pods stay outside the mesh. */
export function namespaceManifest(options: {
  readonly name: string;
  readonly tenant: string;
  readonly revision?: string;
}): Manifest {
  const { name, tenant, revision } = options;
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        ...(revision === undefined ? {} : injectionLabels(revision)),
        [TENANT_LABEL]: tenant,
      },
    },
  };
}
