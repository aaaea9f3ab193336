import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import { AddressSet } from './addressSet';
import { EjectionAbility } from './clusterEjection';
import { ClusterLoad, clusterLoad } from './clusterLoad';
import {
  clustersById,
  ControlPlaneKey,
  controlPlaneView,
} from './controlPlaneView';
import { DeadPart, isDead } from './deadPart';
import { destinationHealth, DestinationHealth } from './destinationHealth';
import { destinationNotes } from './destinationNotes';
import { EndpointClient } from './endpointClient';
import {
  alikeClusters,
  AlikeQuestion,
  hostClusters,
  hostTarget,
} from './hostClusters';
import { MeshService, meshServices } from './meshServices';
import { EnvoyCluster, ProxyRef } from './proxyConfig';
import { serviceEndpoints } from './serviceEndpoints';
import { RouteShare, TrafficNote, TrafficPart } from './trafficShare';

/** Where the requests to one Envoy cluster go, as shares of them. */
export type DestinationShare = Omit<RouteShare, 'match' | 'answered'>;

/** Part of the fleet that is dead. */
interface Failure {
  readonly dead: readonly DeadPart[];
  /** Those of the dead parts that outlier detection has seen. */
  readonly noticed: readonly DeadPart[];
}

const NO_EJECTION: ReadonlyMap<string, EjectionAbility> = new Map();

/** Nothing goes anywhere. */
export const NO_SHARE: DestinationShare = {
  parts: [],
  refused: 0,
  unplaced: 0,
  failing: 0,
  usable: 0,
  ejection: NO_EJECTION,
  notes: [],
};

/** Where the requests of a client to one of its Envoy clusters go, in a fleet of which parts are dead. Worked out once for all clients that are alike. Reference 5.5 to 5.9. */
export function destinationShare(
  mesh: Mesh,
  question: Failure & { readonly client: ProxyRef; readonly name: string },
): DestinationShare {
  const { client: ref, name } = question;
  const [, , , host = ''] = name.split('|');
  const target = mesh.ask(hostTarget, { client: ref, host });
  if (!target) return missing(name);
  const { alike, client, service } = target;
  if (alike) {
    const { dead, noticed } = question;
    return mesh.ask(alikeShare, { alike, name, dead, noticed });
  }
  const clusters = mesh.ask(hostClusters, { client: ref, host });
  const cluster = clusters.get(name);
  return shareOf(mesh, { ...question, client, service, cluster });
}

/** The same for all clients that are alike. */
const alikeShare: Rule<
  Failure & { readonly alike: AlikeQuestion; readonly name: string },
  DestinationShare
> = {
  source: '5.5',
  nameOf: ({ alike, name, dead, noticed }) =>
    `${alike.name} ${name} ${JSON.stringify([dead, noticed])}`,
  ask(mesh, question) {
    const { alike, name } = question;
    const { client, host, position } = alike;
    const { key } = client.view;
    const view = mesh.ask(controlPlaneView, key);
    const service = mesh.ask(meshServices, key).byHost.get(host)?.[position];
    if (!view || !service) return missing(name);
    const cluster = mesh.ask(alikeClusters, alike).get(name);
    if (
      cluster &&
      cluster.type !== 'ORIGINAL_DST' &&
      !isFelt(mesh, { controlPlane: key, service, cluster }, question)
    )
      return mesh.ask(alikeShare, { alike, name, ...UNHARMED });
    return shareOf(mesh, {
      ...question,
      client: { ...client, view },
      service,
      cluster,
    });
  },
};

const NOTHING: readonly DeadPart[] = [];
const UNHARMED: Failure = { dead: NOTHING, noticed: NOTHING };

/** Whether anything that matters to the clients of an Envoy cluster is dead. What is not felt by them leaves everything as it is. */
function isFelt(
  mesh: Mesh,
  {
    controlPlane,
    service: { host, namespace },
    cluster,
  }: {
    readonly controlPlane: ControlPlaneKey;
    readonly service: MeshService;
    readonly cluster: EnvoyCluster;
  },
  { dead }: Failure,
): boolean {
  if (dead.length === 0) return true;
  const names = mesh.ask(clustersById, controlPlane);
  return (
    cluster.endpoints.some(({ cluster: id, locality, gateway }) =>
      isDead({ cluster: names.get(id), locality, gateway }, dead),
    ) ||
    mesh
      .ask(serviceEndpoints, { controlPlane, host, namespace })
      .some(({ clusterId, locality }) =>
        isDead(
          { cluster: names.get(clusterId), locality, gateway: false },
          dead,
        ),
      )
  );
}

function missing(name: string): DestinationShare {
  return {
    ...NO_SHARE,
    refused: 1,
    failing: 1,
    notes: [{ code: 'destination-missing', destination: name }],
  };
}

function shareOf(
  mesh: Mesh,
  question: Failure & {
    readonly client: EndpointClient;
    readonly service: MeshService;
    readonly name: string;
    readonly cluster: EnvoyCluster | undefined;
  },
): DestinationShare {
  const { name, cluster, dead, noticed } = question;
  const note = (code: TrafficNote['code']) => ({ code, destination: name });
  if (!cluster) return missing(name);
  if (cluster.type === 'ORIGINAL_DST')
    return { ...NO_SHARE, unplaced: 1, notes: [note('application-chooses')] };
  const health = destinationHealth(mesh, question);
  const seen =
    noticed === dead
      ? health
      : destinationHealth(mesh, { ...question, dead: noticed });
  const load = clusterLoad({
    cluster,
    failing: health.failing,
    noticed: seen.failing,
  });
  const parts = partsOf(load, health);
  return {
    parts,
    refused: load.refused,
    unplaced: 0,
    failing: parts.reduce((sum, { failing }) => sum + failing, load.refused),
    usable: usableOf(cluster, health),
    ejection: new Map([[name, load.ejection]]),
    notes: destinationNotes({ name, cluster, load, health, noticed }).map(note),
  };
}

function partsOf(
  { parts }: ClusterLoad,
  { clusterOf }: DestinationHealth,
): readonly TrafficPart[] {
  return parts.map(({ endpoint, share, failing }) => ({
    cluster: clusterOf(endpoint),
    locality: endpoint.locality,
    network: endpoint.network,
    path: endpoint.gateway ? 'gateway' : 'direct',
    share,
    failing,
  }));
}

function usableOf(
  { endpoints }: EnvoyCluster,
  { failing }: DestinationHealth,
): number {
  const usable = new AddressSet();
  for (const endpoint of endpoints)
    if (
      (endpoint.health === 'healthy' || endpoint.health === 'unknown') &&
      failing(endpoint) < 1
    )
      usable.add(endpoint);
  return usable.size;
}
