import { Evidence } from '../model/answer';
import { Gap } from '../model/coverage';
import { ClusterName, Instant, ServiceRef } from '../model/refs';

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

/** Class of an operation: its field manager, its order across clusters, and what a partial failure means. @public */
export type OperationClass = 'tenancy' | 'failover' | 'evacuation' | 'trust';

/** An object in its cluster, with the version of its API. Namespace is `''` for cluster-scoped kinds. @public */
export interface VersionedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** An object to be applied in one cluster. @public */
export interface PlannedApply {
  readonly act: 'apply';
  readonly cluster: ClusterName;
  /** Field manager of the operation class; constant, so that removals work. */
  readonly fieldManager: string;
  readonly manifest: Manifest;
}

/** An object to be deleted in one cluster. @public */
export interface PlannedDelete {
  readonly act: 'delete';
  readonly cluster: ClusterName;
  readonly fieldManager: string;
  readonly object: VersionedObject;
  /** Precondition: an object of the same name that was created anew is left alone. */
  readonly uid: string;
}

/** One object that an operation changes in one cluster, in order. @public */
export type PlannedObject = PlannedApply | PlannedDelete;

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

/** Codes of {@link Refusal}, each with a line in the documentation. @public */
export const REFUSAL_CODES = [
  'invalid-input',
  'protected-namespace',
  'owned-by-other-tenant',
  'unclaimed-namespace-exists',
  'ownership-undecidable',
  'unknown-cluster',
  'cluster-not-writable',
  'unknown-revision',
  'unknown-tenant',
  'unknown-service',
  'host-not-steerable',
  'no-callers',
  'stale-input',
  'namespace-missing',
  'rule-exists',
  'rule-without-effect',
  'service-drained',
  'unknown-region',
  'region-not-allowed',
  'target-without-endpoints',
  'ejection-too-weak',
  'not-owned',
  'already-allowed',
  'nothing-to-revoke',
  'not-quarantined',
  'nothing-to-drain',
  'expiry-out-of-range',
  'unreadable-certificate',
  'private-key',
  'unfit-root',
  'root-trusted-already',
  'unknown-control-plane',
  'multi-root-off',
  'mesh-config-of-others',
  'no-distributor',
  'bundle-not-read',
] as const;

/** Code of a {@link Refusal}. @public */
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** Whether undoing an operation restores what was. @public */
export type Undo =
  | { readonly code: 'exact' }
  /** Something stays different, such as the age order of objects. */
  | { readonly code: 'not-exactly'; readonly reason: string }
  | { readonly code: 'none'; readonly reason: string };

/** What an intent would do. @public */
export interface Draft {
  readonly intent: IntentName;
  readonly class: OperationClass;
  /** In words, for the reader of the plan. */
  readonly summary: string;
  readonly objects: readonly PlannedObject[];
  /** Consequences that the reader must know before applying. */
  readonly notes: readonly string[];
  /** What nothing else may change meanwhile: `namespace/shop`, `service/shop/cart`, `cluster/eu-west-1`, `trust/mesh1`. */
  readonly scopes: readonly string[];
  /** Present if a second person must approve. */
  readonly approval?: { readonly reason: string };
  /** When the change must have been taken back. */
  readonly endsAt?: Instant;
  readonly undo: Undo;
  readonly asOf: Instant | undefined;
}

/** Result of an intent: a draft, or all reasons against it. @public */
export type IntentResult =
  | { readonly code: 'planned'; readonly draft: Draft }
  | { readonly code: 'refused'; readonly refusals: readonly Refusal[] };

/** Names of intents, and what each takes. @public */
export interface IntentInputs {
  readonly 'onboard-namespace': OnboardNamespaceInput;
  readonly 'grant-access': GrantAccessInput;
  readonly 'revoke-access': RevokeAccessInput;
  readonly 'offboard-namespace': OffboardNamespaceInput;
  readonly 'locality-failover': LocalityFailoverInput;
  readonly 'drain-cluster': DrainClusterInput;
  readonly 'trust-root': TrustRootInput;
  readonly undo: UndoInput;
}

/** Names of intents. @public */
export type IntentName = keyof IntentInputs;

/** Quota tiers of an onboarded namespace. @public */
export type QuotaTier = 'small' | 'medium' | 'large';

/** How workloads of a namespace join the mesh. @public */
export type DataplaneMode = 'sidecar' | 'ambient';

/** Levels of the Pod Security Standards that a tenant may ask for. @public */
export type PodSecurityLevel = 'baseline' | 'restricted';

/** Input of the intent `onboard-namespace` (T1). @public */
export interface OnboardNamespaceInput {
  readonly namespace: string;
  /** Name of the catalog group that will own the namespace. */
  readonly tenant: string;
  readonly clusters: readonly ClusterName[];
  /** Revision or tag whose control plane injects the namespace; in ambient mode, the one that serves it. */
  readonly revision: string;
  readonly quotaTier: QuotaTier;
  /** Without it, `sidecar`. */
  readonly dataplane?: DataplaneMode;
  /** Namespaces that the workloads call, besides their own. Without it, sidecars get all that is exported to them. */
  readonly calls?: readonly string[];
  /** Without it, what the cluster has as default applies. */
  readonly podSecurity?: PodSecurityLevel;
  /** Whether pods outside the tenant's namespaces and the mesh's own are kept away on the network, too. */
  readonly networkPolicy?: boolean;
}

/** Input of the intent `grant-access` (T4): lets the workloads of a team call a service of another. @public */
export interface GrantAccessInput {
  readonly service: ServiceRef;
  /** Name of the catalog group whose namespaces may call. */
  readonly tenant: string;
  readonly expiresAt: Instant;
  /** Clusters whose workloads the grant protects; without it, all that run the service. */
  readonly clusters?: readonly ClusterName[];
}

/** Input of the intent `revoke-access` (T4). @public */
export interface RevokeAccessInput {
  readonly service: ServiceRef;
  readonly tenant: string;
  readonly clusters?: readonly ClusterName[];
}

/** Input of the intent `offboard-namespace` (T5). @public */
export interface OffboardNamespaceInput {
  readonly namespace: string;
  readonly tenant: string;
  readonly clusters: readonly ClusterName[];
  /** `quarantine` denies all calls and can be undone; `delete` is possible a week later and cannot. */
  readonly step: 'quarantine' | 'delete';
}

/** When a host is taken out of the load. Absent fields get defaults that really eject (reference 5.6). @public */
export interface OutlierDetectionInput {
  readonly consecutive5xxErrors?: number;
  readonly intervalSeconds?: number;
  readonly baseEjectionSeconds?: number;
  /** In percent of all hosts that a client knows. */
  readonly maxEjectionPercent?: number;
}

/** Input of the intent `locality-failover` (F1). @public */
export interface LocalityFailoverInput {
  readonly service: ServiceRef;
  /** Regions and where their callers go when their own has no healthy host. */
  readonly failover: readonly {
    readonly from: string;
    readonly to: string;
  }[];
  readonly outlierDetection?: OutlierDetectionInput;
  /** Namespaces of callers that get the rule besides the service's own; without it, those of the known callers. */
  readonly exportTo?: readonly string[];
}

/** Input of the intent `drain-cluster` (F6). @public */
export interface DrainClusterInput {
  readonly cluster: ClusterName;
  /** Services that stop sending calls to the cluster. */
  readonly services: readonly ServiceRef[];
  /** When the cluster must take calls again; without it, the end of tomorrow (UTC). At most 7 days. */
  readonly expiresAt?: Instant;
}

/** Input of the intent `trust-root`. @public */
export interface TrustRootInput {
  /** Certificates of the roots to be trusted, as PEM. Public ones only. */
  readonly certificates: string;
  readonly controlPlanes: readonly {
    readonly cluster: ClusterName;
    readonly revision: string;
  }[];
  /** Trust domains whose identities the roots vouch for; without it, those of the mesh. Only mesh config can carry them. */
  readonly trustDomains?: readonly string[];
  /** How the roots get to the workloads; without it, by mesh config. */
  readonly carrier?: TrustCarrier;
}

/**
 * How roots get to workloads. `mesh-config`: istiod adds them to its own. `distributor`: what spreads the bundles of the
 * namespaces takes them up. `cluster-trust-bundle`: pods mount them. @public
 */
export const TRUST_CARRIERS = [
  'mesh-config',
  'distributor',
  'cluster-trust-bundle',
] as const;

/** How roots get to workloads. @public */
export type TrustCarrier = (typeof TRUST_CARRIERS)[number];

/** Input of the intent `undo`. @public */
export interface UndoInput {
  /** Id of the operation that is taken back. */
  readonly operation: string;
}
