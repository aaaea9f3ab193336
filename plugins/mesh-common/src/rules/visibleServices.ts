import { byAge, Labels } from '../model/record';
import { Mesh } from '../model/mesh';
import { SidecarEgress, SidecarRecord } from '../model/records/sidecar';
import { Rule } from '../model/rule';
import { containsLabels } from '../model/selector';
import {
  ControlPlaneKey,
  controlPlaneName,
  ControlPlaneView,
  controlPlaneView,
} from './controlPlaneView';
import { isRead } from './discovery';
import { importedVirtualServices } from './importedVirtualServices';
import { MESH_GATEWAY } from './meshVirtualService';
import { MeshService, meshServices } from './meshServices';
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
  /** Sorted by age. Of a host defined several times, the one that counts. */
  readonly services: readonly MeshService[];
  /** Items `<namespace>/<host>` that also limit VirtualServices. */
  readonly hosts: readonly string[];
}

/** What a proxy may call. @public */
export interface VisibleServices {
  readonly listeners: readonly EgressListener[];
  /** The services of all listeners, one per host. */
  readonly services: readonly MeshService[];
  readonly sidecar: SidecarRecord | undefined;
}

const EVERYTHING: readonly string[] = ['*/*'];

/** Services that a proxy is told of: those exported to its namespace, and of them those its Sidecar imports. Reference 3.8. @public */
export const visibleServices: Rule<ProxyRef, VisibleServices> = {
  source: '3.8',
  nameOf: ({ cluster, namespace, pod }) => `${cluster}/${namespace}/${pod}`,
  ask(mesh, ref) {
    const proxy = mesh.ask(proxyOf, ref);
    if (!proxy?.view || proxy.rejected !== undefined)
      return { listeners: [], services: [], sidecar: undefined };
    const { view, namespace } = proxy;
    const exported = mesh.ask(exportedServices, {
      controlPlane: view.key,
      namespace,
    });
    const sidecar =
      proxy.kind === 'sidecar'
        ? sidecarFor(mesh, view, namespace, proxy.labels)
        : undefined;
    const listeners =
      sidecar && sidecar.egress.length > 0
        ? sidecar.egress.map(egress => listenerOf(egress, exported, namespace))
        : [
            {
              port: undefined,
              bind: '',
              services: exported,
              hosts: EVERYTHING,
            },
          ];
    const routes = mesh.ask(virtualServicesFor, {
      controlPlane: view.key,
      namespace,
      gateway: MESH_GATEWAY,
    });
    const catalog = mesh.ask(meshServices, view.key);
    const services = joined(
      listeners.flatMap(({ services: imported, hosts, port }) => [
        ...imported,
        ...routedServices({
          routes: importedVirtualServices(routes, hosts, namespace),
          catalog,
          namespace,
          isExported: service =>
            reachOf(
              service,
              namespace,
              view.settings.defaultServiceExportTo,
            ) !== 'hidden',
        }).flatMap(service => withPort(service, port?.number)),
      ]),
    );
    return { listeners, services, sidecar };
  },
};

/** Services exported to a namespace; of a host defined several times, the one that counts. Reference 3.8, point 3. */
export const exportedServices: Rule<
  { readonly controlPlane: ControlPlaneKey; readonly namespace: string },
  readonly MeshService[]
> = {
  source: '3.8',
  nameOf: ({ controlPlane, namespace }) =>
    `${controlPlaneName(controlPlane)}/${namespace}`,
  ask(mesh, { controlPlane, namespace }) {
    const view = mesh.ask(controlPlaneView, controlPlane);
    if (!view) return [];
    const exported = mesh
      .ask(meshServices, controlPlane)
      .services.map(service => ({
        service,
        reach: reachOf(
          service,
          namespace,
          view.settings.defaultServiceExportTo,
        ),
      }));
    const own = exported.filter(({ reach }) => reach === 'own');
    const everybody = exported.filter(({ reach }) => reach === 'everybody');
    return joined([...own, ...everybody].map(({ service }) => service));
  },
};

/** How a service comes to be visible to a namespace. The default of the mesh knows only the namespace itself and everybody. */
function reachOf(
  { exportTo, namespace: home }: MeshService,
  namespace: string,
  byDefault: readonly string[],
): 'own' | 'everybody' | 'hidden' {
  if (exportTo.length === 0) {
    if (byDefault.includes('.')) return home === namespace ? 'own' : 'hidden';
    return byDefault.includes('*') ? 'everybody' : 'hidden';
  }
  if (exportTo.includes('*')) return 'everybody';
  if (exportTo.includes('~')) return 'hidden';
  const named =
    exportTo.includes(namespace) ||
    (exportTo.includes('.') && home === namespace);
  return named ? 'own' : 'hidden';
}

/** One service per host: a Kubernetes Service before a ServiceEntry, else the first; ServiceEntries of one namespace join their ports. */
function joined(services: readonly MeshService[]): readonly MeshService[] {
  const byHost = new Map<string, MeshService>();
  for (const service of services) {
    const known = byHost.get(service.host);
    if (
      !known ||
      (known.registry !== 'kubernetes' && service.registry === 'kubernetes')
    )
      byHost.set(service.host, service);
    else if (canJoin(known, service))
      byHost.set(service.host, withPortsOf(known, service));
  }
  return [...byHost.values()];
}

function canJoin(a: MeshService, b: MeshService): boolean {
  const entries =
    a.registry === 'service-entry' && b.registry === 'service-entry';
  return (
    (entries || a.definition === b.definition) &&
    a.namespace === b.namespace &&
    a.resolution === b.resolution
  );
}

function withPortsOf(a: MeshService, b: MeshService): MeshService {
  const numbers = new Set(a.ports.map(({ number }) => number));
  const more = b.ports.filter(({ number }) => !numbers.has(number));
  return more.length === 0 ? a : { ...a, ports: [...a.ports, ...more] };
}

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
  const services = exported
    .filter(service => isImported(service.host, service.namespace, imports))
    .flatMap(service => withPort(service, egress.port?.number));
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
