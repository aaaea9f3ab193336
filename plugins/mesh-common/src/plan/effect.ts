import { Gap } from '../model/coverage';
import { ClusterName, ObjectRef, ServiceRef } from '../model/refs';
import { Finding } from '../rules/finding';

/** What a change means for somebody: better, worse, other, or not to be told. @public */
export type EffectVerdict = 'gains' | 'loses' | 'changes' | 'unknown';

/** Workloads that are served alike: those of one namespace in one cluster and locality. @public */
export interface EffectCaller {
  readonly cluster: ClusterName;
  readonly namespace: string;
  readonly locality?: string;
}

/** What changes for a group of callers of a service. @public */
export interface CallerEffect {
  readonly caller: EffectCaller;
  readonly service: ServiceRef;
  /**
   * `destinations`: where calls go now; `order`: where they go when hosts fail; `permission`: whether the service lets
   * them in; `mtls`: whether calls are encrypted by the mesh.
   */
  readonly aspect: 'destinations' | 'order' | 'permission' | 'mtls';
  /** In words, such as `eu-west-1 100 %`. */
  readonly before: string;
  readonly after: string;
  readonly verdict: EffectVerdict;
}

/** A control plane's clients, and whose certificates they accept. @public */
export interface TrustEffect {
  readonly truster: {
    readonly cluster: ClusterName;
    readonly revision: string;
  };
  readonly trusted: {
    readonly cluster: ClusterName;
    readonly revision: string;
  };
  readonly before: string;
  readonly after: string;
  readonly verdict: EffectVerdict;
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
  readonly reason: string;
}

/** What a plan means, by the rules asked before and after. @public */
export interface PlanEffect {
  /** Callers for whom something changes. */
  readonly callers: readonly CallerEffect[];
  readonly trust: readonly TrustEffect[];
  readonly losesFallback: readonly FallbackLoss[];
  readonly shadowed: readonly ShadowedObject[];
  readonly findings: {
    readonly appear: readonly Finding[];
    readonly disappear: readonly Finding[];
  };
  /** What could not be seen and may hide an effect. */
  readonly gaps: readonly Gap[];
}
