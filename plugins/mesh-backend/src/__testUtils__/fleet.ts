import {
  ClusterName,
  ClusterTables,
  decode,
  Kind,
  KIND_NAMES,
  kindRow,
  ObjectRecord,
  Snapshot,
  SyncState,
  Table,
} from '@meshwise/backstage-plugin-mesh-common';
import { parseAllDocuments } from 'yaml';

/** The time of all snapshots that tests make. */
export const NOW = Date.UTC(2026, 10, 21, 12);

/** A cluster of a test: its objects as YAML, and the state of its data. */
export interface TestCluster {
  readonly yaml?: string;
  /** State of all kinds; `synced` without it. */
  readonly state?: SyncState;
}

/** A snapshot of clusters given as YAML, decoded as the objects of an API server are. */
export function fleet(clusters: Record<ClusterName, TestCluster>): Snapshot {
  return Snapshot.create({
    clusters: new Map(
      Object.entries(clusters).map(([name, cluster]) => [
        name,
        tables(cluster),
      ]),
    ),
    at: NOW,
  });
}

function tables({ yaml = '', state = 'synced' }: TestCluster): ClusterTables {
  const objects = parseAllDocuments(yaml)
    .map(document => document.toJS())
    .filter(object => object);
  const seen = state === 'synced' ? NOW : NOW - 60_000;
  const coverage = {
    state,
    since: NOW - 60_000,
    asOf: seen,
    listedAt: seen,
    reason: state === 'synced' ? undefined : 'as the test wants it',
  };
  const kinds = KIND_NAMES.map(kind => [
    kind,
    { table: tableOf(kind, objects), coverage },
  ]);
  return { kinds: Object.fromEntries(kinds) };
}

interface RawObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

function tableOf(kind: Kind, objects: readonly RawObject[]) {
  const records = objects
    .filter(object => isOf(kind, object))
    .map((object): ObjectRecord => {
      const decoded = decode(kind, object);
      if (decoded.code === 'decoded') return decoded.record;
      throw new Error(`${kind} ${decoded.name}: ${decoded.problem}`);
    });
  return Table.of(records);
}

function isOf(kind: Kind, { apiVersion, kind: own, metadata }: RawObject) {
  const row = kindRow(kind);
  const version =
    row.group === '' ? row.version : `${row.group}/${row.version}`;
  if (apiVersion !== version || own !== row.kind) return false;
  if (!row.names) return true;
  return row.names.some(name =>
    name.endsWith('*')
      ? metadata.name.startsWith(name.slice(0, -1)) &&
        metadata.name !== 'istio-ca-root-cert'
      : metadata.name === name,
  );
}
