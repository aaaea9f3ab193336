import { ClusterName, ObjectRef, serviceKey, ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';
import { governedInCluster } from './governedInCluster';
import { serviceParts } from './serviceParts';
import { workloadsInEach } from './workloads';

/** A control plane as its own cluster shows it. @public */
export interface ControlPlaneRef {
  /** Cluster whose API server holds the istiod Deployment; `undefined` when the address could not be matched. */
  readonly cluster: ClusterName | undefined;
  /** Namespace of istiod. */
  readonly namespace: string;
  /** Revision; `default` for the unnamed one. */
  readonly revision: string;
  readonly version: string | undefined;
}

/** Which control plane would inject a pod created now (reference 2.1 to 2.3). @public */
export type WouldOwn =
  | {
      readonly code: 'owned';
      readonly controlPlane: ControlPlaneRef;
      readonly tag: string | undefined;
      readonly webhook: ObjectRef;
    }
  | { readonly code: 'not-injected'; readonly reason: string }
  | { readonly code: 'conflict'; readonly webhooks: readonly ObjectRef[] }
  | { readonly code: 'dangling-revision'; readonly revision: string }
  | { readonly code: 'ambient' }
  | { readonly code: 'unknown'; readonly reason: string };

/** Pods of a service in one cluster that run with one revision. @public */
export interface OwnedPods {
  /** Revision that rendered the sidecar; `undefined` for pods without sidecar. */
  readonly revision: string | undefined;
  readonly proxyVersion: string | undefined;
  readonly controlPlane: ControlPlaneRef | undefined;
  readonly pods: readonly string[];
  /** The pod's revision differs from what would own it now: it changes owner at its next restart. */
  readonly pendingRestart: boolean;
}

/** Ownership of a service's pods in one cluster. @public */
export interface ClusterGovernance {
  readonly cluster: ClusterName;
  readonly wouldOwn: WouldOwn;
  readonly owns: readonly OwnedPods[];
  /** Cluster from which that control plane reads its Istio configuration. */
  readonly configCluster: ClusterName | undefined;
}

/** Control-plane ownership of a service, by cluster (S2, reference 2). @public */
export interface Governance {
  readonly service: ServiceRef;
  readonly clusters: readonly ClusterGovernance[];
}

const NONE: readonly never[] = [];

/** Control-plane ownership of a service in every cluster that has a part of it. Reference 2. @public */
export const governedBy: Rule<{ readonly service: ServiceRef }, Governance> = {
  source: '2.4',
  nameOf: ({ service }) => serviceKey(service),
  ask(mesh, { service }) {
    const { namespace } = service;
    const parts = mesh.ask(serviceParts, service);
    const present = parts.filter(
      ({ definition, hasSlices }) => definition || hasSlices,
    );
    const workloads = workloadsInEach(mesh, namespace, present);
    const byCluster = new Map(
      present.map(({ cluster }, i) => [cluster, workloads[i]]),
    );
    return {
      service,
      clusters: parts.flatMap(
        ({ cluster }) =>
          governedInCluster(
            mesh,
            { cluster, namespace },
            byCluster.get(cluster),
          ) ?? NONE,
      ),
    };
  },
};
