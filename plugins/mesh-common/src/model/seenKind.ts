import { Kind } from './kinds';
import { MergedTable } from './mergedTable';
import { NamespaceLookUp, SeveralPlaces } from './read';
import { NO_RECORDS, RecordKey } from './record';
import { Records } from './records';
import { ClusterName } from './refs';
import { Snapshot } from './snapshot';
import { Table } from './table';

/** A kind in all clusters as one snapshot shows it. Overlays share what their common snapshot put side by side. @public */
export class SeenKind<K extends Kind = Kind> {
  /** Tables that are other ones than those that were put side by side. */
  private readonly others = new Map<
    ClusterName,
    Table<Records[K]> | undefined
  >();
  private readonly several = new WeakMap<
    readonly ClusterName[],
    SeveralPlaces<K>
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
    return clusters.map(cluster =>
      others.has(cluster)
        ? others.get(cluster)?.get(key)
        : row.at(merged.positions.get(cluster) ?? -1),
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
    return clusters.map(
      cluster =>
        (others.has(cluster)
          ? others.get(cluster)?.find(index, namespace, key)
          : row.at(merged.positions.get(cluster) ?? -1)) ?? NO_RECORDS,
    );
  }

  /** Places of the kind in some clusters. Made once for a list of clusters, which many look-ups share. */
  placesIn(clusters: readonly ClusterName[]): SeveralPlaces<K> {
    const known = this.several.get(clusters);
    if (known) return known;
    const { kind, snapshot } = this;
    const all = clusters.map(cluster => snapshot.seen(cluster, kind).places[0]);
    const places = { kind, clusters, all };
    this.several.set(clusters, places);
    return places;
  }
}
