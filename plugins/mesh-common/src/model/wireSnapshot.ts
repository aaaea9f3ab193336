import { Coverage } from './coverage';
import { Kind, KIND_NAMES } from './kinds';
import { Records } from './records';
import { ClusterName, Instant } from './refs';
import { ClusterTables, KindView, Snapshot } from './snapshot';
import { Table } from './table';
import { Unreadable } from './unreadable';
import { fromWire, toWire, WireValue } from './wireValue';

/** One kind in one cluster as JSON. @public */
export interface WireKind {
  readonly kind: string;
  readonly coverage: Coverage;
  /** Records in the form of {@link toWire}. */
  readonly records: readonly WireValue[];
  readonly unreadable: readonly Unreadable[];
}

/** A snapshot as JSON, so that a browser can ask the rules what the server would answer. @public */
export interface WireSnapshot {
  readonly at: Instant;
  readonly clusters: readonly {
    readonly name: ClusterName;
    readonly kinds: readonly WireKind[];
  }[];
}

/** A snapshot in a form that JSON can carry. @public */
export function snapshotToWire(snapshot: Snapshot): WireSnapshot {
  return {
    at: snapshot.at,
    clusters: snapshot.clusterNames.map(name => ({
      name,
      kinds: KIND_NAMES.flatMap(kind => wireKind(snapshot, name, kind) ?? []),
    })),
  };
}

/** The snapshot that {@link snapshotToWire} was given. Kinds of another version are left out, which is a gap for whoever looks there. @public */
export function snapshotFromWire({ at, clusters }: WireSnapshot): Snapshot {
  return Snapshot.create({
    at,
    clusters: new Map(
      clusters.map(({ name, kinds }) => [name, tablesFromWire(kinds)] as const),
    ),
  });
}

function wireKind(
  snapshot: Snapshot,
  cluster: ClusterName,
  kind: Kind,
): WireKind | undefined {
  const view = snapshot.view(cluster, kind);
  if (!view) return undefined;
  const { coverage, table } = view;
  return {
    kind,
    coverage,
    records: table.list().map(toWire),
    unreadable: [...table.unreadable.values()],
  };
}

function tablesFromWire(wire: readonly WireKind[]): ClusterTables {
  const byKind = new Map(wire.map(kind => [kind.kind, kind]));
  const kinds = KIND_NAMES.flatMap(kind => {
    const found = byKind.get(kind);
    return found ? [[kind, viewFromWire(kind, found)] as const] : [];
  });
  return { kinds: Object.fromEntries(kinds) };
}

function viewFromWire<K extends Kind>(
  _kind: K,
  { coverage, records, unreadable }: WireKind,
): KindView<K> {
  // What was written as a record of this kind by the same version of this file is one.
  const decoded = records.map(record => fromWire(record) as Records[K]);
  const { asOf, listedAt, reason } = coverage;
  return {
    table: Table.of(decoded, unreadable),
    coverage: { ...coverage, asOf, listedAt, reason },
  };
}
