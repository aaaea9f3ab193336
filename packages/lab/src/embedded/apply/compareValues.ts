import type { Json } from '../../kubernetesObject';
import { isList, isMap, JsonMap, sameJson } from '../apiObject';
import { FieldSet } from './FieldSet';
import { fieldType, MergeType } from './mergeType';
import { fieldElement, itemsByElement } from './pathElement';

/** Which paths a change added, took away or gave another value. */
export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

type Change = keyof Comparison;

/** Compares two states of an object. */
export function compareValues(
  type: MergeType,
  before: JsonMap,
  after: JsonMap,
): Comparison {
  return {
    added: changes('added', type, before, after),
    modified: changes('modified', type, before, after),
    removed: changes('removed', type, before, after),
  };
}

function changes(
  change: Change,
  type: MergeType,
  before: Json | undefined,
  after: Json | undefined,
): FieldSet {
  const whole =
    (change === 'added' && before === undefined) ||
    (change === 'removed' && after === undefined);
  const pairs = childPairs(type, before, after);
  if (!pairs) {
    const modified =
      change === 'modified' &&
      before !== undefined &&
      after !== undefined &&
      !sameJson(before, after);
    return whole || modified ? FieldSet.LEAF : FieldSet.EMPTY;
  }
  return FieldSet.of(
    whole,
    pairs.map(([element, inner, a, b]) => [
      element,
      changes(change, inner, a, b),
    ]),
  );
}

type Pair = [element: string, type: MergeType, before?: Json, after?: Json];

/** What is inside two values, side by side; `undefined` for values that count as a whole. */
function childPairs(
  type: MergeType,
  before: Json | undefined,
  after: Json | undefined,
): Pair[] | undefined {
  if (type.kind === 'map' && (isMap(before) || isMap(after))) {
    const left = isMap(before) ? before : {};
    const right = isMap(after) ? after : {};
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    const pairs = [...keys]
      .filter(key => left[key] !== undefined || right[key] !== undefined)
      .map((key): Pair => {
        const inner = fieldType(type, key, right[key] ?? left[key]);
        return [fieldElement(key), inner, left[key], right[key]];
      });
    return pairs.length > 0 ? pairs : undefined;
  }
  if (type.kind === 'list' && (isList(before) || isList(after))) {
    const left = itemsByElement(type, isList(before) ? before : []);
    const right = itemsByElement(type, isList(after) ? after : []);
    const elements = new Set([...left.keys(), ...right.keys()]);
    const pairs = [...elements].map(
      (element): Pair => [
        element,
        type.item,
        left.get(element),
        right.get(element),
      ],
    );
    return pairs.length > 0 ? pairs : undefined;
  }
  return undefined;
}
