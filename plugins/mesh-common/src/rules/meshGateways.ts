import { byAge, Labels, ObjectRecord } from '../model/record';
import { Mesh } from '../model/mesh';
import { GatewayServer } from '../model/records/gateway';
import { Rule } from '../model/rule';
import {
  ControlPlaneKey,
  controlPlaneName,
  ControlPlaneView,
  controlPlaneView,
} from './controlPlaneView';
import { isRead } from './discovery';
import { kubernetesGateways } from './kubernetesGateways';

/** What gateway pods are told to listen for: a Gateway of Istio, or one listener of a Gateway of the Gateway API. @public */
export interface MeshGateway {
  /** `namespace/name`, by which routes refer to it. */
  readonly id: string;
  readonly namespace: string;
  /** Pods that serve it: by labels, or those behind a service. */
  readonly servedBy:
    | { readonly code: 'labels'; readonly labels: Labels }
    | { readonly code: 'services'; readonly hosts: readonly string[] };
  readonly servers: readonly GatewayServer[];
  readonly from: ObjectRecord & {
    readonly kind: 'Gateway' | 'KubernetesGateway';
  };
}

/** All gateways that an istiod reads, oldest first. Reference 4.5. */
export const meshGateways: Rule<ControlPlaneKey, readonly MeshGateway[]> = {
  source: '4.5',
  nameOf: controlPlaneName,
  ask(mesh, key) {
    const view = mesh.ask(controlPlaneView, key);
    if (!view) return [];
    return [
      ...istioGateways(mesh, view),
      ...kubernetesGateways(mesh, view),
    ].sort((a, b) => byAge(a.from, b.from));
  },
};

function istioGateways(
  mesh: Mesh,
  view: ControlPlaneView,
): readonly MeshGateway[] {
  return mesh
    .list(view.configCluster, 'Gateway')
    .filter(object => isRead(mesh, view, object))
    .map(object => ({
      id: `${object.namespace}/${object.name}`,
      namespace: object.namespace,
      servedBy: { code: 'labels', labels: object.selector },
      servers: object.servers.map(server => ({
        ...server,
        hosts: server.hosts.map(host =>
          host.startsWith('./') ? `${object.namespace}${host.slice(1)}` : host,
        ),
      })),
      from: { ...object, kind: 'Gateway' },
    }));
}
