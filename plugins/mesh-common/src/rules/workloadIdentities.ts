import { compareText } from '../model/record';
import { PodRecord } from '../model/records/pod';
import { Mesh } from '../model/mesh';
import { ClusterName, serviceKey, ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';
import { ControlPlaneKey } from './controlPlaneView';
import { GuardCode, podGuard } from './podGuard';
import { seesMeshConfig } from './seesMeshConfig';
import { spiffeId } from './spiffeId';
import { workloads } from './workloads';

/** Pods of a service that show the same identity. @public */
export interface WorkloadIdentity {
  readonly serviceAccount: string;
  readonly pods: number;
  /** Who shows the certificate; pods that nobody guards have none. */
  readonly guard: GuardCode;
  /** Control plane that signs it. */
  readonly controlPlane: ControlPlaneKey | undefined;
  /** `undefined`: no certificate, or a trust domain that cannot be seen. */
  readonly spiffeId: string | undefined;
}

/** Who the workloads of a service are to others: the trust domain is that of the control plane that signs, so clusters may differ. Reference 7.1. @public */
export const workloadIdentities: Rule<
  { readonly cluster: ClusterName; readonly service: ServiceRef },
  readonly WorkloadIdentity[]
> = {
  source: '7.1',
  nameOf: ({ cluster, service }) => `${cluster} ${serviceKey(service)}`,
  ask(mesh, question) {
    const found = new Map<string, WorkloadIdentity>();
    for (const { pods } of mesh.ask(workloads, question))
      for (const pod of pods) {
        const identity = identityOf(mesh, question.cluster, pod);
        const key = JSON.stringify(identity);
        const known = found.get(key);
        found.set(key, known ? { ...known, pods: known.pods + 1 } : identity);
      }
    return [...found]
      .sort(([a], [b]) => compareText(a, b))
      .map(([, identity]) => identity);
  },
};

function identityOf(
  mesh: Mesh,
  cluster: ClusterName,
  pod: PodRecord,
): WorkloadIdentity {
  const { namespace, name, serviceAccount } = pod;
  const guard = podGuard(mesh, cluster, pod);
  const view = 'view' in guard ? guard.view : undefined;
  mesh.because(
    { cluster, kind: 'Pod', namespace, name },
    'spec.serviceAccountName',
    serviceAccount,
  );
  const certain = view && seesMeshConfig(mesh, view);
  const { trustDomain } = view?.settings ?? {};
  return {
    serviceAccount,
    pods: 1,
    guard: guard.code,
    controlPlane: view?.key,
    spiffeId:
      certain && trustDomain !== undefined
        ? spiffeId({ trustDomain, namespace, serviceAccount })
        : undefined,
  };
}
