import { Mesh } from '../model/mesh';
import { ServiceEntryRecord } from '../model/records/serviceEntry';
import { WorkloadSpec } from '../model/records/workloadEntry';
import { containsLabels } from '../model/selector';
import { AmbientCopies } from './ambientCopies';
import {
  ambientEntries,
  AmbientEntry,
  entriesSelecting,
  portOfWorkload,
  portsOfEntry,
} from './ambientEntries';
import { identityOf, isCaptured } from './ambientPods';
import { ambientSlices } from './ambientSlices';
import { isAddress } from './cidr';
import { ControlPlaneView, isOn, Registry } from './controlPlaneView';
import { isRead } from './discovery';
import { hostItself } from './hostItself';
import { localityText } from './locality';
import { waypointOfPod } from './waypoints';
import { AmbientItem, AmbientPlace, AmbientWorkload } from './workloadApi';

/**
 * What ztunnel is given of a cluster beside pods: WorkloadEntries, endpoints written in ServiceEntries, and endpoints of slices that name no pod. Both
 * kinds of entries come from the config cluster; WorkloadEntries stand for workloads of every cluster. Reference 3.7, 4.7.
 */
export function ambientOthers(
  mesh: Mesh,
  view: ControlPlaneView,
  place: AmbientPlace,
  services: readonly AmbientCopies[],
): readonly AmbientItem[] {
  return [
    ...workloadEntries(mesh, view, place, services),
    ...(place.registry.cluster === view.configCluster
      ? writtenEndpoints(mesh, view, place)
      : []),
    ...ambientSlices(mesh, view, place, services),
  ];
}

/** Their health is not looked at, unlike for sidecars. */
function workloadEntries(
  mesh: Mesh,
  view: ControlPlaneView,
  { registry, network }: AmbientPlace,
  services: readonly AmbientCopies[],
): readonly AmbientItem[] {
  const { cluster, clusterId } = registry;
  return mesh
    .list(view.configCluster, 'WorkloadEntry')
    .filter(entry => isRead(mesh, view, entry))
    .map((entry): AmbientItem => {
      const { namespace, name, annotations } = entry;
      const labels = new Map([...entry.workloadLabels, ...entry.labels]);
      const named = { namespace, name, labels, annotations };
      const selecting =
        cluster === view.configCluster
          ? entriesSelecting(mesh, view.key, named)
          : [];
      const workload = {
        ...described(view, registry, { ...named, spec: entry, network }),
        ...waypointOf(mesh, view, registry, named),
      };
      return [
        `${clusterId}/networking.istio.io/WorkloadEntry/${namespace}/${name}`,
        withServices(workload, [
          ...servicesSelecting(view, registry, services, { ...named, entry }),
          ...namesOf(selecting, entry),
        ]),
      ];
    });
}

function servicesSelecting(
  view: ControlPlaneView,
  { clusterId }: Registry,
  services: readonly AmbientCopies[],
  {
    namespace,
    labels,
    entry,
  }: {
    readonly namespace: string;
    readonly labels: ReadonlyMap<string, string>;
    readonly entry: WorkloadSpec;
  },
): readonly NamedPorts[] {
  if (!isOn(view, 'PILOT_ENABLE_K8S_SELECT_WORKLOAD_ENTRIES', true)) return [];
  return services.flatMap(service => {
    const copy = service.copies.find(known => known.clusterId === clusterId);
    const selector = copy?.service.selector;
    if (
      !copy ||
      service.namespace !== namespace ||
      !selector ||
      selector.size === 0 ||
      !containsLabels(labels, selector)
    )
      return [];
    const ports = copy.service.ports.flatMap(({ name, number, targetPort }) => {
      const target =
        typeof targetPort === 'string'
          ? entry.ports.get(targetPort)
          : entry.ports.get(name) ?? targetPort ?? number;
      return target === undefined ? [] : [`${number}>${target}`];
    });
    return [[`${namespace}/${service.host}`, ports.sort()] as const];
  });
}

/** Without endpoints, an entry that is resolved by DNS has one for each host. */
function writtenEndpoints(
  mesh: Mesh,
  view: ControlPlaneView,
  { registry, network }: AmbientPlace,
): readonly AmbientItem[] {
  const byEntry = new Map<ServiceEntryRecord, AmbientEntry[]>();
  for (const found of mesh.ask(ambientEntries, view.key))
    byEntry.set(found.entry, [...(byEntry.get(found.entry) ?? []), found]);
  return [...byEntry].flatMap(([entry, hosts]) => {
    const { namespace, name, labels, annotations, endpoints } = entry;
    const item = (
      spec: WorkloadSpec,
      of: readonly AmbientEntry[],
      own: string,
    ): AmbientItem => {
      const named = { namespace, name, labels, annotations };
      const workload = described(view, registry, {
        ...named,
        spec,
        network: own,
      });
      // What is written in an entry asks for a waypoint by its own labels.
      const waypoint = endpoints.includes(spec)
        ? waypointOf(mesh, view, registry, {
            namespace,
            labels: spec.workloadLabels,
          })
        : {};
      return [
        `${registry.clusterId}/networking.istio.io/ServiceEntry/${namespace}/${name}/${spec.address}`,
        withServices({ ...workload, ...waypoint }, namesOf(of, spec)),
      ];
    };
    if (endpoints.length > 0) {
      // One that names no network is in that of the one before it.
      let known = network;
      return endpoints.map(spec => {
        known = spec.network || known;
        return item(spec, hosts, known);
      });
    }
    return isByDns(entry)
      ? hosts.map(host => item(hostItself(host.host), [host], network))
      : [];
  });
}

function isByDns({
  resolution,
  workloadSelector,
}: ServiceEntryRecord): boolean {
  return (
    workloadSelector === undefined &&
    resolution !== 'NONE' &&
    resolution !== 'STATIC'
  );
}

interface Described {
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly annotations: ReadonlyMap<string, string>;
  readonly spec: WorkloadSpec;
  /** Network, if it names none. */
  readonly network: string;
}

function described(
  view: ControlPlaneView,
  { clusterId }: Registry,
  { namespace, labels, annotations, spec, network }: Described,
): AmbientWorkload {
  const { address, weight, serviceAccount } = spec;
  const locality = localityText(spec.locality);
  return {
    ...(isAddress(address) && { addresses: [address] }),
    network: spec.network || network,
    cluster: clusterId,
    tunnel: isCaptured({ labels, annotations }) ? 'HBONE' : 'NONE',
    health: 'healthy',
    ...(locality !== '' && { locality }),
    ...(serviceAccount !== '' && {
      identity: identityOf(view, { namespace, serviceAccount }),
    }),
    ...(weight > 0 && { capacity: weight }),
  };
}

function waypointOf(
  mesh: Mesh,
  view: ControlPlaneView,
  { cluster }: Registry,
  workload: {
    readonly namespace: string;
    readonly labels: ReadonlyMap<string, string>;
  },
): Pick<AmbientWorkload, 'waypoint'> {
  const waypoint = waypointOfPod(mesh, view, cluster, workload);
  return waypoint === undefined ? {} : { waypoint };
}

type NamedPorts = readonly [name: string, ports: readonly string[]];

function namesOf(
  hosts: readonly AmbientEntry[],
  spec: WorkloadSpec,
): readonly NamedPorts[] {
  return hosts.map(({ host, entry }) => [
    `${entry.namespace}/${host}`,
    portsOfEntry(entry, portOfWorkload(spec)),
  ]);
}

function withServices(
  workload: AmbientWorkload,
  services: readonly NamedPorts[],
): AmbientWorkload {
  return services.length === 0
    ? workload
    : { ...workload, services: new Map(services) };
}
