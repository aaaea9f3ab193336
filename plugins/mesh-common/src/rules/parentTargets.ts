import { Mesh } from '../model/mesh';
import {
  GatewayApiRef,
  GatewayApiRouteRecord,
} from '../model/records/gatewayApi';
import { ControlPlaneView } from './controlPlaneView';
import { isSelected } from './discovery';
import { commonHosts, hostsForNamespace } from './gatewayHosts';
import { kubernetesGateways } from './kubernetesGateways';
import { MESH_GATEWAY } from './meshVirtualService';

/** Where a route of the Gateway API applies: a host at a listener of a Gateway, or at a service. */
export interface ParentTarget {
  /** `mesh`, or the listener. */
  readonly gateway: string;
  readonly host: string;
  /** Only this port of the service; `undefined`: all. */
  readonly port: number | undefined;
}

/** Where the parents of a route let it apply; a parent that does not exist or does not allow it is none. Reference 6.3. */
export function parentTargets(
  mesh: Mesh,
  view: ControlPlaneView,
  route: GatewayApiRouteRecord,
): readonly ParentTarget[] {
  return route.parents.flatMap(parent => {
    if (parent.group === GATEWAY_GROUP && parent.kind === 'Gateway')
      return atListeners(mesh, view, route, parent);
    const { port } = parent;
    return hostsOfService(mesh, view, parent).map(host => ({
      gateway: MESH_GATEWAY,
      host,
      port,
    }));
  });
}

const GATEWAY_GROUP = 'gateway.networking.k8s.io';

function hostsOfService(
  mesh: Mesh,
  view: ControlPlaneView,
  { group, kind, namespace, name }: GatewayApiRef,
): readonly string[] {
  const cluster = view.configCluster;
  if (!isSelected(mesh, view, cluster, namespace)) return [];
  if (kind === 'Service' && (group === '' || group === 'core')) {
    const found = mesh.get(cluster, 'Service', { namespace, name });
    return found ? [`${name}.${namespace}.svc.${view.domain}`] : [];
  }
  if (kind === 'ServiceEntry' && group === 'networking.istio.io')
    return mesh.get(cluster, 'ServiceEntry', { namespace, name })?.hosts ?? [];
  return [];
}

/** A route without host names takes those of the listener. */
function atListeners(
  mesh: Mesh,
  view: ControlPlaneView,
  { namespace, hostnames }: GatewayApiRouteRecord,
  parent: GatewayApiRouteRecord['parents'][number],
): readonly ParentTarget[] {
  const hosts = hostnames.length === 0 ? ['*'] : hostnames;
  return kubernetesGateways(mesh, view)
    .filter(
      ({ from, servers: [{ port }], section }) =>
        from.namespace === parent.namespace &&
        from.name === parent.name &&
        (parent.port === undefined || parent.port === port.number) &&
        (parent.sectionName === undefined || parent.sectionName === section),
    )
    .filter(
      ({ servers: [server] }) =>
        commonHosts(hostsForNamespace(server.hosts, namespace), hosts).length >
        0,
    )
    .flatMap(({ id }) =>
      hosts.map(host => ({ gateway: id, host, port: undefined })),
    );
}
