import { DeadPart, isDead } from './deadPart';
import { Destination } from './destination';
import { AssignedEndpoint } from './proxyConfig';
import { MeshEndpoint } from './serviceEndpoints';

/** What becomes of requests to the endpoints of one Envoy cluster. */
export interface DestinationHealth {
  /** Part of the requests to an endpoint that fail, 0 to 1. */
  failing(endpoint: AssignedEndpoint): number;
  /** Its address belongs to another network that cannot be entered. */
  isUnreachable(endpoint: AssignedEndpoint): boolean;
  /** Endpoints of the whole service, ready, alive and allowed for the client, with or without the subset's labels. */
  readonly answering: readonly MeshEndpoint[];
  /** Those of them that the subset selects. */
  readonly answeringInSubset: readonly MeshEndpoint[];
}

/** Tells which endpoints fail: dead ones, those of a network that nobody leads into, and gateways in front of nobody. Reference 4.4, 5.7, 5.8 (L12). */
export function destinationHealth(
  destination: Destination,
  dead: readonly DeadPart[],
): DestinationHealth {
  const { clusterOf, network: home, ready, readyInSubset } = destination;
  const alive = (endpoints: readonly MeshEndpoint[]) =>
    dead.length === 0
      ? endpoints
      : endpoints.filter(endpoint => !isDeadEndpoint(endpoint));
  const isDeadEndpoint = ({ clusterId, locality }: MeshEndpoint) =>
    isDead({ cluster: clusterOf(clusterId), locality, gateway: false }, dead);
  const isUnreachable = ({ gateway, network }: AssignedEndpoint) =>
    !gateway && network !== '' && home !== '' && network !== home;
  const answering = alive(ready);
  const answeringInSubset =
    readyInSubset === ready ? answering : alive(readyInSubset);
  const behind = failingByNetwork(readyInSubset, answeringInSubset);
  return {
    isUnreachable,
    answering,
    answeringInSubset,
    failing(endpoint) {
      const { locality, gateway, network } = endpoint;
      const cluster = clusterOf(endpoint.cluster);
      if (isDead({ cluster, locality, gateway }, dead)) return 1;
      if (isUnreachable(endpoint)) return 1;
      return gateway ? behind(network) : 0;
    },
  };
}

/** Whether anything that matters to the clients of an Envoy cluster is dead. What is not felt by them leaves everything as it is. */
export function isFelt(
  { cluster, clusterOf, ready }: Destination,
  dead: readonly DeadPart[],
): boolean {
  return (
    cluster.endpoints.some(({ cluster: id, locality, gateway }) =>
      isDead({ cluster: clusterOf(id), locality, gateway }, dead),
    ) ||
    ready.some(({ clusterId, locality }) =>
      isDead({ cluster: clusterOf(clusterId), locality, gateway: false }, dead),
    )
  );
}

/** A gateway spreads requests over the ready endpoints of its network; without any, all of them fail. */
function failingByNetwork(
  ready: readonly MeshEndpoint[],
  answering: readonly MeshEndpoint[],
): (network: string) => number {
  const all = countByNetwork(ready);
  const alive = ready === answering ? all : countByNetwork(answering);
  return network => {
    const count = all.get(network);
    return count ? 1 - (alive.get(network) ?? 0) / count : 1;
  };
}

function countByNetwork(
  endpoints: readonly MeshEndpoint[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { network } of endpoints)
    counts.set(network, (counts.get(network) ?? 0) + 1);
  return counts;
}
