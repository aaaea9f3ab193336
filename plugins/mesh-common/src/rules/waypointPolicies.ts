import { Mesh } from '../model/mesh';
import { RecordKey } from '../model/record';
import { AuthorizationPolicyRecord } from '../model/records/authorizationPolicy';
import { ServiceRef } from '../model/refs';
import { ControlPlaneView } from './controlPlaneView';
import { isRead } from './discovery';

/** A service and the waypoint that takes its requests. */
interface AtWaypoint {
  readonly service: ServiceRef;
  readonly waypoint: RecordKey;
}

/** AuthorizationPolicies that a waypoint enforces for a service: those attached to the service, to the waypoint, or in the root namespace to all waypoints. Reference 7.7. */
export function waypointPolicies(
  mesh: Mesh,
  view: ControlPlaneView,
  at: AtWaypoint,
): readonly AuthorizationPolicyRecord[] {
  return policyHomes(view, at)
    .flatMap(home => mesh.list(view.configCluster, 'AuthorizationPolicy', home))
    .filter(
      policy =>
        isRead(mesh, view, policy) && speaksTo(policy, at, view.rootNamespace),
    );
}

/** Namespaces whose policies may speak to a waypoint. */
export function policyHomes(
  { rootNamespace }: ControlPlaneView,
  { service, waypoint }: AtWaypoint,
): readonly string[] {
  return [...new Set([service.namespace, waypoint.namespace, rootNamespace])];
}

/** Policies that select pods speak to their ztunnel, and not to a waypoint. */
function speaksTo(
  { namespace, targets }: AuthorizationPolicyRecord,
  { service, waypoint }: AtWaypoint,
  root: string,
): boolean {
  return targets.some(({ kind, name }) => {
    switch (kind) {
      case 'Service':
        return namespace === service.namespace && name === service.name;
      case 'Gateway':
        return namespace === waypoint.namespace && name === waypoint.name;
      case 'GatewayClass':
        return namespace === root && name === 'istio-waypoint';
      default:
        return false;
    }
  });
}
