import { Gap } from './coverage';
import { Kind } from './kinds';
import { PlaceReads } from './placeReads';
import { ClusterName, Instant } from './refs';
import { Snapshot } from './snapshot';

/** Something that all clusters together decide, such as their names. */
interface GlobalRead {
  readonly finds: (snapshot: Snapshot) => unknown;
  readonly found: unknown;
}

/**
 * What a rule looked at, and what the rules it asked looked at. From it come, without a line in any rule, the gaps, the age and the validity of its answer.
 *
 * @public
 */
export class ReadSet {
  private readonly places = new Map<Kind, Map<ClusterName, PlaceReads>>();
  private readonly globals: GlobalRead[] = [];
  private readonly parts = new Set<ReadSet>();
  private readonly tolerated = new Set<string>();

  /** Look-ups of a kind in a cluster. */
  at(cluster: ClusterName, kind: Kind): PlaceReads {
    let clusters = this.places.get(kind);
    if (!clusters) {
      clusters = new Map();
      this.places.set(kind, clusters);
    }
    let reads = clusters.get(cluster);
    if (!reads) {
      reads = new PlaceReads(cluster, kind);
      clusters.set(cluster, reads);
    }
    return reads;
  }

  addGlobal(read: GlobalRead): void {
    this.globals.push(read);
  }

  /** Another rule's look-ups, on which this one's answer depends; `false` if they are already known. */
  include(part: ReadSet): boolean {
    if (this.parts.has(part)) return false;
    this.parts.add(part);
    return true;
  }

  tolerate(cluster: ClusterName, kind: Kind): void {
    this.tolerated.add(`${kind} ${cluster}`);
  }

  /** Whether every look-up would find the same in another snapshot. `checked` keeps what was seen of parts that several sets share. */
  holdsIn(snapshot: Snapshot, checked = new Map<ReadSet, boolean>()): boolean {
    const known = checked.get(this);
    if (known !== undefined) return known;
    const holds =
      this.globals.every(read => read.finds(snapshot) === read.found) &&
      this.own().every(reads => reads.holdIn(snapshot)) &&
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
    const ages = new Set<Instant>();
    this.collectAges(snapshot, ages, new Set());
    let oldest: Instant | undefined;
    for (const age of ages)
      if (oldest === undefined || age < oldest) oldest = age;
    return oldest;
  }

  private own(): readonly PlaceReads[] {
    return [...this.places.values()].flatMap(clusters => [
      ...clusters.values(),
    ]);
  }

  private collectGaps(
    snapshot: Snapshot,
    gaps: Map<string, Gap>,
    seen: Set<ReadSet>,
  ): void {
    if (seen.has(this)) return;
    seen.add(this);
    const tolerant = this.tolerated.size > 0;
    const found = tolerant ? new Map<string, Gap>() : gaps;
    // What one set tolerates may still matter to another that shares a part.
    const seenBelow = tolerant ? new Set<ReadSet>() : seen;
    for (const part of this.parts) part.collectGaps(snapshot, found, seenBelow);
    for (const clusters of this.places.values())
      for (const reads of clusters.values())
        for (const gap of reads.gapsIn(snapshot)) found.set(gapKey(gap), gap);
    if (!tolerant) return;
    for (const [key, gap] of found)
      if (!this.tolerated.has(`${gap.kind} ${gap.cluster}`)) gaps.set(key, gap);
  }

  private collectAges(
    snapshot: Snapshot,
    ages: Set<Instant>,
    seen: Set<ReadSet>,
  ): void {
    if (seen.has(this)) return;
    seen.add(this);
    for (const [kind, clusters] of this.places) {
      for (const cluster of clusters.keys()) {
        const asOf = snapshot.view(cluster, kind)?.coverage.asOf;
        if (asOf !== undefined) ages.add(asOf);
      }
    }
    for (const part of this.parts) part.collectAges(snapshot, ages, seen);
  }
}

function gapKey(gap: Gap): string {
  return `${gap.cluster} ${gap.kind} ${gap.object ?? ''}`;
}
