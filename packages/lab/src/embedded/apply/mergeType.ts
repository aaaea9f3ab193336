import { isMap, JsonMap, stringsOf } from '../apiObject';
import type { Json } from '../../kubernetesObject';

/**
 * How server-side apply treats a value: who owns what in it.
 *
 * A value without a declared type is treated by its shape, which is what Kubernetes' schemas say where they say nothing:
 * a map is owned key by key, a list and a scalar as a whole.
 */
export type MergeType =
  | { readonly kind: 'atomic' }
  | {
      readonly kind: 'map';
      readonly fields: ReadonlyMap<string, MergeType>;
      /** Keys are data and not fields of a schema: their values are items with an owner of their own. */
      readonly open: boolean;
    }
  | {
      readonly kind: 'list';
      /** Fields that identify an item; none for a set, whose items identify themselves. */
      readonly keys: readonly string[];
      /** Values of keys that may be left out. */
      readonly keyDefaults: ReadonlyMap<string, Json>;
      readonly item: MergeType;
    };

export const ATOMIC: MergeType = { kind: 'atomic' };

const GRANULAR: MergeType = { kind: 'map', fields: new Map(), open: false };
const OPEN: MergeType = { kind: 'map', fields: new Map(), open: true };

/** A map whose keys are data, with an owner of their own for each value. */
export function dictionary(): MergeType {
  return OPEN;
}

/** A map of known fields; those not named are treated by their shape. */
export function struct(
  fields: Readonly<Record<string, MergeType>> = {},
): MergeType {
  return { kind: 'map', fields: new Map(Object.entries(fields)), open: false };
}

/** A list whose items are identified by some of their fields. */
export function listBy(
  keys: readonly string[],
  item: MergeType = GRANULAR,
  keyDefaults: Readonly<Record<string, Json>> = {},
): MergeType {
  return {
    kind: 'list',
    keys,
    item,
    keyDefaults: new Map(Object.entries(keyDefaults)),
  };
}

/** A list of different scalars. */
export function setOf(): MergeType {
  return { kind: 'list', keys: [], keyDefaults: new Map(), item: ATOMIC };
}

/** The type of a value that has none declared. */
export function deducedType(value: Json | undefined, open = false): MergeType {
  if (isMap(value)) {
    return open ? OPEN : GRANULAR;
  }
  return ATOMIC;
}

/** The type of a key of a map. */
export function fieldType(
  map: MergeType & { kind: 'map' },
  key: string,
  value: Json | undefined,
): MergeType {
  return map.fields.get(key) ?? deducedType(value, map.open);
}

/** The type below a path element, when there is no value to tell it by. */
export function childType(type: MergeType, element: string): MergeType {
  if (type.kind === 'list') {
    return type.item;
  }
  if (type.kind === 'map') {
    return type.fields.get(element.slice(2)) ?? (type.open ? OPEN : GRANULAR);
  }
  return GRANULAR;
}

/** Reads the `x-kubernetes-*` marks of a CRD's schema. */
export function mergeTypeFromSchema(schema: JsonMap): MergeType {
  if (isMap(schema.items)) {
    const item = mergeTypeFromSchema(schema.items);
    switch (schema['x-kubernetes-list-type']) {
      case 'map':
        return listBy(stringsOf(schema['x-kubernetes-list-map-keys']), item);
      case 'set':
        return setOf();
      default:
        return ATOMIC;
    }
  }
  if (schema['x-kubernetes-map-type'] === 'atomic') {
    return ATOMIC;
  }
  if (schema.type !== 'object') {
    return ATOMIC;
  }
  const properties = isMap(schema.properties) ? schema.properties : {};
  const fields = new Map<string, MergeType>();
  for (const [name, property] of Object.entries(properties)) {
    if (isMap(property)) {
      fields.set(name, mergeTypeFromSchema(property));
    }
  }
  const open =
    schema['x-kubernetes-preserve-unknown-fields'] === true ||
    isMap(schema.additionalProperties);
  return { kind: 'map', fields, open };
}
