import { compareText, NO_RECORDS, ObjectRecord } from './record';

/**
 * A second way into the records of a bucket, e.g. EndpointSlices by the Service they belong to. It is derived from the
 * bucket when first asked and forgotten with it: buckets are immutable, so there is nothing to keep in step.
 *
 * @public
 */
export class RecordIndex<R extends ObjectRecord> {
  private readonly derived = new WeakMap<
    ReadonlyMap<string, R>,
    ReadonlyMap<string, readonly R[]>
  >();

  constructor(
    /** Keys under which a record is found. */
    readonly keysOf: (record: R) => readonly string[],
  ) {}

  /** Records of the bucket under a key, in order of name. */
  lookUp(bucket: ReadonlyMap<string, R>, key: string): readonly R[] {
    return this.of(bucket).get(key) ?? NO_RECORDS;
  }

  /** All records of the bucket by key; under each in order of name. */
  of(bucket: ReadonlyMap<string, R>): ReadonlyMap<string, readonly R[]> {
    const known = this.derived.get(bucket);
    if (known) return known;
    const index = this.derive(bucket);
    this.derived.set(bucket, index);
    return index;
  }

  private derive(
    bucket: ReadonlyMap<string, R>,
  ): ReadonlyMap<string, readonly R[]> {
    const index = new Map<string, R[]>();
    for (const record of bucket.values()) {
      for (const key of this.keysOf(record)) {
        const found = index.get(key);
        if (found) found.push(record);
        else index.set(key, [record]);
      }
    }
    for (const found of index.values())
      if (found.length > 1) found.sort((a, b) => compareText(a.name, b.name));
    return index;
  }
}
