import { NO_RECORDS, ObjectRecord, RecordKey, recordKey } from './record';
import { sameData } from './sameData';
import { Bucket, TableDraft } from './tableDraft';
import { RecordIndex } from './recordIndex';
import { Unreadable } from './unreadable';

/** What changed in a table. @public */
export interface TableBatch<R extends ObjectRecord> {
  readonly upsert?: readonly R[];
  readonly remove?: readonly RecordKey[];
  /** Objects that arrived and could not be decoded; the last readable form of each is dropped, since it is no longer true. */
  readonly unreadable?: readonly Unreadable[];
}

/**
 * All records of one kind in one cluster. Immutable: {@link Table.apply} returns another table that shares every
 * bucket it did not touch, so the identity of a record, a bucket or the table *is* its version. An answer remembers the
 * identities of what it read and is valid as long as they are the same.
 *
 * @public
 */
export class Table<R extends ObjectRecord> {
  private all: readonly R[] | undefined;

  static empty<R extends ObjectRecord>(): Table<R> {
    return new Table<R>(new Map(), new Map(), new RecordIndex<R>(() => ['']));
  }

  static of<R extends ObjectRecord>(
    records: readonly R[],
    unreadable: readonly Unreadable[] = [],
  ): Table<R> {
    return Table.empty<R>().apply({ upsert: records, unreadable });
  }

  private constructor(
    /** Records by namespace, then name. No bucket is empty. */
    readonly buckets: ReadonlyMap<string, Bucket<R>>,
    /** What could not be decoded, by `namespace/name`; `''` for objects without a readable name. */
    readonly unreadable: ReadonlyMap<string, Unreadable>,
    private readonly byName: RecordIndex<R>,
  ) {}

  get size(): number {
    let size = 0;
    for (const bucket of this.buckets.values()) size += bucket.size;
    return size;
  }

  get({ namespace, name }: RecordKey): R | undefined {
    return this.buckets.get(namespace)?.get(name);
  }

  /** Records of one namespace, or of all, in order of namespace and name. The list is made once per content, so its identity tells whether that changed. */
  list(namespace?: string): readonly R[] {
    if (namespace !== undefined) return this.find(this.byName, namespace, '');
    this.all ??= this.findAll(this.byName, '');
    return this.all;
  }

  /** Records in no particular order. */
  *records(): IterableIterator<R> {
    for (const bucket of this.buckets.values()) yield* bucket.values();
  }

  /** Records of one namespace under a key of an index, in order of name. */
  find(index: RecordIndex<R>, namespace: string, key: string): readonly R[] {
    const bucket = this.buckets.get(namespace);
    return bucket ? index.lookUp(bucket, key) : NO_RECORDS;
  }

  /** Records of all namespaces under a key of an index, in order of namespace and name. */
  findAll(index: RecordIndex<R>, key: string): readonly R[] {
    const found: R[] = [];
    for (const namespace of [...this.buckets.keys()].sort())
      found.push(...this.find(index, namespace, key));
    return found;
  }

  /** A record that arrives unchanged keeps its identity, so that a repeated list invalidates nothing. */
  apply({
    upsert = [],
    remove = [],
    unreadable = [],
  }: TableBatch<R>): Table<R> {
    const draft = new TableDraft(this.buckets, this.unreadable);
    for (const key of remove) draft.remove(key);
    for (const record of upsert) draft.upsert(record);
    for (const object of unreadable) draft.quarantine(object);
    return this.with(draft);
  }

  /** The content of a complete new list: what is not in it is gone, what is equal keeps its identity. */
  replace(
    records: readonly R[],
    unreadable: readonly Unreadable[] = [],
  ): Table<R> {
    const listed = new Set(records.map(recordKey));
    const remove: RecordKey[] = [];
    for (const record of this.records())
      if (!listed.has(recordKey(record))) remove.push(record);
    const draft = new TableDraft<R>(this.buckets, new Map());
    for (const key of remove) draft.remove(key);
    for (const record of records) draft.upsert(record);
    for (const object of unreadable) draft.quarantine(object);
    return this.with(draft);
  }

  private with(draft: TableDraft<R>): Table<R> {
    const unreadable = sameData(this.unreadable, draft.unreadable)
      ? this.unreadable
      : draft.unreadable;
    if (draft.buckets === this.buckets && unreadable === this.unreadable)
      return this;
    return new Table(draft.buckets, unreadable, this.byName);
  }
}
