import { Manifest } from '../plan';

/**
 * What the sidecars of a namespace are told about: its own services, those of the mesh itself, and those it declares to
 * call (T11). It saves memory and hides nothing from somebody who means harm: it is no policy.
 */
export function sidecarScopeManifest(options: {
  readonly namespace: string;
  /** Namespaces of control planes. */
  readonly roots: readonly string[];
  readonly calls: readonly string[];
}): Manifest {
  const { namespace, roots, calls } = options;
  const others = [...new Set([...roots, ...calls])].filter(
    other => other !== namespace,
  );
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: { name: 'default', namespace },
    spec: {
      egress: [{ hosts: ['./*', ...others.sort().map(other => `${other}/*`)] }],
    },
  };
}
