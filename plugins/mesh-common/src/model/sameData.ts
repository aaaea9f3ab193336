/**
 * Whether two values hold the same data: primitives, arrays, maps, sets of primitives and plain objects of these. Used to keep the identity of
 * records that arrive unchanged. Records are trees of a depth fixed by their decoders, so recursion is bounded.
 *
 * @public
 */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (
    typeof a !== 'object' ||
    typeof b !== 'object' ||
    a === null ||
    b === null
  )
    return false;
  if (Array.isArray(a))
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, i) => sameData(item, b[i]))
    );
  if (a instanceof Map) return b instanceof Map && sameEntries(a, b);
  if (a instanceof Set)
    return (
      b instanceof Set && a.size === b.size && [...a].every(item => b.has(item))
    );
  if (b instanceof Map || b instanceof Set || Array.isArray(b)) return false;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    left.length === right.size &&
    left.every(
      ([key, value]) => right.has(key) && sameData(value, right.get(key)),
    )
  );
}

function sameEntries(
  a: ReadonlyMap<unknown, unknown>,
  b: ReadonlyMap<unknown, unknown>,
): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a)
    if (!b.has(key) || !sameData(value, b.get(key))) return false;
  return true;
}
