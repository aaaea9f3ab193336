import { jsonMember } from './jsonMember';

/** What one field manager owns of an object. */
export interface FieldOwner {
  readonly manager: string;
  /** `Apply` for server-side apply: leaving a field out of the next one removes it. */
  readonly operation: string;
  /** `''` for the object itself, e.g. `status` for what controllers report. */
  readonly subresource: string;
  /** The owned fields with their values, as far as the object still has them. */
  readonly fields: object;
}

/** Maps whose keys have owners of their own: owning the empty map says nothing about what others put into it. */
const NOT_WHOLE: readonly string[] = [
  '',
  'metadata.labels',
  'metadata.annotations',
];

/** Reads `metadata.managedFields` of an object (Kubernetes: server-side apply, `FieldsV1`). */
export function fieldOwners(object: unknown): readonly FieldOwner[] {
  const entries = jsonMember(jsonMember(object, 'metadata'), 'managedFields');
  if (!Array.isArray(entries)) return [];
  return entries.map(entry => {
    const fields = part(object, jsonMember(entry, 'fieldsV1') ?? {}, '');
    return {
      manager: textOf(jsonMember(entry, 'manager')),
      operation: textOf(jsonMember(entry, 'operation')),
      subresource: textOf(jsonMember(entry, 'subresource')),
      fields: isMap(fields) ? fields : {},
    };
  });
}

/** The part of a value that a field set names; `undefined` if the value has nothing of it. */
function part(value: unknown, set: unknown, path: string): unknown {
  if (value === undefined || !isMap(set)) return undefined;
  const keys = Object.keys(set).filter(key => key !== '.');
  if (Array.isArray(value)) {
    return keys.length === 0 ? value : items(value, set, keys, path);
  }
  if (!isMap(value)) return value;
  if (keys.length === 0) return NOT_WHOLE.includes(path) ? {} : value;
  const members = keys.flatMap(key => {
    if (!key.startsWith('f:')) return [];
    const name = key.slice(2);
    const member = Object.hasOwn(value, name)
      ? part(
          jsonMember(value, name),
          jsonMember(set, key),
          path === '' ? name : `${path}.${name}`,
        )
      : undefined;
    return member === undefined ? [] : [[name, member] as const];
  });
  return Object.fromEntries(members);
}

/** Items of a list that a field set names: by key, by value or by index. */
function items(
  list: readonly unknown[],
  set: object,
  keys: readonly string[],
  path: string,
): readonly unknown[] {
  return keys
    .flatMap(key => {
      const selector: unknown = parsed(key.slice(2));
      const index = list.findIndex((item, i) =>
        isNamed(item, i, key, selector),
      );
      if (index < 0) return [];
      const whole = list[index];
      const item = key.startsWith('k:')
        ? {
            ...Object(selector),
            ...Object(part(whole, jsonMember(set, key), path)),
          }
        : whole;
      return [{ index, item }];
    })
    .sort((a, b) => a.index - b.index)
    .map(({ item }) => item);
}

function isNamed(item: unknown, index: number, key: string, selector: unknown) {
  if (key.startsWith('i:')) return index === selector;
  if (key.startsWith('v:')) {
    return JSON.stringify(item) === JSON.stringify(selector);
  }
  return (
    key.startsWith('k:') &&
    isMap(selector) &&
    Object.entries(selector).every(
      ([name, value]) => jsonMember(item, name) === value,
    )
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
