import { Coverage } from '../model/coverage';
import { Kind, KIND_NAMES } from '../model/kinds';
import { Records } from '../model/records';
import { ClusterName, Instant } from '../model/refs';
import { ClusterTables, KindView, Snapshot } from '../model/snapshot';
import { Table } from '../model/table';
import { Unreadable } from '../model/unreadable';
import { decodeRemoteSecret, linksFromSecrets } from './clusterLinks';
import { decode } from './decoders';
import { kindOfObject } from './kindOfObject';

/** Objects of a fleet as its API servers return them. @public */
export interface FleetObjects {
  readonly clusters: ReadonlyMap<ClusterName, readonly unknown[]>;
  /** Time at which they were read. */
  readonly at: Instant;
}

/** A complete snapshot from plain objects, e.g. of a folder of YAML: every kind counts as seen. Kinds that are not read are ignored. @public */
export function snapshotOf({ clusters, at }: FleetObjects): Snapshot {
  return Snapshot.create({
    at,
    clusters: new Map(
      [...clusters].map(
        ([name, objects]) =>
          [name, tablesOf(objects, at, new Set(clusters.keys()))] as const,
      ),
    ),
  });
}

function tablesOf(
  objects: readonly unknown[],
  at: Instant,
  clusters: ReadonlySet<ClusterName>,
): ClusterTables {
  const coverage: Coverage = {
    state: 'synced',
    since: at,
    asOf: at,
    listedAt: at,
    reason: undefined,
  };
  const byKind = new Map<Kind, unknown[]>();
  for (const object of objects) {
    const kind = kindOfObject(object);
    if (!kind) continue;
    const known = byKind.get(kind);
    if (known) known.push(object);
    else byKind.set(kind, [object]);
  }
  const kinds = KIND_NAMES.map(
    kind => [kind, viewOf(kind, byKind.get(kind) ?? [], coverage)] as const,
  );
  const tables: ClusterTables = { kinds: Object.fromEntries(kinds) };
  return withLinks(tables, objects, clusters);
}

/** A folder shows all Secrets there are: what they do not name, the istiods of a cluster do not watch. */
function withLinks(
  { kinds }: ClusterTables,
  objects: readonly unknown[],
  clusters: ReadonlySet<ClusterName>,
): ClusterTables {
  const { Deployment, ClusterLinks } = kinds;
  if (!Deployment || !ClusterLinks) return { kinds };
  const secrets = objects.flatMap(object => decodeRemoteSecret(object) ?? []);
  const namespaces = new Set([
    ...secrets.map(({ namespace }) => namespace),
    ...Deployment.table
      .list()
      .filter(({ istiod }) => istiod !== undefined)
      .map(({ namespace }) => namespace),
  ]);
  const told = new Set(
    ClusterLinks.table.list().map(({ namespace }) => namespace),
  );
  const links = [...namespaces]
    .filter(namespace => !told.has(namespace))
    .map(namespace =>
      linksFromSecrets(namespace, secrets, clusterId =>
        clusters.has(clusterId) ? clusterId : undefined,
      ),
    );
  const { coverage } = ClusterLinks;
  const table = ClusterLinks.table.apply({ upsert: links });
  return { kinds: { ...kinds, ClusterLinks: { table, coverage } } };
}

function viewOf<K extends Kind>(
  kind: K,
  objects: readonly unknown[],
  coverage: Coverage,
): KindView<K> {
  const records: Records[K][] = [];
  const unreadable: Unreadable[] = [];
  for (const object of objects) {
    const decoded = decode(kind, object);
    if (decoded.code === 'decoded') records.push(decoded.record);
    else unreadable.push(decoded);
  }
  return { table: Table.of(records, unreadable), coverage };
}
