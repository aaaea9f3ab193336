import { parseAllDocuments } from 'yaml';
import { snapshotOf } from '../decode/snapshotOf';
import { SyncState } from '../model/coverage';
import { Kind, KIND_NAMES } from '../model/kinds';
import { ClusterTables, Snapshot } from '../model/snapshot';
import { Table } from '../model/table';

/** Time at which the fleets of tests were read. */
export const NOW = Date.parse('2026-06-01T00:00:00Z');

/** A fleet from the YAML of each cluster. */
export function fleet(clusters: { readonly [name: string]: string }): Snapshot {
  const objects = Object.entries(clusters).map(
    ([name, yaml]) =>
      [name, parseAllDocuments(yaml).map(document => document.toJS())] as const,
  );
  return snapshotOf({ clusters: new Map(objects), at: NOW });
}

/** The same fleet, seen less well: a kind of a cluster, or all of them, in another state. States without records lose them. */
export function seenAs(
  snapshot: Snapshot,
  seen: {
    readonly cluster: string;
    readonly kind?: Kind;
    readonly state: SyncState;
    readonly asOf?: number;
  },
): Snapshot {
  const tables = snapshot.clusters.get(seen.cluster);
  if (!tables) throw new Error(`no cluster ${seen.cluster}`);
  const kinds = Object.fromEntries(
    KIND_NAMES.map(kind => {
      const view = tables.kinds[kind];
      if (!view || (seen.kind && kind !== seen.kind)) return [kind, view];
      const blind = seen.state === 'forbidden' || seen.state === 'syncing';
      const coverage = {
        ...view.coverage,
        state: seen.state,
        asOf: seen.asOf ?? view.coverage.asOf,
        ...(blind ? { asOf: undefined, listedAt: undefined } : {}),
      };
      return [kind, { table: blind ? Table.empty() : view.table, coverage }];
    }),
  );
  const changed: ClusterTables = { kinds };
  const clusters = new Map(snapshot.clusters).set(seen.cluster, changed);
  return Snapshot.create({ clusters, at: snapshot.at });
}
