import { RecordIndex } from './recordIndex';
import { ObjectRecord } from './record';
import { ClusterName } from './refs';
import { Table } from './table';

/** What the clusters that have something under a key have there. @public */
export class Row<V> {
  private readonly positions: number[] = [];
  private readonly values: V[] = [];

  /** Clusters are added in the order of their positions. */
  add(position: number, value: V): void {
    this.positions.push(position);
    this.values.push(value);
  }

  at(position: number): V | undefined {
    const { positions, values } = this;
    // Where every cluster before has something too, which is most of the time.
    if (positions[position] === position) return values[position];
    const found = positions.indexOf(position);
    return found === -1 ? undefined : values[found];
  }
}

/** By name or key. */
type Rows<V> = ReadonlyMap<string, Row<V>>;

const NO_ROW = new Row<never>();

/**
 * One kind of all clusters side by side, so that what clusters have under one name or key is looked up once, and not once in each of them.
 * A namespace is put together when it is first asked for.
 *
 * @public
 */
export class MergedTable<R extends ObjectRecord> {
  readonly positions: ReadonlyMap<ClusterName, number>;
  private readonly byName = new Map<string, Rows<R>>();
  private readonly byKey = new Map<
    RecordIndex<R>,
    Map<string, Rows<readonly R[]>>
  >();

  constructor(readonly tables: ReadonlyMap<ClusterName, Table<R> | undefined>) {
    this.positions = new Map([...tables.keys()].map((name, i) => [name, i]));
  }

  named(namespace: string, name: string): Row<R> {
    let rows = this.byName.get(namespace);
    if (!rows) {
      rows = this.rowsOf(table => table.buckets.get(namespace));
      this.byName.set(namespace, rows);
    }
    return rows.get(name) ?? NO_ROW;
  }

  under(
    index: RecordIndex<R>,
    namespace: string,
    key: string,
  ): Row<readonly R[]> {
    let namespaces = this.byKey.get(index);
    if (!namespaces) {
      namespaces = new Map();
      this.byKey.set(index, namespaces);
    }
    let rows = namespaces.get(namespace);
    if (!rows) {
      rows = this.rowsOf(table => {
        const bucket = table.buckets.get(namespace);
        return bucket && index.of(bucket);
      });
      namespaces.set(namespace, rows);
    }
    return rows.get(key) ?? NO_ROW;
  }

  private rowsOf<V>(
    columnOf: (table: Table<R>) => ReadonlyMap<string, V> | undefined,
  ): Rows<V> {
    const rows = new Map<string, Row<V>>();
    let position = 0;
    for (const table of this.tables.values()) {
      for (const [key, value] of (table && columnOf(table)) ?? []) {
        let row = rows.get(key);
        if (!row) {
          row = new Row();
          rows.set(key, row);
        }
        row.add(position, value);
      }
      position++;
    }
    return rows;
  }
}
