import { Evidence, evidenceName } from './answer';
import { Gap } from './coverage';
import { placeName, Read } from './read';
import { Instant } from './refs';
import { Shareable } from './shareable';
import { gapsAt } from './sight';
import { Snapshot } from './snapshot';

/**
 * What a rule looked at, and what the rules it asked looked at. From it come, without a line in any rule, the gaps, the age and the validity of its answer.
 *
 * @public
 */
export class ReadSet extends Shareable {
  private readonly reads: readonly Read[];
  private readonly parts: readonly ReadSet[];
  private readonly own: readonly Evidence[];
  /** Places of which the answer does without what cannot be seen. */
  private readonly tolerated: ReadonlySet<string> | undefined;
  /** Whether there is evidence here or in a part. */
  private readonly fertile: boolean;
  /** All evidence here and in the parts by name, once it is asked for a second time, as that of what many answers share is. */
  private collected: ReadonlyMap<string, Evidence> | undefined;
  private askedBefore = false;
  /** What could be seen when it was last looked over, what is the oldest of it, and whether nothing is missing: many answers that share a part look once. */
  private lookedOver: object | undefined;
  private oldest: Instant | undefined;
  private complete = false;

  constructor(options: {
    readonly reads: readonly Read[];
    readonly parts: readonly ReadSet[];
    readonly own: readonly Evidence[];
    readonly tolerated: ReadonlySet<string> | undefined;
  }) {
    super();
    this.reads = options.reads;
    this.parts = options.parts;
    this.own = options.own;
    this.tolerated = options.tolerated;
    this.fertile =
      options.own.length > 0 || options.parts.some(part => part.fertile);
  }

  /** What decided: what the rule marked itself, then what those marked that it asked. Each object and field once for each section. */
  evidence(): readonly Evidence[] {
    const found = new Map<string, Evidence>();
    this.collectEvidence(found, new Set());
    return [...found.values()];
  }

  /** Whether every look-up would find the same in another snapshot. `checked` keeps what was seen of parts that several sets share. */
  holdsIn(snapshot: Snapshot, checked = new Map<ReadSet, boolean>()): boolean {
    const known = checked.get(this);
    if (known !== undefined) return known;
    // Of parts it is mostly known already.
    const holds =
      this.parts.every(part => part.holdsIn(snapshot, checked)) &&
      this.reads.every(read => read.holdsIn(snapshot));
    checked.set(this, holds);
    return holds;
  }

  /** What could not be seen of what was looked at, in order of cluster and kind. */
  gapsIn(snapshot: Snapshot): readonly Gap[] {
    this.lookOver(snapshot);
    if (this.complete) return [];
    const gaps = new Map<string, Gap>();
    this.collectGaps(snapshot, gaps, new Set());
    return [...gaps.keys()].sort().flatMap(key => gaps.get(key) ?? []);
  }

  /** Age of the oldest data looked at; `undefined` if none was ever seen. */
  asOfIn(snapshot: Snapshot): Instant | undefined {
    this.lookOver(snapshot);
    return this.oldest;
  }

  /** Everything that was looked at, here and in the parts. */
  all(): readonly Read[] {
    const sets = new Set<ReadSet>([this]);
    for (const set of sets) for (const part of set.parts) sets.add(part);
    return [...sets].flatMap(set => set.reads);
  }

  private collectEvidence(
    found: Map<string, Evidence>,
    seen: Set<ReadSet>,
  ): void {
    if (!this.fertile || seen.has(this)) return;
    seen.add(this);
    if (this.askedBefore && !this.collected) {
      const all = new Map<string, Evidence>();
      this.walkEvidence(all, new Set());
      this.collected = all;
    }
    this.askedBefore = true;
    if (!this.collected) this.walkEvidence(found, seen);
    else
      for (const [name, item] of this.collected)
        if (!found.has(name)) found.set(name, item);
  }

  private walkEvidence(found: Map<string, Evidence>, seen: Set<ReadSet>): void {
    for (const item of this.own) {
      const name = evidenceName(item);
      if (!found.has(name)) found.set(name, item);
    }
    for (const part of this.parts) part.collectEvidence(found, seen);
  }

  private lookOver(snapshot: Snapshot): void {
    if (this.lookedOver === snapshot.visibility) return;
    let oldest: Instant | undefined;
    let complete = true;
    for (const read of this.reads) {
      let whole = true;
      for (const { cluster, kind } of read.places) {
        const seen = snapshot.seen(cluster, kind);
        oldest = older(oldest, seen.asOf);
        whole &&= seen.isWhole;
      }
      complete &&= whole || gapsOf(snapshot, read).length === 0;
    }
    for (const part of this.parts) {
      part.lookOver(snapshot);
      oldest = older(oldest, part.oldest);
      complete &&= part.complete;
    }
    this.lookedOver = snapshot.visibility;
    this.oldest = this.tolerated ? this.oldestNeeded(snapshot) : oldest;
    this.complete = complete;
  }

  /**
   * Age of the oldest data that the answer cannot do without: what it or a part of it tolerates not to see may be as old as it likes. `seen` keeps
   * which parts were asked.
   */
  private oldestNeeded(
    snapshot: Snapshot,
    toleratedAbove: ReadonlySet<string> = NOTHING,
    seenAbove = new Set<ReadSet>(),
  ): Instant | undefined {
    if (seenAbove.has(this)) return undefined;
    seenAbove.add(this);
    const tolerated = this.tolerated
      ? new Set([...toleratedAbove, ...this.tolerated])
      : toleratedAbove;
    // What one set tolerates may still matter to another that shares a part.
    const seen = this.tolerated ? new Set<ReadSet>() : seenAbove;
    let oldest: Instant | undefined;
    for (const { places } of this.reads)
      for (const { cluster, kind } of places)
        if (!tolerated.has(placeName(cluster, kind)))
          oldest = older(oldest, snapshot.seen(cluster, kind).asOf);
    // With more tolerated, no part becomes older than it is.
    for (const part of this.parts) {
      // It may have been looked over in another snapshot since.
      part.lookOver(snapshot);
      if (part.oldest !== undefined && (oldest ?? Infinity) > part.oldest)
        oldest = older(oldest, part.oldestNeeded(snapshot, tolerated, seen));
    }
    return oldest;
  }

  /** Adds what is missing. `seen` keeps which parts were asked, since several sets share them. */
  private collectGaps(
    snapshot: Snapshot,
    gaps: Map<string, Gap>,
    seen: Set<ReadSet>,
  ): void {
    if (seen.has(this)) return;
    seen.add(this);
    this.lookOver(snapshot);
    if (this.complete) return;
    const { tolerated } = this;
    const found = tolerated ? new Map<string, Gap>() : gaps;
    // What one set tolerates may still matter to another that shares a part.
    const seenBelow = tolerated ? new Set<ReadSet>() : seen;
    for (const part of this.parts) part.collectGaps(snapshot, found, seenBelow);
    for (const read of this.reads)
      for (const gap of gapsOf(snapshot, read)) found.set(gapKey(gap), gap);
    if (!tolerated) return;
    for (const [key, gap] of found)
      if (!tolerated.has(placeName(gap.cluster, gap.kind))) gaps.set(key, gap);
  }
}

const NOTHING: ReadonlySet<string> = new Set();

/** What could not be seen of what was looked at. */
function gapsOf(snapshot: Snapshot, read: Read): readonly Gap[] {
  return read.places.flatMap(({ cluster, kind }) =>
    gapsAt(snapshot, cluster, kind, object => read.looksFor(object)),
  );
}

function older(
  a: Instant | undefined,
  b: Instant | undefined,
): Instant | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}

function gapKey(gap: Gap): string {
  return `${gap.cluster} ${gap.kind} ${gap.object ?? ''}`;
}
