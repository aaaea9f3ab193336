import type { Json } from '../../kubernetesObject';
import { isMap } from '../apiObject';
import type { MergeType } from './mergeType';

/** The path element of a key of a map. */
export function fieldElement(key: string): string {
  return `f:${key}`;
}

/** An item that cannot be told from the others of its list. */
export class UnidentifiedItem extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UnidentifiedItem';
  }
}

/** The path element that identifies an item of a list. */
export function itemElement(
  type: MergeType & { kind: 'list' },
  item: Json,
): string {
  if (type.keys.length === 0) {
    if (typeof item === 'object') {
      throw new UnidentifiedItem(
        'associative list without keys has an element that is not a scalar',
      );
    }
    return `v:${JSON.stringify(item)}`;
  }
  if (!isMap(item)) {
    throw new UnidentifiedItem(
      'associative list with keys may not have non-map elements',
    );
  }
  const keys = [...type.keys]
    .sort()
    .map(key => [key, item[key] ?? type.keyDefaults.get(key)] as const)
    .filter(([, value]) => value !== undefined);
  if (keys.length === 0) {
    throw new UnidentifiedItem(
      `associative list with keys has an element that omits all key fields [${type.keys
        .map(key => JSON.stringify(key))
        .join(' ')}] (and doesn't have default values for any key fields)`,
    );
  }
  return `k:${JSON.stringify(Object.fromEntries(keys))}`;
}

/** Items of a list by what identifies them. Of items with the same identity the first counts. */
export function itemsByElement(
  type: MergeType & { kind: 'list' },
  items: readonly Json[],
): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const item of items) {
    const element = itemElement(type, item);
    if (!found.has(element)) {
      found.set(element, item);
    }
  }
  return found;
}
