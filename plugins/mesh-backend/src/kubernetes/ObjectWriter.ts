import type {
  ClusterName,
  Manifest,
} from '@meshwise/backstage-plugin-mesh-common';
import type { FieldOwner } from './fieldOwners';
import type { WritableKind } from './writableKinds';

/** An object as an API server returned it, without `managedFields`. */
export interface StoredObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid: string;
    /** `''` for a new object in a dry run, which is not stored. */
    readonly resourceVersion: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
  readonly [field: string]: unknown;
}

/** Names one object of a kind that may be written. */
export interface WritableRef {
  readonly kind: WritableKind;
  /** `''` for cluster-scoped kinds. */
  readonly namespace: string;
  readonly name: string;
}

/** A field that the API server complains about. */
export interface FieldCause {
  readonly field: string;
  readonly message: string;
}

/** Answers that any request can get instead of the one hoped for. Messages never contain a credential. */
export type RequestFailure =
  /** The request cannot be accepted as it is: schema, admission or quota. Repeating it is useless. */
  | {
      readonly code: 'rejected';
      readonly message: string;
      readonly causes: readonly FieldCause[];
    }
  /** The credential is refused (401) or has no right (403), or an admission policy forbids it. */
  | { readonly code: 'not-allowed'; readonly message: string }
  /** The cluster does not serve the kind. */
  | { readonly code: 'not-installed'; readonly message: string }
  | { readonly code: 'throttled'; readonly retryAfterSeconds: number }
  /**
   * No answer that can be relied on. `not-sent`: nothing can have happened. `unknown`: a write may or may not have
   * happened; read the object to find out.
   */
  | {
      readonly code: 'unreachable';
      readonly reason: string;
      readonly outcome: 'unknown' | 'not-sent';
    };

/** Result of {@link ObjectWriter.get}. */
export type GetResult =
  | {
      readonly code: 'found';
      readonly object: StoredObject;
      readonly owners: readonly FieldOwner[];
    }
  | { readonly code: 'absent' }
  | RequestFailure;

/** Result of {@link ObjectWriter.apply}. */
export type ApplyResult =
  | {
      readonly code: 'applied';
      /** The object after the write, or as it would be after a dry run. */
      readonly object: StoredObject;
      /** `Audit-Id` of the API server, to find the request in its audit log. */
      readonly auditId: string | undefined;
    }
  /** Other field managers own fields with other values. Conflicts are shown, never forced. */
  | {
      readonly code: 'conflict';
      readonly message: string;
      readonly causes: readonly {
        readonly field: string;
        readonly manager: string;
      }[];
    }
  /** The object is not the one that was read: changed since, deleted, or deleted and created again. */
  | { readonly code: 'changed'; readonly message: string }
  /** The namespace of the object does not exist (yet). Rights and field types have been checked, admission has not. */
  | { readonly code: 'namespace-missing'; readonly message: string }
  | RequestFailure;

/** How an object is applied. */
export interface ApplyOptions {
  /** Constant of the operation class, e.g. `backstage-mesh-tenancy`. */
  readonly fieldManager: string;
  /** Runs validation and admission without storing anything. */
  readonly dryRun: boolean;
  /** Applies only if the object still has this version. */
  readonly resourceVersion?: string;
  /** Applies only if the object still is this one and not another of the same name. */
  readonly uid?: string;
  /** `Audit-Id` under which the API server logs the request. It chooses one itself without it. */
  readonly auditId?: string;
  readonly signal: AbortSignal;
}

/** Result of {@link ObjectWriter.delete}. */
export type DeleteResult =
  /** The server has agreed. The object may still be there, marked, until its dependents and finalizers are gone. */
  | { readonly code: 'deleted'; readonly auditId: string | undefined }
  | { readonly code: 'absent' }
  /** The object is another one than was to be deleted, or was changed since it was read. */
  | { readonly code: 'changed'; readonly message: string }
  | RequestFailure;

/** How an object is deleted: itself and what belongs to it first, never another object of the same name. */
export interface DeleteOptions {
  readonly uid: string;
  /** Deletes only if the object still has this version. */
  readonly resourceVersion?: string;
  readonly dryRun: boolean;
  /** `Audit-Id` under which the API server logs the request. It chooses one itself without it. */
  readonly auditId?: string;
  readonly signal: AbortSignal;
}

/** A user as the API servers know them. */
export interface ClusterSubject {
  readonly user: string;
  readonly groups: readonly string[];
}

/** Result of {@link ObjectWriter.may}. */
export type MayResult =
  | { readonly code: 'allowed' }
  | { readonly code: 'denied' }
  | RequestFailure;

/**
 * Writes objects to one cluster by server-side apply, and deletes them, with the writer's credential. Only `operations/` may use it.
 * Never forces, never follows redirects, and cannot name a Secret.
 */
export interface ObjectWriter {
  readonly cluster: ClusterName;
  /**
   * How many milliseconds the cluster's clock is ahead of this machine's, by its last answer; negative if it is behind.
   * Right to a second. `undefined` before the first answer.
   */
  readonly clockAheadMs: number | undefined;
  get(ref: WritableRef, signal: AbortSignal): Promise<GetResult>;
  /** The kind of the manifest must be writable; any other kind is `rejected` without a request. */
  apply(manifest: Manifest, options: ApplyOptions): Promise<ApplyResult>;
  delete(ref: WritableRef, options: DeleteOptions): Promise<DeleteResult>;
  /** Whether a user has a right, as the API server decides it (SubjectAccessReview). */
  may(
    subject: ClusterSubject,
    act: {
      readonly verb: 'create' | 'patch' | 'delete';
      readonly ref: WritableRef;
    },
    signal: AbortSignal,
  ): Promise<MayResult>;
}

/** A cluster that cannot be written, and why. */
export interface WriterRefused {
  readonly code: 'refused';
  readonly reason:
    | 'unknown-cluster'
    | 'no-writer'
    | 'no-connection'
    | 'unreadable-token';
  /** One sentence that names the key or file and the cure. */
  readonly message: string;
}

/** Opens writers for clusters. */
export interface ObjectWriters {
  /** Whether a writer credential is configured for the cluster. Does not read it. */
  writable(cluster: ClusterName): boolean;
  /**
   * Loads the writer's credential, now and not before. The writer is usable until `signal` aborts; then its
   * connections are closed and the credential is forgotten. Requests carry the id of the operation, if one is given.
   */
  open(
    cluster: ClusterName,
    signal: AbortSignal,
    operation?: string,
  ): Promise<
    { readonly code: 'open'; readonly writer: ObjectWriter } | WriterRefused
  >;
}
