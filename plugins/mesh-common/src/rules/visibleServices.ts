import { byAge, Labels, RecordKey, recordKey } from '../model/record';
import { Mesh } from '../model/mesh';
import { SidecarEgress, SidecarRecord } from '../model/records/sidecar';
import { serviceKey } from '../model/refs';
import { Rule } from '../model/rule';
import { containsLabels } from '../model/selector';
import { ControlPlaneView, controlPlaneView } from './controlPlaneView';
import { isRead } from './discovery';
import {
  exportedServices,
  namespaceName,
  NamespaceQuestion,
  serviceReach,
} from './exportedServices';
import { importedVirtualServices } from './importedVirtualServices';
import { MESH_GATEWAY } from './meshVirtualService';
import { MeshService, meshServices } from './meshServices';
import { oneNamespacePerHost, oneServicePerHost } from './oneServicePerHost';
import { ProxyRef } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { routedServices } from './routedServices';
import { importsOf, isImported } from './sidecarImports';
import { virtualServicesFor } from './virtualServicesFor';

/** One egress listener of a proxy: what it may call through it. Without a Sidecar there is one, and it has everything exported to the proxy. @public */
export interface EgressListener {
  /** Set for a listener of a Sidecar that is bound to a port. */
  readonly port: SidecarEgress['port'];
  readonly bind: string;
  /** Sorted by age. Of a host that is defined in several namespaces, those of the one that counts: each of them is listened to. */
  readonly services: readonly MeshService[];
  /** Items `<namespace>/<host>` that also limit VirtualServices. */
  readonly hosts: readonly string[];
}

/** What a proxy may call. @public */
export interface VisibleServices {
  readonly listeners: readonly EgressListener[];
  /** The services of all listeners, one per host. */
  readonly services: readonly MeshService[];
  readonly byHost: ReadonlyMap<string, MeshService>;
  /** Hosts by namespace and name of the service, without those of cluster sets. */
  readonly hosts: ReadonlyMap<string, string>;
  readonly sidecar: SidecarRecord | undefined;
}

const EVERYTHING: readonly string[] = ['*/*'];

const NOTHING_VISIBLE: VisibleServices = {
  listeners: [],
  services: [],
  byHost: new Map(),
  hosts: new Map(),
  sidecar: undefined,
};

/** Proxies of a namespace that may call the same. */
interface Outlook extends NamespaceQuestion {
  readonly isSidecar: boolean;
  /** The Sidecar that limits them, in the config cluster of the istiod. */
  readonly limit: RecordKey | undefined;
}

/** Services that a proxy is told of: those exported to its namespace, and of them those its Sidecar imports. Reference 3.8. */
export const visibleServices: Rule<ProxyRef, VisibleServices> = {
  source: '3.8',
  nameOf: ({ cluster, namespace, pod }) => `${cluster}/${namespace}/${pod}`,
  ask(mesh, ref) {
    const proxy = mesh.ask(proxyOf, ref);
    if (!proxy?.view || proxy.rejected !== undefined) return NOTHING_VISIBLE;
    const { view, namespace } = proxy;
    const isSidecar = proxy.kind === 'sidecar';
    const limit = isSidecar
      ? sidecarFor(mesh, view, namespace, proxy.labels)
      : undefined;
    return mesh.ask(servicesInSight, {
      controlPlane: view.key,
      namespace,
      isSidecar,
      limit: limit && { namespace: limit.namespace, name: limit.name },
    });
  },
};

/** The same for all proxies with one outlook. Reference 3.8. */
const servicesInSight: Rule<Outlook, VisibleServices> = {
  source: '3.8',
  nameOf: outlook =>
    `${namespaceName(outlook)} ${outlook.isSidecar} ${
      outlook.limit ? recordKey(outlook.limit) : ''
    }`,
  ask(mesh, { controlPlane, namespace, isSidecar, limit }) {
    const view = mesh.ask(controlPlaneView, controlPlane);
    if (!view) return NOTHING_VISIBLE;
    const question = { controlPlane, namespace };
    const sidecar = limit && mesh.get(view.configCluster, 'Sidecar', limit);
    const listeners =
      sidecar && sidecar.egress.length > 0
        ? sidecar.egress.map(egress =>
            listenerOf(egress, mesh.ask(exportedServices, question), namespace),
          )
        : [
            {
              port: undefined,
              bind: '',
              services: mesh.ask(
                isSidecar ? importableServices : gatewayServices,
                question,
              ),
              hosts: EVERYTHING,
            },
          ];
    const routes = mesh.ask(virtualServicesFor, {
      controlPlane,
      namespace,
      gateway: MESH_GATEWAY,
    });
    const catalog = mesh.ask(meshServices, controlPlane);
    const byDefault = view.settings.defaultServiceExportTo;
    const services = oneServicePerHost(
      listeners.flatMap(({ services: imported, hosts, port }) => [
        ...imported,
        ...routedServices({
          routes: importedVirtualServices(routes, hosts, namespace),
          catalog,
          namespace,
          isExported: service =>
            serviceReach(service, namespace, byDefault) !== 'hidden',
        }).flatMap(service => withPort(service, port?.number)),
      ]),
    );
    return {
      listeners,
      services,
      byHost: new Map(services.map(service => [service.host, service])),
      hosts: hostsByService(services),
      sidecar,
    };
  },
};

/** A Kubernetes Service comes before a ServiceEntry of its name. */
function hostsByService(
  services: readonly MeshService[],
): ReadonlyMap<string, string> {
  const hosts = new Map<string, string>();
  for (const wanted of ['kubernetes', 'service-entry'])
    for (const service of services) {
      const key = serviceKey(service);
      if (service.registry === wanted && !service.clusterSet && !hosts.has(key))
        hosts.set(key, service.host);
    }
  return hosts;
}

/** What sidecars of a namespace may call while no Sidecar limits them. Reference 3.8. */
const importableServices: Rule<NamespaceQuestion, readonly MeshService[]> = {
  source: '3.8',
  nameOf: namespaceName,
  ask: (mesh, question) =>
    oneNamespacePerHost(
      mesh.ask(exportedServices, question),
      question.namespace,
    ),
};

/** What gateways of a namespace know: to them the own namespace is like any other. Reference 3.8, 4.5. */
const gatewayServices: Rule<NamespaceQuestion, readonly MeshService[]> = {
  source: '3.8',
  nameOf: namespaceName,
  ask: (mesh, question) =>
    oneServicePerHost(mesh.ask(exportedServices, question)),
};

/** The Sidecar of a workload: with a selector that matches, without one, or that of the root namespace. Reference 3.8, point 4. */
export function sidecarFor(
  mesh: Mesh,
  view: ControlPlaneView,
  namespace: string,
  labels: Labels,
): SidecarRecord | undefined {
  const inNamespace = (name: string) =>
    mesh
      .list(view.configCluster, 'Sidecar', name)
      .filter(sidecar => isRead(mesh, view, sidecar))
      .sort(byAge);
  const own = inNamespace(namespace);
  const selected = own.find(
    ({ workloadSelector }) =>
      workloadSelector !== undefined &&
      containsLabels(labels, workloadSelector),
  );
  const general = (sidecars: readonly SidecarRecord[]) =>
    sidecars.find(({ workloadSelector }) => workloadSelector === undefined);
  const found =
    selected ?? general(own) ?? general(inNamespace(view.rootNamespace));
  if (found)
    mesh.because(
      {
        cluster: view.configCluster,
        kind: 'Sidecar',
        namespace: found.namespace,
        name: found.name,
      },
      'spec.egress',
    );
  return found;
}

function listenerOf(
  egress: SidecarEgress,
  exported: readonly MeshService[],
  namespace: string,
): EgressListener {
  const imports = importsOf(egress.hosts, namespace);
  const imported = exported
    .filter(service => isImported(service.host, service.namespace, imports))
    .flatMap(service => withPort(service, egress.port?.number));
  const services = oneNamespacePerHost(imported, namespace);
  return {
    port: egress.port,
    bind: egress.bind,
    services,
    hosts: egress.hosts,
  };
}

/** A listener that is bound to a port takes only that port of a service, or nothing. */
function withPort(
  service: MeshService,
  port: number | undefined,
): readonly MeshService[] {
  if (!port) return [service];
  const ports = service.ports.filter(({ number }) => number === port);
  if (ports.length === 0) return [];
  return ports.length === service.ports.length
    ? [service]
    : [{ ...service, ports }];
}
