import { SyncState } from './coverage';
import { Kind } from './kinds';
import { Memo, Worked } from './memo';
import { IndexLookUp, lookUpIn, stateOf } from './placeReads';
import { ReadSet } from './readSet';
import { NO_RECORDS, RecordKey } from './record';
import { Records } from './records';
import { ClusterName, Instant, ObjectRef } from './refs';
import { Rule } from './rule';
import { Sight, sightOf } from './sight';
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
    return new Mesh(snapshot, memo, '').work(rule, question);
  }

  private readonly reads = new ReadSet();

  private constructor(
    private readonly snapshot: Snapshot,
    private readonly memo: Memo,
    private readonly source: string,
  ) {}

  /** Names of all clusters, sorted. */
  clusters(): readonly ClusterName[] {
    // Compared as text: every snapshot lists its clusters anew.
    this.reads.addGlobal({
      finds: namesOfClusters,
      found: namesOfClusters(this.snapshot),
    });
    return this.snapshot.clusterNames;
  }

  /** Whether a loss made every istiod forget a cluster. */
  isForgotten(cluster: ClusterName): boolean {
    const finds = ({ forgotten }: Snapshot) => forgotten.has(cluster);
    const found = finds(this.snapshot);
    this.reads.addGlobal({ finds, found });
    return found;
  }

  /** Now, by the clock of the snapshot. The answer of a rule that asks for it is worked out anew for every snapshot. */
  now(): Instant {
    this.reads.addGlobal({
      finds: snapshot => snapshot.at,
      found: this.snapshot.at,
    });
    return this.snapshot.at;
  }

  /** One object. */
  get<K extends Kind>(
    cluster: ClusterName,
    kind: K,
    key: RecordKey,
  ): Records[K] | undefined {
    const found = this.snapshot.view(cluster, kind)?.table.get(key);
    this.reads.at(cluster, kind).addRecord(key, found);
    return found;
  }

  /** All objects of a namespace, or of all namespaces; in order of namespace and name. */
  list<K extends Kind>(
    cluster: ClusterName,
    kind: K,
    namespace?: string,
  ): readonly Records[K][] {
    const table = this.snapshot.view(cluster, kind)?.table;
    const found = table?.list(namespace) ?? NO_RECORDS;
    this.reads.at(cluster, kind).addList(namespace, found);
    return found;
  }

  /** Objects of a namespace, or of all namespaces, under a key of an index; in order of namespace and name. */
  find<K extends Kind>(
    cluster: ClusterName,
    kind: K,
    lookUp: IndexLookUp<Records[K]>,
  ): readonly Records[K][] {
    const table = this.snapshot.view(cluster, kind)?.table;
    const found = lookUpIn(table, lookUp);
    this.reads.at(cluster, kind).addIndexRead(lookUp, found);
    return found;
  }

  /** How well a kind can be seen in a cluster, or in one namespace of it. */
  sight(cluster: ClusterName, kind: Kind, namespace?: string): Sight {
    const sight = sightOf(this.snapshot, cluster, kind, namespace);
    this.reads.at(cluster, kind).addSight(namespace, sight);
    return sight;
  }

  /** State of a kind in a cluster. */
  state(cluster: ClusterName, kind: Kind): SyncState {
    const state = stateOf(this.snapshot.view(cluster, kind));
    this.reads.at(cluster, kind).addState(state);
    return state;
  }

  /** The answer of another rule; what it read, this rule has read. */
  ask<Q, A>(rule: Rule<Q, A>, question: Q): A {
    const worked = this.work(rule, question);
    this.reads.include(worked.reads);
    return worked.value;
  }

  /** Marks the object and field that decided. */
  because(object: ObjectRef, field: string, found?: string): void {
    const { source } = this;
    this.reads.addEvidence(
      found === undefined
        ? { object, field, source }
        : { object, field, source, found },
    );
  }

  /** Declares that what cannot be seen of a kind in a cluster does not change the answer. The reason is for the reader of the rule. */
  tolerate(
    gap: { readonly cluster: ClusterName; readonly kind: Kind },
    _reason: string,
  ): void {
    this.reads.tolerate(gap.cluster, gap.kind);
  }

  private work<Q, A>(rule: Rule<Q, A>, question: Q): Worked<A> {
    const work = () => {
      const mesh = new Mesh(this.snapshot, this.memo, rule.source);
      const value = rule.ask(mesh, question);
      return { value, reads: mesh.reads };
    };
    return rule.nameOf
      ? this.memo.take(this.snapshot, rule, rule.nameOf(question), work)
      : work();
  }
}

function namesOfClusters({ clusterNamesText }: Snapshot): string {
  return clusterNamesText;
}
