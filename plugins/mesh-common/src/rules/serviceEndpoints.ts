import { Labels } from '../model/record';
import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import {
  ControlPlaneKey,
  controlPlaneName,
  controlPlaneView,
} from './controlPlaneView';
import { entryEndpoints } from './entryEndpoints';
import { kubernetesEndpoints } from './kubernetesEndpoints';
import { MeshService, meshServices } from './meshServices';

/** One endpoint as an istiod knows it, for one port. @public */
export interface MeshEndpoint {
  /** An IP address, a host name for services that are resolved by DNS, or the path of a socket. */
  readonly address: string;
  /** 0: a socket. */
  readonly port: number;
  readonly portName: string;
  /** Cluster ID of the registry it comes from. */
  readonly clusterId: string;
  readonly network: string;
  /** As Istio writes it, see `localityOfPod`. */
  readonly locality: string;
  /** With place, cluster and network added. */
  readonly labels: Labels;
  readonly weight: number;
  readonly health:
    | 'healthy'
    | 'unhealthy'
    | 'draining'
    | 'terminating'
    | 'unknown';
  readonly tlsMode: 'istio' | 'disabled';
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly node: string;
  /** Pod behind it, by name; `undefined` for other endpoints. */
  readonly pod: string | undefined;
  /** Cluster ID of the registry that told of it: for what a ServiceEntry selects, the config cluster. */
  readonly registry: string;
  /** Only clients of its own cluster may use it. */
  readonly sameClusterOnly: boolean;
}

/** All endpoints an istiod knows for a host of a namespace, of every port and health. Reference 3.11, step 1. @public */
export const serviceEndpoints: Rule<
  {
    readonly controlPlane: ControlPlaneKey;
    readonly host: string;
    readonly namespace: string;
  },
  readonly MeshEndpoint[]
> = {
  source: '3.11',
  nameOf: ({ controlPlane, host, namespace }) =>
    `${controlPlaneName(controlPlane)} ${namespace}/${host}`,
  ask(mesh, { controlPlane, host, namespace }) {
    const view = mesh.ask(controlPlaneView, controlPlane);
    if (!view) return [];
    const services =
      mesh.ask(meshServices, controlPlane).byHost.get(host) ?? [];
    return services
      .filter(service => service.namespace === namespace)
      .flatMap(service => endpointsOf(mesh, controlPlane, service));
  },
};

function endpointsOf(
  mesh: Mesh,
  controlPlane: ControlPlaneKey,
  service: MeshService,
): readonly MeshEndpoint[] {
  const view = mesh.ask(controlPlaneView, controlPlane);
  if (!view) return [];
  return service.entry
    ? entryEndpoints(mesh, view, service, service.entry)
    : kubernetesEndpoints(mesh, view, service);
}
