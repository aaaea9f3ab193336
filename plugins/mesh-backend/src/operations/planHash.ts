import { createHash } from 'node:crypto';
import type { PlanRequest } from '@meshwise/backstage-plugin-mesh-common';
import { canonicalJson } from './canonicalJson';
import { objectName } from './manifestObject';
import type { PlannedChange } from './plannedChange';

/** What a plan is recognised by. */
export interface PlanIdentity {
  /** Over the inputs, the targets, the objects and the state they were planned against. */
  readonly hash: string;
  /** Digest of each change, by cluster and object: says what differs between two plans. */
  readonly digests: ReadonlyMap<string, string>;
}

/** Two plans have the same hash if and only if they ask for the same, would do the same, and start from the same. */
export function planIdentity(
  request: PlanRequest,
  changes: readonly PlannedChange[],
): PlanIdentity {
  const digests = new Map(
    changes.map(change => [
      `${objectName(change.manifest)} in ${change.cluster}`,
      digest({
        ...change,
        preimage: {
          uid: change.preimage.uid,
          fields: [...change.preimage.fields],
        },
      }),
    ]),
  );
  const { intent, parameters } = request;
  const hash = digest({ intent, parameters, changes: [...digests] });
  return { hash, digests };
}

/** The changes that are not the same in both plans. */
export function differingChanges(
  a: PlanIdentity['digests'],
  b: PlanIdentity['digests'],
): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter(
    name => a.get(name) !== b.get(name),
  );
}

function digest(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
