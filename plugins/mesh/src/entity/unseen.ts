import { ClusterEndpoints } from '@meshwise/backstage-plugin-mesh-common';

/** Whether nothing is known of a cluster's part of a service, not even whether it has one. */
export function isUnseen(part: ClusterEndpoints): boolean {
  return part.knowledge === 'unknown' && part.endpoints.length === 0;
}
