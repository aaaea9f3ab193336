const DECIMAL = /^(0|[1-9][0-9]*)$/;

/**
 * Order of two resourceVersions: negative if `a` is older. They are numbers of the store's history, compared as such
 * without being squeezed into a double. `undefined` if one is no number, as some aggregated API servers have it.
 */
export function compareVersions(a: string, b: string): number | undefined {
  if (!DECIMAL.test(a) || !DECIMAL.test(b)) return undefined;
  if (a.length !== b.length) return a.length - b.length;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
