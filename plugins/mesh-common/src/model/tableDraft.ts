import { ObjectRecord, RecordKey, recordKey } from './record';
import { sameData } from './sameData';
import { Unreadable } from './unreadable';

/** The records of one namespace by name. @public */
export type Bucket<R> = ReadonlyMap<string, R>;

/** One edit of a table: copies each map at most once, at the first change to it. */
export class TableDraft<R extends ObjectRecord> {
  private readonly owned = new Map<string, Map<string, R>>();
  private ownedBuckets: Map<string, Bucket<R>> | undefined;
  private ownedUnreadable: Map<string, Unreadable> | undefined;

  constructor(
    private readonly sharedBuckets: ReadonlyMap<string, Bucket<R>>,
    private readonly sharedUnreadable: ReadonlyMap<string, Unreadable>,
  ) {}

  get buckets(): ReadonlyMap<string, Bucket<R>> {
    return this.ownedBuckets ?? this.sharedBuckets;
  }

  get unreadable(): ReadonlyMap<string, Unreadable> {
    return this.ownedUnreadable ?? this.sharedUnreadable;
  }

  upsert(record: R): void {
    this.restore(record);
    const known = this.buckets.get(record.namespace)?.get(record.name);
    if (known && sameData(known, record)) return;
    this.bucket(record.namespace).set(record.name, record);
  }

  remove(key: RecordKey): void {
    this.restore(key);
    if (!this.buckets.get(key.namespace)?.has(key.name)) return;
    const bucket = this.bucket(key.namespace);
    bucket.delete(key.name);
    if (bucket.size > 0) return;
    this.writableBuckets().delete(key.namespace);
    this.owned.delete(key.namespace);
  }

  quarantine(object: Unreadable): void {
    this.remove(object);
    this.writableUnreadable().set(recordKey(object), object);
  }

  private restore(key: RecordKey): void {
    if (this.unreadable.has(recordKey(key)))
      this.writableUnreadable().delete(recordKey(key));
  }

  private bucket(namespace: string): Map<string, R> {
    let bucket = this.owned.get(namespace);
    if (!bucket) {
      bucket = new Map(this.buckets.get(namespace));
      this.owned.set(namespace, bucket);
      this.writableBuckets().set(namespace, bucket);
    }
    return bucket;
  }

  private writableBuckets(): Map<string, Bucket<R>> {
    this.ownedBuckets ??= new Map(this.sharedBuckets);
    return this.ownedBuckets;
  }

  private writableUnreadable(): Map<string, Unreadable> {
    this.ownedUnreadable ??= new Map(this.sharedUnreadable);
    return this.ownedUnreadable;
  }
}
