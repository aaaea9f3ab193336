import { Answer } from '../model/answer';
import { ClusterName, Instant, ServiceRef } from '../model/refs';

/** From where a service is reached, by cluster of the clients. Clusters without a client that may call are in none of the lists. @public */
export interface ReachStanding {
  /** Some part of the service serves the client. */
  readonly reached: readonly ClusterName[];
  readonly unreached: readonly ClusterName[];
  /** Something that matters could not be seen, or nobody knows whether the cluster has a client. */
  readonly unknown: readonly ClusterName[];
}

/** Which clusters serve the clients of a cluster now, and which take over when those fail. @public */
export interface StandbyWay {
  readonly client: ClusterName;
  readonly active: readonly ClusterName[];
  readonly standby: readonly ClusterName[];
}

/** Whether callers stop using what does not answer. Clusters of the callers, each in one list, by the worst of its callers (reference 5.6). @public */
export interface FailoverStanding {
  /** Clusters that have endpoints, or of which that cannot be known; with less than two, there is nothing to fail over to. */
  readonly parts: readonly ClusterName[];
  /** As many endpoints as one cluster has can be ejected. */
  readonly armed: readonly ClusterName[];
  /** The ejection limit leaves some of them in use. */
  readonly weak: readonly ClusterName[];
  /** Nothing is ever ejected. */
  readonly notArmed: readonly ClusterName[];
  /** Something that matters could not be seen, or not of late. */
  readonly unknown: readonly ClusterName[];
  /** Where a standby is configured. */
  readonly ways: readonly StandbyWay[];
}

/** Roots with which the workloads of a service start. @public */
export interface TrustStanding {
  readonly roots: number;
  /** When the first of them ends; `undefined` if there is none, or if one cannot be read. */
  readonly firstEnd: Instant | undefined;
  /** Clusters of the service in which no root of its workloads is known. */
  readonly unknown: readonly ClusterName[];
}

/** How a service stands, in a line for each question. The views of the Mesh tab say why. @public */
export interface ServiceStanding {
  readonly service: ServiceRef;
  /** Owners of its namespace, by the label `meshwise.io/tenant`; more than one where clusters disagree. */
  readonly tenants: readonly string[];
  readonly reach: Answer<ReachStanding>;
  readonly failover: Answer<FailoverStanding>;
  readonly trust: Answer<TrustStanding>;
}
