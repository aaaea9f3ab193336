import { compareText } from '../model/record';
import { ClusterName } from '../model/refs';

/** Clusters in which something has one value. @public */
export interface ClustersWith<V> {
  readonly value: V;
  readonly clusters: readonly ClusterName[];
}

/** Clusters by what they have, in order of the value's text; clusters without a value are left out. */
export function groupedBy<T extends { readonly cluster: ClusterName }, V>(
  items: readonly T[],
  valueOf: (item: T) => V | undefined,
  textOf: (value: V) => string = String,
): readonly ClustersWith<V>[] {
  const groups = new Map<string, { value: V; clusters: ClusterName[] }>();
  for (const item of items) {
    const value = valueOf(item);
    if (value === undefined) continue;
    const text = textOf(value);
    const group = groups.get(text) ?? { value, clusters: [] };
    group.clusters.push(item.cluster);
    groups.set(text, group);
  }
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, group]) => group);
}
