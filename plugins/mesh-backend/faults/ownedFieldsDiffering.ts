import type { Manifest } from '@meshwise/backstage-plugin-mesh-common';
import { fieldsOf } from '../src/operations/fields';

/** Planned fields that an object does not have as planned; all of them if there is no object. */
export function ownedFieldsDiffering(
  manifest: Manifest,
  object: object | undefined,
): readonly string[] {
  const now = object ? fieldsOf(object) : new Map();
  return [...fieldsOf(manifest)]
    .filter(([path, value]) => now.get(path) !== value)
    .map(([path]) => path);
}
