import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';

/**
 * One comparison with a resource: the property holds at least one of the values.
 * (Not named `anyOf`: that key marks a combination of criteria.)
 *
 * @public
 */
export interface ResourceFilter<P extends string> {
  readonly property: P;
  readonly values: readonly string[];
}

/** A resource whose properties are texts or lists of texts. @public */
export type FilterableResource<P extends string> = {
  readonly [property in P]: string | readonly string[];
};

/**
 * Whether a resource passes the conditions of a permission decision. Permission rules are made of the same filters, so
 * judging one resource and filtering a list cannot give different results.
 *
 * @public
 */
export function matchesFilter<P extends string>(
  resource: FilterableResource<P>,
  criteria: PermissionCriteria<ResourceFilter<P>>,
): boolean {
  if (isAndCriteria(criteria)) {
    return criteria.allOf.every(part => matchesFilter(resource, part));
  }
  if (isOrCriteria(criteria)) {
    return criteria.anyOf.some(part => matchesFilter(resource, part));
  }
  if (isNotCriteria(criteria)) return !matchesFilter(resource, criteria.not);
  const held: string | readonly string[] = resource[criteria.property];
  return [held].flat().some(text => criteria.values.includes(text));
}
