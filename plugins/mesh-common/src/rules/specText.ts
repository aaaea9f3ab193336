import { stringify } from 'yaml';
import { ConfigRecord } from '../model/configKinds';

/** Longest text of one field; more does not help to compare by eye. */
const LIMIT = 2_000;

/** How much of a field is written. Records are small; hostile ones may be wide. */
const MOST_VALUES = 500;

/** Fields that records keep under another name, by path; `undefined`: only whether it is there is kept. */
const PLACES: ReadonlyMap<string, string | undefined> = new Map([
  ['trafficPolicy.connectionPool', undefined],
  ['mtls.mode', 'mode'],
  ['selector.matchLabels', 'selector'],
  ['workloadSelector.matchLabels', 'workloadSelector'],
  ['workloadSelector.labels', 'workloadSelector'],
  ['targetRefs', 'targets'],
  ['parentRefs', 'parents'],
]);

/** What a record keeps of a field of its spec, as YAML; `undefined` if it keeps nothing of it. Values that no rule reads are never kept. */
export function specText(
  record: ConfigRecord,
  path: string,
): string | undefined {
  const place = PLACES.has(path)
    ? PLACES.get(path)
    : path.replace(/^portLevelMtls\./, 'ports.');
  if (place === undefined) return undefined;
  const kept = plainOf(memberAt(record, place), { left: MOST_VALUES });
  if (kept === undefined) return undefined;
  const text =
    typeof kept === 'string' ? kept : stringify(kept, { lineWidth: 0 }).trim();
  return text.length > LIMIT ? `${text.slice(0, LIMIT)}…` : text;
}

/** A path has one step or two; the second may contain dots. */
function memberAt(record: ConfigRecord, path: string): unknown {
  const dot = path.indexOf('.');
  if (dot < 0) return memberOf(record, path);
  return memberOf(memberOf(record, path.slice(0, dot)), path.slice(dot + 1));
}

function memberOf(value: unknown, name: string): unknown {
  if (value instanceof Map) return value.get(name) ?? value.get(Number(name));
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}

/** The value without what is not set; `undefined` if nothing is. */
function plainOf(value: unknown, budget: { left: number }): unknown {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value !== 'object') return value;
  if (budget.left-- <= 0) return '…';
  if (Array.isArray(value)) {
    const items = value.map(item => plainOf(item, budget) ?? {});
    return items.length > 0 ? items : undefined;
  }
  const entries = (
    value instanceof Map
      ? [...value].map(([key, item]) => [String(key), item] as const)
      : Object.entries(value)
  ).flatMap(([key, item]) => {
    const plain = plainOf(item, budget);
    return plain === undefined ? [] : [[key, plain] as const];
  });
  return entries.length > 0 ? new Map(entries) : undefined;
}
