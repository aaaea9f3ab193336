import { DestinationRuleRecord } from '../model/records/destinationRule';
import { PolicyBlocks, TrafficPolicy } from '../model/trafficPolicy';
import { effectivePolicy } from './effectivePolicy';

/** A policy that a DestinationRule gives to some of its traffic, with the field that asks for it. */
export interface FieldPolicy {
  readonly field: string;
  readonly blocks: PolicyBlocks;
}

/** No service has this port, so the policy for it is the one for all others. */
const ANY_PORT = -1;

/** The policies of a rule: for everything, for single ports, and for its subsets. Reference 5.1. */
export function policiesOf(
  rule: DestinationRuleRecord,
): readonly FieldPolicy[] {
  const own = portsOf(rule.trafficPolicy, 'spec.trafficPolicy', port =>
    effectivePolicy({ rule: rule.trafficPolicy, subset: undefined, port }),
  );
  const subsets = rule.subsets.flatMap(({ name, trafficPolicy }) =>
    portsOf(trafficPolicy, `spec.subsets["${name}"].trafficPolicy`, port =>
      effectivePolicy({
        rule: rule.trafficPolicy,
        subset: trafficPolicy,
        port,
      }),
    ),
  );
  return [...own, ...subsets];
}

function portsOf(
  policy: TrafficPolicy | undefined,
  field: string,
  blocksOf: (port: number) => PolicyBlocks,
): readonly FieldPolicy[] {
  if (!policy) return [];
  return [
    { field, blocks: blocksOf(ANY_PORT) },
    ...[...policy.ports.keys()].map(port => ({
      field: `${field}.portLevelSettings[${port}]`,
      blocks: blocksOf(port),
    })),
  ];
}

/** Whether a policy names an order in which places take over. It works only with outlier detection. Reference 5.3. */
export function namesFailover({ loadBalancer }: PolicyBlocks): boolean {
  const locality = loadBalancer?.locality;
  return (
    locality !== undefined &&
    locality.enabled !== false &&
    locality.distribute.length === 0 &&
    locality.failover.length + locality.failoverPriority.length > 0
  );
}
