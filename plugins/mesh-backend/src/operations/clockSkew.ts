import type {
  ClusterName,
  OperationClass,
  TargetCheck,
} from '@meshwise/backstage-plugin-mesh-common';

/** From here on it is said. */
const NOTED_MS = 60_000;
/** From here on certificates are not decided about. */
const BLOCKING_MS = 300_000;

/** What a cluster's clock says of a plan. */
export interface ClockSkew {
  readonly note?: string;
  readonly check?: TargetCheck;
}

/**
 * Compares the clock of a cluster with that of this backend (T30): an expired certificate may seem valid by one of them,
 * and a valid one not valid yet by the other.
 */
export function clockSkew(
  cluster: ClusterName,
  /** How far the cluster's clock is ahead; `undefined` if it gave no answer that says so. */
  aheadMs: number | undefined,
  operationClass: OperationClass,
): ClockSkew {
  if (aheadMs === undefined || Math.abs(aheadMs) <= NOTED_MS) return {};
  const message = `The clock of the API server is ${durationOf(
    Math.abs(aheadMs),
  )} ${aheadMs > 0 ? 'ahead of' : 'behind'} the clock of Meshwise`;
  if (operationClass !== 'trust' || Math.abs(aheadMs) <= BLOCKING_MS) {
    return { note: `${cluster}: ${message}.` };
  }
  return {
    check: {
      cluster,
      code: 'clock-skew',
      object: '',
      message: `${message}: which certificates are valid cannot be said`,
      cure: 'Synchronise the clocks of the control plane nodes and of Backstage (NTP), and plan again.',
    },
  };
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

function durationOf(ms: number): string {
  const [unit, size] = UNITS.find(([, length]) => ms >= length) ?? UNITS[2];
  const count = Math.round(ms / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
