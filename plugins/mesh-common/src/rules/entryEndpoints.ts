import { Mesh } from '../model/mesh';
import { PodRecord } from '../model/records/pod';
import { ServiceEntryRecord } from '../model/records/serviceEntry';
import { WorkloadEntryRecord } from '../model/records/workloadEntry';
import { ClusterName } from '../model/refs';
import { containsLabels } from '../model/selector';
import { ControlPlaneView, isOn, Registry } from './controlPlaneView';
import { isRead, isSelected } from './discovery';
import { hostItself } from './hostItself';
import { podPlace } from './kubernetesEndpoints';
import { MeshService } from './meshServices';
import { MeshEndpoint } from './serviceEndpoints';
import { isHealthyEntry, workloadEndpoint } from './workloadEndpoint';

/** Endpoints of a ServiceEntry: selected workloads, else those written in it; resolved by DNS without any, the host itself. Reference 3.7. */
export function entryEndpoints(
  mesh: Mesh,
  view: ControlPlaneView,
  service: MeshService,
  entry: ServiceEntryRecord,
): readonly MeshEndpoint[] {
  const { clusterId } = view;
  if (entry.workloadSelector) return selected(mesh, view, entry);
  const byDns =
    service.resolution === 'STRICT_DNS' || service.resolution === 'LOGICAL_DNS';
  const inline =
    entry.endpoints.length === 0 && byDns
      ? [hostItself(service.host)]
      : entry.endpoints;
  return inline.flatMap(workload =>
    entry.ports.map(port =>
      workloadEndpoint({
        workload,
        objectLabels: new Map(),
        namespace: entry.namespace,
        clusterId,
        registry: view.clusterId,
        port: { name: port.name, number: port.targetPort ?? port.number },
      }),
    ),
  );
}

function selected(
  mesh: Mesh,
  view: ControlPlaneView,
  entry: ServiceEntryRecord,
): readonly MeshEndpoint[] {
  const { namespace } = entry;
  const selector = entry.workloadSelector ?? new Map();
  const entries = view.registries.flatMap(({ cluster, clusterId }) =>
    mesh
      .list(cluster, 'WorkloadEntry', namespace)
      .filter(workload => isUsable(mesh, view, cluster, workload))
      .filter(workload =>
        containsLabels(
          new Map([...workload.workloadLabels, ...workload.labels]),
          selector,
        ),
      )
      .flatMap(workload =>
        entry.ports.map(port =>
          workloadEndpoint({
            workload,
            objectLabels: workload.labels,
            namespace,
            clusterId,
            registry: view.clusterId,
            port: { name: port.name, number: port.targetPort ?? port.number },
          }),
        ),
      ),
  );
  return [...entries, ...selectedPods(mesh, view, entry)];
}

/** WorkloadEntries are the one kind of Istio configuration that is read from every cluster. */
export function isUsable(
  mesh: Mesh,
  view: ControlPlaneView,
  cluster: ClusterName,
  entry: WorkloadEntryRecord,
): boolean {
  if (!isHealthyEntry(entry)) return false;
  if (cluster === view.configCluster) return isRead(mesh, view, entry);
  return (
    isOn(view, 'PILOT_ENABLE_CROSS_CLUSTER_WORKLOAD_ENTRY', true) &&
    isSelected(mesh, view, cluster, entry.namespace)
  );
}

/** Pods are known by namespace and name alone: of two of one name in two clusters one is lost. */
function selectedPods(
  mesh: Mesh,
  view: ControlPlaneView,
  entry: ServiceEntryRecord,
): readonly MeshEndpoint[] {
  const { namespace } = entry;
  const pods = new Map(
    podsOfEntry(mesh, view, entry).map(found => [found.pod.name, found]),
  );
  return [...pods.values()].flatMap(({ registry, pod }) =>
    pod.addresses.slice(0, 1).flatMap(address => {
      const place = podPlace(mesh, view, registry, pod, address);
      return entry.ports.map(port => ({
        ...place,
        address,
        port: port.targetPort ?? port.number,
        portName: port.name,
        clusterId: registry.clusterId,
        weight: 1,
        health: 'healthy' as const,
        namespace,
        pod: pod.name,
        registry: view.clusterId,
        sameClusterOnly: false,
      }));
    }),
  );
}

/** A pod that a ServiceEntry selects, and the registry it is in. */
export interface EntryPod {
  readonly registry: Registry;
  readonly pod: PodRecord;
}

/** The ready pods of all clusters that a ServiceEntry selects; several may have one name. Reference 3.7. */
export function podsOfEntry(
  mesh: Mesh,
  view: ControlPlaneView,
  { namespace, workloadSelector = new Map() }: ServiceEntryRecord,
): readonly EntryPod[] {
  if (!isOn(view, 'PILOT_ENABLE_SERVICEENTRY_SELECT_PODS', true)) return [];
  return view.registries.flatMap(registry => {
    const { cluster } = registry;
    if (!isSelected(mesh, view, cluster, namespace)) return [];
    return mesh
      .list(cluster, 'Pod', namespace)
      .filter(
        ({ ready, phase, deleting, hostNetwork, labels }) =>
          ready &&
          phase === 'Running' &&
          !deleting &&
          !hostNetwork &&
          containsLabels(labels, workloadSelector),
      )
      .map(pod => ({ registry, pod }));
  });
}
