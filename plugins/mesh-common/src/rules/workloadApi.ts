import { Rule } from '../model/rule';
import { ambientServices } from './ambientServices';
import { ambientWorkloads } from './ambientWorkloads';
import {
  ControlPlaneKey,
  controlPlaneName,
  controlPlaneView,
  Registry,
} from './controlPlaneView';

/** A service as ztunnel is given it. @public */
export interface AmbientService {
  /** `network/address`, sorted. */
  readonly addresses: readonly string[];
  /** `service port>target port`. */
  readonly ports: readonly string[];
  /** `namespace/host:port` of the waypoint that takes its requests. */
  readonly waypoint?: string;
  /** What of an endpoint's place should be that of the client, the most important first. */
  readonly prefer?: readonly string[];
  /** `FAILOVER`: others are used when there are none near; `STRICT`: never; `PASSTHROUGH`: the address that was called is. */
  readonly mode?: 'FAILOVER' | 'STRICT' | 'PASSTHROUGH';
  readonly healthPolicy?: 'ALLOW_ALL';
  /** Identities behind the service in other networks. */
  readonly sans?: readonly string[];
  readonly canonical?: boolean;
  readonly ingressUseWaypoint?: boolean;
  /** Clients of other namespaces are as if there were no such service. */
  readonly namespaceOnly?: boolean;
}

/** A workload as ztunnel is given it: a pod, an endpoint of another kind, those of another network behind their gateway, or that gateway. @public */
export interface AmbientWorkload {
  readonly addresses?: readonly string[];
  readonly network: string;
  readonly cluster: string;
  /** `network/address:port` or `namespace/host:port` of the gateway through which it is reached. */
  readonly gateway?: string;
  /** `NONE`: plain text to the pod. */
  readonly tunnel: 'HBONE' | 'NONE';
  readonly health: 'healthy' | 'unhealthy';
  readonly locality?: string;
  readonly node?: string;
  readonly identity?: string;
  readonly waypoint?: string;
  /** Number of pods it stands for, or the weight of a WorkloadEntry. */
  readonly capacity?: number;
  /** Its services, with their ports. */
  readonly services?: ReadonlyMap<string, readonly string[]>;
}

/** A workload by Istio's UID. */
export type AmbientItem = readonly [uid: string, workload: AmbientWorkload];

/** Where workloads of a cluster are. */
export interface AmbientPlace {
  readonly registry: Registry;
  /** Network of the cluster. */
  readonly network: string;
}

/** All that an istiod gives every ztunnel, whatever its cluster. @public */
export interface WorkloadApi {
  /** By `namespace/host`. */
  readonly services: ReadonlyMap<string, AmbientService>;
  /** By Istio's UID. */
  readonly workloads: ReadonlyMap<string, AmbientWorkload>;
}

/** What an istiod gives ztunnel (alpha in Istio itself). Reference 4.7. @public */
export const workloadApi: Rule<ControlPlaneKey, WorkloadApi> = {
  source: '4.7',
  nameOf: controlPlaneName,
  ask(mesh, key) {
    const view = mesh.ask(controlPlaneView, key);
    if (!view) return { services: new Map(), workloads: new Map() };
    return {
      services: mesh.ask(ambientServices, key),
      workloads: mesh.ask(ambientWorkloads, key),
    };
  },
};
