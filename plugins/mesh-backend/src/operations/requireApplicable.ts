import { InputError } from '@backstage/errors';
import type { Plan } from '@meshwise/backstage-plugin-mesh-common';
import { leftOut } from './leftOut';

/** Throws what is in the way of a plan, cluster by cluster, unless it can be applied, or proposed as a pull request. */
export function requireApplicable(
  plan: Plan,
  pullRequest: string | undefined,
): void {
  if (pullRequest === undefined ? plan.applicable : plan.proposable) return;
  const without = leftOut(plan.class, plan.checks);
  const failing = plan.checks.flatMap(check =>
    check.code === 'ready' || without.has(check.cluster)
      ? []
      : `${check.cluster}: ${check.message}`,
  );
  throw new InputError(`The plan cannot be applied: ${failing.join('; ')}`);
}
