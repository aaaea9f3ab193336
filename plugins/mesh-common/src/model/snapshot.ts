import { ApplyChange, Change, LossChange, RelabelChange } from './change';
import { Coverage } from './coverage';
import { Kind } from './kinds';
import { loss } from './loss';
import { versionEdits } from './versionEdits';
import { withLabels } from './withLabels';
import { ClusterName, Instant } from './refs';
import { Records } from './records';
import { ClusterLinksRecord } from './records/clusterLinks';
import { GlobalRead } from './read';
import { MergedTable } from './mergedTable';
import { SeenKind } from './seenKind';
import { SeenPlace } from './seenPlace';
import { Table } from './table';

/** What is known of one kind in one cluster: its records, and how complete and old they are. @public */
export interface KindView<K extends Kind = Kind> {
  readonly table: Table<Records[K]>;
  readonly coverage: Coverage;
}

/** What is known of one cluster. A kind that is missing was never asked for, which is a gap for whoever looks there. @public */
export interface ClusterTables {
  readonly kinds: { readonly [K in Kind]?: KindView<K> };
}

/**
 * Everything that is known at one moment. Immutable; snapshots share all tables that did not change between them.
 *
 * @public
 */
export class Snapshot {
  static create(options: {
    readonly clusters: ReadonlyMap<ClusterName, ClusterTables>;
    readonly at: Instant;
  }): Snapshot {
    return new Snapshot(options.clusters, options.at, new Set());
  }

  private constructor(
    readonly clusters: ReadonlyMap<ClusterName, ClusterTables>,
    readonly at: Instant,
    /** Clusters that a loss made every istiod forget, whatever tells it to watch them. */
    readonly forgotten: ReadonlySet<ClusterName>,
    /** Of an overlay, the snapshot that lies beneath. */
    private readonly base?: Snapshot,
    /** The same object in snapshots of which as much can be seen, and as old: what happens to objects makes no difference to that. */
    readonly visibility: object = {},
  ) {}

  private names: readonly ClusterName[] | undefined;
  private namesText: string | undefined;
  private readNames: GlobalRead | undefined;
  private readonly places = new Map<ClusterName, Map<Kind, SeenPlace>>();
  private readonly kinds = new Map<Kind, SeenKind>();

  /** Names of the clusters, sorted. */
  get clusterNames(): readonly ClusterName[] {
    this.names ??= [...this.clusters.keys()].sort();
    return this.names;
  }

  /** The same as one text, which tells whether two snapshots have the same clusters. */
  get clusterNamesText(): string {
    this.namesText ??= this.clusterNames.join('\n');
    return this.namesText;
  }

  /** That a rule asked for the names. */
  get namesRead(): GlobalRead {
    this.readNames ??= new GlobalRead(
      ({ clusterNamesText }) => clusterNamesText,
      this.clusterNamesText,
    );
    return this.readNames;
  }

  /** What is known of a kind in a cluster; `undefined` if either was never asked for. */
  view<K extends Kind>(cluster: ClusterName, kind: K): KindView<K> | undefined {
    return this.clusters.get(cluster)?.kinds[kind];
  }

  /** The same, with the look-ups there that many rules make alike. */
  seen<K extends Kind>(cluster: ClusterName, kind: K): SeenPlace<K> {
    let kinds = this.places.get(cluster);
    if (!kinds) {
      kinds = new Map();
      this.places.set(cluster, kinds);
    }
    const known = kinds.get(kind);
    // It was stored under this very kind.
    if (known) return known as unknown as SeenPlace<K>;
    const view = this.view(cluster, kind);
    const seen = new SeenPlace(this, [{ cluster, kind }], view);
    kinds.set(kind, seen as unknown as SeenPlace);
    return seen;
  }

  /** The same in all clusters at once. */
  seenEverywhere<K extends Kind>(kind: K): SeenKind<K> {
    const known = this.kinds.get(kind);
    // It was stored under this very kind.
    if (known) return known as unknown as SeenKind<K>;
    const merged: MergedTable<Records[K]> =
      this.base?.seenEverywhere(kind).merged ??
      new MergedTable(
        new Map(
          this.clusterNames.map(name => [name, this.view(name, kind)?.table]),
        ),
      );
    const seen = new SeenKind(this, kind, merged);
    this.kinds.set(kind, seen as unknown as SeenKind);
    return seen;
  }

  /** The snapshot as it would be after changes, in their order. This one stays as it is. Changes to unknown clusters change nothing. */
  with(...changes: readonly Change[]): Snapshot {
    return changes.reduce<Snapshot>(
      (snapshot, change) => snapshot.changed(change),
      this,
    );
  }

  private changed(change: Change): Snapshot {
    switch (change.code) {
      case 'apply':
        return change.kind === 'ClusterLinks'
          ? this.applied(change).remembering(change.record)
          : this.applied(change);
      case 'delete':
        return this.edited(change.cluster, change.kind, table =>
          table.apply({ remove: [change] }),
        );
      case 'relabel':
        return this.relabelled(change);
      case 'version':
        return this.with(...versionEdits(this, change));
      case 'lose':
        return this.with(...loss(this, change)).forgetting(change);
      default:
        return this;
    }
  }

  /** A cluster that nobody watches is still there for its own control plane; with that one lost as well, nothing of it is left. */
  private forgetting(change: LossChange): Snapshot {
    if (change.mode !== 'D7' && change.mode !== 'D8') return this;
    const { cluster } = change;
    if (!this.clusters.has(cluster)) return this;
    const own = this.view(cluster, 'Deployment')?.table.list() ?? [];
    const clusters = new Map(this.clusters);
    if (own.some(({ istiod }) => istiod !== undefined))
      clusters.delete(cluster);
    const forgotten = new Set(this.forgotten).add(cluster);
    const alike = clusters.size === this.clusters.size;
    return this.overlay({ clusters, forgotten, alike });
  }

  /** A link that is applied is there, whatever was lost before. */
  private remembering({ links }: ClusterLinksRecord): Snapshot {
    const linked = new Set(
      links.map(({ cluster, clusterId }) => cluster ?? clusterId),
    );
    const forgotten = [...this.forgotten].filter(name => !linked.has(name));
    return forgotten.length === this.forgotten.size
      ? this
      : this.overlay({
          clusters: this.clusters,
          forgotten: new Set(forgotten),
          alike: true,
        });
  }

  private relabelled({
    cluster,
    kind,
    labels,
    ...key
  }: RelabelChange): Snapshot {
    return this.edited(cluster, kind, table => {
      const known = table.get(key);
      return known
        ? table.apply({ upsert: [withLabels(known, labels)] })
        : table;
    });
  }

  private applied<K extends Kind>({
    cluster,
    kind,
    record,
  }: ApplyChange<K>): Snapshot {
    return this.edited(cluster, kind, table => {
      const known = table.get(record);
      const created =
        known?.created ?? (record.created === 0 ? this.at : record.created);
      const uid = known?.uid ?? record.uid;
      return table.apply({ upsert: [{ ...record, created, uid }] });
    });
  }

  private overlay(over: {
    readonly clusters: ReadonlyMap<ClusterName, ClusterTables>;
    readonly forgotten: ReadonlySet<ClusterName>;
    /** As much can be seen as here. */
    readonly alike: boolean;
  }): Snapshot {
    return new Snapshot(
      over.clusters,
      this.at,
      over.forgotten,
      this.base ?? this,
      over.alike ? this.visibility : {},
    );
  }

  private edited<K extends Kind>(
    cluster: ClusterName,
    kind: K,
    edit: (table: Table<Records[K]>) => Table<Records[K]>,
  ): Snapshot {
    const known = this.clusters.get(cluster);
    if (!known) return this;
    const view = known.kinds[kind];
    const before: Table<Records[K]> = view?.table ?? Table.empty();
    const table = edit(before);
    if (table === before) return this;
    const coverage = view?.coverage ?? neverListed(this.at);
    const edited: ClusterTables = {
      ...known,
      kinds: { ...known.kinds, [kind]: { table, coverage } },
    };
    const clusters = new Map(this.clusters).set(cluster, edited);
    const alike = view !== undefined && table.unreadable === before.unreadable;
    return this.overlay({ clusters, forgotten: this.forgotten, alike });
  }
}

function neverListed(since: Instant): Coverage {
  return {
    state: 'syncing',
    since,
    asOf: undefined,
    listedAt: undefined,
    reason: undefined,
  };
}
