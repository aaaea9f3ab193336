import { Mesh } from '../model/mesh';
import { RecordKey } from '../model/record';
import { ObjectRef, ServiceRef } from '../model/refs';
import { InForce } from './configInForce';
import { ControlPlaneView } from './controlPlaneView';
import { hostSubsetOf } from './hosts';
import { MESH_GATEWAY, MeshVirtualService } from './meshVirtualService';
import { mostSpecificVirtualServices } from './mostSpecificVirtualServices';
import { virtualServicesFor } from './virtualServicesFor';

/** What a waypoint routes the requests to a host by. Routes of the Gateway API of another namespace than the service's are for clients there alone, and a waypoint ignores them. Reference 6.3. */
export function waypointRoutes(
  mesh: Mesh,
  view: ControlPlaneView,
  {
    service,
    waypoint,
    host,
  }: {
    readonly service: ServiceRef;
    readonly waypoint: RecordKey;
    readonly host: string;
  },
): {
  readonly used: MeshVirtualService | undefined;
  readonly inForce: InForce;
} {
  const all = mesh
    .ask(virtualServicesFor, {
      controlPlane: view.key,
      namespace: waypoint.namespace,
      gateway: MESH_GATEWAY,
    })
    .filter(({ hosts }) => hosts.some(name => hostSubsetOf(host, name)));
  const isConsumers = ({ semantics, namespace }: MeshVirtualService) =>
    semantics === 'gateway-api' && namespace !== service.namespace;
  const used = mostSpecificVirtualServices(
    all.filter(route => !isConsumers(route)),
    [host],
  ).get(host);
  const objects = refsOf(view, used);
  objects.forEach(object => mesh.because(object, 'spec', host));
  const others = all
    .filter(route => route !== used)
    .flatMap(route =>
      refsOf(view, route).map(object => ({
        object,
        reason: isConsumers(route)
          ? ('not-for-this-client' as const)
          : reasonBehind(used, route),
      })),
    );
  return { used, inForce: { objects, others } };
}

function reasonBehind(
  used: MeshVirtualService | undefined,
  route: MeshVirtualService,
): InForce['others'][number]['reason'] {
  return used?.hosts.some(name => route.hosts.includes(name))
    ? 'lost-to-another'
    : 'shadowed';
}

function refsOf(
  { configCluster: cluster }: ControlPlaneView,
  route: MeshVirtualService | undefined,
): readonly ObjectRef[] {
  return (route?.from ?? []).map(({ kind, namespace, name }) => ({
    cluster,
    kind,
    namespace,
    name,
  }));
}
