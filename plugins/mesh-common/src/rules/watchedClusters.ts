import { Mesh } from '../model/mesh';
import { RecordKey } from '../model/record';
import {
  CLUSTER_LINKS,
  ClusterLink,
  ClusterLinksRecord,
  CONFIGURED_LINKS,
} from '../model/records/clusterLinks';
import { ClusterName, ObjectRef } from '../model/refs';
import { Rule } from '../model/rule';
import { clusterIdOf, clusterWithId } from './clusterId';
import { clusterPosition } from './clusterPosition';
import { listText } from './findingSubject';
import { Istiod, istiods } from './istiods';
import { meshesSaid } from './meshesSaid';

/** One cluster that an istiod watches beside its own. @public */
export interface WatchedCluster {
  readonly cluster: ClusterName;
  /** ID under which the istiod knows it. */
  readonly clusterId: string;
}

/** Which clusters an istiod watches, and how that is known. @public */
export interface WatchedClusters {
  /**
   * Who tells, from the strongest to the weakest: the configuration of Backstage (`mesh.links`), or the cluster itself (ConfigMap
   * `meshwise-links`, or the Secrets of a folder). `assumed`: nobody does, so it is taken to watch every cluster of its mesh.
   */
  readonly known: 'configured' | 'listed' | 'assumed';
  /** What tells, or the ConfigMap that could. */
  readonly toldBy: ObjectRef;
  /** In the order in which it finds them. */
  readonly registries: readonly WatchedCluster[];
  /** IDs it is told to watch that belong to no cluster we know. */
  readonly strangers: readonly string[];
}

/** Name of an istiod. Whoever asks may know more of it; the answer is that of the Deployment itself, so that it goes with it. */
type IstiodName = Pick<Istiod, 'cluster' | 'namespace' | 'deployment'>;

/** Clusters that an istiod is told to watch; a link to its own ID and a second one to the same ID are ignored. Reference 1.2. @public */
export const watchedClusters: Rule<IstiodName, WatchedClusters> = {
  source: '1.2',
  nameOf: ({ cluster, namespace, deployment }) =>
    `${cluster}/${namespace}/${deployment}`,
  ask(mesh, { cluster: home, namespace, deployment }) {
    const istiod = mesh
      .ask(istiods, home)
      .find(
        found =>
          found.namespace === namespace && found.deployment === deployment,
      );
    if (!istiod) return nobody(home, namespace);
    const cluster = linksCluster(mesh, istiod);
    const record =
      cluster === undefined
        ? undefined
        : linksIn(mesh, cluster, istiod.namespace);
    const toldBy: ObjectRef = {
      cluster: cluster ?? istiod.cluster,
      kind: record?.name === CONFIGURED_LINKS ? 'Configuration' : 'ConfigMap',
      namespace: record?.namespace ?? istiod.namespace,
      name: record?.name ?? CLUSTER_LINKS,
    };
    return record
      ? listed(mesh, istiod, { record, toldBy })
      : assumed(mesh, istiod, toldBy);
  },
};

function nobody(cluster: ClusterName, namespace: string): WatchedClusters {
  const toldBy = { cluster, kind: 'ConfigMap', namespace, name: CLUSTER_LINKS };
  return { known: 'assumed', toldBy, registries: [], strangers: [] };
}

/** Cluster in which the links of an istiod are looked for; `undefined` if we do not know it. */
function linksCluster(mesh: Mesh, istiod: Istiod): ClusterName | undefined {
  return istiod.env.get('LOCAL_CLUSTER_SECRET_WATCHER') === 'true'
    ? istiod.cluster
    : configCluster(mesh, istiod);
}

function configCluster(mesh: Mesh, istiod: Istiod): ClusterName | undefined {
  return istiod.readsOtherCluster
    ? mesh.ask(clusterWithId, istiod.clusterId)
    : istiod.cluster;
}

function linksIn(
  mesh: Mesh,
  cluster: ClusterName,
  namespace: string,
): ClusterLinksRecord | undefined {
  const at = (key: RecordKey) => mesh.get(cluster, 'ClusterLinks', key);
  const configured =
    at({ namespace, name: CONFIGURED_LINKS }) ??
    at({ namespace: '', name: CONFIGURED_LINKS });
  if (configured)
    mesh.tolerate(
      { cluster, kind: 'ClusterLinks' },
      'the configuration wins, whatever a ConfigMap that cannot be read says',
    );
  return configured ?? at({ namespace, name: CLUSTER_LINKS });
}

function listed(
  mesh: Mesh,
  istiod: Istiod,
  told: { readonly record: ClusterLinksRecord; readonly toldBy: ObjectRef },
): WatchedClusters {
  const { record, toldBy } = told;
  const configured = record.name === CONFIGURED_LINKS;
  mesh.because(toldBy, configured ? CONFIGURED_LINKS : 'data');
  const known = new Set<string>([istiod.clusterId]);
  const registries: WatchedCluster[] = [];
  const strangers: string[] = [];
  for (const link of record.links) {
    const clusterId = idOf(mesh, link);
    if (clusterId === undefined || known.has(clusterId)) continue;
    known.add(clusterId);
    const cluster = link.cluster ?? mesh.ask(clusterWithId, clusterId);
    if (cluster === undefined) strangers.push(clusterId);
    else if (!mesh.isForgotten(cluster))
      registries.push({ cluster, clusterId });
  }
  return {
    known: configured ? 'configured' : 'listed',
    toldBy,
    registries,
    strangers,
  };
}

function idOf(
  mesh: Mesh,
  { clusterId, cluster }: ClusterLink,
): string | undefined {
  if (clusterId !== undefined || cluster === undefined) return clusterId;
  return mesh.ask(clusterIdOf, cluster).id;
}

function assumed(
  mesh: Mesh,
  istiod: Istiod,
  toldBy: ObjectRef,
): WatchedClusters {
  const own = configCluster(mesh, istiod);
  const id = mesh.ask(clusterPosition, istiod.cluster).mesh;
  const registries = mesh
    .clusters()
    .filter(
      cluster =>
        id !== undefined &&
        cluster !== own &&
        !mesh.isForgotten(cluster) &&
        !isOfAnotherMesh(mesh, cluster, id) &&
        mesh.ask(clusterPosition, cluster).mesh === id,
    )
    .map(cluster => ({ cluster, clusterId: mesh.ask(clusterIdOf, cluster).id }))
    .filter(({ clusterId }) => clusterId !== istiod.clusterId);
  mesh.because(
    toldBy,
    'data',
    `assumed: neither this ConfigMap nor mesh.links in the configuration tells which clusters istiod ${
      istiod.deployment
    } watches, so it is taken to watch all others of its mesh: ${
      listText(registries.map(({ cluster }) => cluster)) || 'none'
    }`,
  );
  return { known: 'assumed', toldBy, registries, strangers: [] };
}

/** Whether a cluster has said that it is of other meshes. */
function isOfAnotherMesh(
  mesh: Mesh,
  cluster: ClusterName,
  id: string,
): boolean {
  const said = mesh.ask(meshesSaid, cluster);
  const other = said.length > 0 && !said.includes(id);
  if (other)
    for (const kind of ['Deployment', 'MeshConfig', 'Pod'] as const)
      mesh.tolerate(
        { cluster, kind },
        'it has said that it is of another mesh',
      );
  return other;
}
