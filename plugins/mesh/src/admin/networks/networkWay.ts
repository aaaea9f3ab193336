import {
  ClusterName,
  FleetNetworks,
  NetworkWay,
} from '@meshwise/backstage-plugin-mesh-common';
import { State } from '../../state/State';

/** How a way stands: what it is, and how good. */
export interface WayState {
  readonly state: State;
  readonly code:
    | 'direct'
    | 'gateway'
    | 'noPod'
    | 'somePods'
    | 'unseenGateway'
    | 'unreachable'
    | 'undiscovered'
    | 'otherMesh';
}

/** Whether one way from one cluster to another can be gone. Clusters of different meshes are not meant to find each other. */
export function wayState(
  { code, pods }: Pick<NetworkWay, 'code' | 'pods'>,
  oneMesh: boolean,
): WayState {
  switch (code) {
    case 'direct':
      return { state: 'healthy', code };
    case 'unreachable':
      return { state: 'down', code };
    case 'undiscovered':
      return oneMesh
        ? { state: 'degraded', code }
        : { state: 'not-applicable', code: 'otherMesh' };
    default:
      if (!pods) return { state: 'unknown', code: 'unseenGateway' };
      if (pods.ready === 0) return { state: 'down', code: 'noPod' };
      return pods.ready < pods.all
        ? { state: 'degraded', code: 'somePods' }
        : { state: 'healthy', code: 'gateway' };
  }
}

/** Whether two clusters have workloads of one mesh. */
export function inOneMesh(
  { networks }: Pick<FleetNetworks, 'networks'>,
  one: ClusterName,
  other: ClusterName,
): boolean {
  const meshesOf = (cluster: ClusterName) =>
    networks
      .filter(({ clusters }) => clusters.includes(cluster))
      .map(({ mesh }) => mesh);
  const others = new Set(meshesOf(other));
  return meshesOf(one).some(mesh => others.has(mesh));
}
