import { Gap } from '../model/coverage';
import { ClusterName, ObjectRef, ServiceRef } from '../model/refs';
import { Finding } from '../rules/finding';

/** What a change means for somebody: better, worse, other, or not to be told. @public */
export type EffectVerdict = 'gains' | 'loses' | 'changes' | 'unknown';

/** Workloads that are served alike: those of one namespace in one cluster and locality. @public */
export interface EffectCaller {
  readonly cluster: ClusterName;
  readonly namespace: string;
  /** `region/zone`; `''` if nodes have none. */
  readonly locality: string;
}

/** What changes for a group of callers of a service. @public */
export interface CallerEffect {
  readonly caller: EffectCaller;
  readonly service: ServiceRef;
  /**
   * `destinations`: where calls go now; `order`: where they go when hosts fail, and whether they notice; `permission`:
   * whether the service lets them in.
   */
  readonly aspect: 'destinations' | 'order' | 'permission';
  /** In words, such as `eu-west-1 100 %`. */
  readonly before: string;
  readonly after: string;
  readonly verdict: EffectVerdict;
}

/** How the pods of a service in one cluster accept connections. @public */
export interface MtlsEffect {
  readonly service: ServiceRef;
  readonly cluster: ClusterName;
  readonly before: string;
  readonly after: string;
}

/** Whose certificates the workloads of a cluster accept. @public */
export interface TrustEffect {
  readonly truster: TrustSide;
  readonly trusted: TrustSide;
  /** Workloads of the trusted side, whose calls are accepted or refused accordingly. */
  readonly callers: readonly EffectCaller[];
  readonly before: string;
  readonly after: string;
  readonly verdict: EffectVerdict;
}

/** Workloads of a cluster that trust alike. @public */
export interface TrustSide {
  readonly cluster: ClusterName;
  /** Deployments of their control planes. */
  readonly controlPlanes: readonly string[];
}

/** Callers that have nowhere to go any more when the hosts they use fail. @public */
export interface FallbackLoss {
  readonly caller: EffectCaller;
  readonly service: ServiceRef;
  readonly before: string;
  readonly after: string;
}

/** Configuration that has no effect any more, or that the plan writes without effect. @public */
export interface ShadowedObject {
  readonly object: ObjectRef;
  /** Callers for whom it has none; absent: nobody reads it. */
  readonly caller?: EffectCaller;
  readonly reason: string;
}

/** What a plan means, by the rules asked before and after. @public */
export interface PlanEffect {
  /** Callers for whom something changes. */
  readonly callers: readonly CallerEffect[];
  readonly mtls: readonly MtlsEffect[];
  readonly trust: readonly TrustEffect[];
  readonly losesFallback: readonly FallbackLoss[];
  readonly shadowed: readonly ShadowedObject[];
  readonly findings: {
    readonly appear: readonly Finding[];
    readonly disappear: readonly Finding[];
  };
  /** Services that the plan concerns and that were not looked at, because they are too many. */
  readonly notExamined: readonly ServiceRef[];
  /** Number of the effects on clusters that the requester may not see. */
  readonly hidden: number;
  /** What could not be seen and may hide an effect. */
  readonly gaps: readonly Gap[];
}
