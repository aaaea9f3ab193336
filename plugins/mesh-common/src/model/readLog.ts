import { Evidence } from './answer';
import { Kind } from './kinds';
import {
  IndexLookUp,
  IndexRead,
  MissingRead,
  Place,
  placeName,
  Read,
  RecordRead,
} from './read';
import { ReadSet } from './readSet';
import { ObjectRecord, RecordKey } from './record';
import { ClusterName } from './refs';

/** How many of the last things are looked through for one that is met again. */
const FEW = 8;

/** What a rule looks at while it works out an answer. What it soon looks at again is logged once, and so is what others share. */
export class ReadLog {
  private readonly reads: Read[] = [];
  private readonly parts: ReadSet[] = [];
  private readonly evidence: Evidence[] = [];
  /** Records and lists of them that were found. */
  private readonly found: unknown[] = [];
  private readonly shared: (Read | ReadSet)[] = [];
  /** The same, once they are many. */
  private manyShared: Set<Read | ReadSet> | undefined;
  private tolerated: Set<string> | undefined;

  /** A read that others share. */
  add(read: Read): void {
    if (this.isNewlyShared(read)) this.reads.push(read);
  }

  addRecord(
    place: Place,
    key: RecordKey,
    record: ObjectRecord | undefined,
  ): void {
    if (!record) {
      const { namespace, name } = key;
      this.reads.push(new MissingRead(place, { namespace, name }));
    } else if (this.isNewlyFound(record))
      this.reads.push(new RecordRead(place, record));
  }

  addIndexRead<R extends ObjectRecord>(
    place: Place,
    lookUp: IndexLookUp<R>,
    found: readonly R[],
  ): void {
    if (found.length > 0 && !this.isNewlyFound(found)) return;
    // The index is one of this kind, which is all that it is used with.
    const sought = lookUp as unknown as IndexLookUp<ObjectRecord>;
    this.reads.push(new IndexRead(place, sought, found));
  }

  /** Another rule's look-ups and evidence, on which this one's answer depends. */
  include(part: ReadSet): void {
    if (this.isNewlyShared(part)) this.parts.push(part);
  }

  addEvidence(item: Evidence): void {
    this.evidence.push(item);
  }

  tolerate(cluster: ClusterName, kind: Kind): void {
    this.tolerated ??= new Set();
    this.tolerated.add(placeName(cluster, kind));
  }

  /** All of it, once the answer is worked out. */
  close(): ReadSet {
    return new ReadSet({
      reads: exactly(this.reads),
      parts: exactly(this.parts),
      own: exactly(this.evidence),
      tolerated: this.tolerated,
    });
  }

  /** Of records there may be too many to remember all of them. */
  private isNewlyFound(thing: unknown): boolean {
    const { found } = this;
    for (let i = found.length - 1; i >= 0 && i >= found.length - FEW; i--)
      if (found[i] === thing) return false;
    found.push(thing);
    return true;
  }

  private isNewlyShared(thing: Read | ReadSet): boolean {
    const { shared } = this;
    if (this.manyShared) {
      if (this.manyShared.has(thing)) return false;
      this.manyShared.add(thing);
      return true;
    }
    if (shared.includes(thing)) return false;
    shared.push(thing);
    if (shared.length > FEW) this.manyShared = new Set(shared);
    return true;
  }
}

const NOTHING: readonly never[] = [];

/** A list that is added to has room for more; what is kept should not. */
function exactly<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? NOTHING : list.slice();
}
