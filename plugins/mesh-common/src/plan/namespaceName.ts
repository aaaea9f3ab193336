const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Longest name that Kubernetes accepts for a namespace (RFC 1123 label). */
const MAX_LENGTH = 63;

/**
 * Why a text is not the name of a namespace, or `undefined` if it is one. Exact: nothing is trimmed, lowered or
 * normalised, so that two names which look alike never become one.
 *
 * @public
 */
export function namespaceNameProblem(name: string): string | undefined {
  if (name === '') return 'The name is empty';
  if (name.length > MAX_LENGTH) {
    return `The name has ${name.length} characters; ${MAX_LENGTH} are allowed`;
  }
  if (LABEL.test(name)) return undefined;
  return 'The name must consist of the letters a-z, digits and "-", and start and end with a letter or digit';
}
