import type {
  ClusterName,
  OperationClass,
} from '@meshwise/backstage-plugin-mesh-common';
import { byCluster } from './Planner';

/** Objects that are written together: clusters in parallel, the objects of one in their order. */
export interface Wave<T> {
  readonly clusters: readonly (readonly T[])[];
  /** So many clusters at a time. */
  readonly parallel: number;
  /** How long the wave must have stood before it is verified, so that traffic shows what it does. */
  readonly settles: boolean;
}

interface Targeted {
  readonly cluster: ClusterName;
}

const TENANCY_CLUSTERS = 2;
const MOST_CLUSTERS = 8;

/**
 * In which order the clusters get the objects of an operation (faults and bad input 3.5.4). A wave begins when the one
 * before it is written and verified everywhere.
 */
export function wavesOf<T extends Targeted>(
  operationClass: OperationClass,
  items: readonly T[],
  preferred: ClusterName | undefined,
): readonly Wave<T>[] {
  const groups = [...byCluster(items).values()];
  switch (operationClass) {
    case 'evacuation':
      // The cluster is on fire: nothing waits for anything.
      return [wave(groups, MOST_CLUSTERS)];
    case 'trust':
      return stages(groups).map(stage => wave(stage, MOST_CLUSTERS));
    case 'failover':
      return canaryFirst(groups, preferred, MOST_CLUSTERS, true);
    case 'tenancy':
      return canaryFirst(groups, preferred, TENANCY_CLUSTERS, false);
    default:
      throw new Error(`unknown class ${operationClass}`);
  }
}

/** Number of the wave in which a cluster is begun. */
export function waveOf(
  waves: readonly Wave<Targeted>[],
): (cluster: ClusterName) => number {
  const numbers = new Map<ClusterName, number>();
  waves.forEach(({ clusters }, number) => {
    for (const [item] of clusters) {
      if (item && !numbers.has(item.cluster)) numbers.set(item.cluster, number);
    }
  });
  return cluster => numbers.get(cluster) ?? 0;
}

function wave<T>(
  clusters: readonly (readonly T[])[],
  parallel: number,
  settles = false,
): Wave<T> {
  return { clusters, parallel, settles };
}

function canaryFirst<T extends Targeted>(
  groups: readonly (readonly T[])[],
  preferred: ClusterName | undefined,
  parallel: number,
  settles: boolean,
): readonly Wave<T>[] {
  const canary =
    groups.find(([item]) => item?.cluster === preferred) ?? groups[0] ?? [];
  const others = groups.filter(group => group !== canary);
  return [
    wave([canary], 1, settles && others.length > 0),
    ...(others.length > 0 ? [wave(others, parallel)] : []),
  ];
}

/** Every cluster reaches a stage before any begins the next: the n-th objects of all clusters are the n-th stage. */
function stages<T>(
  groups: readonly (readonly T[])[],
): readonly (readonly (readonly T[])[])[] {
  const longest = Math.max(0, ...groups.map(({ length }) => length));
  return Array.from({ length: longest }, (_, stage) =>
    groups.flatMap(group => (group[stage] ? [[group[stage]]] : [])),
  );
}
