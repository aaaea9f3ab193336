import {
  ClusterName,
  GroupOutcome,
} from '@meshwise/backstage-plugin-mesh-common';

/** Callers of one cluster and locality to whom the same happens. */
export interface OutcomeRow {
  readonly key: string;
  readonly cluster: ClusterName;
  readonly locality: string;
  readonly namespaces: readonly string[];
  readonly pods: number;
  /** Of one of them; it is the same for all. */
  readonly outcome: GroupOutcome;
}

/** One row for all callers of a cluster and locality whose calls go the same ways, today and in every phase. */
export function outcomeRows(
  groups: readonly GroupOutcome[],
): readonly OutcomeRow[] {
  const rows = new Map<string, OutcomeRow>();
  for (const outcome of groups) {
    const { cluster, locality, namespace, pods } = outcome.group;
    const key = sameness(outcome);
    const known = rows.get(key);
    rows.set(key, {
      key: known?.key ?? `group-${rows.size}`,
      cluster,
      locality,
      namespaces: [...new Set([...(known?.namespaces ?? []), namespace])],
      pods: (known?.pods ?? 0) + pods,
      outcome: known?.outcome ?? outcome,
    });
  }
  return [...rows.values()];
}

function sameness({
  group: { cluster, locality, controlPlane },
  before,
  phases,
  verdict,
  reasons,
  seen,
}: GroupOutcome): string {
  return JSON.stringify(
    [cluster, locality, controlPlane, before, phases, verdict, reasons, seen],
    (_, value) => (value instanceof Map ? [...value] : value),
  );
}
