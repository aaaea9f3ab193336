import type { KeyObject } from 'node:crypto';
import type { FaultFor, LoggedRequest } from './requests';

/**
 * A set of CustomResourceDefinitions that a cluster serves. `cluster-trust-bundles` is none: Kubernetes itself has that kind, and serves
 * it only where it is switched on.
 */
export type CrdBundle =
  | 'istio'
  | 'gateway-api'
  | 'mcs'
  | 'sail'
  | 'maistra'
  | 'federation'
  | 'cluster-trust-bundles';

/** Every bundle that is installed, in that order. */
export const CRD_BUNDLES: readonly CrdBundle[] = [
  'istio',
  'gateway-api',
  'mcs',
  'sail',
  'maistra',
  'federation',
];

/**
 * What identifies a cluster to its clients, made by the lab and used by both engines.
 *
 * Both engines accept the admin token as user `admin` in group `system:masters`, and every RS256 token that is signed with
 * `serviceAccountKey`, names the issuer of {@link serviceAccountIssuer} and a ServiceAccount that exists with the token's uid.
 */
export interface ClusterIdentity {
  /** PEM of the certificate authority that signed the serving certificate. */
  readonly caCertificate: string;
  /** PEM of the serving certificate; names `127.0.0.1` and `localhost`. */
  readonly servingCertificate: string;
  /** PEM (PKCS #8) of the private key of the serving certificate. */
  readonly servingKey: string;
  /** RSA private key that signs ServiceAccount tokens. */
  readonly serviceAccountKey: KeyObject;
  /** Bearer token of the user `admin` in group `system:masters`. */
  readonly adminToken: string;
}

/** A cluster that an engine is asked to serve. */
export interface ClusterSpec {
  /** DNS label, unique among the clusters of one engine. */
  readonly name: string;
  /** CRD bundles the cluster serves as soon as it has started. */
  readonly crds: readonly CrdBundle[];
  readonly identity: ClusterIdentity;
  /** IPv4 range of ClusterIPs, for instance `10.96.0.0/16`. The lab gives every Service it seeds an address of it. */
  readonly serviceCidr: string;
  /** Minor version to be served, for instance `1.33`; the engine's own without it. */
  readonly kubernetesVersion?: string;
}

/** A cluster that an engine serves. */
export interface EngineCluster {
  readonly name: string;
  /** Where the engine itself listens; the fault proxy stands in front of it. */
  readonly url: string;
  /** Makes every resourceVersion handed out so far too old, and ends the open watches, so that readers meet 410 Gone. */
  expireWatches(): Promise<void>;
  /** Requests for resources since the log was last taken. Real servers tell of those with the tokens of Meshwise only. */
  takeLog?(): readonly LoggedRequest[];
  /** Puts faults in the place of answers from now on. */
  interpose?(faultFor: FaultFor): void;
  /** Ends the server without a word and starts it again on the same address with the same objects. */
  restart?(): Promise<void>;
}

/** Serves Kubernetes APIs. The lab has two: real API servers, and an embedded test double. */
export interface Engine {
  /**
   * Starts all clusters and resolves when each answers, with its CRDs established and no other object than an engine makes by itself.
   * An aborted signal stops what was started.
   */
  start(
    clusters: readonly ClusterSpec[],
    signal: AbortSignal,
  ): Promise<readonly EngineCluster[]>;
  /** Stops all clusters and forgets their objects. May be called more than once. */
  stop(): Promise<void>;
}

/** The `iss` and `aud` of the ServiceAccount tokens of a cluster. */
export function serviceAccountIssuer(cluster: string): string {
  return `https://${cluster}.lab.meshwise.io`;
}
