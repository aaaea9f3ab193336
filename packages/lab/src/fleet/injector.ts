import { parse } from 'yaml';
import { KubernetesObject } from '../kubernetesObject';
import { InjectorClaim } from './injection';
import { ConfigMap, ofKind } from './manifests';

/** What the injector of a revision puts into a pod. */
export interface Injector {
  readonly revision: string;
  readonly policy: 'enabled' | 'disabled';
  /** Registry folder of the proxy image. */
  readonly hub: string;
  /** Image tag of the proxy; `undefined` when neither the values nor an istiod of the cluster name one. */
  readonly version?: string;
  readonly clusterId?: string;
  readonly network?: string;
  readonly meshId?: string;
  readonly trustDomain?: string;
  readonly discoveryAddress: string;
}

/** The `values` of an injector, as far as they are used. */
interface InjectorValues {
  readonly global?: {
    readonly hub?: string;
    readonly tag?: string;
    readonly istioNamespace?: string;
    readonly meshID?: string;
    readonly network?: string;
    readonly multiCluster?: { readonly clusterName?: string };
  };
}

interface MeshConfig {
  readonly trustDomain?: string;
  readonly defaultConfig?: {
    readonly discoveryAddress?: string;
    readonly meshId?: string;
  };
}

/**
 * Reads what the injector of a revision would do from the ConfigMaps and the istiod Deployment of a cluster. A revision that has
 * left the cluster has no ConfigMap any more; its defaults remain.
 */
export function injectorOf(
  revision: string,
  objects: readonly KubernetesObject[],
  claim?: InjectorClaim,
): Injector {
  const suffix = revision === 'default' ? '' : `-${revision}`;
  const configMaps = ofKind(objects, 'ConfigMap');
  const named = (name: string) =>
    configMaps.find(
      ({ metadata }) =>
        metadata.name === name &&
        (metadata.labels?.['istio.io/rev'] ?? revision) === revision,
    );
  const injector = named(`istio-sidecar-injector${suffix}`);
  const { global = {} } = read<InjectorValues>(injector, 'values');
  const mesh = read<MeshConfig>(named(`istio${suffix}`), 'mesh');
  const namespace =
    injector?.metadata.namespace ?? global.istioNamespace ?? 'istio-system';
  const image = pilotImage(revision, objects);
  const { clusterId, network } = targetOf(claim);
  return {
    revision,
    policy:
      read<{ policy?: string }>(injector, 'config').policy === 'disabled'
        ? 'disabled'
        : 'enabled',
    hub: global.hub ?? image?.hub ?? 'docker.io/istio',
    version: global.tag ?? image?.tag,
    clusterId: clusterId ?? global.multiCluster?.clusterName,
    network: network ?? global.network,
    meshId: global.meshID ?? mesh.defaultConfig?.meshId,
    trustDomain: mesh.trustDomain,
    discoveryAddress:
      mesh.defaultConfig?.discoveryAddress ??
      `istiod${suffix}.${namespace}.svc:15012`,
  };
}

/** Cluster and network that the path of a webhook names; they win over the values. */
function targetOf(claim: InjectorClaim | undefined) {
  const target = claim?.target ?? '';
  return {
    clusterId: /\/cluster\/([^/]+)/.exec(target)?.[1],
    network: /\/net\/([^/]+)/.exec(target)?.[1],
  };
}

function pilotImage(
  revision: string,
  objects: readonly KubernetesObject[],
): { hub: string; tag: string } | undefined {
  const istiod = ofKind(objects, 'Deployment').find(
    ({ metadata: { labels } }) =>
      labels?.app === 'istiod' &&
      (labels['istio.io/rev'] ?? 'default') === revision,
  );
  const image = istiod?.spec.template.spec.containers.find(
    ({ name }) => name === 'discovery',
  )?.image;
  const [, hub, tag] = /^(.*)\/[^/:]+:([^/:]+)$/.exec(image ?? '') ?? [];
  return hub === undefined ? undefined : { hub, tag };
}

/** A YAML or JSON text inside a ConfigMap; empty when there is none. */
function read<T extends object>(
  configMap: ConfigMap | undefined,
  key: string,
): Partial<T> {
  const text = configMap?.data?.[key];
  return text ? (parse(text) as Partial<T>) : {};
}
