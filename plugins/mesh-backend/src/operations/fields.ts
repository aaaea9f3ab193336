/** The leaf values of an object by their path, e.g. `metadata.labels["istio.io/rev"]`. */
export type Fields = ReadonlyMap<string, string>;

/** One field that differs; `undefined` means absent. */
export interface FieldChange {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Fields that API servers set and nobody plans. */
const SERVER_FIELDS: readonly string[] = [
  'metadata.creationTimestamp',
  'metadata.deletionTimestamp',
  'metadata.generation',
  'metadata.managedFields',
  'metadata.resourceVersion',
  'metadata.selfLink',
  'metadata.uid',
  'status',
];

const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The leaves of an object without server fields. Lists of plain values count as one value. */
export function fieldsOf(object: object): Fields {
  const fields = new Map<string, string>();
  collect(object, '', fields);
  return fields;
}

function collect(value: unknown, path: string, fields: Map<string, string>) {
  if (SERVER_FIELDS.includes(path) || value === undefined) return;
  if (typeof value !== 'object' || value === null) {
    fields.set(path, typeof value === 'string' ? value : JSON.stringify(value));
  } else if (!Array.isArray(value)) {
    for (const [key, member] of Object.entries(value)) {
      collect(member, childPath(path, key), fields);
    }
  } else if (value.every(item => typeof item !== 'object')) {
    fields.set(path, JSON.stringify(value));
  } else {
    value.forEach((item, i) => collect(item, `${path}[${i}]`, fields));
  }
}

function childPath(path: string, key: string): string {
  if (!PLAIN_KEY.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** All differences, in order of path. */
export function compareFields(before: Fields, after: Fields): FieldChange[] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter(path => before.get(path) !== after.get(path))
    .sort()
    .map(path => ({
      path,
      before: before.get(path),
      after: after.get(path),
    }));
}
