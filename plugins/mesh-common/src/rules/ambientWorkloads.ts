import { Mesh } from '../model/mesh';
import { Locality, localityOfNode } from '../model/nodeLocality';
import { PodRecord } from '../model/records/pod';
import { Rule } from '../model/rule';
import { AmbientCopies, ambientCopies } from './ambientCopies';
import { entriesSelecting, portOfPod, portsOfEntry } from './ambientEntries';
import { AmbientGateway, ambientGateways } from './ambientGateways';
import { ambientOthers } from './ambientOthers';
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
  isOn,
  Registry,
} from './controlPlaneView';
import { endpointNetwork } from './endpointNetwork';
import { localityText } from './locality';
import { ownNetwork } from './ownNetwork';
import { isGlobal } from './serviceScope';
import { waypointOfPod } from './waypoints';
import { AmbientItem, AmbientPlace, AmbientWorkload } from './workloadApi';

/** The workloads that ztunnel is given: those of the own network, and for other networks one entry per service behind their gateway. Reference 4.7. */
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
    const others = registries.flatMap(registry =>
      ambientOthers(mesh, view, placeOf(mesh, view, registry), services),
    );
    const isNear = ([, { network }]: AmbientItem) =>
      network === home || !hasAmbientMultiNetwork(view);
    return new Map([
      ...registries.flatMap(registry => podsOf(mesh, view, registry, services)),
      ...others.filter(isNear),
      ...gateways.map(gateway => gatewayItself(view, gateway)),
      ...behindGateways(
        mesh,
        view,
        services,
        gateways.filter(({ network }) => network !== home),
        others.filter(item => !isNear(item)).map(([, workload]) => workload),
      ),
    ]);
  },
};

const NOWHERE: Locality = { region: '', zone: '', subzone: '' };

/** All that is in a cluster is in its network, whatever the labels of pods say. */
function placeOf(
  mesh: Mesh,
  view: ControlPlaneView,
  registry: Registry,
): AmbientPlace {
  const network = endpointNetwork(mesh, view, registry, undefined, '');
  return { registry, network };
}

function podsOf(
  mesh: Mesh,
  view: ControlPlaneView,
  registry: Registry,
  services: readonly AmbientCopies[],
): readonly AmbientItem[] {
  const { cluster, clusterId } = registry;
  const home = mesh.ask(ownNetwork, view.key);
  const { network } = placeOf(mesh, view, registry);
  return ambientPods(mesh, view, cluster).flatMap(
    (pod): readonly AmbientItem[] => {
      if (cluster !== view.configCluster && network !== home) return [];
      const own = new Map([
        ...servicesOf(mesh, pod, registry, services),
        ...entriesOf(mesh, view, registry, pod),
      ]);
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
    },
  );
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

/** Hosts of ServiceEntries that select a pod; they do so in the cluster that they are read from. */
function entriesOf(
  mesh: Mesh,
  view: ControlPlaneView,
  { cluster }: Registry,
  pod: PodRecord,
): ReadonlyMap<string, readonly string[]> {
  if (
    cluster !== view.configCluster ||
    !isOn(view, 'PILOT_ENABLE_SERVICEENTRY_SELECT_PODS', true)
  )
    return new Map();
  return new Map(
    entriesSelecting(mesh, view.key, pod).map(({ host, entry }) => [
      `${entry.namespace}/${host}`,
      portsOfEntry(entry, portOfPod(pod)),
    ]),
  );
}

/** The gateway itself, for its identity. */
function gatewayItself(
  { settings }: ControlPlaneView,
  gateway: AmbientGateway,
): AmbientItem {
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
  view: ControlPlaneView,
  services: readonly AmbientCopies[],
  gateways: readonly AmbientGateway[],
  others: readonly AmbientWorkload[],
): readonly AmbientItem[] {
  const networks = [...new Set(gateways.map(({ network }) => network))].sort();
  return networks.flatMap(network => {
    const [gateway] = gateways
      .filter(candidate => candidate.network === network)
      .sort(byAddress);
    const there = others.filter(workload => workload.network === network);
    return services.flatMap(service => {
      const { cluster, service: definition } = service.copies[0];
      const far = isGlobal(mesh, view, cluster, definition) ? there : [];
      return behindGateway(mesh, service, gateway, far);
    });
  });
}

function byAddress(a: AmbientGateway, b: AmbientGateway): number {
  return a.address < b.address ? -1 : 1;
}

function behindGateway(
  mesh: Mesh,
  { namespace, host, copies }: AmbientCopies,
  gateway: AmbientGateway,
  others: readonly AmbientWorkload[],
): readonly AmbientItem[] {
  const { network, address } = gateway;
  const name = `${namespace}/${host}`;
  const pods = copies
    .filter(copy => !copy.own && copy.network === network)
    .reduce((sum, copy) => sum + podsOfCopy(mesh, copy).length, 0);
  const capacity = others
    .filter(({ services }) => services?.has(name))
    .reduce((sum, { capacity: weight = 1 }) => sum + weight, pods);
  if (capacity === 0) return [];
  return [
    [
      `${network}/SplitHorizonWorkload/${gateway.namespace}/${gateway.name}/${address}/${name}`,
      {
        network,
        cluster: gateway.clusterId,
        gateway: `${
          isAddress(address) ? network : gateway.namespace
        }/${address}:${gateway.port}`,
        tunnel: 'HBONE',
        health: 'healthy',
        capacity,
        services: new Map([[name, portsOf(copies[0])]]),
      },
    ],
  ];
}
