import type { ClusterName } from '@meshwise/backstage-plugin-mesh-common';
import type { Caller } from '../engine/Caller';
import { itemName, RunnableOperation } from './operationRows';
import type { Planner } from './Planner';
import { digest } from './planHash';
import { preimageToJson } from './preimage';

/** Somebody who is not there: known by name, with the credentials of the backend, which sees all clusters. */
export type AbsentCaller = (name: string) => Promise<Caller>;

/**
 * Why an operation cannot begin as it was approved, a while after it was planned; `undefined` if it can. All that was
 * looked at when it was planned is looked at again, for the one who asked for it: ownership, protected names, what the
 * service has left, their rights in the clusters, and every object. Permissions of Backstage can only be asked with the
 * credentials of whoever is there: the requester's were when they submitted, the approver's are when they approve.
 *
 * An evacuation does not wait for a cluster that is gone by now (faults and bad input 3.6): the others are written, and the
 * writer compares each object once more.
 */
export async function changedSincePlan(
  operation: Pick<
    RunnableOperation,
    'class' | 'requester' | 'request' | 'items'
  >,
  using: {
    readonly planner: Pick<Planner, 'prepare'>;
    readonly absentCaller: AbsentCaller;
  },
): Promise<string | undefined> {
  const { request, items } = operation;
  const goesOn = operation.class === 'evacuation';
  const requester = await using.absentCaller(operation.requester);
  const result = await using.planner.prepare(request, requester);
  if (result.code === 'refused') {
    const refusals = result.refusals.filter(
      ({ code }) => !(goesOn && code === 'stale-input'),
    );
    if (refusals.length === 0) return undefined;
    const reasons = refusals.map(({ message }) => message);
    return `Refused by now: ${reasons.join('; ')}. Make a new plan.`;
  }
  const { plan, changes } = result.prepared;
  const silent = new Set<ClusterName>();
  const failing: string[] = [];
  for (const check of plan.checks) {
    if (check.code === 'ready') continue;
    if (goesOn && check.code === 'unreachable') silent.add(check.cluster);
    else failing.push(`${check.cluster}: ${check.message}`);
  }
  if (failing.length > 0) return because(failing);
  const now = byName(changes, silent);
  const before = byName(items, silent);
  const changed = [...new Set([...before.keys(), ...now.keys()])].filter(
    name => {
      const [a, b] = [before.get(name), now.get(name)];
      return (
        !a ||
        !b ||
        digest(a.manifest) !== digest(b.manifest) ||
        digest(preimageToJson(a.preimage)) !==
          digest(preimageToJson(b.preimage))
      );
    },
  );
  return changed.length === 0
    ? undefined
    : because(changed.map(name => `${name} was changed`));
}

/** What is in clusters that answer, by name. */
function byName<T extends Parameters<typeof itemName>[0]>(
  items: readonly T[],
  silent: ReadonlySet<ClusterName>,
): ReadonlyMap<string, T> {
  return new Map(
    items
      .filter(({ cluster }) => !silent.has(cluster))
      .map(item => [itemName(item), item]),
  );
}

function because(reasons: readonly string[]): string {
  return `The clusters are no longer as the plan found them: ${reasons.join(
    '; ',
  )}. Make a new plan.`;
}
