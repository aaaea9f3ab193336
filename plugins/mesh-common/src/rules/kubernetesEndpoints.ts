import { Mesh } from '../model/mesh';
import {
  EndpointSliceRecord,
  SliceEndpoint,
} from '../model/records/endpointSlice';
import { NO_LABELS } from '../model/record';
import { PodRecord } from '../model/records/pod';
import { ServiceRecord } from '../model/records/service';
import { WorkloadEntryRecord } from '../model/records/workloadEntry';
import { ClusterName } from '../model/refs';
import { containsLabels } from '../model/selector';
import { augmentedLabels } from './augmentedLabels';
import { ControlPlaneView, isOn, Registry } from './controlPlaneView';
import { isUsable } from './entryEndpoints';
import { drainsEndpoints, endpointHealth } from './endpointHealth';
import {
  PODS_BY_ADDRESS,
  FILLED_SLICES_BY_SERVICE,
  WORKLOAD_ENTRIES,
  YES,
} from './indexes';
import { localityOfPod } from './locality';
import { MeshService, sessionLabels } from './meshServices';
import { endpointNetwork } from './endpointNetwork';
import { MeshEndpoint } from './serviceEndpoints';
import { workloadEndpoint } from './workloadEndpoint';

/** Most clusters with a copy of a service have no endpoints of it. */
const NONE: readonly never[] = [];

/** Endpoints of all copies of a Kubernetes Service. Reference 3.3. */
export function kubernetesEndpoints(
  mesh: Mesh,
  view: ControlPlaneView,
  service: MeshService,
): readonly MeshEndpoint[] {
  const draining = sessionLabels(view);
  const mayHoldBack = isOn(view, 'ENABLE_MCS_SERVICE_DISCOVERY', false);
  const selectsEntries = isOn(
    view,
    'PILOT_ENABLE_K8S_SELECT_WORKLOAD_ENTRIES',
    true,
  );
  const { namespace, name, clusters } = service;
  const slices = mesh.findInEach(clusters, 'EndpointSlice', {
    index: FILLED_SLICES_BY_SERVICE,
    namespace,
    key: name,
  });
  const entries = selectsEntries ? entriesBeside(mesh, service) : NONE;
  return service.copies.flatMap(({ cluster, clusterId, service: copy }, i) => {
    const registry = { cluster, clusterId };
    const listed = endpointsOfSlices(mesh, view, registry, {
      slices: slices[i],
      drains: drainsEndpoints(copy, draining),
    });
    const selected = selectedEntries(mesh, view, registry, {
      service: copy,
      entries: entries[i] ?? NONE,
    });
    const all = selected.length === 0 ? listed : [...listed, ...selected];
    return mayHoldBack && isHeldBack(mesh, view, cluster, service)
      ? all.map(endpoint => ({ ...endpoint, sameClusterOnly: true }))
      : all;
  });
}

/** Whether the MCS API keeps a cluster's endpoints from clients of other clusters. Reference 3.10. */
function isHeldBack(
  mesh: Mesh,
  view: ControlPlaneView,
  cluster: ClusterName,
  { namespace, name, clusterSet }: MeshService,
): boolean {
  if (!clusterSet && isOn(view, 'ENABLE_MCS_CLUSTER_LOCAL', false)) return true;
  const exported =
    mesh.get(cluster, 'ServiceExport', { namespace, name }) !== undefined;
  const imported =
    mesh.get(cluster, 'ServiceImport', { namespace, name }) !== undefined;
  return !exported || (clusterSet && !imported);
}

/** While an endpoint moves between slices it is in two of them; it is one endpoint all the same. */
function endpointsOfSlices(
  mesh: Mesh,
  view: ControlPlaneView,
  registry: Registry,
  {
    slices,
    drains,
  }: {
    readonly slices: readonly EndpointSliceRecord[];
    readonly drains: boolean;
  },
): readonly MeshEndpoint[] {
  if (slices.length === 0) return NONE;
  const found = new Map<string, MeshEndpoint>();
  for (const slice of slices) {
    for (const endpoint of slice.endpoints) {
      for (const item of ofSliceEndpoint(
        mesh,
        view,
        registry,
        slice,
        endpoint,
        drains,
      )) {
        const key = `${item.address} ${item.portName}`;
        const known = found.get(key);
        if (!known || (known.health !== 'healthy' && item.health === 'healthy'))
          found.set(key, item);
      }
    }
  }
  return [...found.values()];
}

function ofSliceEndpoint(
  mesh: Mesh,
  view: ControlPlaneView,
  registry: Registry,
  slice: EndpointSliceRecord,
  endpoint: SliceEndpoint,
  drains: boolean,
): readonly MeshEndpoint[] {
  const health = endpointHealth(endpoint, drains);
  return endpoint.addresses.flatMap(address => {
    const pod = podOf(mesh, registry, slice.namespace, endpoint, address);
    if (endpoint.pod !== undefined && !pod) return [];
    if (pod?.phase === 'Failed') return [];
    const place = podPlace(mesh, view, registry, pod, address);
    return slice.ports.map(port => ({
      ...place,
      address,
      port: port.number,
      portName: port.name,
      clusterId: registry.clusterId,
      weight: 1,
      health,
      namespace: slice.namespace,
      pod: pod?.name,
      registry: registry.clusterId,
      sameClusterOnly: false,
    }));
  });
}

function podOf(
  mesh: Mesh,
  { cluster }: Registry,
  namespace: string,
  endpoint: SliceEndpoint,
  address: string,
): PodRecord | undefined {
  if (endpoint.pod !== undefined)
    return mesh.get(cluster, 'Pod', { namespace, name: endpoint.pod });
  if (endpoint.foreignTarget) return undefined;
  return mesh.find(cluster, 'Pod', {
    index: PODS_BY_ADDRESS,
    namespace,
    key: address,
  })[0];
}

/** What follows for an endpoint from the pod behind it. Reference 3.3, 3.5. */
export function podPlace(
  mesh: Mesh,
  view: ControlPlaneView,
  registry: Registry,
  pod: PodRecord | undefined,
  address: string,
): Pick<
  MeshEndpoint,
  'network' | 'locality' | 'labels' | 'tlsMode' | 'serviceAccount' | 'node'
> {
  const network = endpointNetwork(mesh, view, registry, pod, address);
  const node = pod?.nodeName ?? '';
  const found =
    node === ''
      ? undefined
      : mesh.get(registry.cluster, 'Node', { namespace: '', name: node });
  const locality = pod ? localityOfPod(pod, found, view.profile) : '';
  return {
    network,
    locality,
    labels: augmentedLabels(pod?.labels ?? NO_LABELS, {
      clusterId: registry.clusterId,
      locality,
      node,
      network,
    }),
    tlsMode:
      pod?.labels.get('security.istio.io/tlsMode') === 'istio'
        ? 'istio'
        : 'disabled',
    serviceAccount: pod?.serviceAccount ?? '',
    node,
  };
}

/** WorkloadEntries that the selector of each copy may select. */
function entriesBeside(
  mesh: Mesh,
  { namespace, copies, clusters }: MeshService,
): readonly (readonly WorkloadEntryRecord[])[] {
  const lookUp = { index: WORKLOAD_ENTRIES, namespace, key: YES };
  const selects = ({ service }: { readonly service: ServiceRecord }) =>
    service.selector.size > 0;
  return copies.every(selects)
    ? mesh.findInEach(clusters, 'WorkloadEntry', lookUp)
    : copies.map(copy =>
        selects(copy) ? mesh.find(copy.cluster, 'WorkloadEntry', lookUp) : NONE,
      );
}

/** A Service's selector also selects WorkloadEntries of its namespace in its cluster. Reference 3.7. */
function selectedEntries(
  mesh: Mesh,
  view: ControlPlaneView,
  registry: Registry,
  {
    service,
    entries,
  }: {
    readonly service: ServiceRecord;
    readonly entries: readonly WorkloadEntryRecord[];
  },
): readonly MeshEndpoint[] {
  if (entries.length === 0) return NONE;
  return entries
    .filter(entry => isUsable(mesh, view, registry.cluster, entry))
    .filter(entry =>
      containsLabels(
        new Map([...entry.workloadLabels, ...entry.labels]),
        service.selector,
      ),
    )
    .flatMap(entry =>
      service.ports.map(port =>
        workloadEndpoint({
          workload: entry,
          objectLabels: entry.labels,
          namespace: entry.namespace,
          clusterId: registry.clusterId,
          registry: registry.clusterId,
          port: {
            name: port.name,
            number:
              typeof port.targetPort === 'number' && port.targetPort > 0
                ? port.targetPort
                : port.number,
            targetName:
              typeof port.targetPort === 'string' ? port.targetPort : undefined,
          },
        }),
      ),
    );
}
