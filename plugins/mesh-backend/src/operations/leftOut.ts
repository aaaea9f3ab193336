import type {
  ClusterName,
  OperationClass,
  TargetCheck,
} from '@meshwise/backstage-plugin-mesh-common';

/**
 * Clusters that an evacuation leaves out, since they do not answer (faults and bad input 3.6): what calls from there cannot be
 * told anything, and the others cannot wait. No cluster if none answers, and none for any other class.
 */
export function leftOut(
  operationClass: OperationClass,
  checks: readonly TargetCheck[],
): ReadonlySet<ClusterName> {
  if (operationClass !== 'evacuation') return new Set();
  const silent = checks.filter(({ code }) => code === 'unreachable');
  return new Set(
    silent.length === checks.length ? [] : silent.map(({ cluster }) => cluster),
  );
}
