import { ConfigKind } from '../model/configKinds';
import { Mesh } from '../model/mesh';
import { Records } from '../model/records';
import { fullHost } from './hosts';
import { MeshPrimary } from './meshPrimaries';
import { serviceOfHost } from './serviceOfHost';

/** An object of configuration with its kind. */
export type ConfigOf = {
  readonly [K in ConfigKind]: { readonly kind: K; readonly record: Records[K] };
}[ConfigKind];

/**
 * Whether a copy of an object has something to decide under another primary: about a service that is defined there, or about workloads of
 * its namespace there. Objects that belong to a gateway are bound to where the gateway is. Reference 6.5.
 */
export function isNeeded(
  mesh: Mesh,
  primary: MeshPrimary,
  object: ConfigOf,
): boolean {
  const { kind, record } = object;
  switch (kind) {
    case 'DestinationRule':
      return concernsHost(mesh, primary, record.namespace, record.host);
    case 'VirtualService': {
      const forSidecars =
        record.gateways.length === 0 || record.gateways.includes('mesh');
      return (
        forSidecars &&
        record.hosts.some(host =>
          concernsHost(mesh, primary, record.namespace, host),
        )
      );
    }
    case 'HTTPRoute':
    case 'GRPCRoute':
      return record.parents.some(
        parent =>
          parent.kind === 'Service' &&
          isDefined(mesh, primary, {
            namespace: parent.namespace,
            name: parent.name,
          }),
      );
    case 'PeerAuthentication':
    case 'AuthorizationPolicy':
    case 'Sidecar':
      return (
        primary.views.some(view => view.rootNamespace === record.namespace) ||
        hasWorkloads(mesh, primary, record.namespace)
      );
    case 'ServiceEntry':
      return hasWorkloads(mesh, primary, record.namespace);
    default:
      return false;
  }
}

/** A Service of that name is there; for other hosts, workloads of the namespace that speaks of them. */
function concernsHost(
  mesh: Mesh,
  primary: MeshPrimary,
  namespace: string,
  host: string,
): boolean {
  const [{ domain }] = primary.views;
  const service = serviceOfHost(fullHost(host, namespace, domain), domain);
  return service
    ? isDefined(mesh, primary, service)
    : hasWorkloads(mesh, primary, namespace);
}

function isDefined(
  mesh: Mesh,
  { serves }: MeshPrimary,
  service: { readonly namespace: string; readonly name: string },
): boolean {
  return serves.some(
    cluster => mesh.get(cluster, 'Service', service) !== undefined,
  );
}

function hasWorkloads(
  mesh: Mesh,
  { serves }: MeshPrimary,
  namespace: string,
): boolean {
  return serves.some(
    cluster => mesh.list(cluster, 'Pod', namespace).length > 0,
  );
}
