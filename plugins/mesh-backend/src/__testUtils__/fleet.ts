import {
  ClusterName,
  ClusterTables,
  Snapshot,
  snapshotOf,
  SyncState,
} from '@meshwise/backstage-plugin-mesh-common';
import { parseAllDocuments } from 'yaml';

/** The time of all snapshots that tests make. */
export const NOW = Date.UTC(2026, 10, 1);

/** A cluster of a test: its objects as YAML, and the state of its data. */
export interface TestCluster {
  readonly yaml?: string;
  readonly objects?: readonly object[];
  /** State of all kinds; `synced` without it. */
  readonly state?: SyncState;
  /** Only a signed-in user's own credential can read it. */
  readonly signIn?: boolean;
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

function tables(options: TestCluster): ClusterTables {
  const { yaml = '', objects = [], state = 'synced' } = options;
  const parsed = parseAllDocuments(yaml)
    .map(document => document.toJS())
    .filter(object => object);
  const clusters = new Map([['c', [...parsed, ...objects]]]);
  const complete = snapshotOf({ clusters, at: NOW }).clusters.get('c');
  if (!complete || state === 'synced') return complete ?? { kinds: {} };
  const coverage = {
    state,
    since: NOW - 60_000,
    asOf: NOW - 60_000,
    listedAt: NOW - 60_000,
    reason: 'as the test wants it',
  };
  const kinds = Object.entries(complete.kinds).map(([kind, view]) => [
    kind,
    { ...view, coverage },
  ]);
  return { kinds: Object.fromEntries(kinds) };
}
