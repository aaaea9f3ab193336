import type { Json } from '../kubernetesObject';
import { isList, isMap, JsonMap, mapOf } from './apiObject';
import type { FieldPath } from './fieldPath';

/** A rule of a schema that a value breaks, in the words of ajv. */
export interface SchemaViolation {
  /** JSON pointer. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: JsonMap;
}

/** What a schema has to say of an object. */
export interface SchemaFindings {
  /** Fields the schema does not declare. */
  readonly unknown: readonly FieldPath[];
  readonly violations: readonly SchemaViolation[];
  /** The object without its unknown fields. */
  readonly pruned: JsonMap;
}

/** Checks an object; says which rules it breaks. */
export type Validator = (object: unknown) => readonly SchemaViolation[];

/** Fields each object has, whatever its schema says. Metadata is checked apart. */
const TYPE_META: ReadonlySet<string> = new Set([
  'apiVersion',
  'kind',
  'metadata',
]);

interface Observation {
  readonly read: Set<string>;
  enumerated: boolean;
}

/**
 * Finds the fields that a schema does not declare, with nothing but a validator made from it.
 *
 * The published npm packages ship compiled validators and no schemas. A validator of a JSON schema reads exactly the fields that the
 * schema declares, and lists the keys of a map where they are free. So the object is handed to it behind proxies that note
 * what is read: fields nobody read are not declared. An object in which nothing at all was read is open ("any fields").
 * `isDeclared` adds keys that the validator ought to know.
 */
export function checkObject(
  validate: Validator,
  object: JsonMap,
  isDeclared: (key: string) => boolean = () => false,
): SchemaFindings {
  const seen = new Map<object, Observation>();
  const violations = validate(observe(object, seen)).filter(
    ({ instancePath }) => !instancePath.startsWith('/metadata'),
  );
  const unknown: FieldPath[] = [];
  const prune = (value: Json, path: FieldPath): Json => {
    if (isList(value)) {
      return value.map((item, index) => prune(item, [...path, index]));
    }
    const observation = isMap(value) && seen.get(value);
    if (!observation) {
      return value;
    }
    const { read, enumerated } = observation;
    const open = enumerated || read.size === 0;
    const kept: [string, Json | undefined][] = [];
    for (const [key, field] of Object.entries(value)) {
      const fieldPath = [...path, key];
      if (path.length === 0 && TYPE_META.has(key)) {
        kept.push([key, field]);
      } else if (open || read.has(key) || isDeclared(key)) {
        kept.push([key, field === undefined ? field : prune(field, fieldPath)]);
      } else {
        unknown.push(fieldPath);
      }
    }
    return Object.fromEntries(kept);
  };
  return { unknown, violations, pruned: mapOf(prune(object, [])) };
}

function observe(value: JsonMap, seen: Map<object, Observation>): object {
  const observation: Observation = { read: new Set(), enumerated: false };
  seen.set(value, observation);
  const children = new Map<string, unknown>();
  return new Proxy(value, {
    get(target, key) {
      if (typeof key !== 'string') {
        return undefined;
      }
      observation.read.add(key);
      if (!Object.hasOwn(target, key)) {
        return undefined;
      }
      if (!children.has(key)) {
        children.set(key, observeValue(target[key], seen));
      }
      return children.get(key);
    },
    ownKeys(target) {
      observation.enumerated = true;
      return Reflect.ownKeys(target);
    },
  });
}

function observeValue(
  value: Json | undefined,
  seen: Map<object, Observation>,
): unknown {
  if (isList(value)) {
    return value.map(item => observeValue(item, seen));
  }
  return isMap(value) ? observe(value, seen) : value;
}
