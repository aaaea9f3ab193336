import { createHash } from 'node:crypto';
import type {
  Draft,
  PlanRequest,
} from '@meshwise/backstage-plugin-mesh-common';
import { canonicalJson } from './canonicalJson';
import { objectName } from './manifestObject';
import type { PlannedChange } from './plannedChange';
import { preimageToJson } from './preimage';

/** What a plan is recognised by. */
export interface PlanIdentity {
  /** Over the inputs, the targets, the objects and the state they were planned against. */
  readonly hash: string;
  /** Digest of each change, by cluster and object: says what differs between two plans. */
  readonly digests: ReadonlyMap<string, string>;
}

/** Two plans have the same hash if and only if they ask for the same, would do the same, and start from the same. */
export function planIdentity(
  { intent, parameters }: PlanRequest,
  draft: Pick<Draft, 'class' | 'scopes' | 'approval'>,
  changes: readonly PlannedChange[],
): PlanIdentity {
  const digests = new Map(
    changes.map(
      ({ cluster, manifest, fieldManager, act, fields, preimage }) => [
        `${objectName(manifest)} in ${cluster}`,
        digest({
          cluster,
          manifest,
          fieldManager,
          act,
          fields,
          preimage: preimageToJson(preimage),
        }),
      ],
    ),
  );
  const hash = digest({
    intent,
    parameters,
    class: draft.class,
    scopes: [...draft.scopes].sort(),
    approval: draft.approval?.reason,
    changes: [...digests],
  });
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

/** SHA-256 of a value in its canonical form. */
export function digest(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
