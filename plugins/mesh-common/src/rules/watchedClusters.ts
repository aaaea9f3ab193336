import { Mesh } from '../model/mesh';
import { ClusterLink } from '../model/records/clusterLinks';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { clusterIdOf, clusterWithId } from './clusterId';
import { clusterPosition } from './clusterPosition';
import { Istiod } from './istiods';

/** One cluster that an istiod watches beside its own. @public */
export interface WatchedCluster {
  readonly cluster: ClusterName;
  /** ID under which the istiod knows it. */
  readonly clusterId: string;
}

/** Which clusters an istiod watches, and how that is known. @public */
export interface WatchedClusters {
  /** `assumed`: nobody lists its links, so it is taken to watch every cluster of its mesh. */
  readonly known: 'listed' | 'assumed';
  /** In the order in which it finds them. */
  readonly registries: readonly WatchedCluster[];
  /** IDs it is told to watch that belong to no cluster we know. */
  readonly strangers: readonly string[];
}

/** Clusters that an istiod is told to watch; a link to its own ID and a second one to the same ID are ignored. Reference 1.2. @public */
export const watchedClusters: Rule<Istiod, WatchedClusters> = {
  source: '1.2',
  nameOf: ({ cluster, namespace, deployment }) =>
    `${cluster}/${namespace}/${deployment}`,
  ask(mesh, istiod) {
    const links = linksOf(mesh, istiod);
    return links ? listed(mesh, istiod, links) : assumed(mesh, istiod);
  },
};

/** What lists the links of an istiod; `undefined` if nothing does. */
function linksOf(
  mesh: Mesh,
  istiod: Istiod,
): readonly ClusterLink[] | undefined {
  const { namespace } = istiod;
  const readsElsewhere =
    istiod.readsOtherCluster &&
    istiod.env.get('LOCAL_CLUSTER_SECRET_WATCHER') !== 'true';
  const cluster = readsElsewhere
    ? mesh.ask(clusterWithId, istiod.clusterId)
    : istiod.cluster;
  if (cluster === undefined) return undefined;
  const [record] = mesh.list(cluster, 'ClusterLinks', namespace);
  if (record)
    mesh.because(
      { cluster, kind: 'ClusterLinks', namespace, name: record.name },
      'data',
    );
  return record?.links;
}

function listed(
  mesh: Mesh,
  istiod: Istiod,
  links: readonly ClusterLink[],
): WatchedClusters {
  const known = new Set<string>([istiod.clusterId]);
  const registries: WatchedCluster[] = [];
  const strangers: string[] = [];
  for (const link of links) {
    if (known.has(link.clusterId)) continue;
    known.add(link.clusterId);
    const cluster = link.cluster ?? mesh.ask(clusterWithId, link.clusterId);
    if (cluster === undefined) strangers.push(link.clusterId);
    else registries.push({ cluster, clusterId: link.clusterId });
  }
  return { known: 'listed', registries, strangers };
}

function assumed(mesh: Mesh, istiod: Istiod): WatchedClusters {
  const own = mesh.ask(clusterPosition, istiod.cluster).mesh;
  const registries = mesh
    .clusters()
    .filter(
      cluster =>
        own !== undefined && mesh.ask(clusterPosition, cluster).mesh === own,
    )
    .map(cluster => ({ cluster, clusterId: mesh.ask(clusterIdOf, cluster).id }))
    .filter(({ clusterId }) => clusterId !== istiod.clusterId);
  return { known: 'assumed', registries, strangers: [] };
}
