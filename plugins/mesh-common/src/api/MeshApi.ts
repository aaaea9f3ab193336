import { Answer } from '../model/answer';
import { Coverage, SyncState } from '../model/coverage';
import { Kind } from '../model/kinds';
import { ClusterName, Instant, ServiceRef } from '../model/refs';
import { ClusterPosition, FleetModel } from '../rules/deploymentModel';
import { MergedEndpoints } from '../rules/endpoints';
import { Finding } from '../rules/finding';
import { Governance } from '../rules/governedBy';
import { FleetControlPlanes } from '../rules/fleetControlPlanes';
import { FleetDrift } from '../rules/fleetDrift';
import { FleetNetworks } from '../rules/fleetNetworks';
import { UpgradeDiff, UpgradeQuestion } from '../rules/upgradeDiff';
import { FleetTrust } from '../rules/fleetTrust';
import { NamespaceDetails } from '../rules/namespaceDetails';
import { NamespaceRef } from '../rules/namespaces';
import { TenancyMatrix } from '../rules/tenancy';
import { PlanEffect } from '../plan/effect';
import {
  IntentInputs,
  IntentName,
  OperationClass,
  Refusal,
  Undo,
} from '../plan/plan';
import { ReachFilter, ReachView } from './ReachView';
import { ServiceSnapshot } from './ServiceSnapshot';
import { ServiceConfigView } from './ServiceConfigView';
import { ServiceStanding } from './ServiceStanding';
import { ServiceTrustView } from './ServiceTrustView';

/**
 * The questions and acts Meshwise offers. The engine implements it in the backend, decorated with permissions and audit;
 * {@link MeshClient} implements it over HTTP, so callers cannot tell them apart.
 *
 * Errors (by name, from `@backstage/errors`): `InputError` for malformed input, `NotFoundError` for things that do not
 * exist or that the caller may not see (the two look the same), `NotAllowedError` where existence is public,
 * `ConflictError` when a plan is outdated.
 *
 * @public
 */
export interface MeshApi {
  /** Clusters, their place in the fleet and the age of their data. Clusters the caller may not see are left out. */
  fleet(): Promise<Answered<FleetView>>;
  /** One cluster with the state of each kind that is read from it. */
  cluster(name: ClusterName): Promise<Answered<ClusterView>>;
  /** Services a catalog entity stands for, found by its annotations. */
  entityServices(entityRef: string): Promise<EntityServices>;
  /** Where a service runs and which control planes own it. */
  service(service: ServiceRef): Promise<Answered<ServiceView>>;
  /** From which cluster a service is reached where, and why not. A workload that is not there and one that may not be seen look the same. */
  reach(
    service: ServiceRef,
    filter?: ReachFilter,
  ): Promise<Answered<ReachView>>;
  /** The records that decide where calls to a service go, to ask what if without asking the server. Clusters the caller may not see and that have no part of it are left out. */
  serviceSnapshot(service: ServiceRef): Promise<Answered<ServiceSnapshot>>;
  /** Which configuration decides how a service is called and who may call it, and why other objects do not. */
  serviceConfig(service: ServiceRef): Promise<Answered<ServiceConfigView>>;
  /** Identity of a service, the roots that vouch for it, who trusts whom around it, and who may call it. */
  serviceTrust(service: ServiceRef): Promise<Answered<ServiceTrustView>>;
  /** How a service stands, in a line for each question: from where it is reached, whether calls fail over, who vouches for it. */
  serviceStanding(service: ServiceRef): Promise<Answered<ServiceStanding>>;
  /** What is wrong in the fleet. Clusters the caller may not see are left out. */
  findings(): Promise<Answered<FindingsView>>;
  /** What belongs to whom, and how well it is closed. Clusters the caller may not see are left out; evidence is with each namespace. */
  tenancy(): Promise<Answered<TenancyMatrix>>;
  /** A namespace of one cluster in full. */
  namespace(at: NamespaceRef): Promise<Answered<NamespaceDetails>>;
  /** Roots, who accepts whom, and rotations. Clusters the caller may not see are left out, as in the three below. */
  trust(): Promise<Answered<FleetTrust>>;
  /** Control planes by flow with the proxies of each, and who discovers whom. */
  controlPlanes(): Promise<Answered<FleetControlPlanes>>;
  /** What changes for whom when a control plane runs another version. */
  upgrade(question: UpgradeQuestion): Promise<Answered<UpgradeDiff>>;
  /** What is not the same in all clusters and should be. */
  drift(): Promise<Answered<FleetDrift>>;
  /** Networks, their gateways, and how clusters get to each other. */
  networks(): Promise<Answered<FleetNetworks>>;
  /** What an intent would do: dry-run on every target, nothing written. */
  plan(request: PlanRequest): Promise<PlanResult>;
  /** Applies a plan that was shown. The hash must be the one of {@link Plan}; the same idempotency key gives the same operation. */
  submit(request: SubmitRequest): Promise<Operation>;
  /** State of an operation, with its plan. */
  operation(id: string): Promise<Operation>;
  /** Operations the caller may see, newest first, without their plans. */
  operations(
    filter?: OperationFilter,
  ): Promise<{ readonly items: readonly Operation[] }>;
  /** Lets an operation of somebody else go on, exactly as it was planned. */
  approve(id: string, approval: Approval): Promise<Operation>;
  /** Ends an operation that waits for approval; nothing was written. */
  reject(
    id: string,
    rejection: { readonly reason: string },
  ): Promise<Operation>;
  /** Goes on with what is left of an operation that is partly done or stuck. */
  resume(id: string): Promise<Operation>;
  /** Ends an operation that is partly done and leaves everything as it is now. */
  accept(
    id: string,
    acceptance: { readonly reason: string },
  ): Promise<Operation>;
  /** Stops an operation after the object that is being written. */
  stop(id: string): Promise<Operation>;
}

/** Which operations are asked for. @public */
export interface OperationFilter {
  /** At most so many. */
  readonly limit?: number;
  /** Only those that change the namespace or something in it. */
  readonly namespace?: string;
}

/** What a second person says to a plan. @public */
export interface Approval {
  /** Hash of the plan that was read; another plan is refused. */
  readonly planHash: string;
  /** For changes of trust: the last 8 hex digits of the SHA-256 of the new root, as the approver got it from its owner. */
  readonly fingerprint?: string;
}

/** State of the data of one cluster, as far as an answer used it. @public */
export interface ClusterFreshness {
  readonly name: ClusterName;
  /** Worst state of the kinds that were read; `sign-in` for clusters that only a user's own credential can read. */
  readonly state: SyncState | 'sign-in';
  /** Last proof of life; `undefined` if there never was one. */
  readonly lastSeen: Instant | undefined;
  readonly since: Instant;
  /** What happened, in one sentence, without credentials. */
  readonly reason: string | undefined;
}

/** How old an answer is and what it could not see. @public */
export interface Freshness {
  /** Time of the answer. */
  readonly now: Instant;
  /** Age of the oldest data that mattered. */
  readonly asOf: Instant | undefined;
  readonly clusters: readonly ClusterFreshness[];
}

/** An answer of a rule with the freshness of all clusters. `partial` says that gaps may change the value. @public */
export interface Answered<A> extends Answer<A> {
  readonly freshness: Freshness;
  readonly partial: boolean;
}

/** A row of the fleet overview. @public */
export interface FleetCluster {
  readonly name: ClusterName;
  readonly title: string | undefined;
  /** `undefined` for clusters that need a user's sign-in or were never read. */
  readonly position: ClusterPosition | undefined;
  readonly freshness: ClusterFreshness;
  /** Kubernetes version as the API server says it. */
  readonly kubernetesVersion: string | undefined;
  /** Whether Meshwise has a writer credential for the cluster. */
  readonly writable: boolean;
  /** Authentication provider of the Kubernetes plugin's configuration, e.g. `serviceAccount`. */
  readonly authProvider: string;
  /** Objects of all kinds that were read and could not be decoded, so that nobody knows what they do. */
  readonly unreadable: number;
}

/** The fleet (M1, M2). @public */
export interface FleetView {
  readonly clusters: readonly FleetCluster[];
  readonly model: FleetModel;
  /** Why no clusters are known, or why the list may be outdated, in one sentence; absent when it is known. */
  readonly problem?: string;
}

/** What the checks found. Each finding has its own evidence and gaps; those of the answer are of all checks together. @public */
export interface FindingsView {
  /** Worst first, then by code and subject. */
  readonly findings: readonly Finding[];
  /** Checks that could not see everything: of these clusters, their finding nothing means nothing. */
  readonly partial: readonly {
    readonly code: string;
    readonly clusters: readonly ClusterName[];
  }[];
}

/** State of one kind in one cluster. @public */
export interface KindSync extends Coverage {
  readonly kind: Kind;
  /** Number of objects held; `undefined` where nothing was ever listed. */
  readonly objects: number | undefined;
  /** Objects that could not be decoded, with the reason. */
  readonly unreadable: readonly {
    readonly object: string;
    readonly problem: string;
  }[];
}

/** One cluster with its sync table. @public */
export interface ClusterView extends FleetCluster {
  readonly kinds: readonly KindSync[];
}

/** Services of an entity. @public */
export interface EntityServices {
  readonly entityRef: string;
  /** How the entity is linked. `none` = no annotation names a service. */
  readonly linkedBy: 'meshwise.io/service' | 'backstage.io/kubernetes' | 'none';
  readonly services: readonly ServiceRef[];
  /** Annotation values that name no valid service, with the reason. */
  readonly problems: readonly string[];
}

/** Contact for a control plane or cluster, from the catalog. @public */
export interface Contact {
  readonly entityRef: string;
  readonly ownerRefs: readonly string[];
}

/** A service across clusters (S1, S2). @public */
export interface ServiceView {
  readonly service: ServiceRef;
  readonly endpoints: MergedEndpoints;
  readonly governance: Governance;
  /** Place of the service's clusters: how many clusters, networks, control planes and meshes it spans. */
  readonly positions: readonly ClusterPosition[];
  /** Owners of the clusters, by cluster name, where the catalog knows them. */
  readonly contacts: { readonly [cluster: ClusterName]: Contact };
}

/** A question for a plan. @public */
export type PlanRequest = {
  readonly [I in IntentName]: {
    readonly intent: I;
    readonly parameters: IntentInputs[I];
  };
}[IntentName];

/** What a plan does to one object. `unchanged` objects are listed, so that a repeated plan is visibly empty. @public */
export interface ObjectChange {
  readonly cluster: ClusterName;
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly act: 'create' | 'update' | 'delete' | 'unchanged';
  /** Fields that change, as paths with their values before and after (`undefined` = absent). */
  readonly fields: readonly {
    readonly path: string;
    readonly before: string | undefined;
    readonly after: string | undefined;
  }[];
  /** The object as it would be applied, as YAML; for one that is deleted, as it is. */
  readonly yaml: string;
  /** The object as it is now, without what the plan does not touch; only for one that changes. */
  readonly yamlBefore?: string;
}

/** Result of the dry run on one cluster. @public */
export type TargetCheck =
  | { readonly cluster: ClusterName; readonly code: 'ready' }
  | {
      readonly cluster: ClusterName;
      readonly code:
        | 'conflict'
        | 'rejected'
        | 'not-allowed'
        | 'unreachable'
        | 'not-writable'
        /** The clock of the cluster is too far from that of Meshwise for a decision about certificates. */
        | 'clock-skew'
        /** Argo CD or Flux keeps the object as a repository says: the change belongs there. */
        | 'gitops-owned';
      readonly object: string;
      readonly message: string;
      readonly cure: string;
    };

/** A plan that can be submitted while it has not expired and the clusters have not changed. @public */
export type Plan = PlanRequest & PlanDetails;

/** What a plan says of its request. @public */
export interface PlanDetails {
  readonly class: OperationClass;
  /** Hash over inputs, targets, objects and the state they were planned against. */
  readonly hash: string;
  readonly summary: string;
  readonly notes: readonly string[];
  readonly effect: PlanEffect;
  /** Present if a second person must approve. */
  readonly approval?: { readonly reason: string };
  /** When the change must have been taken back. */
  readonly endsAt?: Instant;
  readonly undo: Undo;
  readonly changes: readonly ObjectChange[];
  readonly checks: readonly TargetCheck[];
  /** True if every check is `ready`. */
  readonly applicable: boolean;
  /** True if it may become a pull request: no check but `ready` and `gitops-owned`. */
  readonly proposable: boolean;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}

/** A plan, or the reasons against it. @public */
export type PlanResult =
  | { readonly code: 'planned'; readonly plan: Plan }
  | { readonly code: 'refused'; readonly refusals: readonly Refusal[] };

/** Asks to apply a plan that was shown. @public */
export type SubmitRequest = PlanRequest & {
  readonly planHash: string;
  /** Repeating a submit with the same key returns the same operation. */
  readonly idempotencyKey: string;
  /**
   * Address of a pull request that holds the objects of the plan. Nothing is written then: the operation ends when the
   * clusters show the objects.
   */
  readonly pullRequest?: string;
};

/** Where an operation stands. Those from `done` on are final. @public */
export type OperationState =
  | 'awaiting-approval'
  | 'approved'
  | 'awaiting-merge'
  | 'applying'
  | 'verifying'
  /** Some objects are written and some are not; goes on by itself or by `resume`. */
  | 'partial'
  /** Needs somebody to look at it. */
  | 'stuck'
  | 'compensating'
  | 'done'
  | 'compensated'
  | 'accepted-partial'
  | 'failed'
  | 'rejected'
  | 'expired';

/** What somebody can do about an operation. @public */
export type OperationAction =
  | 'approve'
  | 'reject'
  | 'resume'
  | 'undo'
  | 'accept'
  | 'stop';

/** State of an operation in one cluster. @public */
export interface OperationTarget {
  readonly cluster: ClusterName;
  readonly state: 'waiting' | 'applying' | 'done' | 'failed';
  readonly items: readonly {
    readonly act: ObjectChange['act'];
    readonly object: string;
    readonly state:
      | 'waiting'
      | 'sent'
      | 'applied'
      | 'unchanged'
      | 'failed'
      | 'compensated'
      | 'skipped';
    readonly message?: string;
    /** The `Audit-Id` of the API server's answer. */
    readonly auditId?: string;
  }[];
}

/** One plan being applied. @public */
export interface Operation {
  readonly id: string;
  readonly intent: IntentName;
  readonly class: OperationClass;
  readonly summary: string;
  readonly planHash: string;
  readonly requester: string;
  readonly state: OperationState;
  /** Present if a second person must approve, or has approved. */
  readonly approval?: {
    readonly reason: string;
    readonly requestedAt: Instant;
    readonly expiresAt: Instant;
    readonly approver?: string;
    readonly at?: Instant;
  };
  /** When the change must have been taken back. */
  readonly endsAt?: Instant;
  /** Address of the pull request that brings the objects, for an operation that writes nothing itself. */
  readonly pullRequest?: string;
  /** Operation that this one takes back. */
  readonly undoOf?: string;
  /** Operation that took this one back. */
  readonly undoneBy?: string;
  /** What the caller may do about it now. */
  readonly actions: readonly OperationAction[];
  /** The plan as it was shown; not in lists. */
  readonly plan?: Plan;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly targets: readonly OperationTarget[];
  /** Reason of `partial` and `failed`, in one sentence. */
  readonly message: string | undefined;
}
