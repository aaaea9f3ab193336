import { ObjectRecord } from './record';

/** A record with labels set, or removed where the value is `undefined`. */
export function withLabels<R extends ObjectRecord>(
  record: R,
  changed: ReadonlyMap<string, string | undefined>,
): R {
  const labels = new Map(record.labels);
  for (const [key, value] of changed) {
    if (value === undefined) labels.delete(key);
    else labels.set(key, value);
  }
  return { ...record, labels };
}
