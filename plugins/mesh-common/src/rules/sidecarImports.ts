import { hostSubsetOf } from './hosts';

/** Hosts that a Sidecar imports or excludes, by namespace. */
interface Import {
  /** `*` = any. */
  readonly namespace: string;
  readonly host: string;
  readonly excluded: boolean;
}

/** Items `<namespace>/<host>`; `.` is the Sidecar's own namespace, and a leading `~` on the namespace excludes. */
export function importsOf(
  hosts: readonly string[],
  ownNamespace: string,
): readonly Import[] {
  return hosts.flatMap(item => {
    const slash = item.indexOf('/');
    if (slash < 0) return [];
    const scope = item.slice(0, slash);
    const host = item.slice(slash + 1);
    if (scope === '~') return [];
    const excluded = scope.startsWith('~');
    const name = excluded ? scope.slice(1) : scope;
    return [{ namespace: name === '.' ? ownNamespace : name, host, excluded }];
  });
}

/** Whether a host of a namespace is imported and not excluded. */
export function isImported(
  host: string,
  namespace: string,
  imports: readonly Import[],
): boolean {
  const fits = (item: Import) =>
    (item.namespace === '*' || item.namespace === namespace) &&
    hostSubsetOf(host, item.host);
  return (
    imports.some(item => !item.excluded && fits(item)) &&
    !imports.some(item => item.excluded && fits(item))
  );
}
