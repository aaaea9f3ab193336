import { Mesh } from '../../model/mesh';
import { PodRecord } from '../../model/records/pod';
import { ClusterName, ServiceRef } from '../../model/refs';
import { ambientProxy, isAmbientClient } from './ambientContext';
import { calledService } from '../calledService';
import { callRoutes } from '../callRoutes';
import { Registry } from '../controlPlaneView';
import { hostClusters } from '../hostClusters';
import { MeshPort, MeshService, meshServices } from '../meshServices';
import { networkPath, NetworkPath } from '../networkPath';
import { ConfiguredRoute, EnvoyCluster, ProxyRef } from '../proxyConfig';
import { Proxy, proxyOf, ServedProxy } from '../proxyOf';
import { MeshEndpoint, serviceEndpoints } from '../serviceEndpoints';
import { TrafficShare, trafficShare } from '../trafficShare';

/** What is asked: can a client be served by the part of a service that is in a cluster. @public */
export interface ReachQuestion {
  /** Without pod, the first pod with a sidecar in the namespace, or in the cluster; where none has one, the first that a ztunnel serves. */
  readonly client: {
    readonly cluster: ClusterName;
    readonly namespace?: string;
    readonly pod?: string;
  };
  readonly service: ServiceRef;
  /** Service port; without one, the first that is not UDP. */
  readonly port?: number;
  /** Cluster whose endpoints are asked for. */
  readonly to: ClusterName;
}

/** The pod that asks. */
export interface ReachClient {
  readonly ref: ProxyRef;
  readonly pod: PodRecord;
  readonly proxy: Proxy | undefined;
}

/** A client whose control plane is known. */
export interface ReachScope {
  readonly question: ReachQuestion;
  readonly ref: ProxyRef;
  readonly proxy: ServedProxy;
  /** Target cluster as the client's istiod knows it; `undefined`: it does not watch it. */
  readonly registry: Registry | undefined;
  readonly host: string;
  /** The service as that istiod knows it, whoever may see it. */
  readonly merged: MeshService | undefined;
  /** The service as the client sees it. */
  readonly visible: MeshService | undefined;
  readonly port: MeshPort | undefined;
  /** Endpoints of the port in the target cluster that istiod knows. */
  readonly endpoints: readonly MeshEndpoint[];
  /** Envoy clusters of the service. */
  readonly clusters: ReadonlyMap<string, EnvoyCluster>;
  readonly routes: readonly ConfiguredRoute[];
  /** Ways to the endpoints in the target cluster. */
  readonly paths: readonly NetworkPath[];
  readonly share: TrafficShare;
}

/** The pod a question is about. */
export function reachClient(
  mesh: Mesh,
  { client }: ReachQuestion,
): ReachClient | undefined {
  const { cluster, namespace, pod: name } = client;
  const pods = mesh.list(cluster, 'Pod', namespace);
  const pod =
    name === undefined
      ? pods.find(({ proxy }) => proxy?.args[1] === 'sidecar') ??
        pods.find(isAmbientClient)
      : pods.find(candidate => candidate.name === name);
  if (!pod) return undefined;
  const ref = { cluster, namespace: pod.namespace, pod: pod.name };
  const proxy = isAmbientClient(pod)
    ? ambientProxy(mesh, cluster, pod)
    : mesh.ask(proxyOf, ref);
  return { ref, pod, proxy };
}

/** Everything the checks look at, for a client whose control plane is known. */
export function reachScope(
  mesh: Mesh,
  question: ReachQuestion,
  { ref, proxy }: ReachClient,
): ReachScope | undefined {
  if (!proxy?.view) return undefined;
  const served = { ...proxy, view: proxy.view };
  const { view } = served;
  const { service, port: wanted, to } = question;
  const registry = view.registries.find(({ cluster }) => cluster === to);
  const host = `${service.name}.${service.namespace}.svc.${view.domain}`;
  const merged = (mesh.ask(meshServices, view.key).byHost.get(host) ?? []).find(
    ({ namespace }) => namespace === service.namespace,
  );
  const visible = calledService(mesh, ref, service);
  const port = (merged?.ports ?? []).find(({ number, protocol }) =>
    wanted === undefined ? protocol !== 'udp' : number === wanted,
  );
  const known = merged
    ? mesh.ask(serviceEndpoints, {
        controlPlane: view.key,
        host,
        namespace: service.namespace,
      })
    : [];
  const paths =
    visible && port
      ? mesh.ask(networkPath, {
          client: ref,
          host: visible.host,
          port: port.number,
        })
      : [];
  return {
    question,
    ref,
    proxy: served,
    registry,
    host,
    merged,
    visible,
    port,
    endpoints: known.filter(
      ({ clusterId, portName }) =>
        clusterId === registry?.clusterId && portName === port?.name,
    ),
    clusters: visible
      ? mesh.ask(hostClusters, { client: ref, host: visible.host })
      : new Map(),
    routes:
      visible && port
        ? callRoutes(mesh, { ref, proxy: served }, visible, port)
        : [],
    paths: paths.filter(({ cluster }) => cluster === registry?.clusterId),
    share: mesh.ask(trafficShare, {
      client: ref,
      service,
      ...(wanted === undefined ? {} : { port: wanted }),
    }),
  };
}
