import { hostSubsetOf } from './hosts';

/** Hosts of a server that routes of a namespace may use, without the part that says so. */
export function hostsForNamespace(
  hosts: readonly string[],
  namespace: string,
): readonly string[] {
  return hosts.flatMap(host => {
    const slash = host.indexOf('/');
    if (slash < 0) return [host];
    const owner = host.slice(0, slash);
    return owner === namespace || owner === '*' ? [host.slice(slash + 1)] : [];
  });
}

/** Names that two lists of hosts have in common: the narrower one of each pair. */
export function commonHosts(
  a: readonly string[],
  b: readonly string[],
): readonly string[] {
  const common = a.flatMap(left =>
    b.flatMap(right => {
      if (hostSubsetOf(left, right)) return [left];
      return hostSubsetOf(right, left) ? [right] : [];
    }),
  );
  return [...new Set(common)];
}
