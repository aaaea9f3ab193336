import { Mesh } from '../model/mesh';
import { ClusterName, serviceKey, ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';
import { isClusterLocal } from './clusterLocal';
import { clusterLocalOf } from './clusterLocalOf';
import {
  ControlPlaneKey,
  ControlPlaneView,
  controlPlaneView,
} from './controlPlaneView';
import { isSelected } from './discovery';
import { istiods } from './istiods';
import { serviceDefinitions } from './serviceDefinitions';

/** The copies of one service that one control plane takes for one service. @public */
export interface MergedCopies {
  readonly controlPlane: ControlPlaneKey;
  /** Clusters with a copy, in the order of the control plane: the first one's copy defines the service (reference 3.1). */
  readonly clusters: readonly ClusterName[];
}

/** Which control planes merge which copies of a service; those that see only one copy, or keep its callers local, are left out. Reference 3.1. @public */
export const serviceCopies: Rule<
  { readonly service: ServiceRef },
  readonly MergedCopies[]
> = {
  source: '3.1',
  nameOf: ({ service }) => serviceKey(service),
  ask(mesh, { service }) {
    const holders = mesh.ask(serviceDefinitions, service);
    if (holders.size < 2) return [];
    return mesh
      .clusters()
      .flatMap(cluster => mesh.ask(istiods, cluster))
      .flatMap(({ cluster, namespace, deployment }) => {
        const controlPlane = { cluster, namespace, deployment };
        const view = mesh.ask(controlPlaneView, controlPlane);
        if (!view || staysLocal(mesh, view, service)) return [];
        const clusters = view.registries
          .map(registry => registry.cluster)
          .filter(
            name =>
              holders.has(name) &&
              isSelected(mesh, view, name, service.namespace),
          );
        return clusters.length > 1 ? [{ controlPlane, clusters }] : [];
      });
  },
};

/** Callers of a cluster-local host reach only their own cluster's copy (reference 3.8, point 1). */
function staysLocal(
  mesh: Mesh,
  { key, domain }: ControlPlaneView,
  { namespace, name }: ServiceRef,
): boolean {
  return isClusterLocal(
    `${name}.${namespace}.svc.${domain}`,
    mesh.ask(clusterLocalOf, key),
  );
}
