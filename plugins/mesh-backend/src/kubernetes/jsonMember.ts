/** A member of a parsed JSON object; `undefined` if the value is no object or has no such member of its own. */
export function jsonMember(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}
