import { Coverage } from '../model/coverage';
import { Kind, KIND_NAMES } from '../model/kinds';
import { Records } from '../model/records';
import { ClusterName, Instant } from '../model/refs';
import { ClusterTables, KindView, Snapshot } from '../model/snapshot';
import { Table } from '../model/table';
import { Unreadable } from '../model/unreadable';
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
        ([name, objects]) => [name, tablesOf(objects, at)] as const,
      ),
    ),
  });
}

function tablesOf(objects: readonly unknown[], at: Instant): ClusterTables {
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
  return { kinds: Object.fromEntries(kinds) };
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
