import { Evidence } from '../model/answer';
import { Gap } from '../model/coverage';
import { ClusterName, Instant } from '../model/refs';

/** A JSON value, as objects are sent to API servers. @public */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json };

/** An object to be applied: only the fields we want to own. @public */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: { readonly [key: string]: string };
    readonly annotations?: { readonly [key: string]: string };
  };
  readonly [field: string]: Json | object | undefined;
}

/** One object that an operation applies in one cluster, in order. @public */
export interface PlannedObject {
  readonly cluster: ClusterName;
  /** Field manager of the operation class; constant, so that removals work. */
  readonly fieldManager: string;
  readonly manifest: Manifest;
}

/** Why an intent cannot be planned. The code is stable and documented. @public */
export interface Refusal {
  readonly code: RefusalCode;
  /** What is refused: a field of the input, or an object in a cluster. */
  readonly subject: string;
  readonly message: string;
  /** What the user can do about it. */
  readonly cure: string;
  readonly because: readonly Evidence[];
  readonly gaps: readonly Gap[];
}

/** Codes of {@link Refusal}. @public */
export type RefusalCode =
  | 'invalid-input'
  | 'protected-namespace'
  | 'owned-by-other-tenant'
  | 'unclaimed-namespace-exists'
  | 'ownership-undecidable'
  | 'unknown-cluster'
  | 'cluster-not-writable'
  | 'unknown-revision'
  | 'unknown-tenant';

/** What an intent would do. @public */
export interface Draft {
  readonly intent: IntentName;
  /** In words, for the reader of the plan. */
  readonly summary: string;
  readonly objects: readonly PlannedObject[];
  /** Consequences that the reader must know before applying. */
  readonly notes: readonly string[];
  readonly asOf: Instant | undefined;
}

/** Result of an intent: a draft, or all reasons against it. @public */
export type IntentResult =
  | { readonly code: 'planned'; readonly draft: Draft }
  | { readonly code: 'refused'; readonly refusals: readonly Refusal[] };

/** Names of intents. @public */
export type IntentName = 'onboard-namespace';

/** Quota tiers of an onboarded namespace. @public */
export type QuotaTier = 'small' | 'medium' | 'large';

/** Input of the intent `onboard-namespace` (T1). @public */
export interface OnboardNamespaceInput {
  readonly namespace: string;
  /** Name of the catalog group that will own the namespace. */
  readonly tenant: string;
  readonly clusters: readonly ClusterName[];
  /** Revision or tag whose control plane injects the namespace. */
  readonly revision: string;
  readonly quotaTier: QuotaTier;
}
