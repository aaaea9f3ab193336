import { AuthorizationPolicyRecord } from '../model/records/authorizationPolicy';
import { Connection, matchPolicy } from './authorizationMatch';

/** What the policies of a workload say to a connection, with the policies that decide. */
export type AuthorizationVerdict =
  /** `by` is empty where no policy allows anything, so that everything is allowed. */
  | {
      readonly code: 'allow';
      readonly by: readonly AuthorizationPolicyRecord[];
    }
  /** By a policy that denies it, or because none of those that allow something (`by`) allows this. */
  | {
      readonly code: 'deny';
      readonly because: 'denied' | 'not-allowed';
      readonly by: readonly AuthorizationPolicyRecord[];
    }
  /** Some requests pass and others do not: by the attributes in `on`. */
  | {
      readonly code: 'depends';
      readonly on: readonly string[];
      readonly by: readonly AuthorizationPolicyRecord[];
    };

/**
 * The verdict of the policies that speak to a workload: `CUSTOM` and `DENY` first, then `ALLOW`, of which one must match if there
 * is any. What is only logged decides nothing. Reference 7.7.
 */
export function authorizationVerdict(
  policies: readonly AuthorizationPolicyRecord[],
  connection: Connection,
): AuthorizationVerdict {
  const judged = policies
    .filter(({ action, dryRun }) => action !== 'AUDIT' && !dryRun)
    .map(policy => ({ policy, match: matchPolicy(policy, connection) }));
  const of = (
    action: AuthorizationPolicyRecord['action'],
    code: 'yes' | 'maybe' | 'no',
  ) =>
    judged.filter(
      ({ policy, match }) => policy.action === action && match.code === code,
    );
  const records = (found: typeof judged) => found.map(({ policy }) => policy);
  const denied = of('DENY', 'yes');
  if (denied.length > 0)
    return { code: 'deny', because: 'denied', by: records(denied) };
  const allowing = judged.filter(({ policy }) => policy.action === 'ALLOW');
  const allowed = of('ALLOW', 'yes');
  const perhaps = of('ALLOW', 'maybe');
  if (allowing.length > 0 && allowed.length + perhaps.length === 0)
    return { code: 'deny', because: 'not-allowed', by: records(allowing) };
  const open = [
    ...of('CUSTOM', 'yes'),
    ...of('CUSTOM', 'maybe'),
    ...of('DENY', 'maybe'),
    ...(allowed.length === 0 ? perhaps : []),
  ];
  if (open.length > 0)
    return {
      code: 'depends',
      on: [
        ...new Set(
          open.flatMap(({ policy, match }) => [
            ...(match.code === 'maybe' ? match.on : []),
            ...(policy.action === 'CUSTOM'
              ? [`provider ${policy.provider ?? 'without name'}`]
              : []),
          ]),
        ),
      ].sort(),
      by: records(open),
    };
  return { code: 'allow', by: records(allowed) };
}
