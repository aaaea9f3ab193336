import { Mesh } from '../../model/mesh';
import { CONFIGURED_LINKS } from '../../model/records/clusterLinks';
import { ClusterName } from '../../model/refs';
import { defineCheck } from '../check';
import { PROXIES_BY_CLUSTER_ID } from '../claimedClusterId';
import { clusterWithId } from '../clusterId';
import { FindingDraft } from '../finding';
import { findingSubject, listText } from '../findingSubject';
import { istiods, UNSET_CLUSTER_ID } from '../istiods';

/** A name under which somebody knows a cluster. */
interface Name {
  readonly id: string;
  readonly by: string;
}

/** Clusters that are known under several IDs. Reference 1.1. */
export const clusterIdMismatch = defineCheck<ClusterName>({
  code: 'cluster-id-mismatch',
  source: '1.1',
  subjects: mesh => mesh.clusters(),
  nameOf: cluster => cluster,
  find(mesh, cluster): readonly FindingDraft[] {
    const names = [
      ...ofIstiods(mesh, cluster),
      ...ofProxies(mesh, cluster),
      ...ofLinks(mesh, cluster),
    ];
    if (new Set(names.map(({ id }) => id)).size < 2) return [];
    return [
      {
        severity: 'error',
        subject: findingSubject('Cluster', { namespace: '', name: cluster }, [
          cluster,
        ]),
        message: `Cluster ${cluster} has more than one ID: ${listText(
          names.map(({ id, by }) => `${id} (${by})`),
        )}. A control plane refuses proxies that claim an ID it does not know.`,
        fix: 'Use one ID: values.global.multiCluster.clusterName of the cluster, restart its workloads, and name the data key of remote secrets the same.',
      },
    ];
  },
});

/** IDs that istiods give to the cluster they run in; one that names another cluster works for that one. */
function ofIstiods(mesh: Mesh, cluster: ClusterName): readonly Name[] {
  return mesh.ask(istiods, cluster).flatMap(istiod => {
    const { clusterId: id, namespace, deployment: name } = istiod;
    if (istiod.readsOtherCluster || id === UNSET_CLUSTER_ID) return [];
    const named =
      mesh.ask(clusterWithId, id) ?? (isCluster(mesh, id) ? id : undefined);
    if (named !== undefined && named !== cluster) return [];
    mesh.because(
      { cluster, kind: 'Deployment', namespace, name },
      'spec.template.spec.containers["discovery"].env["CLUSTER_ID"]',
      id,
    );
    return [{ id, by: `istiod ${namespace}/${name}` }];
  });
}

function isCluster(mesh: Mesh, name: string): boolean {
  return mesh.clusters().includes(name);
}

function ofProxies(mesh: Mesh, cluster: ClusterName): readonly Name[] {
  const counts = new Map<string, number>();
  const pods = mesh.find(cluster, 'Pod', {
    index: PROXIES_BY_CLUSTER_ID,
    key: 'claims',
  });
  for (const { proxy, namespace, name } of pods) {
    const id = proxy?.env.get('ISTIO_META_CLUSTER_ID') ?? '';
    const count = counts.get(id) ?? 0;
    if (count === 0)
      mesh.because(
        { cluster, kind: 'Pod', namespace, name },
        'spec.containers["istio-proxy"].env["ISTIO_META_CLUSTER_ID"]',
        id,
      );
    counts.set(id, count + 1);
  }
  return [...counts].map(([id, count]) => ({
    id,
    by: count === 1 ? '1 proxy' : `${count} proxies`,
  }));
}

/** IDs under which control planes of other clusters are told to watch this one. */
function ofLinks(mesh: Mesh, cluster: ClusterName): readonly Name[] {
  return mesh.clusters().flatMap(home =>
    mesh.list(home, 'ClusterLinks').flatMap(({ namespace, name, links }) =>
      links
        .filter(link => link.cluster === cluster)
        .flatMap(({ clusterId: id, source }) => {
          if (id === undefined) return [];
          const configured = name === CONFIGURED_LINKS;
          const kind = configured ? 'Configuration' : 'ConfigMap';
          mesh.because(
            { cluster: home, kind, namespace, name },
            configured ? source : `data["${source}"]`,
            id,
          );
          return [{ id, by: `link ${source} in ${home}` }];
        }),
    ),
  );
}
