import { Mesh } from '../model/mesh';
import { containsLabels } from '../model/selector';
import { ClusterName } from '../model/refs';
import { ClusterTarget, clusterTarget } from './clusterTarget';
import { clustersById } from './controlPlaneView';
import { DeadPart, isDead } from './deadPart';
import { EndpointClient } from './endpointClient';
import { endpointReach } from './endpointReach';
import { MeshService } from './meshServices';
import { AssignedEndpoint } from './proxyConfig';
import { MeshEndpoint, serviceEndpoints } from './serviceEndpoints';

/** What becomes of requests to the endpoints of one Envoy cluster. */
export interface DestinationHealth {
  readonly target: ClusterTarget | undefined;
  /** Part of the requests to an endpoint that fail, 0 to 1. */
  failing(endpoint: AssignedEndpoint): number;
  /** Its address belongs to another network that cannot be entered. */
  isUnreachable(endpoint: AssignedEndpoint): boolean;
  clusterOf(endpoint: { readonly cluster: string }): ClusterName | undefined;
  /** Endpoints of the whole service, ready, alive and allowed for the client, with or without the subset's labels. */
  readonly answering: readonly MeshEndpoint[];
  /** Those of them that the subset selects. */
  readonly answeringInSubset: readonly MeshEndpoint[];
}

/** Tells which endpoints fail: dead ones, those of a network that nobody leads into, and gateways in front of nobody. Reference 4.4, 5.7, 5.8 (L12). */
export function destinationHealth(
  mesh: Mesh,
  question: {
    readonly client: EndpointClient;
    readonly service: MeshService;
    readonly name: string;
    readonly dead: readonly DeadPart[];
  },
): DestinationHealth {
  const { client, service, name, dead } = question;
  const target = clusterTarget(mesh, client, service, name);
  const names = mesh.ask(clustersById, client.view.key);
  const clusterOf = (endpoint: { readonly cluster: string }) =>
    names.get(endpoint.cluster);
  const known = target ? endpointsOf(mesh, client, target) : [];
  const isAlive = ({ clusterId, locality }: MeshEndpoint) =>
    !isDead({ cluster: names.get(clusterId), locality, gateway: false }, dead);
  const ready = known.filter(
    ({ health }) => health === 'healthy' || health === 'unknown',
  );
  const inSubset = (endpoint: MeshEndpoint) =>
    target === undefined || containsLabels(endpoint.labels, target.labels);
  const isUnreachable = ({ gateway, network }: AssignedEndpoint) =>
    !gateway &&
    network !== '' &&
    client.network !== '' &&
    network !== client.network;
  const answering = ready.filter(isAlive);
  const behind = failingByNetwork(ready.filter(inSubset), isAlive);
  return {
    target,
    clusterOf,
    isUnreachable,
    answering,
    answeringInSubset: answering.filter(inSubset),
    failing(endpoint) {
      const { locality, gateway, network } = endpoint;
      if (isDead({ cluster: clusterOf(endpoint), locality, gateway }, dead))
        return 1;
      if (isUnreachable(endpoint)) return 1;
      return gateway ? behind(network) : 0;
    },
  };
}

function endpointsOf(
  mesh: Mesh,
  client: EndpointClient,
  { service, port }: ClusterTarget,
): readonly MeshEndpoint[] {
  const isReached = endpointReach(mesh, client, service);
  const { host, namespace } = service;
  return mesh
    .ask(serviceEndpoints, { controlPlane: client.view.key, host, namespace })
    .filter(endpoint => endpoint.portName === port.name && isReached(endpoint));
}

/** A gateway spreads requests over the ready endpoints of its network; without any, all of them fail. */
function failingByNetwork(
  ready: readonly MeshEndpoint[],
  isAlive: (endpoint: MeshEndpoint) => boolean,
): (network: string) => number {
  const counts = new Map<string, { all: number; alive: number }>();
  for (const endpoint of ready) {
    const count = counts.get(endpoint.network) ?? { all: 0, alive: 0 };
    count.all += 1;
    if (isAlive(endpoint)) count.alive += 1;
    counts.set(endpoint.network, count);
  }
  return network => {
    const count = counts.get(network);
    return count ? 1 - count.alive / count.all : 1;
  };
}
