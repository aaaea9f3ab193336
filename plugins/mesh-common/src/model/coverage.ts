import { Kind } from './kinds';
import { ClusterName, Instant } from './refs';

/**
 * What is known of one kind in one cluster.
 *
 * - `synced`: listed completely and watched since.
 * - `syncing`: first list not finished.
 * - `timeout`: the API server does not answer; records are the last ones seen.
 * - `auth`: the credential is refused (401); records are the last ones seen.
 * - `forbidden`: the reader may not list the kind (403); there are no records.
 * - `misbehaving`: answers break the protocol or the size limits; records are the last good ones.
 * - `not-installed`: discovery says the cluster does not serve the kind. This is knowledge, not a gap: there are none.
 *
 * @public
 */
export type SyncState =
  | 'synced'
  | 'syncing'
  | 'timeout'
  | 'auth'
  | 'forbidden'
  | 'misbehaving'
  | 'not-installed';

/** Coverage of one kind in one cluster. @public */
export interface Coverage {
  readonly state: SyncState;
  /** Since when it has this state. */
  readonly since: Instant;
  /** Last proof of life: last event, bookmark or list. `undefined` if there never was one. */
  readonly asOf: Instant | undefined;
  /** Last complete list. `undefined` if there never was one. */
  readonly listedAt: Instant | undefined;
  /** One sentence: what happened, as the API server or the transport said it. Never contains a credential. */
  readonly reason: string | undefined;
}

/** Something a rule wanted to read and could not read fully. @public */
export interface Gap {
  readonly cluster: ClusterName;
  readonly kind: Kind;
  readonly state: Exclude<SyncState, 'synced' | 'not-installed'> | 'unreadable';
  readonly since: Instant;
  /** The object that could not be decoded, for `unreadable`: `namespace/name`. */
  readonly object?: string;
  readonly reason?: string;
}
