import { ObjectRef } from '@meshwise/backstage-plugin-mesh-common';
import type { ServiceScope } from './serviceScope';

/** What decides is always shown; what does not is shown where the caller may know of its cluster. */
export function knownOthers<
  T extends { readonly others: readonly { readonly object: ObjectRef }[] },
>(found: T, known: ServiceScope['known']): T {
  const others = found.others.filter(({ object }) => known(object.cluster));
  return { ...found, others };
}
