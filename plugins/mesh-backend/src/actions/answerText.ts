import type {
  Answered,
  Evidence,
} from '@meshwise/backstage-plugin-mesh-common';

/** Longest list in an answer. A model reads all of it, so the rest is only counted. */
const MOST_ITEMS = 100;

/** Age of an answer, and the clusters whose current state is not known. */
export function ageOf({ asOf, partial, freshness }: Answered<unknown>) {
  return {
    asOf: asOf === undefined ? null : new Date(asOf).toISOString(),
    partial,
    notSeen: freshness.clusters
      .filter(({ state }) => state !== 'synced')
      .map(({ name, state, reason }) => ({
        cluster: name,
        state,
        ...(reason === undefined ? {} : { reason }),
      })),
  };
}

/** The first items of a list, and how many there are in all. */
export function capped<T>(items: readonly T[]): { items: T[]; total: number } {
  return { items: items.slice(0, MOST_ITEMS), total: items.length };
}

/** Evidence in one line: `eu-west-1 Service payments/checkout: spec.ports = 8080`. */
export function evidenceText({ object, field, found }: Evidence): string {
  const { cluster, kind, namespace, name } = object;
  const path = namespace === '' ? name : `${namespace}/${name}`;
  const value = found === undefined ? '' : ` = ${found}`;
  return `${cluster} ${kind} ${path}: ${field}${value}`;
}
