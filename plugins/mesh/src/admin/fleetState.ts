import { FleetCluster, Instant } from '@meshwise/backstage-plugin-mesh-common';
import { clusterState } from '../state/clusterState';
import { State } from '../state/State';

/** State of a cluster in the fleet: that of its data, and where the data is fresh, that of its control planes. */
export function fleetState(cluster: FleetCluster, now: Instant): State {
  const data = clusterState(cluster.freshness, now);
  if (data !== 'healthy') return data;
  const controlPlanes = cluster.position?.controlPlanes ?? [];
  if (
    controlPlanes.some(
      controlPlane => controlPlane.replicas > 0 && controlPlane.ready === 0,
    )
  )
    return 'down';
  return controlPlanes.some(
    controlPlane => controlPlane.ready < controlPlane.replicas,
  )
    ? 'degraded'
    : 'healthy';
}
