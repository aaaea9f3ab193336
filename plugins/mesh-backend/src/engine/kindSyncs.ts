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
