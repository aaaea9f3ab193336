/**
 * Names of namespaces that no tenant may claim: Kubernetes' own, those of meshes and operators, and Meshwise's. A `*`
 * at the end stands for any rest. Configuration adds to the list and cannot shorten it.
 *
 * @public
 */
export const PROTECTED_NAMESPACES: readonly string[] = [
  'default',
  'kube-*',
  'istio-*',
  'openshift',
  'openshift-*',
  'gatekeeper-*',
  'cert-manager',
  'sail-operator',
  'meshwise',
  'meshwise-*',
];

/**
 * The pattern that protects a name, or `undefined`.
 *
 * @public
 */
export function protectingPattern(
  name: string,
  patterns: readonly string[],
): string | undefined {
  return patterns.find(pattern =>
    pattern.endsWith('*')
      ? name.startsWith(pattern.slice(0, -1))
      : name === pattern,
  );
}
