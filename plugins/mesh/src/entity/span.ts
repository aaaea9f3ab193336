import { ServiceView } from '@meshwise/backstage-plugin-mesh-common';

/** How far a service reaches: the four dimensions of its clusters, counted. */
export interface Span {
  readonly clusters: number;
  readonly networks: number;
  readonly controlPlanes: number;
  readonly meshes: number;
}

/** Counts the clusters, networks, control planes and meshes that hold a part of the service. */
export function spanOf(view: ServiceView): Span {
  const parts = view.endpoints.clusters.filter(
    part => part.knowledge !== 'unknown',
  );
  const clusters = new Set(parts.map(part => part.cluster));
  const meshes = view.positions
    .filter(position => clusters.has(position.cluster))
    .map(position => position.mesh);
  const owners = view.governance.clusters
    .flatMap(cluster => cluster.owns)
    .flatMap(owned => owned.controlPlane ?? [])
    .map(owner =>
      JSON.stringify([owner.cluster ?? null, owner.namespace, owner.revision]),
    );
  return {
    clusters: clusters.size,
    networks: new Set(parts.flatMap(part => part.networks)).size,
    controlPlanes: new Set(owners).size,
    meshes: new Set(meshes.filter(mesh => mesh !== undefined)).size,
  };
}
