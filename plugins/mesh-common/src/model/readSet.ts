import { Gap } from './coverage';
import { Kind } from './kinds';
import { PlaceReads } from './placeReads';
import { ClusterName, Instant } from './refs';
import { Snapshot } from './snapshot';

/** Something that all clusters together decide, such as their names. @public */
export interface GlobalRead {
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
  /** Last snapshot in which nothing was missing, so that many answers that share a part look there once. */
  private completeIn: Snapshot | undefined;
  private ageIn:
    | { readonly snapshot: Snapshot; readonly oldest: Instant | undefined }
    | undefined;

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
      this.ownHold(snapshot) &&
      this.partsHold(snapshot, checked);
    checked.set(this, holds);
    return holds;
  }

  private ownHold(snapshot: Snapshot): boolean {
    for (const clusters of this.places.values())
      for (const reads of clusters.values())
        if (!reads.holdIn(snapshot)) return false;
    return true;
  }

  private partsHold(
    snapshot: Snapshot,
    checked: Map<ReadSet, boolean>,
  ): boolean {
    for (const part of this.parts)
      if (!part.holdsIn(snapshot, checked)) return false;
    return true;
  }

  /** What could not be seen of what was looked at, in order of cluster and kind. */
  gapsIn(snapshot: Snapshot): readonly Gap[] {
    const gaps = new Map<string, Gap>();
    this.collectGaps(snapshot, gaps, new Map());
    return [...gaps.keys()].sort().flatMap(key => gaps.get(key) ?? []);
  }

  /** Age of the oldest data looked at; `undefined` if none was ever seen. */
  asOfIn(snapshot: Snapshot): Instant | undefined {
    if (this.ageIn?.snapshot === snapshot) return this.ageIn.oldest;
    let oldest: Instant | undefined;
    const add = (age: Instant | undefined) => {
      if (age !== undefined && (oldest === undefined || age < oldest))
        oldest = age;
    };
    for (const [kind, clusters] of this.places)
      for (const cluster of clusters.keys())
        add(snapshot.view(cluster, kind)?.coverage.asOf);
    for (const part of this.parts) add(part.asOfIn(snapshot));
    this.ageIn = { snapshot, oldest };
    return oldest;
  }

  /** Everything that was looked at, here and in the parts. */
  all(): readonly PlaceReads[] {
    const sets = new Set<ReadSet>([this]);
    for (const set of sets) for (const part of set.parts) sets.add(part);
    return [...sets].flatMap(set => set.own());
  }

  private own(): readonly PlaceReads[] {
    return [...this.places.values()].flatMap(clusters => [
      ...clusters.values(),
    ]);
  }

  /** Adds what is missing; tells whether nothing is. `seen` keeps what was found out about parts that several sets share. */
  private collectGaps(
    snapshot: Snapshot,
    gaps: Map<string, Gap>,
    seen: Map<ReadSet, boolean>,
  ): boolean {
    if (this.completeIn === snapshot) return true;
    const known = seen.get(this);
    if (known !== undefined) return known;
    const tolerant = this.tolerated.size > 0;
    const found = tolerant ? new Map<string, Gap>() : gaps;
    // What one set tolerates may still matter to another that shares a part.
    const seenBelow = tolerant ? new Map<ReadSet, boolean>() : seen;
    let complete = true;
    for (const part of this.parts)
      if (!part.collectGaps(snapshot, found, seenBelow)) complete = false;
    for (const clusters of this.places.values())
      for (const reads of clusters.values())
        for (const gap of reads.gapsIn(snapshot)) {
          complete = false;
          found.set(gapKey(gap), gap);
        }
    if (tolerant)
      for (const [key, gap] of found)
        if (!this.tolerated.has(`${gap.kind} ${gap.cluster}`))
          gaps.set(key, gap);
    seen.set(this, complete);
    if (complete) this.completeIn = snapshot;
    return complete;
  }
}

function gapKey(gap: Gap): string {
  return `${gap.cluster} ${gap.kind} ${gap.object ?? ''}`;
}
