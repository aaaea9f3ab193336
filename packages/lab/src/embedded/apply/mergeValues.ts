import type { Json } from '../../kubernetesObject';
import { isList, isMap } from '../apiObject';
import { fieldType, MergeType } from './mergeType';
import { fieldElement, itemElement, itemsByElement } from './pathElement';
import type { FieldSet } from './FieldSet';

/** The live value with the applied one laid over it. */
export function mergeValues(
  type: MergeType,
  live: Json | undefined,
  applied: Json | undefined,
): Json | undefined {
  if (applied === undefined || live === undefined) {
    return applied ?? live;
  }
  if (type.kind === 'map' && isMap(live) && isMap(applied)) {
    const keys = new Set([...Object.keys(live), ...Object.keys(applied)]);
    return Object.fromEntries(
      [...keys].map(key => {
        const inner = fieldType(type, key, applied[key] ?? live[key]);
        return [key, mergeValues(inner, live[key], applied[key])];
      }),
    );
  }
  if (type.kind === 'list' && isList(live) && isList(applied)) {
    return mergeLists(type, live, applied);
  }
  return applied;
}

/**
 * Items of both lists in one order: what both have stands in the order of the applied list, and items of the live list alone stay
 * before the shared item they stood before.
 */
function mergeLists(
  type: MergeType & { kind: 'list' },
  live: readonly Json[],
  applied: readonly Json[],
): Json {
  const left = itemsByElement(type, live);
  const right = itemsByElement(type, applied);
  const leftOrder = [...left.keys()];
  const rightOrder = [...right.keys()];
  const shared = rightOrder.filter(element => left.has(element));
  const merged = new Map<string, Json>();
  const take = (element: string) => {
    const value = mergeValues(type.item, left.get(element), right.get(element));
    if (value !== undefined) {
      merged.set(element, value);
    }
  };
  let l = 0;
  let r = 0;
  while (l < leftOrder.length || r < rightOrder.length) {
    const fromLeft = leftOrder[l];
    const fromRight = rightOrder[r];
    if (fromLeft !== undefined && fromLeft === fromRight) {
      take(fromLeft);
      shared.shift();
      l += 1;
      r += 1;
    } else if (
      fromLeft !== undefined &&
      fromRight !== undefined &&
      right.has(fromLeft) &&
      shared.length > 0 &&
      shared[0] !== fromLeft
    ) {
      l += 1; // shared, but not the next one: its place is the one in the applied list
    } else if (fromLeft !== undefined && !right.has(fromLeft)) {
      take(fromLeft);
      l += 1;
    } else {
      if (fromLeft !== undefined && merged.has(fromLeft)) {
        l += 1;
      }
      if (fromRight !== undefined) {
        take(fromRight);
        r += 1;
        if (shared[0] === fromRight) {
          shared.shift();
        }
      }
    }
  }
  return [...merged.values()];
}

/**
 * The value without the given paths. What has nothing left becomes null, as on the real server: there a custom resource may be
 * refused for it, because null is not of its type.
 */
export function removeFields(
  type: MergeType,
  value: Json,
  removed: FieldSet,
): Json {
  if (type.kind === 'map' && isMap(value)) {
    const kept = Object.entries(value).flatMap(([key, field]) => {
      const inner = removed.child(fieldElement(key));
      if (inner.member || field === undefined) {
        return [];
      }
      const rest =
        inner.children.size > 0
          ? removeFields(fieldType(type, key, field), field, inner)
          : field;
      return [[key, rest] as const];
    });
    return kept.length > 0 ? Object.fromEntries(kept) : null;
  }
  if (type.kind === 'list' && isList(value)) {
    const kept = value.flatMap(item => {
      const inner = removed.child(itemElement(type, item));
      if (inner.member) {
        return [];
      }
      return inner.children.size > 0
        ? [removeFields(type.item, item, inner)]
        : [item];
    });
    return kept.length > 0 ? kept : null;
  }
  return type.kind === 'atomic' ? value : null;
}
