import { Labels } from '../model/record';
import { Mesh } from '../model/mesh';
import {
  DEFAULT_MESH_SETTINGS,
  MeshNetwork,
  MeshSettings,
} from '../model/meshConfig';
import { parseBool } from '../model/parseBool';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { clusterWithId } from './clusterId';
import { meshConfigOf } from './controlPlanes';
import { Istiod, istiods } from './istiods';
import { VersionProfile, versionProfile } from './versionProfile';
import { watchedClusters } from './watchedClusters';

/** Name of an istiod: its Deployment, in the cluster it runs in. @public */
export interface ControlPlaneKey {
  readonly cluster: ClusterName;
  readonly namespace: string;
  readonly deployment: string;
}

/** One cluster as an istiod knows it. @public */
export interface Registry {
  readonly cluster: ClusterName;
  /** ID under which this istiod knows it, whatever its proxies claim. */
  readonly clusterId: string;
}

/** What one istiod works with. Two of them may know the same fleet differently. Reference 0.1, 1.3. @public */
export interface ControlPlaneView {
  readonly key: ControlPlaneKey;
  /** Cluster from which it reads Istio configuration. */
  readonly configCluster: ClusterName;
  readonly clusterId: string;
  readonly namespace: string;
  readonly revision: string;
  readonly profile: VersionProfile;
  /** Domain suffix of services. */
  readonly domain: string;
  readonly rootNamespace: string;
  readonly settings: MeshSettings;
  readonly networks: readonly MeshNetwork[];
  /** Variables of the istiod container. */
  readonly env: Labels;
  /** Its own cluster first, then those it watches. */
  readonly registries: readonly Registry[];
}

/** The clusters of an istiod by the IDs under which it knows them. */
export const clustersById: Rule<
  ControlPlaneKey,
  ReadonlyMap<string, ClusterName>
> = {
  source: '1.2',
  nameOf: controlPlaneName,
  ask: (mesh, key) =>
    new Map(
      mesh
        .ask(controlPlaneView, key)
        ?.registries.map(({ clusterId, cluster }) => [clusterId, cluster]),
    ),
};

/** Name of a control plane in memos. */
export function controlPlaneName({
  cluster,
  namespace,
  deployment,
}: ControlPlaneKey): string {
  return `${cluster}/${namespace}/${deployment}`;
}

/** What an istiod works with; `undefined` if there is no such istiod or its config cluster is not known. Reference 0.1. @public */
export const controlPlaneView: Rule<
  ControlPlaneKey,
  ControlPlaneView | undefined
> = {
  source: '0.1',
  nameOf: controlPlaneName,
  ask(mesh, { cluster, namespace, deployment }) {
    // Whoever asks may know more of it than its name.
    const key = { cluster, namespace, deployment };
    const istiod = mesh
      .ask(istiods, cluster)
      .find(
        found =>
          found.namespace === namespace && found.deployment === deployment,
      );
    const configCluster =
      istiod &&
      (istiod.readsOtherCluster
        ? mesh.ask(clusterWithId, istiod.clusterId)
        : istiod.cluster);
    if (!istiod || configCluster === undefined) return undefined;
    const config = mesh.ask(meshConfigOf, istiod);
    const settings = config?.settings ?? DEFAULT_MESH_SETTINGS;
    return {
      key,
      configCluster,
      clusterId: istiod.clusterId,
      namespace: istiod.namespace,
      revision: istiod.revision,
      profile: versionProfile(istiod.version, istiod.except),
      domain: 'cluster.local',
      rootNamespace: settings.rootNamespace ?? istiod.namespace,
      settings,
      networks: config?.networks ?? [],
      env: istiod.env,
      registries: registriesOf(mesh, istiod, configCluster),
    };
  },
};

/** A link with the ID of the istiod's own cluster, or with one that is taken, is ignored (reference 1.2). */
function registriesOf(
  mesh: Mesh,
  istiod: Istiod,
  configCluster: ClusterName,
): readonly Registry[] {
  const known = new Map<string, Registry>([
    [istiod.clusterId, { cluster: configCluster, clusterId: istiod.clusterId }],
  ]);
  for (const { cluster, clusterId } of mesh.ask(watchedClusters, istiod)
    .registries) {
    if (!known.has(clusterId)) known.set(clusterId, { cluster, clusterId });
  }
  return [...known.values()];
}

/** Whether a switch of istiod is on. A variable that is absent or no flag means the default of the version. */
export function isOn(
  view: ControlPlaneView,
  name: string,
  byDefault: boolean,
): boolean {
  return parseBool(view.env.get(name)) ?? byDefault;
}
