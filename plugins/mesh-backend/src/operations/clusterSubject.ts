import { KUBERNETES_USER_ANNOTATION } from '@meshwise/backstage-plugin-mesh-common';
import type { Caller } from '../engine/Caller';
import type { CatalogOwnership } from '../ownership/CatalogOwnership';
import { isHuman } from './actionsOf';
import type { SubjectOf } from './Planner';

/** Whom the API servers know a caller as, by the catalog. Programs have no rights of their own there. */
export async function clusterSubject(
  ownership: Pick<CatalogOwnership, 'clusterSubject'>,
  caller: Caller,
): ReturnType<SubjectOf> {
  const subject = isHuman(caller)
    ? await ownership.clusterSubject(caller.name)
    : undefined;
  if (subject) return { code: 'known', subject };
  return {
    code: 'unknown',
    message: `Nobody knows which user ${caller.name} is in the clusters`,
    cure: `Have the annotation ${KUBERNETES_USER_ANNOTATION} added to their entity in the catalog.`,
  };
}
