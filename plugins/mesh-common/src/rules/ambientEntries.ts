import { Mesh } from '../model/mesh';
import { Labels } from '../model/record';
import { PodRecord } from '../model/records/pod';
import { ServiceEntryRecord } from '../model/records/serviceEntry';
import { WorkloadSpec } from '../model/records/workloadEntry';
import { Rule } from '../model/rule';
import { containsLabels } from '../model/selector';
import { allocatedAddresses } from './allocatedAddresses';
import { cidrRange } from './cidr';
import {
  ControlPlaneKey,
  controlPlaneName,
  controlPlaneView,
} from './controlPlaneView';
import { entryVisibilityOf } from './entryVisibilityOf';
import { TrafficDistribution } from './localitySetting';
import { MeshService, meshServices } from './meshServices';

/** A host of a ServiceEntry as ambient clients know it. */
export interface AmbientEntry {
  readonly host: string;
  readonly entry: ServiceEntryRecord;
  readonly distribution: TrafficDistribution | undefined;
  /** Clients of every namespace mean this one when they call the host. */
  readonly canonical: boolean;
  /** Other namespaces do not know it. */
  readonly namespaceOnly: boolean;
}

/**
 * Hosts of ServiceEntries that ztunnel is given: in each namespace that of the oldest one, unless the istiod's own cluster has a Service of that name there.
 * One with an address that is none is left out. Reference 4.7.
 */
export const ambientEntries: Rule<ControlPlaneKey, readonly AmbientEntry[]> = {
  source: '4.7',
  nameOf: controlPlaneName,
  ask(mesh, key) {
    const view = mesh.ask(controlPlaneView, key);
    if (!view) return [];
    const { services, byHost } = mesh.ask(meshServices, key);
    const isOwnService = ({
      registry,
      clusterSet,
      aliasOf,
      copies,
    }: MeshService) =>
      registry === 'kubernetes' &&
      !clusterSet &&
      aliasOf === undefined &&
      copies.some(({ cluster }) => cluster === view.configCluster);
    const visibilityOf = ({ entry }: MeshService) =>
      entry && hasAddresses(entry)
        ? entryVisibilityOf(mesh, view, entry.namespace)
        : 'NONE';
    return services.flatMap(service => {
      const { entry, host, namespace, distribution } = service;
      const visibility = visibilityOf(service);
      if (!entry || visibility === 'NONE') return [];
      // Oldest first.
      const rivals = (byHost.get(host) ?? []).filter(
        rival => isOwnService(rival) || visibilityOf(rival) !== 'NONE',
      );
      const [first] = rivals
        .filter(rival => rival.namespace === namespace)
        .sort((a, b) => Number(isOwnService(b)) - Number(isOwnService(a)));
      if (first !== service) return [];
      const forAll = rivals.filter(rival => visibilityOf(rival) === 'PUBLIC');
      const canonical = !rivals.some(isOwnService) && forAll[0] === service;
      const namespaceOnly = visibility === 'NAMESPACE';
      return [{ host, entry, distribution, canonical, namespaceOnly }];
    });
  },
};

function hasAddresses({ addresses }: ServiceEntryRecord): boolean {
  return addresses.every(address => cidrRange(address) !== undefined);
}

/** Addresses under which a host of a ServiceEntry is called: its own, else those that istiod has set aside, which wildcards have none of as a rule. */
export function addressesOfEntry({
  host,
  entry,
}: Pick<AmbientEntry, 'host' | 'entry'>): readonly string[] {
  if (entry.addresses.length > 0) return entry.addresses;
  return host.startsWith('*') && entry.resolution !== 'DYNAMIC_DNS'
    ? []
    : allocatedAddresses(entry, host);
}

/** Whether a ServiceEntry selects workloads with labels. One that selects by no label selects nothing. */
export function selectsWorkload(
  { workloadSelector }: ServiceEntryRecord,
  labels: Labels,
): boolean {
  return (
    workloadSelector !== undefined &&
    workloadSelector.size > 0 &&
    containsLabels(labels, workloadSelector)
  );
}

/** Ports of a ServiceEntry as `service port>target port`; what a workload calls like the port wins. */
export function portsOfEntry(
  { ports }: ServiceEntryRecord,
  named: (name: string) => number | undefined = () => undefined,
): readonly string[] {
  return ports
    .map(
      ({ name, number, targetPort }) =>
        `${number}>${named(name) ?? targetPort ?? number}`,
    )
    .sort();
}

/** Port that a container of a pod gives a name. */
export function portOfPod({ containerPorts }: PodRecord) {
  return (name: string): number | undefined =>
    containerPorts.find(port => port.name === name)?.number;
}

/** Port that a WorkloadEntry gives a name. */
export function portOfWorkload({ ports }: WorkloadSpec) {
  return (name: string): number | undefined => ports.get(name);
}

/** The ServiceEntries of a namespace that select a workload, each with its hosts. */
export function entriesSelecting(
  mesh: Mesh,
  key: ControlPlaneKey,
  {
    namespace,
    labels,
  }: { readonly namespace: string; readonly labels: Labels },
): readonly AmbientEntry[] {
  return mesh
    .ask(ambientEntries, key)
    .filter(
      ({ entry }) =>
        entry.namespace === namespace && selectsWorkload(entry, labels),
    );
}
