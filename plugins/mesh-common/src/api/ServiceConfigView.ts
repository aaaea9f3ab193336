import { Answer } from '../model/answer';
import { ConfigKind } from '../model/configKinds';
import { ClusterName, Instant, ObjectRef, ServiceRef } from '../model/refs';
import { AnsweringControlPlane } from '../rules/answeringControlPlane';
import { ConfigDrift } from '../rules/configDrift';
import { ConfigInForce } from '../rules/configInForce';
import { ConfigWithoutEffect } from '../rules/configWithoutEffect';
import { ReadBy } from '../rules/drift';
import { PoliciesInForce } from '../rules/policiesInForce';
import { ServiceAtWaypoint } from '../rules/serviceAtWaypoint';

/** Callers for whom the same objects decide. @public */
export interface CallerConfig {
  readonly controlPlane: AnsweringControlPlane;
  /** Where they are; the service's own namespace comes first. */
  readonly callers: readonly {
    readonly cluster: ClusterName;
    readonly namespace: string;
    readonly pods: number;
  }[];
  readonly config: ConfigInForce;
}

/** Pods of the service in one cluster for which the same policies decide. @public */
export interface ServerConfig {
  readonly cluster: ClusterName;
  /** `undefined` where no proxy guards the pods, or nobody knows which control plane does. */
  readonly controlPlane: AnsweringControlPlane | undefined;
  readonly policies: PoliciesInForce;
  /** Istio's own support for this is alpha: ambient across clusters. */
  readonly limited: boolean;
}

/** What the waypoint of the service applies to requests in one cluster. Limited: what a waypoint is given was never recorded from Istio. @public */
export interface WaypointConfig
  extends Pick<
    ServiceAtWaypoint,
    'waypoint' | 'ready' | 'pods' | 'routes' | 'destinationRules' | 'policies'
  > {
  readonly cluster: ClusterName;
  readonly controlPlane: AnsweringControlPlane;
}

/** An object of the service that is not the same in all primaries of a mesh. @public */
export interface ServiceDrift extends ConfigDrift {
  readonly mesh: string;
  readonly kind: ConfigKind;
  readonly namespace: string;
  readonly name: string;
  /** Whether callers decide by it, or the workloads that are called. */
  readonly readBy: ReadBy;
}

/** When an object was made. @public */
export interface ObjectAge {
  readonly object: ObjectRef;
  /** 0 if the object does not tell. */
  readonly created: Instant;
}

/** Which configuration decides how a service is called and who may call it, and why other objects do not (S6). @public */
export interface ServiceConfigView {
  readonly service: ServiceRef;
  /** Decided by the control plane of each caller. */
  readonly callers: readonly Answer<CallerConfig>[];
  /** Decided by the control plane of the service's own pods. */
  readonly servers: readonly Answer<ServerConfig>[];
  /** Decided by the control plane of the waypoint; none where no waypoint takes the requests. */
  readonly waypoints: readonly Answer<WaypointConfig>[];
  readonly drift: readonly ServiceDrift[];
  /** Objects for the service in clusters from which nobody reads. */
  readonly withoutEffect: readonly ConfigWithoutEffect[];
  /** Of every object that is named above. */
  readonly ages: readonly ObjectAge[];
}
