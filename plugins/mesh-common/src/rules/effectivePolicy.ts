import { PolicyBlocks, TrafficPolicy } from '../model/trafficPolicy';

/** A policy that decides nothing. @public */
export const NO_POLICY: PolicyBlocks = {
  loadBalancer: undefined,
  outlierDetection: undefined,
  tls: undefined,
  connectionPool: false,
};

/**
 * The policy of one port of one subset. An entry for the port replaces the policy it stands in as a whole; the subset's
 * policy replaces the rule's block by block, unless it speaks of the port, which clears what it leaves out. Reference 5.1.
 *
 * @public
 */
export function effectivePolicy(options: {
  readonly rule: TrafficPolicy | undefined;
  readonly subset: TrafficPolicy | undefined;
  /** Number of the service port. */
  readonly port: number;
}): PolicyBlocks {
  const base = options.rule?.ports.get(options.port) ?? options.rule;
  const subsetPort = options.subset?.ports.get(options.port);
  if (subsetPort) return blocksOf(subsetPort);
  return overlaid(base ?? NO_POLICY, options.subset ?? NO_POLICY);
}

/** The mesh-wide policy beneath the one of a rule, for everything but endpoint priorities. Reference 5.1, since 1.31. @public */
export function overlaid(
  below: PolicyBlocks,
  above: PolicyBlocks,
): PolicyBlocks {
  return {
    loadBalancer: above.loadBalancer ?? below.loadBalancer,
    outlierDetection: above.outlierDetection ?? below.outlierDetection,
    tls: above.tls ?? below.tls,
    connectionPool: above.connectionPool || below.connectionPool,
  };
}

function blocksOf(policy: PolicyBlocks): PolicyBlocks {
  const { loadBalancer, outlierDetection, tls, connectionPool } = policy;
  return { loadBalancer, outlierDetection, tls, connectionPool };
}
