import type {
  ClusterName,
  Instant,
  Kind,
  Snapshot,
  SyncState,
} from '@meshwise/backstage-plugin-mesh-common';

/** A configured cluster and what is known of its connection. */
export interface ClusterStatus {
  readonly name: ClusterName;
  readonly title: string | undefined;
  /** Authentication provider in the Kubernetes plugin's configuration, e.g. `serviceAccount`. */
  readonly authProvider: string;
  /**
   * `server-side`: read in the background. `sign-in`: only a signed-in user's own credential works, nothing is read.
   * `invalid`: the configuration cannot be used; `reason` names the key and the cure.
   */
  readonly access: 'server-side' | 'sign-in' | 'invalid';
  /** What is wrong, in one sentence without credentials; `undefined` when nothing is. */
  readonly reason: string | undefined;
  /** As the API server says it, e.g. `v1.36.3`; `undefined` until it was asked. */
  readonly kubernetesVersion: string | undefined;
  /**
   * Worst state of the kinds that are read; `synced` if all are (kinds that are not installed count as synced).
   * `undefined` for clusters that are not read.
   */
  readonly state: SyncState | undefined;
  /** Since when it has this state. */
  readonly since: Instant;
  /** Last proof of life of the API server; `undefined` if there never was one. */
  readonly lastSeen: Instant | undefined;
}

/** What a new snapshot differs in from the one before. */
export interface StoreChange {
  readonly snapshot: Snapshot;
  /** Kinds of which records or coverage changed, by cluster. A cluster with an empty set was added, removed or changed its status only. */
  readonly changed: ReadonlyMap<ClusterName, ReadonlySet<Kind>>;
}

/** All that has been read from all clusters, as an immutable snapshot that is replaced after each batch of changes. */
export interface MeshStore {
  /** The newest snapshot. Holds the clusters that are read in the background. */
  snapshot(): Snapshot;
  /** Every configured cluster, also those that are not read, in order of name. */
  clusters(): readonly ClusterStatus[];
  /** Why no clusters are known, or why the list of clusters may be outdated; `undefined` when it is known. */
  unavailable(): string | undefined;
  /**
   * Calls `listener` after each change until `signal` aborts. Batched: at most one call each 100 ms. That something is
   * only younger than before is no change: ages move all the time, and {@link MeshStore.snapshot} has them.
   */
  subscribe(listener: (change: StoreChange) => void, signal: AbortSignal): void;
}
