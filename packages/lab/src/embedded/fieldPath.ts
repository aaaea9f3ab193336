import type { Json } from '../kubernetesObject';
import { isList, isMap, JsonMap } from './apiObject';
import { describeElement } from './apply/FieldSet';
import { fieldType, MergeType } from './apply/mergeType';
import { itemElement } from './apply/pathElement';

/** Where a field is: keys of maps and indices of lists. */
export type FieldPath = readonly (string | number)[];

/** `spec.http[0].route`. */
export function formatPath(path: FieldPath): string {
  return path.reduce<string>(
    (text, part) =>
      typeof part === 'number'
        ? `${text}[${part}]`
        : `${text}${text && '.'}${part}`,
    '',
  );
}

/** Reads a JSON pointer into an object. */
export function pathOfPointer(object: JsonMap, pointer: string): FieldPath {
  const path: (string | number)[] = [];
  let value: Json | undefined = object;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replace(/~1/g, '/').replace(/~0/g, '~');
    path.push(isList(value) ? Number(key) : key);
    value = child(value, path[path.length - 1]);
  }
  return path;
}

/** The value at a path. */
export function valueAt(object: JsonMap, path: FieldPath): Json | undefined {
  return path.reduce<Json | undefined>(child, object);
}

/**
 * A path as structured merge writes it: items of keyed lists are named by their keys, `.spec.ports[port=80,protocol="TCP"].name`.
 */
export function formatTypedPath(
  root: MergeType,
  object: JsonMap,
  path: FieldPath,
): string {
  let text = '';
  let type = root;
  let value: Json | undefined = object;
  for (const part of path) {
    const inner: Json | undefined = child(value, part);
    if (type.kind === 'list' && inner !== undefined) {
      text += describeElement(itemElement(type, inner));
      type = type.item;
    } else {
      text += typeof part === 'number' ? `[${part}]` : `.${part}`;
      type =
        type.kind === 'map'
          ? fieldType(type, String(part), inner)
          : { kind: 'atomic' };
    }
    value = inner;
  }
  return text;
}

function child(
  value: Json | undefined,
  key: string | number,
): Json | undefined {
  if (isList(value)) {
    return value[Number(key)];
  }
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
