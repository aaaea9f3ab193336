import { Evidence } from './answer';
import { Kind } from './kinds';
import {
  IndexLookUp,
  IndexRead,
  MissingRead,
  Place,
  Read,
  RecordRead,
} from './read';
import { placeName, ReadSet } from './readSet';
import { ObjectRecord, RecordKey } from './record';
import { ClusterName } from './refs';

/** Up to here a list is looked through faster than a set is made. */
const FEW = 8;

/** What a rule looks at while it works out an answer. What it looks at again is logged once. */
export class ReadLog {
  private readonly reads: Read[] = [];
  private readonly parts: ReadSet[] = [];
  private readonly evidence: Evidence[] = [];
  private readonly met: unknown[] = [];
  /** The same, once they are many. */
  private manyMet: Set<unknown> | undefined;
  private tolerated: Set<string> | undefined;

  /** A read that others share. */
  add(read: Read): void {
    if (this.isNew(read)) this.reads.push(read);
  }

  addRecord(
    place: Place,
    key: RecordKey,
    record: ObjectRecord | undefined,
  ): void {
    if (!record) {
      const { namespace, name } = key;
      this.reads.push(new MissingRead(place, { namespace, name }));
    } else if (this.isNew(record))
      this.reads.push(new RecordRead(place, record));
  }

  addIndexRead<R extends ObjectRecord>(
    place: Place,
    lookUp: IndexLookUp<R>,
    found: readonly R[],
  ): void {
    if (found.length > 0 && !this.isNew(found)) return;
    // The index is one of this kind, which is all that it is used with.
    const sought = lookUp as unknown as IndexLookUp<ObjectRecord>;
    this.reads.push(new IndexRead(place, sought, found));
  }

  /** Another rule's look-ups and evidence, on which this one's answer depends. */
  include(part: ReadSet): void {
    if (this.isNew(part)) this.parts.push(part);
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

  /** Things are told apart by identity. */
  private isNew(thing: unknown): boolean {
    const { met } = this;
    if (this.manyMet) {
      if (this.manyMet.has(thing)) return false;
      this.manyMet.add(thing);
      return true;
    }
    if (met.includes(thing)) return false;
    met.push(thing);
    if (met.length > FEW) this.manyMet = new Set(met);
    return true;
  }
}

const NOTHING: readonly never[] = [];

/** A list that is added to has room for more; what is kept should not. */
function exactly<T>(list: readonly T[]): readonly T[] {
  return list.length === 0 ? NOTHING : list.slice();
}
