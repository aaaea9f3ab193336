import { compareText } from '../model/record';
import { PeerAuthenticationRecord } from '../model/records/peerAuthentication';
import { ClusterName, ObjectRef, serviceKey, ServiceRef } from '../model/refs';
import { Mesh } from '../model/mesh';
import { Rule } from '../model/rule';
import { ControlPlaneView } from './controlPlaneView';
import { mtlsOfWorkload } from './peerAuthentications';
import { InboundPort } from './proxyConfig';
import { proxyOf } from './proxyOf';
import { mtlsModeAt, ServerMtls } from './serverMtls';
import { workloadPorts } from './workloadPorts';
import { workloads } from './workloads';

/** Pods of a service that accept connections in the same way. @public */
export interface MtlsGroup {
  readonly pods: readonly string[];
  /** Cluster whose policies count for them; `undefined` for pods without sidecar, which take plain text only. */
  readonly configCluster: ClusterName | undefined;
  /** Mode at ports that no service leads to, and that nothing else is said of. */
  readonly mode: InboundPort['mtls'];
  /** Mode by port of the pods that some service leads to, sorted. */
  readonly ports: readonly {
    readonly port: number;
    readonly mode: InboundPort['mtls'];
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
    for (const { namespace, name } of pods) {
      const group = groupOf(mesh, { cluster, namespace, pod: name });
      const key = JSON.stringify({ ...group, pods: [] });
      const known = groups.get(key);
      groups.set(
        key,
        known
          ? { ...known, pods: [...known.pods, name].sort(compareText) }
          : group,
      );
    }
  }
  return [...groups.keys()]
    .sort(compareText)
    .flatMap(key => groups.get(key) ?? []);
}

function groupOf(
  mesh: Mesh,
  ref: {
    readonly cluster: ClusterName;
    readonly namespace: string;
    readonly pod: string;
  },
): MtlsGroup {
  const proxy = mesh.ask(proxyOf, ref);
  const pods = [ref.pod];
  if (!proxy?.view)
    return {
      pods,
      configCluster: undefined,
      mode: 'DISABLE',
      ports: [],
      from: [],
    };
  const { view, labels } = proxy;
  const mtls = mtlsOfWorkload(mesh, view, { namespace: ref.namespace, labels });
  for (const object of refsOf(view, mtls.from))
    mesh.because(object, 'spec.mtls', mtls.mode);
  return {
    pods,
    configCluster: view.configCluster,
    mode: mtls.mode,
    ports: portsOf(mesh.ask(workloadPorts, ref), mtls),
    from: refsOf(view, mtls.from),
  };
}

function portsOf(
  known: readonly number[],
  mtls: ServerMtls,
): MtlsGroup['ports'] {
  const numbers = [...new Set([...known, ...mtls.ports.keys()])].sort(
    (a, b) => a - b,
  );
  return numbers.map(port => ({ port, mode: mtlsModeAt(mtls, port) }));
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
