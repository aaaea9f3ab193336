import { SyncState } from './coverage';
import { Kind } from './kinds';
import { Memo, Worked } from './memo';
import {
  GlobalRead,
  IndexLookUp,
  lookUpIn,
  NamespaceLookUp,
  SeveralIndexRead,
  SeveralRecordsRead,
  StateRead,
  stateOf,
} from './read';
import { ReadLog } from './readLog';
import { RecordKey } from './record';
import { Records } from './records';
import { ClusterName, Instant, ObjectRef } from './refs';
import { Rule } from './rule';
import { Sight } from './sight';
import { Snapshot } from './snapshot';

/**
 * The world as a rule sees it. Every look-up is recorded, so that certainty, age, validity and evidence of an answer follow from what was read
 * and not from discipline. Look-ups are total: an unknown cluster, namespace or name finds nothing.
 *
 * @public
 */
export class Mesh {
  /** Asks a rule from outside of any other rule. */
  static ask<Q, A>(
    snapshot: Snapshot,
    rule: Rule<Q, A>,
    question: Q,
    memo = Memo.create(),
  ): Worked<A> {
    const work = () => {
      const log = new ReadLog();
      const mesh = new Mesh(snapshot, memo, rule.source, log);
      const value = rule.ask(mesh, question);
      return { value, reads: log.close() };
    };
    return rule.nameOf
      ? memo.take(snapshot, rule, rule.nameOf(question), work)
      : work();
  }

  private constructor(
    private readonly snapshot: Snapshot,
    private readonly memo: Memo,
    private readonly source: string,
    private readonly log: ReadLog,
  ) {}

  /** Names of all clusters, sorted. */
  clusters(): readonly ClusterName[] {
    this.log.addShared(this.snapshot.namesRead);
    return this.snapshot.clusterNames;
  }

  /** Whether a loss made every istiod forget a cluster. */
  isForgotten(cluster: ClusterName): boolean {
    return this.global(({ forgotten }) => forgotten.has(cluster));
  }

  /** Now, by the clock of the snapshot. The answer of a rule that asks for it is worked out anew for every snapshot. */
  now(): Instant {
    return this.global(({ at }) => at);
  }

  /** One object. */
  get<K extends Kind>(
    cluster: ClusterName,
    kind: K,
    key: RecordKey,
  ): Records[K] | undefined {
    const { places, view } = this.snapshot.seen(cluster, kind);
    const found = view?.table.get(key);
    this.log.addRecord(places, key, found);
    return found;
  }

  /** All objects of a namespace, or of all namespaces; in order of namespace and name. */
  list<K extends Kind>(
    cluster: ClusterName,
    kind: K,
    namespace?: string,
  ): readonly Records[K][] {
    const read = this.snapshot.seen(cluster, kind).listOf(namespace);
    this.log.addShared(read);
    return read.records;
  }

  /** Objects of a namespace, or of all namespaces, under a key of an index; in order of namespace and name. */
  find<K extends Kind>(
    cluster: ClusterName,
    kind: K,
    lookUp: IndexLookUp<Records[K]>,
  ): readonly Records[K][] {
    const { places, view } = this.snapshot.seen(cluster, kind);
    const found = lookUpIn(view?.table, lookUp);
    this.log.addIndexRead(places, lookUp, found);
    return found;
  }

  /** The object of one name in each of several clusters, in their order: one look-up for all of them. */
  getInEach<K extends Kind>(
    clusters: readonly ClusterName[],
    kind: K,
    { namespace, name }: RecordKey,
  ): readonly (Records[K] | undefined)[] {
    const seen = this.snapshot.seenEverywhere(kind);
    const key = { namespace, name };
    const found = seen.get(clusters, key);
    this.log.add(new SeveralRecordsRead(seen.placesIn(clusters), key, found));
    return found;
  }

  /** Objects of a namespace under a key of an index in each of several clusters, in their order: one look-up for all of them. */
  findInEach<K extends Kind>(
    clusters: readonly ClusterName[],
    kind: K,
    lookUp: NamespaceLookUp<Records[K]>,
  ): readonly (readonly Records[K][])[] {
    const seen = this.snapshot.seenEverywhere(kind);
    const found = seen.find(clusters, lookUp);
    this.log.add(new SeveralIndexRead(seen.placesIn(clusters), lookUp, found));
    return found;
  }

  /** How well a kind can be seen in a cluster, or in one namespace of it. */
  sight(cluster: ClusterName, kind: Kind, namespace?: string): Sight {
    const read = this.snapshot.seen(cluster, kind).sightOf(namespace);
    this.log.addShared(read);
    return read.sight;
  }

  /** State of a kind in a cluster. */
  state(cluster: ClusterName, kind: Kind): SyncState {
    const { places, view } = this.snapshot.seen(cluster, kind);
    const state = stateOf(view);
    this.log.add(new StateRead(places, state));
    return state;
  }

  /**
   * The answer of another rule; what it read, this rule has read. The answer of a rule with names is kept with its reads; a rule without
   * works for the one that asks, as if it were written there.
   */
  ask<Q, A>(rule: Rule<Q, A>, question: Q): A {
    const { snapshot, memo, log } = this;
    if (!rule.nameOf)
      return rule.ask(new Mesh(snapshot, memo, rule.source, log), question);
    const { value, reads } = Mesh.ask(snapshot, rule, question, memo);
    log.include(reads);
    return value;
  }

  /** Marks the object and field that decided. */
  because(object: ObjectRef, field: string, found?: string): void {
    const { source } = this;
    this.log.addEvidence(
      found === undefined
        ? { object, field, source }
        : { object, field, source, found },
    );
  }

  /**
   * Declares that what cannot be seen of a kind in a cluster does not change the answer: that of this rule, or if it has no names, of the
   * rule it works for. The reason is for the reader of the rule.
   */
  tolerate(
    gap: { readonly cluster: ClusterName; readonly kind: Kind },
    _reason: string,
  ): void {
    this.log.tolerate(gap.cluster, gap.kind);
  }

  /** Something that all clusters together decide. */
  private global<A>(finds: (snapshot: Snapshot) => A): A {
    const found = finds(this.snapshot);
    this.log.add(new GlobalRead(finds, found));
    return found;
  }
}
