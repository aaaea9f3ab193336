import { compareText, Labels } from '../model/record';
import { Mesh } from '../model/mesh';
import { PodRecord } from '../model/records/pod';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { augmentedLabels } from './augmentedLabels';
import {
  ControlPlaneView,
  controlPlaneView,
  Registry,
} from './controlPlaneView';
import { isSelected } from './discovery';
import { endpointNetwork } from './endpointNetwork';
import { Istiod, istiods } from './istiods';
import { localityOfLabels, localityOfPod, localityText } from './locality';
import { proxyRevision, systemNamespaceOf } from './proxyClaims';
import { ProxyRef } from './proxyConfig';
import { servingCluster } from './servingCluster';

/** A proxy as its istiod sees it. @public */
export interface Proxy {
  readonly pod: PodRecord;
  readonly kind: 'sidecar' | 'ingress' | 'waypoint' | 'ztunnel';
  /** The istiod that serves it; `undefined` if none could be found. */
  readonly view: ControlPlaneView | undefined;
  /** Why that istiod does not accept it. */
  readonly rejected: string | undefined;
  /** Cluster ID it claims. */
  readonly clusterId: string;
  /** Network it claims, `''` if none. */
  readonly network: string;
  readonly locality: string;
  readonly namespace: string;
  readonly nodeName: string;
  /** Networks whose endpoints it asks for, as a list with commas; `''` = all. */
  readonly requestedNetworks: string;
  /** Labels of the pod with place, cluster and network added. */
  readonly labels: Labels;
  readonly addressFamilies: { readonly ipv4: boolean; readonly ipv6: boolean };
}

/** A proxy that some istiod accepts. @public */
export type ServedProxy = Proxy & { readonly view: ControlPlaneView };

/** What istiod knows of a proxy; `undefined` for a pod that is not there or has none. Reference 1.1, 3.5. @public */
export const proxyOf: Rule<ProxyRef, Proxy | undefined> = {
  source: '1.1',
  nameOf: ({ cluster, namespace, pod }) => `${cluster}/${namespace}/${pod}`,
  ask(mesh, { cluster, namespace, pod: name }) {
    const pod = mesh.get(cluster, 'Pod', { namespace, name });
    if (!pod?.proxy) return undefined;
    const { env } = pod.proxy;
    const istiod = istiodOf(mesh, cluster, pod);
    const view = istiod && mesh.ask(controlPlaneView, istiod);
    const clusterId =
      env.get('ISTIO_META_CLUSTER_ID') ||
      env.get('CLUSTER_ID') ||
      view?.clusterId ||
      '';
    const network = env.get('ISTIO_META_NETWORK') ?? env.get('NETWORK') ?? '';
    const known = view?.registries.find(
      registry => registry.clusterId === clusterId,
    );
    const locality =
      known && view ? localityFor(mesh, view, known.cluster, pod) : '';
    return {
      pod,
      kind: kindOf(pod),
      view,
      rejected: view && !known ? rejection(clusterId) : undefined,
      clusterId,
      network,
      locality,
      namespace,
      nodeName: pod.nodeName,
      requestedNetworks: env.get('ISTIO_META_REQUESTED_NETWORK_VIEW') ?? '',
      labels: augmentedLabels(pod.labels, {
        clusterId,
        locality,
        node: pod.nodeName,
        network:
          (known && view && networkOf(mesh, view, known, pod)) || network,
      }),
      addressFamilies: {
        ipv4: pod.addresses.some(address => !address.includes(':')),
        ipv6: pod.addresses.some(address => address.includes(':')),
      },
    };
  },
};

/** In its labels a proxy has the network that istiod gives its pod, and what it claims only where istiod knows of none; other than for its way to others. Reference 3.3. */
function networkOf(
  mesh: Mesh,
  view: ControlPlaneView,
  registry: Registry,
  pod: PodRecord,
): string {
  return isSelected(mesh, view, registry.cluster, pod.namespace)
    ? endpointNetwork(mesh, view, registry, pod, pod.addresses[0] ?? '')
    : '';
}

function kindOf({ proxy }: PodRecord): Proxy['kind'] {
  switch (proxy?.args[1]) {
    case 'router':
      return 'ingress';
    case 'waypoint':
    case 'ztunnel':
      return proxy.args[1];
    default:
      return 'sidecar';
  }
}

function rejection(clusterId: string): string {
  return `istiod has no cluster "${clusterId}" to check the token of this proxy with`;
}

/** An istiod of the pod's own cluster, else of the cluster that serves it as a remote; of several, the one of its revision. */
function istiodOf(
  mesh: Mesh,
  cluster: ClusterName,
  pod: PodRecord,
): Istiod | undefined {
  const own = mesh
    .ask(istiods, cluster)
    .filter(istiod => !istiod.readsOtherCluster);
  if (own.length > 0) return best(mesh, own, cluster, pod);
  const host = mesh.ask(servingCluster, cluster);
  return host === undefined
    ? undefined
    : best(mesh, mesh.ask(istiods, host), cluster, pod);
}

function best(
  mesh: Mesh,
  candidates: readonly Istiod[],
  cluster: ClusterName,
  pod: PodRecord,
): Istiod | undefined {
  const namespace = mesh.ask(systemNamespaceOf, { cluster, pod });
  const revision = proxyRevision(pod) ?? 'default';
  const fit = (istiod: Istiod) =>
    Number(istiod.namespace === namespace) * 2 +
    Number(istiod.revision === revision);
  return [...candidates].sort(
    (a, b) => fit(b) - fit(a) || compareText(a.deployment, b.deployment),
  )[0];
}

/** Of a pod in a namespace that istiod does not read, it knows only what the pod's own label says. */
function localityFor(
  mesh: Mesh,
  view: ControlPlaneView,
  cluster: ClusterName,
  pod: PodRecord,
): string {
  if (!isSelected(mesh, view, cluster, pod.namespace))
    return localityText(localityOfLabels(pod.labels, view.profile) ?? '');
  const node = pod.nodeName
    ? mesh.get(cluster, 'Node', { namespace: '', name: pod.nodeName })
    : undefined;
  return localityText(localityOfPod(pod, node, view.profile));
}
