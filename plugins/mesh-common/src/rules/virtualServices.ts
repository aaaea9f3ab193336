import { byAge } from '../model/record';
import { Mesh } from '../model/mesh';
import {
  RouteDestination,
  StreamRoute,
  VirtualServiceRecord,
} from '../model/records/virtualService';
import { Rule } from '../model/rule';
import {
  ControlPlaneKey,
  controlPlaneName,
  ControlPlaneView,
  controlPlaneView,
} from './controlPlaneView';
import { delegatedRoutes, isExportedTo } from './delegatedRoutes';
import { isRead } from './discovery';
import { fullHost } from './hosts';
import { MESH_GATEWAY, MeshVirtualService } from './meshVirtualService';
import { gatewayApiVirtualServices } from './gatewayApiVirtualServices';

/** Everything an istiod reads that routes requests of sidecars and gateways, oldest first; delegates are put in their place. Reference 6.3. */
export const virtualServices: Rule<
  ControlPlaneKey,
  readonly MeshVirtualService[]
> = {
  source: '6.3',
  nameOf: controlPlaneName,
  ask(mesh, key) {
    const view = mesh.ask(controlPlaneView, key);
    if (!view) return [];
    return [
      ...ownKind(mesh, view),
      ...mesh.ask(gatewayApiVirtualServices, key),
    ].sort((a, b) => byAge(a.from[0], b.from[0]));
  },
};

function ownKind(
  mesh: Mesh,
  view: ControlPlaneView,
): readonly MeshVirtualService[] {
  const all = mesh
    .list(view.configCluster, 'VirtualService')
    .filter(object => isRead(mesh, view, object))
    .map(object => withFullHosts(object, view.domain));
  const delegates = new Map(
    all
      .filter(({ hosts }) => hosts.length === 0)
      .map(object => [`${object.namespace}/${object.name}`, object]),
  );
  const delegateOf = (
    root: VirtualServiceRecord,
    { namespace, name }: { readonly namespace: string; readonly name: string },
  ) => {
    const found = delegates.get(`${namespace}/${name}`);
    const defaults = view.settings.defaultVirtualServiceExportTo;
    return found && isExportedTo(found, root.namespace, defaults)
      ? found
      : undefined;
  };
  return all
    .filter(({ hosts }) => hosts.length > 0)
    .map(object => ({
      ...object,
      http: delegatedRoutes(object, name => delegateOf(object, name)),
      semantics: 'istio',
      from: [{ ...object, kind: 'VirtualService' }],
    }));
}

/** Names without dots belong to the object's own namespace, also those in a delegate. */
function withFullHosts(
  object: VirtualServiceRecord,
  domain: string,
): VirtualServiceRecord {
  const { namespace } = object;
  const full = (host: string) => fullHost(host, namespace, domain);
  const destination = (to: RouteDestination) => ({
    ...to,
    host: full(to.host),
  });
  const stream = (route: StreamRoute) => ({
    ...route,
    match: route.match.map(match => ({
      ...match,
      gateways: match.gateways.map(gateway => gatewayName(gateway, namespace)),
    })),
    route: route.route.map(destination),
  });
  return {
    ...object,
    hosts: object.hosts.map(full),
    gateways:
      object.gateways.length === 0
        ? [MESH_GATEWAY]
        : object.gateways.map(gateway => gatewayName(gateway, namespace)),
    http: object.http.map(route => ({
      ...route,
      match: route.match.map(match => ({
        ...match,
        gateways: match.gateways.map(gateway =>
          gatewayName(gateway, namespace),
        ),
      })),
      route: route.route.map(destination),
      mirrors: route.mirrors.map(destination),
    })),
    tls: object.tls.map(stream),
    tcp: object.tcp.map(stream),
  };
}

/** A Gateway without namespace, or with a dot for it, is one of the own namespace; of an older form, `name.namespace` and what follows, both are told. */
function gatewayName(gateway: string, namespace: string): string {
  if (gateway === MESH_GATEWAY) return gateway;
  if (gateway.includes('/')) return gateway.replace(/^\.(?=\/)/, namespace);
  const [name, home = namespace] = gateway.split('.');
  return `${home}/${name}`;
}
