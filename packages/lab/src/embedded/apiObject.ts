import type { Json } from '../kubernetesObject';

/** A JSON object. */
export interface JsonMap {
  readonly [key: string]: Json | undefined;
}

/** Metadata as the server keeps it. */
export interface ApiMetadata extends JsonMap {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly creationTimestamp: string;
  readonly generation?: number;
}

/** An object as the server keeps it. Never changed: each write makes a new one. */
export interface ApiObject extends JsonMap {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ApiMetadata;
}

export function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The map at `value`, or an empty one. */
export function mapOf(value: Json | undefined): JsonMap {
  return isMap(value) ? value : {};
}

/** The list at `value`, or an empty one. */
export function listOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

/** The strings of the list at `value`. */
export function stringsOf(value: Json | undefined): readonly string[] {
  return listOf(value).filter(item => typeof item === 'string');
}

/** Whether two values are the same JSON, whatever the order of keys. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) {
    return true;
  }
  if (isList(a) && isList(b)) {
    return (
      a.length === b.length &&
      a.every((item, index) => sameJson(item, b[index]))
    );
  }
  if (isMap(a) && isMap(b)) {
    const keys = Object.keys(a).filter(key => a[key] !== undefined);
    return (
      keys.length ===
        Object.keys(b).filter(key => b[key] !== undefined).length &&
      keys.every(key => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
    );
  }
  return false;
}

/** A copy without keys whose value is null, at any depth. */
export function withoutNulls(value: JsonMap): JsonMap {
  const clean = (inner: Json | undefined): Json | undefined => {
    if (isList(inner)) {
      return inner.map(item => clean(item) ?? null);
    }
    return isMap(inner) ? withoutNulls(inner) : inner;
  };
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== null && field !== undefined)
      .map(([key, field]) => [key, clean(field)]),
  );
}

/** A copy without some of its keys. */
export function without(value: JsonMap, ...keys: readonly string[]): JsonMap {
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => !keys.includes(key)),
  );
}
