import { compareText } from '../model/record';

/** Whether a host is a suffix with a leading `*` and not a name. */
export function isWildcard(host: string): boolean {
  return host.startsWith('*');
}

/** Whether a host (or wildcard) lies inside what `pattern` covers; a suffix test without label boundaries, as in Istio. Reference 6.0. @public */
export function hostSubsetOf(host: string, pattern: string): boolean {
  if (!isWildcard(pattern)) return host === pattern;
  const suffix = pattern.slice(1);
  return isWildcard(host)
    ? host.slice(1).endsWith(suffix)
    : host.endsWith(suffix);
}

/** Whether two hosts have a name in common, either being a wildcard or not. Reference 6.0. @public */
export function hostsOverlap(a: string, b: string): boolean {
  return hostSubsetOf(a, b) || hostSubsetOf(b, a);
}

/** More specific first: exact before wildcard, longer before shorter, then alphabetical. Reference 6.0. @public */
export function bySpecificity(a: string, b: string): number {
  return (
    Number(isWildcard(a)) - Number(isWildcard(b)) ||
    b.length - a.length ||
    compareText(a, b)
  );
}

/**
 * The most specific of `candidates` that covers `needle`, or `undefined`. A wildcard needle is covered by wildcards only.
 * Reference 6.0.
 *
 * @public
 */
export function mostSpecificHost(
  needle: string,
  candidates: Iterable<string>,
): string | undefined {
  let best: string | undefined;
  for (const candidate of candidates) {
    if (
      hostSubsetOf(needle, candidate) &&
      (best === undefined || bySpecificity(candidate, best) < 0)
    ) {
      best = candidate;
    }
  }
  return best;
}

/** The full host that a name in a configuration object means: one without dots belongs to the object's own namespace. Reference 6.1. @public */
export function fullHost(
  host: string,
  namespace: string,
  domain: string,
): string {
  const name = host.toLowerCase();
  if (name.includes('.') || isWildcard(name)) return name;
  return `${name}.${namespace}.svc.${domain}`;
}
