import {
  ObjectRef,
  ServiceDrift,
} from '@meshwise/backstage-plugin-mesh-common';

/** In how many of the clusters that should hold an object it is not as in most of them; `undefined` if it is the same everywhere. */
export function differing(
  object: Pick<ObjectRef, 'kind' | 'namespace' | 'name'>,
  drift: readonly ServiceDrift[],
): { readonly count: number; readonly all: number } | undefined {
  const found = drift.find(
    ({ kind, namespace, name }) =>
      kind === object.kind &&
      namespace === object.namespace &&
      name === object.name,
  );
  if (!found) return undefined;
  const others = new Set(
    found.drifts.flatMap(drifted => {
      switch (drifted.code) {
        case 'missing':
          return drifted.missing;
        case 'differs':
          return drifted.variants.slice(1).flat();
        case 'shadowed':
          return drifted.shadowed;
        default:
          return drifted.winners
            .filter(
              ({ object: winner }) => winner !== drifted.winners[0].object,
            )
            .map(({ cluster }) => cluster);
      }
    }),
  );
  return { count: others.size, all: found.primaries.length };
}
