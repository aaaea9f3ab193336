import { Evidence } from './answer';
import { Kind } from './kinds';
import {
  IndexLookUp,
  IndexRead,
  MissingRead,
  OnePlace,
  placeName,
  Read,
  RecordRead,
} from './read';
import { ReadSet } from './readSet';
import { ObjectRecord, RecordKey } from './record';
import { ClusterName } from './refs';
import { Shareable } from './shareable';

/** How many of the last records are looked through for one that is met again. */
const FEW = 8;

let lastNumber = 0;

/** A number that no other log has. */
function nextNumber(): number {
  lastNumber++;
  return lastNumber;
}

/** What a rule looks at while it works out an answer. What it soon looks at again is logged once, and so is what others share. */
export class ReadLog {
  private readonly number = nextNumber();
  private readonly reads: Read[] = [];
  private readonly sharedReads: (Read & Shareable)[] = [];
  private readonly parts: ReadSet[] = [];
  private readonly evidence: Evidence[] = [];
  /** Records and lists of them that were found. */
  private readonly found: unknown[] = [];
  private tolerated: Set<string> | undefined;

  /** A read that is made for this log. */
  add(read: Read): void {
    this.reads.push(read);
  }

  /** A read that others share. */
  addShared(read: Read & Shareable): void {
    if (read.takeFor(this.number)) this.sharedReads.push(read);
  }

  addRecord(
    places: OnePlace,
    key: RecordKey,
    record: ObjectRecord | undefined,
  ): void {
    if (!record) {
      const { namespace, name } = key;
      this.reads.push(new MissingRead(places, { namespace, name }));
    } else if (this.isNewlyFound(record))
      this.reads.push(new RecordRead(places, record));
  }

  addIndexRead<R extends ObjectRecord>(
    places: OnePlace,
    lookUp: IndexLookUp<R>,
    found: readonly R[],
  ): void {
    if (found.length > 0 && !this.isNewlyFound(found)) return;
    // The index is one of this kind, which is all that it is used with.
    const sought = lookUp as unknown as IndexLookUp<ObjectRecord>;
    this.reads.push(new IndexRead(places, sought, found));
  }

  /** Another rule's look-ups and evidence, on which this one's answer depends. */
  include(part: ReadSet): void {
    if (part.takeFor(this.number)) this.parts.push(part);
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
      reads: exactly(this.reads, distinct(this.sharedReads)),
      parts: exactly(distinct(this.parts)),
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
}

/** Something is taken again after another log took it in between; each once is enough. */
function distinct<T extends Shareable>(things: readonly T[]): readonly T[] {
  if (things.length < 2) return things;
  const number = nextNumber();
  return things.filter(thing => thing.takeFor(number));
}

const NOTHING: readonly never[] = [];

/** Lists that are added to have room for more; what is kept should not. */
function exactly<T>(
  first: readonly T[],
  more: readonly T[] = NOTHING,
): readonly T[] {
  return first.length + more.length === 0 ? NOTHING : first.concat(more);
}
