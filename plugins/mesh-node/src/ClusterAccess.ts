import { ClusterName } from '@meshwise/backstage-plugin-mesh-common';

/**
 * A credential for one request to an API server. Held in memory while it is used, never logged, stored or serialised.
 *
 * @public
 */
export type ClusterCredential =
  | { readonly type: 'bearer token'; readonly token: string }
  | {
      readonly type: 'x509 client certificate';
      readonly certificate: string;
      readonly key: string;
    }
  | { readonly type: 'anonymous' };

/** Everything needed to open connections to one API server. @public */
export interface ClusterConnection {
  /** Base URL, `https`. */
  readonly url: string;
  /** PEM bundle of the CAs that vouch for the server; `undefined` = the system's. */
  readonly ca: string | undefined;
  readonly skipTLSVerify: boolean;
  /**
   * Changes whenever URL, CA, provider or configured credential changes. A new fingerprint means a new generation of
   * reflectors; the old one goes on until the new one has synced (contract R9).
   */
  readonly fingerprint: string;
  /** Asked for every (re)connect and after each 401: tokens may live minutes only. Rejects with a reason when there is none. */
  credential(): Promise<ClusterCredential>;
}

/** A configured cluster and how it can be read. @public */
export interface ClusterEntry {
  readonly name: ClusterName;
  readonly title: string | undefined;
  /** Authentication provider in the Kubernetes plugin's configuration. */
  readonly authProvider: string;
  readonly access:
    | { readonly code: 'server-side'; readonly connection: ClusterConnection }
    /** Only a signed-in user's own credential works; nothing is read in the background. */
    | { readonly code: 'sign-in' }
    /** The configuration cannot be used; the reason names the key and the cure. */
    | { readonly code: 'invalid'; readonly reason: string };
}

/**
 * The clusters of the Kubernetes plugin, as they are configured now.
 *
 * @public
 */
export interface ClusterAccess {
  /**
   * Calls `listener` with all clusters, at once if they are known and again after each change, until `signal` aborts.
   * When the list itself cannot be had, `unavailable` says why; the last list stays valid.
   */
  subscribe(listener: (state: ClusterList) => void, signal: AbortSignal): void;
}

/** The clusters known now. @public */
export type ClusterList =
  | {
      readonly code: 'known';
      readonly clusters: readonly ClusterEntry[];
      readonly unavailable?: string;
    }
  /** Nothing has provided clusters (yet): the module for the Kubernetes plugin is missing or `kubernetes:` is not configured. */
  | { readonly code: 'waiting'; readonly reason: string };

/**
 * The clusters of the backend, and the place where a module says which they are.
 *
 * @public
 */
export interface ClusterAccessService extends ClusterAccess {
  /**
   * Makes `source` the one that lists the clusters, for everybody who has subscribed or will. Throws when there is one
   * already: two lists cannot be told apart.
   */
  provide(source: ClusterAccess): void;
}
