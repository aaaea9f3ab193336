import { Mesh } from '../model/mesh';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { controlPlanes } from './controlPlanes';
import { controlPlaneName } from './controlPlaneView';
import { ControlPlane } from './deploymentModel';
import { ClusterFlows, flows } from './flows';
import { istiods } from './istiods';
import { Links, links } from './links';
import { ObservedProxies, proxiesInCluster } from './proxiesInCluster';
import { servingViews } from './servingViews';

/** A cluster whose workloads a control plane serves, with its proxies there. @public */
export interface ServedCluster extends ObservedProxies {
  readonly cluster: ClusterName;
  /** `false`: pods of the cluster cannot be seen completely, so there may be more. */
  readonly counted: boolean;
}

/** A control plane with the proxies that belong to it (M4, M5). @public */
export interface ObservedControlPlane extends ControlPlane {
  /** Name of the istiod Deployment. */
  readonly deployment: string;
  readonly serves: readonly ServedCluster[];
}

/** Control planes of the fleet, what each carries, and who discovers whom (C1, C2, M4, M5, M7). @public */
export interface FleetControlPlanes {
  readonly controlPlanes: readonly ObservedControlPlane[];
  readonly flows: readonly ClusterFlows[];
  readonly links: Links;
  /** Clusters whose Deployments or Pods cannot be seen completely. */
  readonly unseen: readonly ClusterName[];
}

const NO_PROXIES: ObservedProxies = {
  all: 0,
  ready: 0,
  namespaces: 0,
  versions: [],
  pending: [],
};

/** All control planes with the proxies that belong to each, by flow, and their links. Reference 1.2, 2.4, 10.5. @public */
export const fleetControlPlanes: Rule<void, FleetControlPlanes> = {
  source: '10.5',
  nameOf: () => 'fleet',
  ask: mesh => ({
    controlPlanes: mesh.clusters().flatMap(cluster => observed(mesh, cluster)),
    flows: mesh.clusters().map(cluster => mesh.ask(flows, cluster)),
    links: mesh.ask(links, undefined),
    unseen: mesh
      .clusters()
      .filter(cluster =>
        (['Deployment', 'Pod'] as const).some(
          kind => mesh.sight(cluster, kind) !== 'full',
        ),
      ),
  }),
};

function observed(
  mesh: Mesh,
  cluster: ClusterName,
): readonly ObservedControlPlane[] {
  const deployments = mesh.ask(istiods, cluster);
  return mesh.ask(controlPlanes, cluster).map((controlPlane, index) => {
    const { namespace, deployment } = deployments[index];
    const name = controlPlaneName({ cluster, namespace, deployment });
    return {
      ...controlPlane,
      deployment,
      serves: mesh
        .clusters()
        .filter(served =>
          mesh
            .ask(servingViews, served)
            .some(({ key }) => controlPlaneName(key) === name),
        )
        .map(served => ({
          cluster: served,
          counted: mesh.sight(served, 'Pod') === 'full',
          ...(mesh.ask(proxiesInCluster, served).get(name) ?? NO_PROXIES),
        })),
    };
  });
}
