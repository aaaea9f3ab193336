import { FieldSet } from './FieldSet';
import { childType, MergeType } from './mergeType';

/**
 * The set with the paths on the way to its members, where these are declared fields. Keys of open maps are items, which only those own
 * who wrote them whole.
 */
export function withParents(type: MergeType, set: FieldSet): FieldSet {
  return FieldSet.of(
    set.member,
    [...set.children].map(([element, child]) => {
      const inner = withParents(childType(type, element), child);
      const key = element.slice(2);
      const declared =
        element.startsWith('f:') &&
        type.kind === 'map' &&
        (!type.open || type.fields.has(key));
      return [element, FieldSet.of(inner.member || declared, inner.children)];
    }),
  );
}
