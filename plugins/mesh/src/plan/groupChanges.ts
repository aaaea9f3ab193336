import {
  ClusterName,
  ObjectChange,
} from '@meshwise/backstage-plugin-mesh-common';

/** One change that is the same in several clusters. */
export interface SharedChange {
  readonly change: ObjectChange;
  readonly clusters: readonly ClusterName[];
}

/** Puts changes together that differ only in their cluster, in the order of the plan. */
export function groupChanges(changes: readonly ObjectChange[]): SharedChange[] {
  const groups = new Map<string, SharedChange>();
  for (const change of changes) {
    const { cluster, apiVersion, kind, namespace, name, act, fields, yaml } =
      change;
    const key = JSON.stringify([
      apiVersion,
      kind,
      namespace,
      name,
      act,
      fields,
      yaml,
    ]);
    const group = groups.get(key);
    groups.set(key, {
      change,
      clusters: [...(group?.clusters ?? []), cluster],
    });
  }
  return [...groups.values()];
}
