import { Mesh } from '../model/mesh';
import { PodRecord } from '../model/records/pod';
import { ObjectRef } from '../model/refs';
import { Rule } from '../model/rule';
import { Connection } from './authorizationMatch';
import { authorizationPolicies } from './authorizationPolicies';
import { authorizationVerdict } from './authorizationVerdict';
import { ControlPlaneView } from './controlPlaneView';
import { PodGuard, podGuard } from './podGuard';
import { PortProtocol } from './portProtocol';
import { ClientIdentity } from './principalMatch';
import { protocolVerdict } from './protocolVerdict';
import { ProxyRef } from './proxyConfig';
import { seesMeshConfig } from './seesMeshConfig';

/** Whether a workload lets a client in. @public */
export type AccessVerdict =
  /** By policies that allow it; `by` is empty where none allows anything, so that everything is allowed. */
  | { readonly code: 'allow'; readonly by: readonly ObjectRef[] }
  /** By a policy that denies it, or because none of those that allow something (`by`) allows this. */
  | {
      readonly code: 'deny';
      readonly because: 'denied' | 'not-allowed';
      readonly by: readonly ObjectRef[];
    }
  /** Some requests pass and others do not: by what `on` names. */
  | {
      readonly code: 'depends';
      readonly on: readonly string[];
      readonly by: readonly ObjectRef[];
    }
  /** No proxy guards it: policies have no effect. */
  | { readonly code: 'not-enforced' }
  | { readonly code: 'unknown'; readonly reason: string };

/** A client at the door of a pod. */
export interface PodAccess {
  readonly server: ProxyRef;
  /** `plaintext`: a client without mutual TLS. */
  readonly client: ClientIdentity | 'plaintext';
  /** Port of the pod. */
  readonly port: number;
  readonly protocol: PortProtocol;
}

/** Whether a pod lets a client in, by the policies its own control plane reads. Reference 7.7. */
export const accessToPod: Rule<PodAccess, AccessVerdict> = {
  source: '7.7',
  nameOf: ({ server, client, port, protocol }) =>
    JSON.stringify([
      server.cluster,
      server.namespace,
      server.pod,
      client === 'plaintext'
        ? client
        : [client.trustDomain ?? '', client.namespace, client.serviceAccount],
      port,
      protocol,
    ]),
  ask(mesh, access) {
    const { cluster, namespace, pod: name } = access.server;
    const pod = mesh.get(cluster, 'Pod', { namespace, name });
    if (!pod) return unknown(`pod ${namespace}/${name} cannot be seen`);
    const guard = podGuard(mesh, cluster, pod);
    switch (guard.code) {
      case 'none':
        return { code: 'not-enforced' };
      case 'unknown':
        return guard;
      default:
        return judge(mesh, guard, pod, access);
    }
  },
};

function judge(
  mesh: Mesh,
  { code, view }: PodGuard & { readonly code: 'sidecar' | 'ztunnel' },
  pod: PodRecord,
  { client, port, protocol }: PodAccess,
): AccessVerdict {
  // A ztunnel looks at bytes only, whatever the port says.
  const bytesOnly = code === 'ztunnel';
  const policies = authorizationPolicies(mesh, view, pod);
  const { trustDomain, trustDomainAliases } = view.settings;
  const connection: Omit<Connection, 'http'> = {
    client:
      client === 'plaintext'
        ? undefined
        : { ...client, trustDomain: client.trustDomain ?? trustDomain },
    port,
    ownTrustDomains: [trustDomain, ...trustDomainAliases],
  };
  const verdict = bytesOnly
    ? authorizationVerdict(policies, { ...connection, http: false })
    : protocolVerdict(policies, connection, protocol);
  for (const { namespace, name } of verdict.by)
    mesh.because(
      {
        cluster: view.configCluster,
        kind: 'AuthorizationPolicy',
        namespace,
        name,
      },
      'spec',
      verdict.code,
    );
  const unseen = unseenBy(mesh, view, [pod.namespace]);
  const certain = verdict.code === 'deny' && verdict.because === 'denied';
  if (unseen !== undefined && !certain) return unknown(unseen);
  const by = verdict.by.map(({ namespace, name }) => ({
    cluster: view.configCluster,
    kind: 'AuthorizationPolicy',
    namespace,
    name,
  }));
  return { ...verdict, by };
}

/** What could change the verdict of policies in some namespaces and cannot be seen fully. */
export function unseenBy(
  mesh: Mesh,
  view: ControlPlaneView,
  namespaces: readonly string[],
): string | undefined {
  const { configCluster, rootNamespace } = view;
  if (!seesMeshConfig(mesh, view))
    return `the mesh config of cluster ${configCluster} cannot be seen completely`;
  return [rootNamespace, ...namespaces].every(
    namespace =>
      mesh.sight(configCluster, 'AuthorizationPolicy', namespace) === 'full',
  )
    ? undefined
    : `the AuthorizationPolicies of cluster ${configCluster} cannot be seen completely`;
}

function unknown(reason: string): AccessVerdict & { readonly code: 'unknown' } {
  return { code: 'unknown', reason };
}
