import { Gap, SyncState } from './coverage';
import { Kind } from './kinds';
import { NO_RECORDS, ObjectRecord, RecordKey } from './record';
import { ClusterName } from './refs';
import { gapsAt, mayBeIn, Sight, sightOf } from './sight';
import { KindView, Snapshot } from './snapshot';

/** A look-up in an index, and whether it would find the same in another snapshot. @public */
export interface IndexRead {
  /** `undefined`: all namespaces. */
  readonly namespace: string | undefined;
  /** The index that was asked. */
  readonly index: object;
  readonly found: readonly ObjectRecord[];
  readonly holdsIn: (snapshot: Snapshot) => boolean;
}

/**
 * Look-ups of one rule in one kind of one cluster. What was found is kept by identity, which is its version. There may be very many of
 * them, so each costs as little as can be.
 *
 * @public
 */
export class PlaceReads {
  private readonly found = new Set<ObjectRecord>();
  private readonly missing: RecordKey[] = [];
  /** Lists by namespace; `undefined` for that of all namespaces. */
  private readonly lists = new Map<
    string | undefined,
    readonly ObjectRecord[]
  >();
  private readonly indexReads: IndexRead[] = [];
  private readonly sights = new Map<string | undefined, Sight>();
  private state: SyncState | undefined;

  constructor(readonly cluster: ClusterName, readonly kind: Kind) {}

  addRecord(key: RecordKey, record: ObjectRecord | undefined): void {
    if (record) this.found.add(record);
    else this.missing.push({ namespace: key.namespace, name: key.name });
  }

  addList(
    namespace: string | undefined,
    records: readonly ObjectRecord[],
  ): void {
    this.lists.set(namespace, records);
  }

  addIndexRead(read: IndexRead): void {
    this.indexReads.push(read);
  }

  addSight(namespace: string | undefined, sight: Sight): void {
    this.sights.set(namespace, sight);
  }

  addState(state: SyncState): void {
    this.state = state;
  }

  /** Whether every look-up would find the same in another snapshot. */
  holdIn(snapshot: Snapshot): boolean {
    const { cluster, kind } = this;
    const view: KindView | undefined = snapshot.view(cluster, kind);
    if (this.state !== undefined && this.state !== stateOf(view)) return false;
    const table = view?.table;
    for (const record of this.found)
      if (table?.get(record) !== record) return false;
    for (const key of this.missing) if (table?.get(key)) return false;
    for (const [namespace, records] of this.lists)
      if ((table?.list(namespace) ?? NO_RECORDS) !== records) return false;
    for (const [namespace, sight] of this.sights)
      if (sightOf(snapshot, cluster, kind, namespace) !== sight) return false;
    return this.indexReads.every(read => read.holdsIn(snapshot));
  }

  /** What was found by name. */
  named(): Iterable<ObjectRecord> {
    return this.found;
  }

  /** What was found under keys of indexes. */
  indexed(): Iterable<IndexRead> {
    return this.indexReads;
  }

  /** What was found because everything, or everything of a namespace, was listed. */
  *listed(): IterableIterator<ObjectRecord> {
    for (const records of this.lists.values()) yield* records;
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
      ...this.lists.keys(),
      ...this.sights.keys(),
      ...this.indexReads.map(({ namespace }) => namespace),
    ];
    if (asked.some(namespace => mayBeIn(namespace, object))) return true;
    const isIt = ({ namespace, name }: RecordKey) =>
      mayBeIn(namespace, object) &&
      (object.name === '' || object.name === name);
    return this.missing.some(isIt) || [...this.found].some(isIt);
  }
}

/** State of a kind; one that was never asked for is as if its first list were not finished. */
export function stateOf(view: KindView | undefined): SyncState {
  return view?.coverage.state ?? 'syncing';
}
