import {
  TenancyMatrix,
  TenancyRow,
} from '@meshwise/backstage-plugin-mesh-common';

/** What of the tenants is asked for; empty texts ask for everything. */
export interface TenancyFilter {
  /** Part of the name of a tenant or namespace. */
  readonly text: string;
  /** Exactly this tenant. */
  readonly tenant: string;
  readonly onlyProblems: boolean;
}

/** A tenant with its namespaces, or those that nobody claims. */
export interface TenancyGroup {
  /** `undefined`: nobody. */
  readonly tenant: string | undefined;
  readonly namespaces: readonly TenancyRow[];
}

/** The groups that a filter leaves, tenants first. */
export function tenancyRows(
  { tenants, unclaimed }: TenancyMatrix,
  filter: TenancyFilter,
): readonly TenancyGroup[] {
  const all: readonly TenancyGroup[] = [
    ...tenants,
    { tenant: undefined, namespaces: unclaimed },
  ];
  const wanted = filter.text.trim().toLowerCase();
  return all
    .filter(({ tenant }) => filter.tenant === '' || tenant === filter.tenant)
    .map(({ tenant, namespaces }) => ({
      tenant,
      namespaces: namespaces.filter(
        row =>
          (wanted === '' ||
            row.namespace.toLowerCase().includes(wanted) ||
            (tenant?.toLowerCase().includes(wanted) ?? false)) &&
          (!filter.onlyProblems || isProblem(row)),
      ),
    }))
    .filter(({ namespaces }) => namespaces.length > 0);
}

/** Whether somebody should look at a namespace: what cannot be seen may be a problem, so it counts as one. */
export function isProblem({ verdict, clusters }: TenancyRow): boolean {
  return (
    verdict.code !== 'owned-by' ||
    clusters.some(
      ({ isolation, joins }) =>
        isolation.state !== 'isolated' ||
        isolation.quota !== true ||
        joins.code === 'conflict' ||
        joins.code === 'dangling-revision',
    )
  );
}
