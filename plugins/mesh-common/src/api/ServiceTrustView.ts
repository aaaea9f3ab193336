import { Answer } from '../model/answer';
import { Certificate } from '../model/certificate';
import { ClusterName, ServiceRef } from '../model/refs';
import { AccessVerdict } from '../rules/accessToPod';
import { CallerVerdict } from '../rules/callerAccess';
import { MtlsGroup } from '../rules/effectiveMtls';
import { Rotation } from '../rules/rotationStage';
import { TrustMatrix } from '../rules/trustMatrix';
import { WorkloadIdentity } from '../rules/workloadIdentities';

/** Who the workloads of a service in one cluster are to others. @public */
export interface ClusterIdentities {
  readonly cluster: ClusterName;
  readonly identities: readonly WorkloadIdentity[];
}

/** Where a root vouches, as far as the service is concerned. @public */
export interface ServiceRootPlace {
  readonly cluster: ClusterName;
  /** Whether workloads in the service's own namespace start with it; `no-bundle`: nothing says with which roots they do. */
  readonly own: 'holds' | 'lacks' | 'no-bundle' | 'unknown';
  /** How many namespaces of the cluster hold it, and how many hold a bundle without it. */
  readonly namespaces: number;
  readonly without: number;
  readonly clusterTrustBundles: readonly string[];
  /** Mesh configs of the cluster that add it, as `<namespace>/<name>`. */
  readonly meshConfigs: readonly string[];
}

/** A root that somebody trusts in a cluster that matters for the service. @public */
export interface ServiceRoot {
  readonly certificate: Certificate;
  readonly places: readonly ServiceRootPlace[];
}

/** How pods of the service accept connections in one cluster. @public */
export interface ServerMtlsView {
  readonly cluster: ClusterName;
  readonly groups: readonly (MtlsGroup & {
    /** Name of the service port that leads to each port of the pods, by its number; several are joined by a comma. */
    readonly portNames: { readonly [port: string]: string };
  })[];
}

/** What a service says to the workloads of a namespace. @public */
export interface NamespaceAccess {
  readonly namespace: string;
  /** Owners of the namespace, by the label `meshwise.io/tenant`; more than one where clusters disagree. */
  readonly tenants: readonly string[];
  /** Clusters in which it has workloads with an identity. */
  readonly from: readonly ClusterName[];
  /** Whether some workload there is told of the service; without, an allowed call finds no address. */
  readonly told: boolean;
  /** By cluster of the service, for all service accounts together. */
  readonly verdicts: readonly CallerVerdict[];
  /** Service accounts that are judged differently; empty if all are alike. */
  readonly accounts: readonly {
    readonly serviceAccount: string;
    readonly trustDomain: string;
    readonly verdicts: readonly CallerVerdict[];
  }[];
}

/** Who may call a service, by the AuthorizationPolicies in force. @public */
export interface ServiceAccessView {
  /** Clusters of the service in which no policy restricts anybody: open to all. */
  readonly open: readonly ClusterName[];
  /** Clients without mutual TLS, by cluster of the service: by mode of mTLS and by policies together. */
  readonly plaintext: readonly {
    readonly cluster: ClusterName;
    readonly verdict: AccessVerdict | { readonly code: 'needs-mtls' };
  }[];
  /** The service's own namespace first, then those of its owner, then by name. */
  readonly namespaces: readonly NamespaceAccess[];
  /** Namespaces that were left out, because there are too many. */
  readonly more: number;
  /** Clusters whose workloads were left out, because no part of the service accepts their certificates. */
  readonly untrusted: readonly ClusterName[];
}

/** Identity of a service, who vouches for it, who trusts whom around it, and who may call it (S7, S8, X2). @public */
export interface ServiceTrustView {
  readonly service: ServiceRef;
  readonly identities: Answer<readonly ClusterIdentities[]>;
  /** The first to expire comes first. */
  readonly roots: Answer<readonly ServiceRoot[]>;
  /** Between the clusters of the service, those of its callers, and those it trusts or that trust it. */
  readonly matrix: Answer<TrustMatrix>;
  /** One for each mesh that the service is part of. */
  readonly rotations: readonly Answer<Rotation>[];
  readonly mtls: Answer<readonly ServerMtlsView[]>;
  readonly access: Answer<ServiceAccessView>;
}
