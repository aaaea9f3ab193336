import { SyncState } from './coverage';
import { Kind } from './kinds';
import { NO_RECORDS, ObjectRecord, RecordKey } from './record';
import { RecordIndex } from './recordIndex';
import { ClusterName } from './refs';
import { mayBeIn, Sight } from './sight';
import { KindView, Snapshot } from './snapshot';
import { Table } from './table';

/** A kind in a cluster. @public */
export interface Place {
  readonly cluster: ClusterName;
  readonly kind: Kind;
}

/** Name of a kind in a cluster. */
export function placeName(cluster: ClusterName, kind: Kind): string {
  return `${kind} ${cluster}`;
}

/** Where to look in an index. @public */
export interface IndexLookUp<R extends ObjectRecord = never> {
  readonly index: RecordIndex<R>;
  readonly key: string;
  /** `undefined`: all namespaces. */
  readonly namespace?: string;
}

/**
 * One look-up and what it found. What was found is kept by identity, which is its version. There may be very many of them, so each is as
 * small as can be, and those that many rules make alike are shared.
 *
 * @public
 */
export interface Read {
  /** `undefined`: something that all clusters together decide. */
  readonly place: Place | undefined;
  /** Whether the look-up would find the same in another snapshot. */
  holdsIn(snapshot: Snapshot): boolean;
  /** Whether the look-up would have found an object, had it been readable. */
  looksFor(object: RecordKey): boolean;
}

/** An object was found by name. */
export class RecordRead implements Read {
  constructor(readonly place: Place, readonly record: ObjectRecord) {}

  holdsIn(snapshot: Snapshot): boolean {
    return tableAt(snapshot, this.place)?.get(this.record) === this.record;
  }

  looksFor(object: RecordKey): boolean {
    return isNamed(object, this.record);
  }
}

/** An object was looked for by name, and there is none. */
export class MissingRead implements Read {
  constructor(readonly place: Place, private readonly key: RecordKey) {}

  holdsIn(snapshot: Snapshot): boolean {
    return tableAt(snapshot, this.place)?.get(this.key) === undefined;
  }

  looksFor(object: RecordKey): boolean {
    return isNamed(object, this.key);
  }
}

/** Everything of a namespace was listed; `undefined`: of all namespaces. @public */
export class ListRead<R extends ObjectRecord = ObjectRecord> implements Read {
  constructor(
    readonly place: Place,
    private readonly namespace: string | undefined,
    readonly records: readonly R[],
  ) {}

  holdsIn(snapshot: Snapshot): boolean {
    const { place, namespace } = this;
    const records: readonly ObjectRecord[] =
      tableAt(snapshot, place)?.list(namespace) ?? NO_RECORDS;
    return records === this.records;
  }

  looksFor(object: RecordKey): boolean {
    return mayBeIn(this.namespace, object);
  }
}

/** Records were looked for under a key of an index. */
export class IndexRead implements Read {
  constructor(
    readonly place: Place,
    readonly lookUp: IndexLookUp<ObjectRecord>,
    readonly found: readonly ObjectRecord[],
  ) {}

  holdsIn(snapshot: Snapshot): boolean {
    const { place, lookUp, found } = this;
    return sameRecords(found, lookUpIn(tableAt(snapshot, place), lookUp));
  }

  looksFor(object: RecordKey): boolean {
    return mayBeIn(this.lookUp.namespace, object);
  }
}

/** It was asked how well a kind can be seen, in one namespace or in all. @public */
export class SightRead implements Read {
  constructor(
    readonly place: Place,
    private readonly namespace: string | undefined,
    readonly sight: Sight,
  ) {}

  holdsIn(snapshot: Snapshot): boolean {
    const { cluster, kind } = this.place;
    const { sight } = snapshot.seen(cluster, kind).sightOf(this.namespace);
    return sight === this.sight;
  }

  looksFor(object: RecordKey): boolean {
    return mayBeIn(this.namespace, object);
  }
}

/** It was asked in which state a kind is. */
export class StateRead implements Read {
  constructor(readonly place: Place, private readonly state: SyncState) {}

  holdsIn(snapshot: Snapshot): boolean {
    const { cluster, kind } = this.place;
    return stateOf(snapshot.view(cluster, kind)) === this.state;
  }

  looksFor(): boolean {
    return false;
  }
}

/** Something was asked that all clusters together decide, such as their names. */
export class GlobalRead implements Read {
  readonly place = undefined;

  constructor(
    private readonly finds: (snapshot: Snapshot) => unknown,
    private readonly found: unknown,
  ) {}

  holdsIn(snapshot: Snapshot): boolean {
    return this.finds(snapshot) === this.found;
  }

  looksFor(): boolean {
    return false;
  }
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

/** State of a kind; one that was never asked for is as if its first list were not finished. */
export function stateOf(view: KindView | undefined): SyncState {
  return view?.coverage.state ?? 'syncing';
}

function tableAt(
  snapshot: Snapshot,
  { cluster, kind }: Place,
): Table<ObjectRecord> | undefined {
  return snapshot.view(cluster, kind)?.table;
}

/** Look-ups in an index of all namespaces make new lists of the same records. */
function sameRecords(
  a: readonly ObjectRecord[],
  b: readonly ObjectRecord[],
): boolean {
  return (
    a === b ||
    (a.length === b.length && a.every((record, i) => record === b[i]))
  );
}

/** Whether an object that cannot be read may be the one of a name. */
function isNamed(object: RecordKey, { namespace, name }: RecordKey): boolean {
  return (
    mayBeIn(namespace, object) && (object.name === '' || object.name === name)
  );
}
