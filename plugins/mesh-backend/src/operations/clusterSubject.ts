import { KUBERNETES_USER_ANNOTATION } from '@meshwise/backstage-plugin-mesh-common';
import type { CatalogOwnership } from '../ownership/CatalogOwnership';
import type { SubjectOf } from './Planner';

/** Whom the API servers know a caller as, by the catalog. Programs have no rights of their own there. */
export async function clusterSubject(
  ownership: Pick<CatalogOwnership, 'clusterSubject'>,
  caller: string,
): ReturnType<SubjectOf> {
  const subject = caller.startsWith('user:')
    ? await ownership.clusterSubject(caller)
    : undefined;
  if (subject) return { code: 'known', subject };
  return {
    code: 'unknown',
    message: `Nobody knows which user ${caller} is in the clusters`,
    cure: `Have the annotation ${KUBERNETES_USER_ANNOTATION} added to their entity in the catalog.`,
  };
}
