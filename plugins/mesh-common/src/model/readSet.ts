import { Evidence, evidenceName } from './answer';
import { Gap } from './coverage';
import { Kind } from './kinds';
import { appended, PlaceReads } from './placeReads';
import { ClusterName, Instant } from './refs';
import { Snapshot } from './snapshot';

/** Something that all clusters together decide, such as their names. @public */
export interface GlobalRead {
  readonly finds: (snapshot: Snapshot) => unknown;
  readonly found: unknown;
}

/** Up to here a list is found through faster than a map is made. */
const FEW = 8;

/**
 * What a rule looked at, and what the rules it asked looked at. From it come, without a line in any rule, the gaps, the age and the validity of its answer.
 *
 * @public
 */
export class ReadSet {
  private places: PlaceReads[] | undefined;
  /** The same by name, once they are many. */
  private placesByName: Map<string, PlaceReads> | undefined;
  private globals: GlobalRead[] | undefined;
  private parts: Set<ReadSet> | undefined;
  private tolerated: Set<string> | undefined;
  private own: Evidence[] | undefined;
  /** Whether there is evidence here or in a part. */
  private fertile = false;
  /** All evidence here and in the parts, once it is asked for a second time, as that of what many answers share is. */
  private collected: readonly Evidence[] | undefined;
  private askedBefore = false;
  /** Last snapshot in which nothing was missing, so that many answers that share a part look there once. */
  private completeIn: Snapshot | undefined;
  private ageIn:
    | { readonly snapshot: Snapshot; readonly oldest: Instant | undefined }
    | undefined;

  /** Look-ups of a kind in a cluster. */
  at(cluster: ClusterName, kind: Kind): PlaceReads {
    const known = this.placesByName
      ? this.placesByName.get(placeName(cluster, kind))
      : this.places?.find(
          place => place.cluster === cluster && place.kind === kind,
        );
    if (known) return known;
    const place = new PlaceReads(cluster, kind);
    this.places = appended(this.places, place);
    if (this.places.length > FEW)
      this.placesByName ??= new Map(
        this.places.map(item => [placeName(item.cluster, item.kind), item]),
      );
    this.placesByName?.set(placeName(cluster, kind), place);
    return place;
  }

  addGlobal(read: GlobalRead): void {
    this.globals = appended(this.globals, read);
  }

  /** Another rule's look-ups and evidence, on which this one's answer depends. */
  include(part: ReadSet): void {
    this.parts ??= new Set();
    this.parts.add(part);
    this.fertile ||= part.fertile;
  }

  addEvidence(item: Evidence): void {
    this.own = appended(this.own, item);
    this.fertile = true;
  }

  tolerate(cluster: ClusterName, kind: Kind): void {
    this.tolerated ??= new Set();
    this.tolerated.add(placeName(cluster, kind));
  }

  /** What decided: what the rule marked itself, then what those marked that it asked. Each object and field once for each section. */
  evidence(): readonly Evidence[] {
    const items = new Set<Evidence>();
    this.collectEvidence(items, new Set());
    const byName = new Map<string, Evidence>();
    for (const item of items) {
      const name = evidenceName(item);
      if (!byName.has(name)) byName.set(name, item);
    }
    return [...byName.values()];
  }

  /** Whether every look-up would find the same in another snapshot. `checked` keeps what was seen of parts that several sets share. */
  holdsIn(snapshot: Snapshot, checked = new Map<ReadSet, boolean>()): boolean {
    const known = checked.get(this);
    if (known !== undefined) return known;
    const holds =
      this.globalsHold(snapshot) &&
      this.placesHold(snapshot) &&
      this.partsHold(snapshot, checked);
    checked.set(this, holds);
    return holds;
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
    for (const { cluster, kind } of this.places ?? [])
      add(snapshot.view(cluster, kind)?.coverage.asOf);
    for (const part of this.parts ?? []) add(part.asOfIn(snapshot));
    this.ageIn = { snapshot, oldest };
    return oldest;
  }

  /** Everything that was looked at, here and in the parts. */
  all(): readonly PlaceReads[] {
    const sets = new Set<ReadSet>([this]);
    for (const set of sets) for (const part of set.parts ?? []) sets.add(part);
    return [...sets].flatMap(set => set.places ?? []);
  }

  private globalsHold(snapshot: Snapshot): boolean {
    for (const { finds, found } of this.globals ?? [])
      if (finds(snapshot) !== found) return false;
    return true;
  }

  private placesHold(snapshot: Snapshot): boolean {
    for (const place of this.places ?? [])
      if (!place.holdIn(snapshot)) return false;
    return true;
  }

  private partsHold(
    snapshot: Snapshot,
    checked: Map<ReadSet, boolean>,
  ): boolean {
    for (const part of this.parts ?? [])
      if (!part.holdsIn(snapshot, checked)) return false;
    return true;
  }

  private collectEvidence(found: Set<Evidence>, seen: Set<ReadSet>): void {
    if (!this.fertile || seen.has(this)) return;
    seen.add(this);
    if (this.askedBefore && !this.collected) {
      const all = new Set<Evidence>();
      this.walkEvidence(all, new Set());
      this.collected = [...all];
    }
    this.askedBefore = true;
    if (this.collected) for (const item of this.collected) found.add(item);
    else this.walkEvidence(found, seen);
  }

  private walkEvidence(found: Set<Evidence>, seen: Set<ReadSet>): void {
    for (const item of this.own ?? []) found.add(item);
    for (const part of this.parts ?? []) part.collectEvidence(found, seen);
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
    const { tolerated } = this;
    const found = tolerated ? new Map<string, Gap>() : gaps;
    // What one set tolerates may still matter to another that shares a part.
    const seenBelow = tolerated ? new Map<ReadSet, boolean>() : seen;
    let complete = true;
    for (const part of this.parts ?? [])
      if (!part.collectGaps(snapshot, found, seenBelow)) complete = false;
    for (const reads of this.places ?? [])
      for (const gap of reads.gapsIn(snapshot)) {
        complete = false;
        found.set(gapKey(gap), gap);
      }
    if (tolerated)
      for (const [key, gap] of found)
        if (!tolerated.has(placeName(gap.cluster, gap.kind)))
          gaps.set(key, gap);
    seen.set(this, complete);
    if (complete) this.completeIn = snapshot;
    return complete;
  }
}

function placeName(cluster: ClusterName, kind: Kind): string {
  return `${kind} ${cluster}`;
}

function gapKey(gap: Gap): string {
  return `${gap.cluster} ${gap.kind} ${gap.object ?? ''}`;
}
