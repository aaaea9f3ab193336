import { Mesh } from '../model/mesh';
import { ClusterName } from '../model/refs';
import { containsLabels } from '../model/selector';
import { ClusterTarget, clusterTarget } from './clusterTarget';
import { clustersById, controlPlaneView } from './controlPlaneView';
import { EndpointClient } from './endpointClient';
import { endpointReach } from './endpointReach';
import {
  alikeClusters,
  AlikeQuestion,
  hostClusters,
  hostTarget,
} from './hostClusters';
import { MeshService, meshServices } from './meshServices';
import { EnvoyCluster, ProxyRef } from './proxyConfig';
import { MeshEndpoint, serviceEndpoints } from './serviceEndpoints';

/** An Envoy cluster of a client, and who is behind it. What is dead makes no difference to it. */
export interface Destination {
  /** `outbound|<port>|<subset>|<host>`. */
  readonly name: string;
  readonly cluster: EnvoyCluster;
  /** Network of the client, `''` if unknown. */
  readonly network: string;
  readonly target: ClusterTarget | undefined;
  readonly clusterOf: (clusterId: string) => ClusterName | undefined;
  /** Endpoints of the whole service, ready and allowed for the client, with or without the subset's labels. */
  readonly ready: readonly MeshEndpoint[];
  /** Those of them that the subset selects. */
  readonly readyInSubset: readonly MeshEndpoint[];
}

/** Host in the name of an Envoy cluster. */
export function hostOfCluster(name: string): string {
  const [, , , host = ''] = name.split('|');
  return host;
}

/** An Envoy cluster as one client has it; `undefined` if it has none of that name. Reference 3.11. */
export function destination(
  mesh: Mesh,
  client: ProxyRef,
  name: string,
): Destination | undefined {
  const question = { client, host: hostOfCluster(name) };
  const target = mesh.ask(hostTarget, question);
  const cluster = mesh.ask(hostClusters, question).get(name);
  return target && cluster && destinationOf(mesh, target, cluster, name);
}

/** The same for all clients that are alike. */
export function alikeDestination(
  mesh: Mesh,
  alike: AlikeQuestion,
  name: string,
): Destination | undefined {
  const { client, host, position } = alike;
  const { key } = client.view;
  const view = mesh.ask(controlPlaneView, key);
  const service = mesh.ask(meshServices, key).byHost.get(host)?.[position];
  const cluster = mesh.ask(alikeClusters, alike).get(name);
  if (!view || !service || !cluster) return undefined;
  const target = { client: { ...client, view }, service };
  return destinationOf(mesh, target, cluster, name);
}

function destinationOf(
  mesh: Mesh,
  {
    client,
    service,
  }: { readonly client: EndpointClient; readonly service: MeshService },
  cluster: EnvoyCluster,
  name: string,
): Destination {
  const target = clusterTarget(mesh, client, service, name);
  const names = mesh.ask(clustersById, client.view.key);
  const ready = target ? readyEndpoints(mesh, client, target) : [];
  return {
    name,
    cluster,
    network: client.network,
    target,
    clusterOf: id => names.get(id),
    ready,
    readyInSubset:
      target && target.labels.size > 0
        ? ready.filter(({ labels }) => containsLabels(labels, target.labels))
        : ready,
  };
}

function readyEndpoints(
  mesh: Mesh,
  client: EndpointClient,
  { service, port }: ClusterTarget,
): readonly MeshEndpoint[] {
  const isReached = endpointReach(mesh, client, service);
  const { host, namespace } = service;
  return mesh
    .ask(serviceEndpoints, { controlPlane: client.view.key, host, namespace })
    .filter(
      endpoint =>
        endpoint.portName === port.name &&
        (endpoint.health === 'healthy' || endpoint.health === 'unknown') &&
        isReached(endpoint),
    );
}
