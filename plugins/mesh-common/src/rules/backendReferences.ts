import { Mesh } from '../model/mesh';
import { GatewayApiRef } from '../model/records/gatewayApi';
import { ControlPlaneView } from './controlPlaneView';
import { isRead } from './discovery';

/** Which backends routes of a namespace may refer to: their own, and those that a ReferenceGrant allows. Reference 6.3. */
export function backendReferences(
  mesh: Mesh,
  view: ControlPlaneView,
  routeKind: string,
  routeNamespace: string,
): (backend: GatewayApiRef) => boolean {
  return ({ group, kind, namespace, name }) =>
    namespace === routeNamespace ||
    mesh
      .list(view.configCluster, 'ReferenceGrant', namespace)
      .filter(grant => isRead(mesh, view, grant))
      .some(
        ({ from, to }) =>
          from.some(
            source =>
              source.group === 'gateway.networking.k8s.io' &&
              source.kind === routeKind &&
              source.namespace === routeNamespace,
          ) &&
          to.some(
            target =>
              target.group === group &&
              target.kind === kind &&
              (target.name === undefined || target.name === name),
          ),
      );
}
