/** A document with a change merged into it: maps key by key, lists and plain values replaced, `null` removes a key. */
export function merged(document: unknown, change: unknown): unknown {
  if (!isMap(change)) return change;
  const result = new Map(isMap(document) ? Object.entries(document) : []);
  for (const [key, value] of Object.entries(change)) {
    if (value === null) result.delete(key);
    else result.set(key, merged(result.get(key), value));
  }
  return Object.fromEntries(result);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
