/** A value in a form that JSON can carry: maps, sets and what is absent are objects with one key that no record has. @public */
export type WireValue =
  | string
  | number
  | boolean
  | null
  | readonly WireValue[]
  | { readonly [key: string]: WireValue };

const MAP = '$map';
const SET = '$set';
const ABSENT = '$absent';

/**
 * The data of a record for JSON. Keys of records are fixed by their types, so that none is mistaken for one of ours; what clusters choose is
 * in maps, which are lists of pairs here.
 *
 * @public
 */
export function toWire(value: unknown): WireValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'number':
      return value;
    case 'undefined':
      return { [ABSENT]: true };
    case 'object':
      return value === null ? null : objectToWire(value);
    default:
      throw new TypeError(`A ${typeof value} is not data of a record.`);
  }
}

function objectToWire(value: object): WireValue {
  if (Array.isArray(value)) return value.map(toWire);
  if (value instanceof Map)
    return {
      [MAP]: [...value].map(([key, item]) => [toWire(key), toWire(item)]),
    };
  if (value instanceof Set) return { [SET]: [...value].map(toWire) };
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, toWire(item)]),
  );
}

/** The data that {@link toWire} was given. @public */
export function fromWire(wire: WireValue): unknown {
  if (typeof wire !== 'object' || wire === null) return wire;
  if (isList(wire)) return wire.map(fromWire);
  const { [MAP]: pairs, [SET]: items } = wire;
  if (ABSENT in wire) return undefined;
  if (isList(pairs)) return new Map(pairs.map(pairFromWire));
  if (isList(items)) return new Set(items.map(fromWire));
  return Object.fromEntries(
    Object.entries(wire).map(([key, item]) => [key, fromWire(item)]),
  );
}

function pairFromWire(pair: WireValue): readonly [unknown, unknown] {
  if (!isList(pair) || pair.length !== 2)
    throw new TypeError('An entry of a map is a pair of key and value.');
  return [fromWire(pair[0]), fromWire(pair[1])];
}

function isList(wire: WireValue | undefined): wire is readonly WireValue[] {
  return Array.isArray(wire);
}
