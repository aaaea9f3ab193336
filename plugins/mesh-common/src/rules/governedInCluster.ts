import { compareText, NO_LABELS } from '../model/record';
import { ClusterName } from '../model/refs';
import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import { sameData } from '../model/sameData';
import { PodRecord } from '../model/records/pod';
import { clusterWithId } from './clusterId';
import {
  ClusterGovernance,
  ControlPlaneRef,
  OwnedPods,
  WouldOwn,
} from './governedBy';
import { controlPlaneAt, wouldOwn } from './injection';
import { istiodAddress } from './istiodAddress';
import { istiods } from './istiods';
import { NamespaceRef, namespaceRefName } from './namespaces';
import {
  discoveryAddress,
  discoveryService,
  proxyRevision,
  proxyVersion,
} from './proxyClaims';
import { Workload } from './workloads';

/** Ownership of a service's pods in one cluster, from its workloads there; without a part of the service there are neither. Reference 2.1 to 2.4. */
export function governedInCluster(
  mesh: Mesh,
  { cluster, namespace }: NamespaceRef,
  workloads: readonly Workload[] | undefined,
): ClusterGovernance | undefined {
  if (!workloads)
    return mesh.sight(cluster, 'Service', namespace) === 'none'
      ? unseen(cluster)
      : undefined;
  if (workloads.length === 0)
    return mesh.ask(governedWithoutWorkloads, { cluster, namespace });
  const judged = workloads.map(workload => ({
    workload,
    owner: mesh.ask(wouldOwn, workload.template),
  }));
  const owner = together(judged);
  const controlPlane = owner.code === 'owned' ? owner.controlPlane : undefined;
  const owns = ownedPods(mesh, cluster, judged);
  return {
    cluster,
    wouldOwn: owner,
    owns,
    configCluster: configCluster(mesh, controlPlane ?? owns[0]?.controlPlane),
  };
}

interface Judged {
  readonly workload: Workload;
  readonly owner: WouldOwn;
}

function unseen(cluster: ClusterName): ClusterGovernance {
  const reason = 'the Services of the cluster cannot be read';
  return {
    cluster,
    wouldOwn: { code: 'unknown', reason },
    owns: [],
    configCluster: undefined,
  };
}

/** A service of which nothing runs in a cluster is owned there as a pod without labels would be: the same for all such services of a namespace. */
const governedWithoutWorkloads: Rule<NamespaceRef, ClusterGovernance> = {
  source: '2.4',
  nameOf: namespaceRefName,
  ask(mesh, at) {
    const owner = mesh.ask(wouldOwn, {
      ...at,
      labels: NO_LABELS,
      annotations: NO_LABELS,
      hostNetwork: false,
    });
    return {
      cluster: at.cluster,
      wouldOwn: owner,
      owns: [],
      configCluster: configCluster(
        mesh,
        owner.code === 'owned' ? owner.controlPlane : undefined,
      ),
    };
  },
};

/** One verdict for all workloads of the service. */
function together(judged: readonly Judged[]): WouldOwn {
  const [{ owner }] = judged;
  if (judged.every(other => sameData(other.owner, owner))) return owner;
  const verdicts = [...new Set(judged.map(item => summary(item.owner)))].sort(
    compareText,
  );
  return {
    code: 'unknown',
    reason: `its workloads would not all be owned alike: ${verdicts.join(
      ', ',
    )}`,
  };
}

function summary(owner: WouldOwn): string {
  switch (owner.code) {
    case 'owned':
      return `revision ${owner.controlPlane.revision}`;
    case 'dangling-revision':
      return `revision ${owner.revision}, which nothing serves`;
    default:
      return owner.code;
  }
}

function ownedPods(
  mesh: Mesh,
  cluster: ClusterName,
  judged: readonly Judged[],
): readonly OwnedPods[] {
  const groups = new Map<
    string,
    {
      readonly first: PodRecord;
      readonly pods: string[];
      readonly pendingRestart: boolean;
    }
  >();
  for (const { workload, owner } of judged) {
    for (const pod of workload.pods) {
      const pendingRestart = isPending(pod, owner);
      const key = JSON.stringify([
        proxyRevision(pod) ?? null,
        proxyVersion(pod) ?? null,
        discoveryAddress(pod) ?? null,
        pendingRestart,
      ]);
      const group = groups.get(key) ?? { first: pod, pods: [], pendingRestart };
      group.pods.push(pod.name);
      groups.set(key, group);
      mesh.because(
        { cluster, kind: 'Pod', namespace: pod.namespace, name: pod.name },
        'metadata.annotations["sidecar.istio.io/status"]',
        proxyRevision(pod),
      );
    }
  }
  return [...groups.keys()].sort(compareText).flatMap(key => {
    const group = groups.get(key);
    if (!group) return [];
    const { first, pods, pendingRestart } = group;
    const revision = proxyRevision(first);
    const controlPlane =
      revision === undefined
        ? undefined
        : attachedTo(mesh, cluster, first, revision);
    return [
      {
        revision,
        proxyVersion: proxyVersion(first),
        controlPlane,
        pods: pods.sort(compareText),
        pendingRestart,
      },
    ];
  });
}

/** Label of the pods of a Gateway. Istiod writes them whole, so no webhook decides about their proxy (reference 2.6). */
const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** The pod changes owner, or loses or gains its sidecar, when it is created again. */
function isPending(pod: PodRecord, owner: WouldOwn): boolean {
  if (pod.labels.has(GATEWAY_NAME)) return false;
  const revision = proxyRevision(pod);
  switch (owner.code) {
    case 'owned':
      return revision !== owner.controlPlane.revision;
    case 'not-injected':
    case 'dangling-revision':
    case 'ambient':
      return revision !== undefined;
    default:
      return false;
  }
}

/** Control plane that a running proxy is attached to: revision as rendered, cluster by the address it connects to. */
function attachedTo(
  mesh: Mesh,
  cluster: ClusterName,
  pod: PodRecord,
  revision: string,
): ControlPlaneRef {
  const service = discoveryService(discoveryAddress(pod));
  if (!service)
    return { cluster: undefined, namespace: '', revision, version: undefined };
  const address = mesh.ask(istiodAddress, { cluster, service });
  return controlPlaneAt(mesh, {
    cluster,
    address,
    namespace: service.namespace,
    revision,
  });
}

/** Cluster that a control plane reads its Istio configuration from. Reference 6.5. */
export function configCluster(
  mesh: Mesh,
  controlPlane: ControlPlaneRef | undefined,
): ClusterName | undefined {
  if (controlPlane?.cluster === undefined) return undefined;
  const istiod = mesh
    .ask(istiods, controlPlane.cluster)
    .find(
      ({ namespace, revision }) =>
        namespace === controlPlane.namespace &&
        revision === controlPlane.revision,
    );
  if (!istiod) return undefined;
  return istiod.readsOtherCluster
    ? mesh.ask(clusterWithId, istiod.clusterId)
    : istiod.cluster;
}
