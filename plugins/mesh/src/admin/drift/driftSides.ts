import {
  ClusterName,
  MeshDrift,
  ObjectDrift,
} from '@meshwise/backstage-plugin-mesh-common';

/** One side of a difference: the primaries that have it, and which text names it. */
export interface DriftSide {
  readonly code:
    | 'variant'
    | 'present'
    | 'missing'
    | 'effective'
    | 'shadowed'
    | 'winner';
  readonly primaries: readonly ClusterName[];
  /** Number of a variant, from 1. */
  readonly number?: number;
  /** Object that decides instead. */
  readonly object?: string;
}

/** The sides of a difference, in the order in which they are shown. */
export function driftSides(drift: ObjectDrift): readonly DriftSide[] {
  switch (drift.code) {
    case 'missing':
      return [
        { code: 'present', primaries: drift.present },
        { code: 'missing', primaries: drift.missing },
      ];
    case 'differs':
      return drift.variants.map((primaries, index) => ({
        code: 'variant',
        primaries,
        number: index + 1,
      }));
    case 'shadowed':
      return [
        { code: 'effective', primaries: drift.effective },
        { code: 'shadowed', primaries: drift.shadowed, object: drift.by },
      ];
    default:
      return drift.winners.map(({ cluster, object }) => ({
        code: 'winner',
        primaries: [cluster],
        object,
      }));
  }
}

/** Clusters whose workloads live by what some primaries of a mesh hold. */
export function servedBy(
  { primaries }: Pick<MeshDrift, 'primaries'>,
  names: readonly ClusterName[],
): readonly ClusterName[] {
  return [
    ...new Set(
      primaries
        .filter(({ cluster }) => names.includes(cluster))
        .flatMap(({ serves }) => serves),
    ),
  ];
}
