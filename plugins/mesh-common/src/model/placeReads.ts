import { Gap, SyncState } from './coverage';
import { Kind } from './kinds';
import { NO_RECORDS, ObjectRecord, RecordKey } from './record';
import { RecordIndex } from './recordIndex';
import { ClusterName } from './refs';
import { gapsAt, mayBeIn, Sight, sightOf } from './sight';
import { KindView, Snapshot } from './snapshot';
import { Table } from './table';

/** Where to look in an index. @public */
export interface IndexLookUp<R extends ObjectRecord = never> {
  readonly index: RecordIndex<R>;
  readonly key: string;
  /** `undefined`: all namespaces. */
  readonly namespace?: string;
}

/** Records under a key of an index, in order of namespace and name. */
export function lookUpIn<R extends ObjectRecord>(
  table: Table<R> | undefined,
  { index, key, namespace }: IndexLookUp<R>,
): readonly R[] {
  if (!table) return NO_RECORDS;
  return namespace === undefined
    ? table.findAll(index, key)
    : table.find(index, namespace, key);
}

/** A look-up in an index, and what it found. @public */
export interface IndexRead {
  readonly lookUp: IndexLookUp<ObjectRecord>;
  readonly found: readonly ObjectRecord[];
}

/** Everything of a namespace was listed; `undefined`: of all namespaces. */
interface ListRead {
  readonly namespace: string | undefined;
  readonly records: readonly ObjectRecord[];
}

interface SightRead {
  readonly namespace: string | undefined;
  readonly sight: Sight;
}

/**
 * Look-ups of one rule in one kind of one cluster. What was found is kept by identity, which is its version. There may be very many of
 * them, and most saw one thing only: so each costs as little as can be, and what was not asked for takes no room.
 *
 * @public
 */
export class PlaceReads {
  private record: ObjectRecord | undefined;
  private records: Set<ObjectRecord> | undefined;
  private missing: RecordKey[] | undefined;
  private lists: ListRead[] | undefined;
  private indexReads: IndexRead[] | undefined;
  private sights: SightRead[] | undefined;
  private state: SyncState | undefined;

  constructor(readonly cluster: ClusterName, readonly kind: Kind) {}

  addRecord(key: RecordKey, record: ObjectRecord | undefined): void {
    if (!record) {
      const { namespace, name } = key;
      this.missing = appended(this.missing, { namespace, name });
    } else if (!this.record) this.record = record;
    else if (record !== this.record) {
      this.records ??= new Set();
      this.records.add(record);
    }
  }

  addList(
    namespace: string | undefined,
    records: readonly ObjectRecord[],
  ): void {
    if (!this.lists?.some(read => read.namespace === namespace))
      this.lists = appended(this.lists, { namespace, records });
  }

  addIndexRead<R extends ObjectRecord>(
    lookUp: IndexLookUp<R>,
    found: readonly R[],
  ): void {
    // The index is one of this kind, which is all that it is used with.
    const read = { lookUp, found } as unknown as IndexRead;
    this.indexReads = appended(this.indexReads, read);
  }

  addSight(namespace: string | undefined, sight: Sight): void {
    if (!this.sights?.some(read => read.namespace === namespace))
      this.sights = appended(this.sights, { namespace, sight });
  }

  addState(state: SyncState): void {
    this.state = state;
  }

  /** Whether every look-up would find the same in another snapshot. */
  holdIn(snapshot: Snapshot): boolean {
    const { cluster, kind } = this;
    const view: KindView | undefined = snapshot.view(cluster, kind);
    if (this.state !== undefined && this.state !== stateOf(view)) return false;
    const table: Table<ObjectRecord> | undefined = view?.table;
    for (const record of this.named())
      if (table?.get(record) !== record) return false;
    for (const key of this.missing ?? []) if (table?.get(key)) return false;
    for (const { namespace, records } of this.lists ?? [])
      if ((table?.list(namespace) ?? NO_RECORDS) !== records) return false;
    for (const { namespace, sight } of this.sights ?? [])
      if (sightOf(snapshot, cluster, kind, namespace) !== sight) return false;
    for (const { lookUp, found } of this.indexed())
      if (!sameRecords(found, lookUpIn(table, lookUp))) return false;
    return true;
  }

  /** What was found by name. */
  named(): readonly ObjectRecord[] {
    return this.record ? [this.record, ...(this.records ?? [])] : NO_RECORDS;
  }

  /** What was found under keys of indexes. */
  indexed(): readonly IndexRead[] {
    return this.indexReads ?? [];
  }

  /** What was found because everything, or everything of a namespace, was listed. */
  *listed(): IterableIterator<ObjectRecord> {
    for (const { records } of this.lists ?? []) yield* records;
  }

  /** What could not be seen of what was looked at. */
  gapsIn(snapshot: Snapshot): readonly Gap[] {
    return gapsAt(snapshot, this.cluster, this.kind, object =>
      this.lookedFor(object),
    );
  }

  /** Whether some look-up would have found an object, had it been readable. */
  private lookedFor(object: RecordKey): boolean {
    const asked = [
      ...(this.lists ?? []),
      ...(this.sights ?? []),
      ...this.indexed().map(({ lookUp }) => lookUp),
    ];
    if (asked.some(({ namespace }) => mayBeIn(namespace, object))) return true;
    const isIt = ({ namespace, name }: RecordKey) =>
      mayBeIn(namespace, object) &&
      (object.name === '' || object.name === name);
    return (this.missing ?? []).some(isIt) || this.named().some(isIt);
  }
}

/** Adds to a list that mostly keeps one item, for which alone room is made. */
export function appended<T>(list: T[] | undefined, item: T): T[] {
  if (!list) return [item];
  list.push(item);
  return list;
}

/** Look-ups in an index make new lists of the same records. */
function sameRecords(
  a: readonly ObjectRecord[],
  b: readonly ObjectRecord[],
): boolean {
  return (
    a === b ||
    (a.length === b.length && a.every((record, i) => record === b[i]))
  );
}

/** State of a kind; one that was never asked for is as if its first list were not finished. */
export function stateOf(view: KindView | undefined): SyncState {
  return view?.coverage.state ?? 'syncing';
}
