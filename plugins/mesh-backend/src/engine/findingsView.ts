import {
  Answer,
  findings,
  FindingsView,
  Gap,
  Instant,
  KIND_NAMES,
  Memo,
  Snapshot,
} from '@meshwise/backstage-plugin-mesh-common';

/** What all checks find in a snapshot, as one answer. What could not be seen is listed once, however many checks missed it. */
export function findingsView(
  snapshot: Snapshot,
  memo: Memo,
): Answer<FindingsView> {
  const found = findings(snapshot, { memo });
  const value: FindingsView = {
    findings: found.findings,
    partial: found.partial.map(({ code, gaps }) => ({
      code,
      clusters: [...new Set(gaps.map(({ cluster }) => cluster))].sort(),
    })),
  };
  const missed = [...found.partial, ...found.findings].flatMap(
    ({ gaps }) => gaps,
  );
  return { value, gaps: distinct(missed), because: [], asOf: oldest(snapshot) };
}

function distinct(gaps: readonly Gap[]): readonly Gap[] {
  const byPlace = new Map<string, Gap>();
  for (const gap of gaps) {
    const { cluster, kind, object = '' } = gap;
    byPlace.set(`${cluster} ${kind} ${object}`, gap);
  }
  return [...byPlace.values()];
}

/** All checks together look at everything. */
function oldest(snapshot: Snapshot): Instant | undefined {
  const ages = snapshot.clusterNames.flatMap(cluster =>
    KIND_NAMES.flatMap(
      kind => snapshot.view(cluster, kind)?.coverage.asOf ?? [],
    ),
  );
  return ages.length === 0 ? undefined : Math.min(...ages);
}
