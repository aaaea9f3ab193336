import { Kind } from './kinds';
import { RecordKey } from './record';
import { Records } from './records';
import { ClusterName, ServiceRef } from './refs';

/**
 * An object is applied as a whole. An object that exists keeps its age and identity; a new one without a creation time is as old as
 * the snapshot, hence younger than everything else.
 *
 * @public
 */
export type ApplyChange<K extends Kind = Kind> = {
  readonly [P in K]: {
    readonly code: 'apply';
    readonly cluster: ClusterName;
    readonly kind: P;
    readonly record: Records[P];
  };
}[K];

/** An object is deleted. Nothing that belongs to it goes with it. @public */
export interface DeleteChange extends RecordKey {
  readonly code: 'delete';
  readonly cluster: ClusterName;
  readonly kind: Kind;
}

/** Labels of an object are set, or removed where the value is `undefined`. Nothing follows: pods keep what injection gave them. @public */
export interface RelabelChange extends RecordKey {
  readonly code: 'relabel';
  readonly cluster: ClusterName;
  readonly kind: Kind;
  readonly labels: ReadonlyMap<string, string | undefined>;
}

/** Pods that become unready (D1): of a cluster, of a locality in every cluster, or of a service. @public */
export type LostPods =
  | { readonly code: 'cluster'; readonly cluster: ClusterName }
  /** `region`, `region/zone` or `region/zone/subzone` of the nodes. */
  | { readonly code: 'locality'; readonly locality: string }
  | {
      readonly code: 'service';
      readonly service: ServiceRef;
      /** `undefined`: in every cluster. */
      readonly cluster: ClusterName | undefined;
      /** Number of pods per cluster that stay as they are. */
      readonly ready: number;
    };

/**
 * Something fails, as the failure modes of the reference (5.7) tell it apart.
 *
 * - `D1`: pods become unready.
 * - `D3`, `D4`, `D5`: API server, cluster or gateway is dead and istiod does not notice; no object changes.
 * - `D6`: the cluster's gateways lose their addresses.
 * - `D7`, `D8`: no istiod watches the cluster any more; its link is deleted, or istiod started without it. A primary goes as a whole.
 *
 * @public
 */
export type LossChange =
  | { readonly code: 'lose'; readonly mode: 'D1'; readonly pods: LostPods }
  | {
      readonly code: 'lose';
      readonly mode: 'D3' | 'D4' | 'D5' | 'D6' | 'D7' | 'D8';
      readonly cluster: ClusterName;
    };

/** A control plane, every one of a cluster, or of all clusters, runs another version. @public */
export interface VersionChange {
  readonly code: 'version';
  /** `undefined`: in every cluster. */
  readonly cluster: ClusterName | undefined;
  /** Deployment of istiod; `undefined`: every one there. */
  readonly deployment?: RecordKey;
  /** `major.minor.patch`. */
  readonly version: string;
  /** Codes of documented changes that are the other way round than in that version, to see what each of them does. */
  readonly except?: readonly string[];
}

/** A change to a fleet, as data: what a plan would do, or what might happen to it. @public */
export type Change =
  | ApplyChange
  | DeleteChange
  | RelabelChange
  | LossChange
  | VersionChange;
