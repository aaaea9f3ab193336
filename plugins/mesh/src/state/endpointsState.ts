import { ClusterEndpoints } from '@meshwise/backstage-plugin-mesh-common';
import { State } from './State';

/** State of a part of a service. Counts are judged only where they are complete. */
export function endpointsState(
  part: Pick<ClusterEndpoints, 'knowledge' | 'ready' | 'total'>,
): State {
  if (part.knowledge !== 'complete') return part.knowledge;
  if (part.total === 0) return 'not-applicable';
  if (part.ready === 0) return 'down';
  return part.ready < part.total ? 'degraded' : 'healthy';
}
