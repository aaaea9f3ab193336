import {
  ControlPlane,
  FleetCluster,
  Instant,
} from '@meshwise/backstage-plugin-mesh-common';
import { clusterState } from '../state/clusterState';
import { State } from '../state/State';

/**
 * State of a cluster in the fleet: that of its data, and where the data is fresh, that of its control planes. Objects that
 * nobody can read degrade it: what they do is unknown.
 */
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
  return cluster.unreadable > 0 || controlPlanes.some(isNotFullyReady)
    ? 'degraded'
    : 'healthy';
}

/** Some replicas of a control plane do not serve. */
export function isNotFullyReady({ ready, replicas }: ControlPlane): boolean {
  return ready < replicas;
}
