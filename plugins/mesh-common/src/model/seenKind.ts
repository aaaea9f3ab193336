import { Kind } from './kinds';
import { MergedTable } from './mergedTable';
import { NamespaceLookUp, SeveralPlaces } from './read';
import { NO_RECORDS, RecordKey } from './record';
import { Records } from './records';
import { ClusterName } from './refs';
import { Snapshot } from './snapshot';
import { Table } from './table';

/** Position of a cluster that is not there. */
const NOWHERE = -1;

/** A list of clusters, and where they are in the merged table. */
interface Whereabouts<K extends Kind> {
  readonly places: SeveralPlaces<K>;
  readonly positions: readonly number[];
}

/** A kind in all clusters as one snapshot shows it. Overlays share what their common snapshot put side by side. @public */
export class SeenKind<K extends Kind = Kind> {
  /** Tables that are other ones than those that were put side by side. */
  private readonly others = new Map<
    ClusterName,
    Table<Records[K]> | undefined
  >();
  private readonly lists = new WeakMap<
    readonly ClusterName[],
    Whereabouts<K>
  >();

  constructor(
    private readonly snapshot: Snapshot,
    private readonly kind: K,
    readonly merged: MergedTable<Records[K]>,
  ) {
    for (const [cluster, table] of merged.tables) {
      const own = snapshot.view(cluster, kind)?.table;
      if (own !== table) this.others.set(cluster, own);
    }
  }

  /** The object of a name in each of some clusters, in their order. */
  get(
    clusters: readonly ClusterName[],
    key: RecordKey,
  ): readonly (Records[K] | undefined)[] {
    const { merged, others } = this;
    const row = merged.named(key.namespace, key.name);
    const { positions } = this.whereAre(clusters);
    return clusters.map((cluster, i) =>
      others.size > 0 && others.has(cluster)
        ? others.get(cluster)?.get(key)
        : row.at(positions[i]),
    );
  }

  /** Objects of a namespace under a key of an index in each of some clusters, in their order. */
  find(
    clusters: readonly ClusterName[],
    lookUp: NamespaceLookUp<Records[K]>,
  ): readonly (readonly Records[K][])[] {
    const { merged, others } = this;
    const { index, namespace, key } = lookUp;
    const row = merged.under(index, namespace, key);
    const { positions } = this.whereAre(clusters);
    return clusters.map(
      (cluster, i) =>
        (others.size > 0 && others.has(cluster)
          ? others.get(cluster)?.find(index, namespace, key)
          : row.at(positions[i])) ?? NO_RECORDS,
    );
  }

  /** Places of the kind in some clusters. */
  placesIn(clusters: readonly ClusterName[]): SeveralPlaces<K> {
    return this.whereAre(clusters).places;
  }

  /** Found once for a list of clusters, which many look-ups share. */
  private whereAre(clusters: readonly ClusterName[]): Whereabouts<K> {
    const known = this.lists.get(clusters);
    if (known) return known;
    const { kind, merged, snapshot } = this;
    const all = clusters.map(cluster => snapshot.seen(cluster, kind).places[0]);
    const found = {
      places: { kind, clusters, all },
      positions: clusters.map(
        cluster => merged.positions.get(cluster) ?? NOWHERE,
      ),
    };
    this.lists.set(clusters, found);
    return found;
  }
}
