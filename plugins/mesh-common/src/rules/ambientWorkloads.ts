import { Mesh } from '../model/mesh';
import { Locality, localityOfNode } from '../model/nodeLocality';
import { PodRecord } from '../model/records/pod';
import { Rule } from '../model/rule';
import { AmbientCopies, ambientCopies } from './ambientCopies';
import { AmbientGateway, ambientGateways } from './ambientGateways';
import {
  ambientPods,
  identityOf,
  isBehind,
  isCaptured,
  podsOfCopy,
} from './ambientPods';
import { portsOf, portsOfPod } from './ambientServices';
import { hasAmbient, hasAmbientMultiNetwork } from './ambientSwitches';
import { isAddress } from './cidr';
import {
  ControlPlaneKey,
  controlPlaneName,
  ControlPlaneView,
  controlPlaneView,
  Registry,
} from './controlPlaneView';
import { endpointNetwork } from './endpointNetwork';
import { localityText } from './locality';
import { ownNetwork } from './ownNetwork';
import { waypointOfPod } from './waypoints';
import { AmbientWorkload } from './workloadApi';

/** The workloads that ztunnel is given: pods of the own network, and for other networks one entry per service behind their gateway. Reference 4.7. */
export const ambientWorkloads: Rule<
  ControlPlaneKey,
  ReadonlyMap<string, AmbientWorkload>
> = {
  source: '4.7',
  nameOf: controlPlaneName,
  ask(mesh, key) {
    const view = mesh.ask(controlPlaneView, key);
    if (!view || !hasAmbient(view)) return new Map();
    const services = mesh.ask(ambientCopies, key);
    const home = mesh.ask(ownNetwork, key);
    const gateways = mesh.ask(ambientGateways, key);
    const registries = hasAmbientMultiNetwork(view)
      ? view.registries
      : view.registries.slice(0, 1);
    return new Map([
      ...registries.flatMap(registry => podsOf(mesh, view, registry, services)),
      ...gateways.map(gateway => gatewayItself(view, gateway)),
      ...behindGateways(
        mesh,
        services,
        gateways.filter(({ network }) => network !== home),
      ),
    ]);
  },
};

const NOWHERE: Locality = { region: '', zone: '', subzone: '' };

type Entry = readonly [uid: string, workload: AmbientWorkload];

function podsOf(
  mesh: Mesh,
  view: ControlPlaneView,
  registry: Registry,
  services: readonly AmbientCopies[],
): readonly Entry[] {
  const { cluster, clusterId } = registry;
  const home = mesh.ask(ownNetwork, view.key);
  // All pods of a cluster are in its network, whatever their labels say.
  const network = endpointNetwork(mesh, view, registry, undefined, '');
  return ambientPods(mesh, view, cluster).flatMap((pod): readonly Entry[] => {
    if (cluster !== view.configCluster && network !== home) return [];
    const own = servicesOf(mesh, pod, registry, services);
    const node =
      pod.nodeName === ''
        ? undefined
        : mesh.get(cluster, 'Node', { namespace: '', name: pod.nodeName });
    const { region, zone, subzone } = node ? localityOfNode(node) : NOWHERE;
    const locality = localityText(`${region}/${zone}/${subzone}`);
    const waypoint = waypointOfPod(mesh, view, cluster, pod);
    const workload: AmbientWorkload = {
      addresses: pod.addresses,
      network,
      cluster: clusterId,
      tunnel: isCaptured(pod) ? 'HBONE' : 'NONE',
      health: pod.ready && !pod.deleting ? 'healthy' : 'unhealthy',
      ...(locality !== '' && { locality }),
      ...(pod.nodeName !== '' && { node: pod.nodeName }),
      identity: identityOf(view, pod),
      ...(waypoint !== undefined && { waypoint }),
      ...(own.size > 0 && { services: own }),
    };
    return [[`${clusterId}//Pod/${pod.namespace}/${pod.name}`, workload]];
  });
}

/** Services that select a pod by the copy of its own cluster, with the ports of that copy. */
function servicesOf(
  mesh: Mesh,
  pod: PodRecord,
  { clusterId }: Registry,
  services: readonly AmbientCopies[],
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    services.flatMap(({ namespace, host, copies }) => {
      const copy = copies.find(candidate => candidate.clusterId === clusterId);
      if (namespace !== pod.namespace || !copy || !isBehind(mesh, copy, pod))
        return [];
      return [[`${namespace}/${host}`, portsOfPod(copy, pod)] as const];
    }),
  );
}

/** The gateway itself, for its identity. */
function gatewayItself(
  { settings }: ControlPlaneView,
  gateway: AmbientGateway,
): Entry {
  const { network, address, namespace, serviceAccount } = gateway;
  return [
    `NetworkGateway/${network}/${address}/${
      gateway.reference ? gateway.port : 0
    }`,
    {
      ...(isAddress(address) && { addresses: [address] }),
      network,
      cluster: '',
      tunnel: 'NONE',
      health: 'healthy',
      identity: `spiffe://${settings.trustDomain}/ns/${namespace}/sa/${serviceAccount}`,
    },
  ];
}

/** One entry for all pods of a service in another network. Of several gateways one is used; which one is undefined, here the first. */
function behindGateways(
  mesh: Mesh,
  services: readonly AmbientCopies[],
  gateways: readonly AmbientGateway[],
): readonly Entry[] {
  const networks = [...new Set(gateways.map(({ network }) => network))].sort();
  return networks.flatMap(network => {
    const [gateway] = gateways
      .filter(candidate => candidate.network === network)
      .sort(byAddress);
    return services.flatMap(service => behindGateway(mesh, service, gateway));
  });
}

function byAddress(a: AmbientGateway, b: AmbientGateway): number {
  return a.address < b.address ? -1 : 1;
}

function behindGateway(
  mesh: Mesh,
  { namespace, host, copies }: AmbientCopies,
  gateway: AmbientGateway,
): readonly Entry[] {
  const { network, address } = gateway;
  const capacity = copies
    .filter(copy => !copy.own && copy.network === network)
    .reduce((sum, copy) => sum + podsOfCopy(mesh, copy).length, 0);
  if (capacity === 0) return [];
  return [
    [
      `${network}/SplitHorizonWorkload/${gateway.namespace}/${gateway.name}/${address}/${namespace}/${host}`,
      {
        network,
        cluster: gateway.clusterId,
        gateway: `${
          isAddress(address) ? network : gateway.namespace
        }/${address}:${gateway.port}`,
        tunnel: 'HBONE',
        health: 'healthy',
        capacity,
        services: new Map([[`${namespace}/${host}`, portsOf(copies[0])]]),
      },
    ],
  ];
}
