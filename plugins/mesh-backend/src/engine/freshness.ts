import type {
  Answer,
  Answered,
  ClusterFreshness,
  Instant,
} from '@meshwise/backstage-plugin-mesh-common';
import type { ClusterStatus } from '../store/MeshStore';

/** How fresh the data of a cluster is. */
export function clusterFreshness(status: ClusterStatus): ClusterFreshness {
  const { name, lastSeen, since } = status;
  switch (status.access) {
    case 'sign-in': {
      const reason =
        status.reason ?? 'Only a signed-in user’s own credential can read it';
      return { name, state: 'sign-in', lastSeen, since, reason };
    }
    case 'invalid':
      return {
        name,
        state: 'misbehaving',
        lastSeen,
        since,
        reason: status.reason,
      };
    default: {
      const state = status.state ?? 'syncing';
      return { name, state, lastSeen, since, reason: status.reason };
    }
  }
}

/** An answer with the freshness of the clusters it may have used. */
export function answered<A>(
  answer: Answer<A>,
  clusters: readonly ClusterStatus[],
  now: Instant,
): Answered<A> {
  const { value, gaps, because, asOf } = answer;
  return {
    value,
    gaps,
    because,
    asOf,
    freshness: { now, asOf, clusters: clusters.map(clusterFreshness) },
    partial: gaps.length > 0,
  };
}
