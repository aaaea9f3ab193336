import { compareText } from '../model/record';
import { ClusterName } from '../model/refs';
import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import { allViews } from './allViews';
import { ControlPlaneView } from './controlPlaneView';
import { meshIdOf } from './meshIdOf';
import { clusterNetwork } from './podNetwork';

/** A network of a mesh, with the clusters in it. */
export interface KnownNetwork {
  readonly mesh: string;
  /** `''`: clusters that name none. */
  readonly network: string;
  readonly clusters: readonly ClusterName[];
}

/** The networks of all meshes, as their control planes know them. Reference 1.4. */
export const knownNetworks: Rule<void, readonly KnownNetwork[]> = {
  source: '1.4',
  nameOf: () => 'fleet',
  ask(mesh) {
    const known = new Map<
      string,
      { mesh: string; network: string; clusters: Set<ClusterName> }
    >();
    for (const view of mesh.ask(allViews, undefined)) {
      for (const { cluster, network } of networksOf(mesh, view)) {
        const item = { mesh: meshIdOf(view), network };
        const name = networkName(item);
        const found = known.get(name) ?? { ...item, clusters: new Set() };
        known.set(name, { ...found, clusters: found.clusters.add(cluster) });
      }
    }
    return [...known.values()].map(item => ({
      ...item,
      clusters: [...item.clusters].sort(compareText),
    }));
  },
};

/** Name of a network among those of all meshes. */
export function networkName(item: {
  readonly mesh: string;
  readonly network: string;
}): string {
  return `${item.mesh}\n${item.network}`;
}

/** Networks of the clusters that a control plane watches. */
export function networksOf(
  mesh: Mesh,
  { registries, namespace }: ControlPlaneView,
): readonly { readonly cluster: ClusterName; readonly network: string }[] {
  return registries.map(({ cluster }) => ({
    cluster,
    network: mesh.ask(clusterNetwork, { cluster, systemNamespace: namespace }),
  }));
}
