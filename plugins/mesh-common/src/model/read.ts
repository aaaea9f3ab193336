import { SyncState } from './coverage';
import { Kind } from './kinds';
import { NO_RECORDS, ObjectRecord, RecordKey } from './record';
import { RecordIndex } from './recordIndex';
import { Records } from './records';
import { ClusterName } from './refs';
import { Shareable } from './shareable';
import { mayBeIn, Sight } from './sight';
import { KindView, Snapshot } from './snapshot';
import { Table } from './table';

/** A kind in a cluster. @public */
export interface Place {
  readonly cluster: ClusterName;
  readonly kind: Kind;
}

/** One place as the list that reads keep, which all of them share. @public */
export type OnePlace = readonly [Place];

/** A kind in several clusters. @public */
export interface SeveralPlaces<K extends Kind = Kind> {
  readonly kind: K;
  readonly clusters: readonly ClusterName[];
  /** One for each of the clusters. */
  readonly all: readonly Place[];
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

/** The same in one namespace. @public */
export interface NamespaceLookUp<R extends ObjectRecord = never>
  extends IndexLookUp<R> {
  readonly namespace: string;
}

/**
 * One look-up and what it found. What was found is kept by identity, which is its version. There may be very many of them, so each is as
 * small as can be, and those that many rules make alike are shared.
 *
 * @public
 */
export interface Read {
  /** Where it was looked; nowhere for something that all clusters together decide. */
  readonly places: readonly Place[];
  /** Whether the look-up would find the same in another snapshot. */
  holdsIn(snapshot: Snapshot): boolean;
  /** Whether the look-up would have found an object, had it been readable. */
  looksFor(object: RecordKey): boolean;
}

const NO_PLACES: readonly Place[] = [];

/** An object was found by name. */
export class RecordRead implements Read {
  constructor(readonly places: OnePlace, readonly record: ObjectRecord) {}

  holdsIn(snapshot: Snapshot): boolean {
    return tableAt(snapshot, this.places)?.get(this.record) === this.record;
  }

  looksFor(object: RecordKey): boolean {
    return isNamed(object, this.record);
  }
}

/** An object was looked for by name, and there is none. */
export class MissingRead implements Read {
  constructor(readonly places: OnePlace, private readonly key: RecordKey) {}

  holdsIn(snapshot: Snapshot): boolean {
    return tableAt(snapshot, this.places)?.get(this.key) === undefined;
  }

  looksFor(object: RecordKey): boolean {
    return isNamed(object, this.key);
  }
}

/** Everything of a namespace was listed; `undefined`: of all namespaces. @public */
export class ListRead<R extends ObjectRecord = ObjectRecord>
  extends Shareable
  implements Read
{
  constructor(
    readonly places: OnePlace,
    private readonly namespace: string | undefined,
    readonly records: readonly R[],
  ) {
    super();
  }

  holdsIn(snapshot: Snapshot): boolean {
    const { places, namespace } = this;
    const records: readonly ObjectRecord[] =
      tableAt(snapshot, places)?.list(namespace) ?? NO_RECORDS;
    return records === this.records;
  }

  looksFor(object: RecordKey): boolean {
    return mayBeIn(this.namespace, object);
  }
}

/** Records were looked for under a key of an index. */
export class IndexRead implements Read {
  constructor(
    readonly places: OnePlace,
    readonly lookUp: IndexLookUp<ObjectRecord>,
    readonly found: readonly ObjectRecord[],
  ) {}

  holdsIn(snapshot: Snapshot): boolean {
    const { places, lookUp, found } = this;
    return sameRecords(found, lookUpIn(tableAt(snapshot, places), lookUp));
  }

  looksFor(object: RecordKey): boolean {
    return mayBeIn(this.lookUp.namespace, object);
  }
}

/** It was asked how well a kind can be seen, in one namespace or in all. @public */
export class SightRead extends Shareable implements Read {
  constructor(
    readonly places: OnePlace,
    private readonly namespace: string | undefined,
    readonly sight: Sight,
  ) {
    super();
  }

  holdsIn(snapshot: Snapshot): boolean {
    const [{ cluster, kind }] = this.places;
    const { sight } = snapshot.seen(cluster, kind).sightOf(this.namespace);
    return sight === this.sight;
  }

  looksFor(object: RecordKey): boolean {
    return mayBeIn(this.namespace, object);
  }
}

/** It was asked in which state a kind is. */
export class StateRead implements Read {
  constructor(readonly places: OnePlace, private readonly state: SyncState) {}

  holdsIn(snapshot: Snapshot): boolean {
    const [{ cluster, kind }] = this.places;
    return stateOf(snapshot.view(cluster, kind)) === this.state;
  }

  looksFor(): boolean {
    return false;
  }
}

/** An object of one name was looked for in several clusters. */
export class SeveralRecordsRead implements Read {
  constructor(
    private readonly several: SeveralPlaces,
    private readonly key: RecordKey,
    /** One for each of the clusters. */
    readonly found: readonly (ObjectRecord | undefined)[],
  ) {}

  get places(): readonly Place[] {
    return this.several.all;
  }

  holdsIn(snapshot: Snapshot): boolean {
    const { several, key, found } = this;
    const now = snapshot
      .seenEverywhere(several.kind)
      .get(several.clusters, key);
    return found.every((record, i) => record === now[i]);
  }

  looksFor(object: RecordKey): boolean {
    return isNamed(object, this.key);
  }
}

/** Records were looked for under a key of an index in one namespace of several clusters. */
export class SeveralIndexRead<K extends Kind = Kind> implements Read {
  constructor(
    private readonly several: SeveralPlaces<K>,
    private readonly lookUp: NamespaceLookUp<Records[K]>,
    /** One list for each of the clusters. */
    readonly found: readonly (readonly Records[K][])[],
  ) {}

  get places(): readonly Place[] {
    return this.several.all;
  }

  holdsIn(snapshot: Snapshot): boolean {
    const { several, lookUp, found } = this;
    const now = snapshot
      .seenEverywhere(several.kind)
      .find(several.clusters, lookUp);
    return found.every((records, i) => sameRecords(records, now[i]));
  }

  looksFor(object: RecordKey): boolean {
    return mayBeIn(this.lookUp.namespace, object);
  }
}

/** Something was asked that all clusters together decide, such as their names. @public */
export class GlobalRead extends Shareable implements Read {
  readonly places = NO_PLACES;

  constructor(
    private readonly finds: (snapshot: Snapshot) => unknown,
    private readonly found: unknown,
  ) {
    super();
  }

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
  [{ cluster, kind }]: OnePlace,
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
