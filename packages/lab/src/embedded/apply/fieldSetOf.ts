import type { Json } from '../../kubernetesObject';
import { isList, isMap } from '../apiObject';
import { FieldSet } from './FieldSet';
import { fieldType, MergeType } from './mergeType';
import { fieldElement, itemsByElement } from './pathElement';

/** All paths of a value that can have an owner. */
export function fieldSetOf(type: MergeType, value: Json | undefined): FieldSet {
  if (type.kind === 'map' && isMap(value)) {
    return FieldSet.of(
      false,
      Object.entries(value)
        .filter(([, field]) => field !== undefined)
        .map(([key, field]) => {
          const inner = fieldSetOf(fieldType(type, key, field), field);
          const isItem = type.open && !type.fields.has(key);
          return [
            fieldElement(key),
            isItem || isHollow(field) ? asMember(inner) : inner,
          ];
        }),
    );
  }
  if (type.kind === 'list' && isList(value)) {
    return FieldSet.of(
      false,
      [...itemsByElement(type, value)].map(([element, item]) => [
        element,
        asMember(fieldSetOf(type.item, item)),
      ]),
    );
  }
  // A null has no inside, whatever its type.
  return value === null && type.kind !== 'atomic'
    ? FieldSet.EMPTY
    : FieldSet.LEAF;
}

/** Null and the empty map are owned themselves, as there is nothing in them to own. An empty keyed list is not owned by anybody. */
function isHollow(value: Json | undefined): boolean {
  return value === null || (isMap(value) && Object.keys(value).length === 0);
}

function asMember(set: FieldSet): FieldSet {
  return FieldSet.of(true, set.children);
}
