import { Gap } from './coverage';
import { Kind } from './kinds';
import { ObjectRecord, recordKey, RecordKey } from './record';
import { RecordIndex } from './recordIndex';
import { ClusterName, Instant } from './refs';
import { KindView, Snapshot } from './snapshot';
import { Table } from './table';

/** How far a look-up reached: one object, one namespace, or all of a kind in a cluster. @public */
export interface Reach {
  readonly cluster: ClusterName;
  readonly kind: Kind;
  /** `undefined`: all namespaces. */
  readonly namespace: string | undefined;
  /** `undefined`: all objects of the namespace. */
  readonly name: string | undefined;
}

/** One look-up: where it went, and how to see whether it would still find the same. @public */
export interface Read extends Reach {
  readonly finds: (snapshot: Snapshot) => unknown;
  readonly found: unknown;
}

/** Something that all clusters together decide, such as their names. @public */
export interface GlobalRead {
  readonly finds: (snapshot: Snapshot) => unknown;
  readonly found: unknown;
}

/**
 * What a rule looked at. From it come, without a line in any rule, the gaps, the age and the validity of its answer.
 *
 * @public
 */
export class ReadSet {
  private readonly reads: Read[] = [];
  private readonly globals: GlobalRead[] = [];
  private readonly parts = new Set<ReadSet>();
  private readonly tolerated = new Set<string>();

  add(read: Read): void {
    this.reads.push(read);
  }

  addGlobal(read: GlobalRead): void {
    this.globals.push(read);
  }

  /** Another rule's look-ups, on which this one's answer depends. */
  include(part: ReadSet): void {
    this.parts.add(part);
  }

  tolerate(cluster: ClusterName, kind: Kind): void {
    this.tolerated.add(`${kind} ${cluster}`);
  }

  /** Whether every look-up would find the same in another snapshot. */
  holdsIn(snapshot: Snapshot, checked = new Map<ReadSet, boolean>()): boolean {
    const known = checked.get(this);
    if (known !== undefined) return known;
    const holds =
      this.globals.every(read => sameFound(read.found, read.finds(snapshot))) &&
      this.reads.every(read => sameFound(read.found, read.finds(snapshot))) &&
      [...this.parts].every(part => part.holdsIn(snapshot, checked));
    checked.set(this, holds);
    return holds;
  }

  /** What could not be seen of what was looked at, in order of cluster and kind. */
  gapsIn(snapshot: Snapshot): readonly Gap[] {
    const gaps = new Map<string, Gap>();
    this.collectGaps(snapshot, gaps, new Set());
    return [...gaps.keys()].sort().flatMap(key => gaps.get(key) ?? []);
  }

  /** Age of the oldest data looked at; `undefined` if none was ever seen. */
  asOfIn(snapshot: Snapshot): Instant | undefined {
    const places = new Map<string, Reach>();
    this.collectPlaces(places, new Set());
    let oldest: Instant | undefined;
    for (const { cluster, kind } of places.values()) {
      const asOf = snapshot.view(cluster, kind)?.coverage.asOf;
      if (asOf !== undefined && (oldest === undefined || asOf < oldest))
        oldest = asOf;
    }
    return oldest;
  }

  private collectGaps(
    snapshot: Snapshot,
    gaps: Map<string, Gap>,
    seen: Set<ReadSet>,
  ): void {
    if (seen.has(this)) return;
    seen.add(this);
    const own = this.tolerated.size === 0 ? gaps : new Map<string, Gap>();
    for (const part of this.parts)
      part.collectGaps(snapshot, own, own === gaps ? seen : new Set(seen));
    for (const read of this.reads)
      for (const gap of gapsOf(read, snapshot)) own.set(gapKey(gap), gap);
    if (own === gaps) return;
    for (const [key, gap] of own)
      if (!this.tolerated.has(`${gap.kind} ${gap.cluster}`)) gaps.set(key, gap);
  }

  private collectPlaces(places: Map<string, Reach>, seen: Set<ReadSet>): void {
    if (seen.has(this)) return;
    seen.add(this);
    for (const read of this.reads)
      places.set(`${read.kind} ${read.cluster}`, read);
    for (const part of this.parts) part.collectPlaces(places, seen);
  }
}

/** What is missing of the place that was looked at. @public */
export function gapsOf(reach: Reach, snapshot: Snapshot): readonly Gap[] {
  const { cluster, kind } = reach;
  const view: KindView | undefined = snapshot.view(cluster, kind);
  if (!view)
    return [
      {
        cluster,
        kind,
        state: 'syncing',
        since: snapshot.at,
        reason: 'this kind was never asked for',
      },
    ];
  const { state, since, reason } = view.coverage;
  const gaps: Gap[] = [];
  if (state !== 'synced' && state !== 'not-installed')
    gaps.push({ cluster, kind, state, since, reason });
  for (const object of view.table.unreadable.values()) {
    if (!concerns(reach, object)) continue;
    const problem = `${object.field} ${object.problem}`;
    gaps.push({
      cluster,
      kind,
      state: 'unreadable',
      since,
      object: recordKey(object),
      reason: problem,
    });
  }
  return gaps;
}

function concerns({ namespace, name }: Reach, object: RecordKey): boolean {
  // An object without a readable name may be any object.
  if (object.name === '')
    return (
      object.namespace === '' ||
      namespace === undefined ||
      namespace === object.namespace
    );
  if (namespace !== undefined && namespace !== object.namespace) return false;
  return name === undefined || name === object.name;
}

function gapKey(gap: Gap): string {
  return `${gap.cluster} ${gap.kind} ${gap.object ?? ''}`;
}

/** Look-ups in an index build new lists of the same records; everything else is compared by identity. */
function sameFound(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  return (
    Array.isArray(a) &&
    Array.isArray(b) &&
    a.length === b.length &&
    a.every((item, i) => item === b[i])
  );
}

/** Records under a key of an index, or none. @public */
export function indexed<R extends ObjectRecord>(
  table: Table<R> | undefined,
  index: RecordIndex<R>,
  namespace: string | undefined,
  key: string,
): readonly R[] {
  if (!table) return [];
  return namespace === undefined
    ? table.findAll(index, key)
    : table.find(index, namespace, key);
}
