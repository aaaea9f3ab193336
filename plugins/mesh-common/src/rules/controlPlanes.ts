import { compareText } from '../model/record';
import { ClusterName } from '../model/refs';
import { Mesh } from '../model/mesh';
import { MeshConfigRecord } from '../model/records/meshConfig';
import { Rule } from '../model/rule';
import { clusterWithId } from './clusterId';
import { ControlPlane } from './deploymentModel';
import { Istiod, istiods } from './istiods';
import { overShared, sharedMeshConfig } from './sharedMeshConfig';

/** The control planes that run in a cluster, with what their mesh config and their tags say. Reference 1.3, 1.5. */
export const controlPlanes: Rule<ClusterName, readonly ControlPlane[]> = {
  source: '1.3',
  nameOf: cluster => cluster,
  ask: (mesh, cluster) =>
    mesh.ask(istiods, cluster).map(istiod => describe(mesh, istiod)),
};

/** Mesh config of an istiod, from the cluster it reads, with the shared one beneath; `undefined` if there is none or it cannot be read. Reference 1.3. */
export const meshConfigOf: Rule<Istiod, MeshConfigRecord | undefined> = {
  source: '1.3',
  ask(mesh, istiod) {
    const configCluster = istiod.readsOtherCluster
      ? mesh.ask(clusterWithId, istiod.clusterId)
      : istiod.cluster;
    const shared = sharedMeshConfig(mesh, { ...istiod, configCluster });
    const own = ownMeshConfig(mesh, istiod);
    return typeof shared === 'string' ? own : overShared(own, shared);
  },
};

/** Mesh config of its revision, in its own cluster or in the one that it reads. */
function ownMeshConfig(
  mesh: Mesh,
  istiod: Istiod,
): MeshConfigRecord | undefined {
  const { namespace, revision } = istiod;
  const name = revision === 'default' ? 'istio' : `istio-${revision}`;
  const elsewhere = istiod.readsOtherCluster
    ? mesh.ask(clusterWithId, istiod.clusterId)
    : undefined;
  return (
    mesh.get(istiod.cluster, 'MeshConfig', { namespace, name }) ??
    (elsewhere === undefined
      ? undefined
      : mesh.get(elsewhere, 'MeshConfig', { namespace, name }))
  );
}

function describe(mesh: Mesh, istiod: Istiod): ControlPlane {
  const { cluster, namespace, revision, clusterId, ready, replicas } = istiod;
  const config = mesh.ask(meshConfigOf, istiod);
  if (config)
    mesh.because(
      {
        cluster,
        kind: 'ConfigMap',
        namespace: config.namespace,
        name: config.name,
      },
      'data.mesh',
      config.settings.meshId,
    );
  const product = productOf(mesh, istiod);
  return {
    cluster,
    namespace,
    revision,
    version: istiod.version ?? operatorVersion(mesh, istiod),
    clusterId,
    tags: tagsOf(mesh, istiod),
    product,
    ready,
    replicas,
    meshId: config && (config.settings.meshId ?? config.settings.trustDomain),
    trustDomain: config?.settings.trustDomain,
  };
}

function tagsOf(mesh: Mesh, { cluster, revision }: Istiod): readonly string[] {
  const tags = new Set<string>();
  for (const { labels } of mesh.list(cluster, 'MutatingWebhookConfiguration')) {
    const tag = labels.get('istio.io/tag');
    if (tag && (labels.get('istio.io/rev') || 'default') === revision)
      tags.add(tag);
  }
  for (const tag of mesh.list(cluster, 'IstioRevisionTag'))
    if (tag.revision === revision) tags.add(tag.name);
  return [...tags].sort(compareText);
}

function productOf(
  mesh: Mesh,
  { cluster, namespace, revision }: Istiod,
): ControlPlane['product'] {
  if (mesh.list(cluster, 'ServiceMeshControlPlane', namespace).length > 0)
    return 'maistra';
  return mesh.get(cluster, 'IstioRevision', { namespace: '', name: revision })
    ? 'sail'
    : 'istio';
}

/** An image may be named by digest; its operator then knows the version. */
function operatorVersion(
  mesh: Mesh,
  { cluster, namespace, revision }: Istiod,
): string | undefined {
  const version = mesh.get(cluster, 'IstioRevision', {
    namespace: '',
    name: revision,
  })?.version;
  const chart = mesh.list(cluster, 'ServiceMeshControlPlane', namespace)[0]
    ?.chartVersion;
  return (version ?? chart)?.replace(/^v/, '') || undefined;
}
