import { compareText } from '../model/record';
import { PodRecord } from '../model/records/pod';
import { PeerAuthenticationRecord } from '../model/records/peerAuthentication';
import { ClusterName, ObjectRef, serviceKey, ServiceRef } from '../model/refs';
import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import { ControlPlaneView } from './controlPlaneView';
import { endpoints } from './endpoints';
import { mtlsOfWorkload } from './peerAuthentications';
import { GuardCode, podGuard } from './podGuard';
import { InboundPort } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { seesMeshConfig } from './seesMeshConfig';
import { mtlsModeAt, ServerMtls } from './serverMtls';
import { workloadPorts } from './workloadPorts';
import { workloads } from './workloads';

/** Mode in which a port takes connections; `unknown` where policies that may decide it cannot be seen. @public */
export type EffectiveMtlsMode = InboundPort['mtls'] | 'unknown';

/** Pods of a service that accept connections in the same way. @public */
export interface MtlsGroup {
  readonly pods: readonly string[];
  /** Who accepts them: pods that nobody guards take plain text only. */
  readonly guard: GuardCode;
  /** Cluster whose policies count for them; `undefined` where nobody guards them, or nobody knows who does. */
  readonly configCluster: ClusterName | undefined;
  /** Mode at ports that no service leads to, and that nothing else is said of. */
  readonly mode: EffectiveMtlsMode;
  /** Mode by port of the pods that some service leads to, sorted. */
  readonly ports: readonly {
    readonly port: number;
    readonly mode: EffectiveMtlsMode;
  }[];
  /** The policies that decide, the most general first. */
  readonly from: readonly ObjectRef[];
}

/** How the pods of a service in one cluster accept connections. @public */
export interface ClusterMtls {
  readonly cluster: ClusterName;
  readonly groups: readonly MtlsGroup[];
}

/** Whether the servers of a service demand, allow or refuse mTLS, by cluster, port and deciding policy. Clients decide by the policies of their own control plane. Reference 7.6. @public */
export const effectiveMtls: Rule<
  { readonly service: ServiceRef },
  readonly ClusterMtls[]
> = {
  source: '7.6',
  nameOf: ({ service }) => serviceKey(service),
  ask: (mesh, { service }) =>
    mesh.clusters().flatMap(cluster => {
      const groups = groupsIn(mesh, cluster, service);
      return groups.length > 0 ? [{ cluster, groups }] : [];
    }),
};

function groupsIn(
  mesh: Mesh,
  cluster: ClusterName,
  service: ServiceRef,
): readonly MtlsGroup[] {
  const groups = new Map<string, MtlsGroup>();
  for (const { pods } of mesh.ask(workloads, { cluster, service })) {
    for (const pod of pods) {
      const group = groupOf(mesh, { cluster, service, pod });
      const key = JSON.stringify({ ...group, pods: [] });
      const known = groups.get(key);
      groups.set(
        key,
        known
          ? { ...known, pods: [...known.pods, pod.name].sort(compareText) }
          : group,
      );
    }
  }
  return [...groups.keys()]
    .sort(compareText)
    .flatMap(key => groups.get(key) ?? []);
}

interface ServedPod {
  readonly cluster: ClusterName;
  readonly service: ServiceRef;
  readonly pod: PodRecord;
}

function groupOf(mesh: Mesh, served: ServedPod): MtlsGroup {
  const { cluster, pod } = served;
  const { namespace, name } = pod;
  const guard = podGuard(mesh, cluster, pod);
  const unguarded = { pods: [name], configCluster: undefined, from: [] };
  if (guard.code === 'none')
    return { ...unguarded, guard: 'none', mode: 'DISABLE', ports: [] };
  if (guard.code === 'unknown')
    return { ...unguarded, guard: 'unknown', mode: 'unknown', ports: [] };
  const { code, view } = guard;
  // istiod adds the place to the labels of a proxy before it compares them.
  const labels =
    mesh.ask(proxyOf, { cluster, namespace, pod: name })?.labels ?? pod.labels;
  const mtls = mtlsOfWorkload(mesh, view, { namespace, labels });
  for (const object of refsOf(view, mtls.from))
    mesh.because(object, 'spec.mtls', mtls.mode);
  const seen = seesPolicies(mesh, view, namespace);
  const modeOf = (mode: InboundPort['mtls']): EffectiveMtlsMode => {
    if (!seen) return 'unknown';
    // ztunnel cannot be told to take no mTLS.
    return code === 'ztunnel' && mode === 'DISABLE' ? 'PERMISSIVE' : mode;
  };
  return {
    pods: [name],
    guard: code,
    configCluster: view.configCluster,
    mode: modeOf(mtls.mode),
    ports: portsOf(mesh, served, mtls).map(port => ({
      port,
      mode: modeOf(mtlsModeAt(mtls, port)),
    })),
    from: refsOf(view, mtls.from),
  };
}

function portsOf(
  mesh: Mesh,
  { cluster, service, pod }: ServedPod,
  mtls: ServerMtls,
): readonly number[] {
  const { namespace, name } = pod;
  const known = pod.proxy
    ? mesh.ask(workloadPorts, { cluster, namespace, pod: name })
    : endpointPorts(mesh, { cluster, service, pod });
  return [...new Set([...known, ...mtls.ports.keys()])].sort((a, b) => a - b);
}

function endpointPorts(
  mesh: Mesh,
  { cluster, service, pod }: ServedPod,
): readonly number[] {
  return mesh
    .ask(endpoints, { service })
    .clusters.filter(part => part.cluster === cluster)
    .flatMap(part => part.endpoints)
    .filter(endpoint => endpoint.pod === pod.name)
    .flatMap(({ ports }) => ports.map(({ number }) => number));
}

function seesPolicies(
  mesh: Mesh,
  view: ControlPlaneView,
  namespace: string,
): boolean {
  return (
    seesMeshConfig(mesh, view) &&
    [view.rootNamespace, namespace].every(
      home =>
        mesh.sight(view.configCluster, 'PeerAuthentication', home) === 'full',
    )
  );
}

function refsOf(
  { configCluster }: ControlPlaneView,
  policies: readonly PeerAuthenticationRecord[],
): readonly ObjectRef[] {
  return policies.map(({ namespace, name }) => ({
    cluster: configCluster,
    kind: 'PeerAuthentication',
    namespace,
    name,
  }));
}
