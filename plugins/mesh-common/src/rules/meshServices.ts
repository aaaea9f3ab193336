import { compareText, Labels, ObjectRecord } from '../model/record';
import { Mesh } from '../model/mesh';
import { ServiceRecord } from '../model/records/service';
import { ServiceEntryRecord } from '../model/records/serviceEntry';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import {
  ControlPlaneKey,
  controlPlaneName,
  ControlPlaneView,
  controlPlaneView,
  isOn,
  Registry,
} from './controlPlaneView';
import { isSelected } from './discovery';
import { distributionOf } from './distributionOf';
import { entryServices } from './entryServices';
import { TrafficDistribution } from './localitySetting';
import { PortProtocol, portProtocol } from './portProtocol';

/** One port of a service as clients are given it. @public */
export interface MeshPort {
  readonly name: string;
  readonly number: number;
  readonly protocol: PortProtocol;
  /** Container port as the definition has it; only for the match with workload ports. */
  readonly targetPort: number | undefined;
}

/** How Envoy finds the endpoints: given by istiod, as the application resolved them, or by DNS. `alias` = it is only another name. @public */
export type Resolution =
  | 'EDS'
  | 'ORIGINAL_DST'
  | 'STRICT_DNS'
  | 'LOGICAL_DNS'
  | 'alias';

/** A service as one istiod knows it: of all copies in its clusters, the first defines it. Reference 3.1. @public */
export interface MeshService {
  readonly host: string;
  readonly namespace: string;
  /** Name of the Kubernetes Service, or of the ServiceEntry. */
  readonly name: string;
  readonly registry: 'kubernetes' | 'service-entry';
  readonly ports: readonly MeshPort[];
  readonly resolution: Resolution;
  readonly headless: boolean;
  /** Outside of the mesh: never mTLS by itself. */
  readonly external: boolean;
  /** Only endpoints on the client's node. */
  readonly nodeLocal: boolean;
  /** Empty: the default of the mesh. */
  readonly exportTo: readonly string[];
  readonly distribution: TrafficDistribution | undefined;
  /** Asks for persistent sessions, so that terminating endpoints are drained. */
  readonly labels: Labels;
  readonly created: number;
  /** Known under its name in the cluster set of the MCS API. */
  readonly clusterSet: boolean;
  /** Host that an alias stands for. */
  readonly aliasOf: string | undefined;
  /** Virtual addresses by cluster ID. */
  readonly addresses: ReadonlyMap<string, readonly string[]>;
  /** The object that defines it. */
  readonly definition: ObjectRecord;
  /** The Kubernetes Services it is made of, in the order of the registries. */
  readonly copies: readonly (Registry & { readonly service: ServiceRecord })[];
  /** Clusters of the copies, in the same order: one list for all services that have theirs in the same. */
  readonly clusters: readonly ClusterName[];
  readonly entry: ServiceEntryRecord | undefined;
}

/** All services of an istiod. @public */
export interface ServiceCatalog {
  /** Oldest first. */
  readonly services: readonly MeshService[];
  readonly byHost: ReadonlyMap<string, readonly MeshService[]>;
}

/** The services an istiod knows, copies in several clusters merged into one. Reference 3.1, 3.7. @public */
export const meshServices: Rule<ControlPlaneKey, ServiceCatalog> = {
  source: '3.1',
  nameOf: controlPlaneName,
  ask(mesh, key) {
    const view = mesh.ask(controlPlaneView, key);
    if (!view) return { services: [], byHost: new Map() };
    const kubernetes = kubernetesServices(mesh, view);
    const services = [
      ...kubernetes,
      ...kubernetes.flatMap(service => clusterSetService(mesh, view, service)),
      ...entryServices(mesh, view),
    ].sort(
      (a, b) =>
        a.created - b.created ||
        compareText(sortName(a), sortName(b)) ||
        compareText(a.namespace, b.namespace),
    );
    const byHost = new Map<string, MeshService[]>();
    for (const service of services) {
      const known = byHost.get(service.host);
      if (known) known.push(service);
      else byHost.set(service.host, [service]);
    }
    return { services, byHost };
  },
};

/** A ServiceEntry is sorted by its host, of which it may have several. */
function sortName({ registry, name, host }: MeshService): string {
  return registry === 'kubernetes' ? name : host;
}

function kubernetesServices(
  mesh: Mesh,
  view: ControlPlaneView,
): readonly MeshService[] {
  const copies = new Map<
    string,
    (Registry & { readonly service: ServiceRecord })[]
  >();
  for (const registry of view.registries) {
    for (const service of mesh.list(registry.cluster, 'Service')) {
      if (!isSelected(mesh, view, registry.cluster, service.namespace))
        continue;
      const key = `${service.name}.${service.namespace}`;
      const known = copies.get(key);
      if (known) known.push({ ...registry, service });
      else copies.set(key, [{ ...registry, service }]);
    }
  }
  const lists = new Map<string, readonly ClusterName[]>();
  return [...copies.values()].map(parts => {
    const clusters = parts.map(({ cluster }) => cluster);
    const text = clusters.join('\n');
    const known = lists.get(text) ?? clusters;
    lists.set(text, known);
    return merged(mesh, view, parts, known);
  });
}

function merged(
  mesh: Mesh,
  view: ControlPlaneView,
  copies: readonly (Registry & { readonly service: ServiceRecord })[],
  clusters: readonly ClusterName[],
): MeshService {
  const [{ cluster, service }] = copies;
  return {
    host: `${service.name}.${service.namespace}.svc.${view.domain}`,
    namespace: service.namespace,
    name: service.name,
    registry: 'kubernetes',
    ports: service.ports.map(port => ({
      name: port.name,
      number: port.number,
      protocol: portProtocol(port),
      targetPort:
        typeof port.targetPort === 'number' ? port.targetPort : undefined,
    })),
    resolution: resolutionOf(service),
    headless: service.headless,
    external: false,
    nodeLocal: service.internalTrafficPolicy === 'Local',
    exportTo: exportToOf(
      service.annotations.get('networking.istio.io/exportTo'),
    ),
    distribution: distributionOf(mesh, view, cluster, service),
    labels: service.labels,
    created: service.created,
    aliasOf: service.type === 'ExternalName' ? service.externalName : undefined,
    addresses: new Map(
      copies.map(copy => [copy.clusterId, copy.service.clusterIps]),
    ),
    clusterSet: false,
    definition: service,
    copies,
    clusters,
    entry: undefined,
  };
}

/** The same service under its name in the cluster set, once any cluster imports it with an address. Reference 3.10. */
function clusterSetService(
  mesh: Mesh,
  view: ControlPlaneView,
  service: MeshService,
): readonly MeshService[] {
  if (!isOn(view, 'ENABLE_MCS_HOST', false)) return [];
  const { namespace, name } = service;
  const addresses = new Map(
    view.registries.flatMap(({ cluster, clusterId }) => {
      const ips = mesh.get(cluster, 'ServiceImport', { namespace, name })?.ips;
      return ips && ips.length > 0 ? [[clusterId, ips] as const] : [];
    }),
  );
  if (addresses.size === 0) return [];
  const host = `${name}.${namespace}.svc.clusterset.local`;
  return [{ ...service, host, addresses, clusterSet: true }];
}

function resolutionOf(service: ServiceRecord): Resolution {
  if (service.type === 'ExternalName' && service.externalName) return 'alias';
  return service.headless ? 'ORIGINAL_DST' : 'EDS';
}

function exportToOf(annotation: string | undefined): readonly string[] {
  return (annotation ?? '')
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
}

/** Names of the labels with which Services ask for persistent sessions; none while the feature is off. Reference 3.3. */
export function sessionLabels(view: ControlPlaneView): readonly string[] {
  if (!isOn(view, 'PILOT_ENABLE_PERSISTENT_SESSION_FILTER', false)) return [];
  return [
    view.env.get('PILOT_PERSISTENT_SESSION_LABEL') ||
      'istio.io/persistent-session',
    view.env.get('PILOT_PERSISTENT_SESSION_HEADER_LABEL') ||
      'istio.io/persistent-session-header',
  ];
}
