import { Mesh } from '../model/mesh';
import { compareText } from '../model/record';
import { ClusterName, ObjectRef } from '../model/refs';
import { Rule } from '../model/rule';
import { PROXIES_BY_CLUSTER_ID } from './claimedClusterId';
import { clusterIdOf } from './clusterId';
import { ControlPlaneKey, controlPlaneView } from './controlPlaneView';
import { istiods } from './istiods';
import { clusterNetwork } from './podNetwork';
import { servingViews } from './servingViews';
import { watchedClusters, WatchedClusters } from './watchedClusters';

/** A cluster that a control plane discovers services in. @public */
export interface Link {
  readonly cluster: ClusterName;
  /** ID under which the control plane knows it. */
  readonly clusterId: string;
  /** ID by which the cluster calls itself; `undefined` if nothing in it tells. A control plane refuses proxies that claim another ID than it knows. */
  readonly ownId: string | undefined;
  /** Network that the control plane takes its pods to be in, by the label of the system namespace or by mesh networks; `''` for none. */
  readonly network: string;
  /** Networks that its proxies claim, sorted. One that is not {@link Link.network} is reached in another way than it expects. */
  readonly claimedNetworks: readonly string[];
}

/** Clusters that one control plane discovers services in. @public */
export interface ControlPlaneLinks extends ControlPlaneKey {
  readonly clusterId: string;
  /** Who tells what it watches. */
  readonly known: WatchedClusters['known'];
  readonly toldBy: ObjectRef;
  /** Its config cluster first. */
  readonly links: readonly Link[];
  /** IDs that it is told to watch and that belong to no cluster we know. */
  readonly strangers: readonly string[];
}

/** Who discovers whom. @public */
export interface Links {
  readonly controlPlanes: readonly ControlPlaneLinks[];
  /** Workloads of `from` are told the endpoints in `to`, but not the other way round; both have a control plane. */
  readonly oneWay: readonly {
    readonly from: ClusterName;
    readonly to: ClusterName;
  }[];
}

/** Who discovers whom in the fleet, which links lead one way only, and where two sides do not agree on an identity. Reference 1.1 to 1.4. @public */
export const links: Rule<void, Links> = {
  source: '1.2',
  nameOf: () => 'fleet',
  ask: mesh => ({
    controlPlanes: mesh
      .clusters()
      .flatMap(cluster => mesh.ask(istiods, cluster))
      .flatMap(({ cluster, namespace, deployment }) =>
        linksOf(mesh, { cluster, namespace, deployment }),
      ),
    oneWay: oneWay(mesh),
  }),
};

function linksOf(
  mesh: Mesh,
  key: ControlPlaneKey,
): readonly ControlPlaneLinks[] {
  const view = mesh.ask(controlPlaneView, key);
  const istiod = mesh
    .ask(istiods, key.cluster)
    .find(
      ({ namespace, deployment }) =>
        namespace === key.namespace && deployment === key.deployment,
    );
  if (!view || !istiod) return [];
  const { known, toldBy, strangers } = mesh.ask(watchedClusters, istiod);
  return [
    {
      ...key,
      clusterId: view.clusterId,
      known,
      toldBy,
      links: view.registries.map(({ cluster, clusterId }) => {
        const own = mesh.ask(clusterIdOf, cluster);
        return {
          cluster,
          clusterId,
          ownId: own.from === 'assumed' ? undefined : own.id,
          network: mesh.ask(clusterNetwork, {
            cluster,
            systemNamespace: view.namespace,
          }),
          claimedNetworks: claimedNetworks(mesh, cluster),
        };
      }),
      strangers,
    },
  ];
}

function claimedNetworks(mesh: Mesh, cluster: ClusterName): readonly string[] {
  const pods = mesh.find(cluster, 'Pod', {
    index: PROXIES_BY_CLUSTER_ID,
    key: 'claims',
  });
  const claims = pods.map(
    ({ proxy }) => proxy?.env.get('ISTIO_META_NETWORK') ?? '',
  );
  return [...new Set(claims)].sort(compareText);
}

function oneWay(mesh: Mesh): Links['oneWay'] {
  const seen = new Map(
    mesh.clusters().flatMap(cluster => {
      const views = mesh.ask(servingViews, cluster);
      const found = views.flatMap(({ registries }) =>
        registries.map(registry => registry.cluster),
      );
      return views.length > 0 ? [[cluster, new Set(found)] as const] : [];
    }),
  );
  return [...seen].flatMap(([from, found]) =>
    [...found]
      .filter(to => seen.get(to)?.has(from) === false)
      .sort(compareText)
      .map(to => ({ from, to })),
  );
}
