import { Coverage } from '../model/coverage';
import { Kind, KIND_NAMES } from '../model/kinds';
import { Records } from '../model/records';
import { ClusterLinksRecord } from '../model/records/clusterLinks';
import { ClusterName, Instant } from '../model/refs';
import { ClusterTables, KindView, Snapshot } from '../model/snapshot';
import { Table } from '../model/table';
import { Unreadable } from '../model/unreadable';
import { decodeRemoteSecret, linksFromSecrets } from './clusterLinks';
import { decode } from './decoders';
import { kindOfObject } from './kindOfObject';
import { coverageOf, SnapshotManifest } from './snapshotManifest';

/** Objects of a fleet as its API servers return them. @public */
export interface FleetObjects {
  readonly clusters: ReadonlyMap<ClusterName, readonly unknown[]>;
  /** Time at which they were read. */
  readonly at: Instant;
  /** How well they were seen. Without it, they are all there is: every kind counts as seen, and so do the Secrets among them. */
  readonly manifest?: SnapshotManifest;
}

/** A complete snapshot from plain objects, e.g. of a folder of YAML. Kinds that are not read are ignored. @public */
export function snapshotOf({ clusters, at, manifest }: FleetObjects): Snapshot {
  const names = new Set([
    ...clusters.keys(),
    ...(manifest?.clusters.keys() ?? []),
  ]);
  return Snapshot.create({
    at,
    clusters: new Map(
      [...names].map(name => {
        const objects = clusters.get(name) ?? [];
        return [
          name,
          manifest
            ? withConfigured(
                tablesOf(objects, kind => coverageOf(manifest, name, kind)),
                manifest.links.get(name) ?? [],
              )
            : withSecrets(
                tablesOf(objects, () => seenAt(at)),
                objects,
                names,
              ),
        ] as const;
      }),
    ),
  });
}

function seenAt(at: Instant): Coverage {
  return {
    state: 'synced',
    since: at,
    asOf: at,
    listedAt: at,
    reason: undefined,
  };
}

function tablesOf(
  objects: readonly unknown[],
  coverage: (kind: Kind) => Coverage,
): ClusterTables {
  const byKind = new Map<Kind, unknown[]>();
  for (const object of objects) {
    const kind = kindOfObject(object);
    if (!kind) continue;
    const known = byKind.get(kind);
    if (known) known.push(object);
    else byKind.set(kind, [object]);
  }
  const kinds = KIND_NAMES.map(
    kind =>
      [kind, viewOf(kind, byKind.get(kind) ?? [], coverage(kind))] as const,
  );
  return { kinds: Object.fromEntries(kinds) };
}

/** What the configuration told when the objects were read. */
function withConfigured(
  { kinds }: ClusterTables,
  links: readonly ClusterLinksRecord[],
): ClusterTables {
  const { ClusterLinks } = kinds;
  if (!ClusterLinks) return { kinds };
  const table = ClusterLinks.table.apply({ upsert: links });
  return { kinds: { ...kinds, ClusterLinks: { ...ClusterLinks, table } } };
}

/** A folder shows all Secrets there are: what they do not name, the istiods of a cluster do not watch. */
function withSecrets(
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
