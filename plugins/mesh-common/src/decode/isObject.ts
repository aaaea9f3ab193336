/** Whether a JSON value is an object, as Kubernetes means it: not null and not a list. */
export function isObject(
  value: unknown,
): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
