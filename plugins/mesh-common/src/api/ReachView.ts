import { Answer } from '../model/answer';
import { ClusterName, ServiceRef } from '../model/refs';
import { Reach } from '../rules/reach';
import { ReachCaller } from '../rules/reach/reachClients';

/** The client whose checks are wanted. @public */
export interface ReachFilter {
  /** Without one, the first that has a client. */
  readonly client?: ClusterName;
  /** Workload as `namespace/name`; without one, the first that knows the service. */
  readonly from?: string;
}

/** How a part of a service is reached, in short. @public */
export interface ReachCell extends Pick<Reach, 'verdict' | 'path' | 'share'> {
  /** Cluster of the endpoints. */
  readonly to: ClusterName;
  /** First failure in one sentence. */
  readonly failure?: string;
}

/** How a service is reached from one cluster. @public */
export interface ReachRow {
  readonly cluster: ClusterName;
  /** The workload that was asked; `undefined` where none has a sidecar, or where none could be seen. */
  readonly caller: ReachCaller | undefined;
  /** All pods that might call were seen. */
  readonly seen: boolean;
  /** One for each target; none without caller. */
  readonly cells: readonly ReachCell[];
}

/** All checks of one client, and whom else could be asked in its cluster. @public */
export interface ReachChoice {
  readonly cluster: ClusterName;
  /** `undefined` if there is no such workload. */
  readonly caller: ReachCaller | undefined;
  readonly callers: readonly ReachCaller[];
  /** One for each target. */
  readonly traces: readonly {
    readonly to: ClusterName;
    readonly reach: Answer<Reach>;
  }[];
}

/** From where a service is reached, and where (S3). Computed from configuration, not measured. @public */
export interface ReachView {
  readonly service: ServiceRef;
  /** Clusters that have endpoints of the service, or of which that cannot be known. */
  readonly targets: readonly ClusterName[];
  readonly rows: readonly ReachRow[];
  /** `undefined` if the chosen cluster is not there, or no cluster has a client. */
  readonly chosen: ReachChoice | undefined;
}
