import { Labels } from '../model/record';
import { Mesh } from '../model/mesh';
import { ClusterName, ObjectRef } from '../model/refs';
import { InForce, NotInForce } from './configInForce';
import { fullHost, hostSubsetOf } from './hosts';
import { importedVirtualServices } from './importedVirtualServices';
import { MESH_GATEWAY, MeshVirtualService } from './meshVirtualService';
import { mostSpecificVirtualServices } from './mostSpecificVirtualServices';
import { notRead } from './notRead';
import { ProxyRef } from './proxyConfig';
import { ServedProxy } from './proxyOf';
import { virtualServices } from './virtualServices';
import { virtualServicesFor } from './virtualServicesFor';
import { visibleServices } from './visibleServices';

/** The routes that a sidecar uses for a host, and those that cover the host and do not count. Reference 6.3. */
export function routesInForce(
  mesh: Mesh,
  { view, namespace }: ServedProxy,
  client: ProxyRef,
  host: string,
): InForce {
  const known = mesh
    .ask(virtualServices, view.key)
    .filter(route => covers(route, host));
  const visible = mesh.ask(virtualServicesFor, {
    controlPlane: view.key,
    namespace,
    gateway: MESH_GATEWAY,
  });
  const { listeners } = mesh.ask(visibleServices, client);
  const imported = listeners.flatMap(({ hosts }) =>
    importedVirtualServices(visible, hosts, namespace),
  );
  const used = mostSpecificVirtualServices(imported, [host]).get(host);
  const objects = used ? refsOf(view.configCluster, used) : [];
  objects.forEach(object => mesh.because(object, 'spec', host));
  const reasonOf = (route: MeshVirtualService): NotInForce => {
    if (!route.gateways.includes(MESH_GATEWAY)) return 'not-for-this-client';
    if (!visible.includes(route)) return 'not-exported';
    if (!imported.includes(route)) return 'not-imported';
    return used?.hosts.some(name => route.hosts.includes(name))
      ? 'lost-to-another'
      : 'shadowed';
  };
  const lost = known
    .filter(route => route !== used)
    .flatMap(route =>
      refsOf(view.configCluster, route).map(object => ({
        object,
        reason: reasonOf(route),
      })),
    );
  return { objects, others: [...lost, ...unread(mesh, view, host)] };
}

function covers(
  { hosts }: { readonly hosts: readonly string[] },
  host: string,
): boolean {
  return hosts.some(name => hostSubsetOf(host, name));
}

function refsOf(
  cluster: ClusterName,
  { from }: MeshVirtualService,
): readonly ObjectRef[] {
  return from.map(({ kind, namespace, name }) => ({
    cluster,
    kind,
    namespace,
    name,
  }));
}

/** Objects for the host that the client's istiod does not read. */
function unread(
  mesh: Mesh,
  view: ServedProxy['view'],
  host: string,
): InForce['others'] {
  return view.registries.flatMap(({ cluster }) => {
    const others = [
      ...mesh.list(cluster, 'VirtualService').map(object => ({
        object,
        kind: 'VirtualService',
        hosts: object.hosts.map(name =>
          fullHost(name, object.namespace, view.domain),
        ),
      })),
      ...(['HTTPRoute', 'GRPCRoute'] as const).flatMap(kind =>
        mesh.list(cluster, kind).map(object => ({
          object,
          kind,
          hosts: object.parents
            .filter(parent => parent.group === '' && parent.kind === 'Service')
            .map(
              parent => `${parent.name}.${parent.namespace}.svc.${view.domain}`,
            ),
        })),
      ),
    ];
    return others
      .filter(other => covers(other, host))
      .flatMap(({ object, kind }) =>
        unreadObject(mesh, view, cluster, kind, object),
      );
  });
}

function unreadObject(
  mesh: Mesh,
  view: ServedProxy['view'],
  cluster: ClusterName,
  kind: string,
  object: {
    readonly namespace: string;
    readonly name: string;
    readonly labels: Labels;
  },
): InForce['others'] {
  const reason = notRead(mesh, view, cluster, object);
  const { namespace, name } = object;
  return reason ? [{ object: { cluster, kind, namespace, name }, reason }] : [];
}
