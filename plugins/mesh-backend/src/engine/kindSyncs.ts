import {
  ClusterName,
  KIND_NAMES,
  KindSync,
  recordKey,
  Snapshot,
} from '@meshwise/backstage-plugin-mesh-common';

/** State of each kind that is read from a cluster, in the order of the kinds table. */
export function kindSyncs(
  snapshot: Snapshot,
  cluster: ClusterName,
): readonly KindSync[] {
  return KIND_NAMES.flatMap((kind): readonly KindSync[] => {
    const view = snapshot.view(cluster, kind);
    if (!view) return [];
    const { coverage, table } = view;
    const unreadable = [...table.unreadable.values()].map(object => ({
      object: recordKey(object),
      problem: `${object.field}: ${object.problem}`,
    }));
    const objects = coverage.listedAt === undefined ? undefined : table.size;
    return [{ ...coverage, kind, objects, unreadable }];
  });
}

/** Number of objects of a cluster that could not be decoded. */
export function unreadableObjects(
  snapshot: Snapshot,
  cluster: ClusterName,
): number {
  return KIND_NAMES.map(
    kind => snapshot.view(cluster, kind)?.table.unreadable.size ?? 0,
  ).reduce((sum, count) => sum + count, 0);
}
