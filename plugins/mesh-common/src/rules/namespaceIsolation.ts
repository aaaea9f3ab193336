import { Mesh } from '../model/mesh';
import { byAge, NO_LABELS } from '../model/record';
import { Rule } from '../model/rule';
import { authorizationPolicies } from './authorizationPolicies';
import { authorizationVerdict } from './authorizationVerdict';
import { ControlPlaneView } from './controlPlaneView';
import { isRead } from './discovery';
import { WouldOwn } from './governedBy';
import { wouldOwn } from './injection';
import { namespaceControl } from './namespaceControl';
import { NamespaceRef, namespaceRefName } from './namespaces';
import { mtlsOfWorkload } from './peerAuthentications';
import { seesMeshConfig } from './seesMeshConfig';
import { viewOfOwner } from './viewOfOwner';

/** How well a namespace of a cluster is closed to others (T2). Parts that cannot be seen are `unknown`, never closed. @public */
export interface Isolation {
  /**
   * - `isolated`: every caller needs an identity, and nobody is let in unless named.
   * - `partly`: one of the two.
   * - `open`: neither.
   * - `outside`: ordinary pods get no sidecar, so no policy has an effect.
   */
  readonly state: 'isolated' | 'partly' | 'open' | 'outside' | 'unknown';
  /** Mode in which ordinary workloads accept connections. */
  readonly mtls: 'STRICT' | 'PERMISSIVE' | 'DISABLE' | 'unknown';
  /** What a caller whom no policy names meets: `depends` where that is a matter of the request. */
  readonly stranger: 'refused' | 'let-in' | 'depends' | 'unknown';
  /** Whether a Sidecar limits what its workloads see. Not a security boundary. */
  readonly scope: 'limited' | 'everything' | 'unknown';
  readonly quota: boolean | 'unknown';
}

/** An identity that no policy names by accident: no namespace has such a name. */
const STRANGER = { namespace: '-', serviceAccount: '-' };

/** Any port will do: a policy that is meant for all callers names none. */
const SOME_PORT = 0;

/** How well the ordinary workloads of a namespace are closed to others, by the policies in force there. Reference 7.6, 7.7. @public */
export const namespaceIsolation: Rule<NamespaceRef, Isolation> = {
  source: '7.7',
  nameOf: namespaceRefName,
  ask(mesh, at) {
    const { namespace } = at;
    const quota = quotaOf(mesh, at);
    const owner = meshOwnerOf(mesh, at);
    const view =
      owner.code === 'owned'
        ? viewOfOwner(mesh, owner.controlPlane)
        : undefined;
    if (view) return { ...inMesh(mesh, view, namespace), quota };
    const outside =
      owner.code === 'not-injected' || owner.code === 'dangling-revision';
    return {
      state: outside ? 'outside' : 'unknown',
      mtls: 'unknown',
      stranger: 'unknown',
      scope: 'unknown',
      quota,
    };
  },
};

const MEMBER_OF = 'maistra.io/member-of';

/** Owner of ordinary pods; in a member of OpenShift Service Mesh 2, of those that ask for a sidecar, as each must (reference 2.8). @public */
export function meshOwnerOf(
  mesh: Mesh,
  { cluster, namespace }: NamespaceRef,
): WouldOwn {
  const found = mesh.get(cluster, 'Namespace', {
    namespace: '',
    name: namespace,
  });
  if (!found?.labels.has(MEMBER_OF))
    return mesh.ask(namespaceControl, { cluster, namespace }).owner;
  return mesh.ask(wouldOwn, {
    cluster,
    namespace,
    labels: new Map([['sidecar.istio.io/inject', 'true']]),
    annotations: NO_LABELS,
    hostNetwork: false,
  });
}

function inMesh(
  mesh: Mesh,
  view: ControlPlaneView,
  namespace: string,
): Omit<Isolation, 'quota'> {
  const workload = { namespace, labels: NO_LABELS };
  const mtls = seen(mesh, view, 'PeerAuthentication', namespace)
    ? modeOf(mesh, view, workload)
    : 'unknown';
  const stranger = seen(mesh, view, 'AuthorizationPolicy', namespace)
    ? strangerAt(mesh, view, workload)
    : 'unknown';
  const scope = seen(mesh, view, 'Sidecar', namespace)
    ? scopeOf(mesh, view, namespace)
    : 'unknown';
  return { state: stateOf(mtls, stranger), mtls, stranger, scope };
}

function stateOf(
  mtls: Isolation['mtls'],
  stranger: Isolation['stranger'],
): Isolation['state'] {
  if (mtls === 'unknown' || stranger === 'unknown') return 'unknown';
  const strict = mtls === 'STRICT';
  const closed = stranger === 'refused';
  if (strict && closed) return 'isolated';
  return strict || closed || stranger === 'depends' ? 'partly' : 'open';
}

function modeOf(
  mesh: Mesh,
  view: ControlPlaneView,
  workload: Parameters<typeof mtlsOfWorkload>[2],
): Isolation['mtls'] {
  const { mode, from } = mtlsOfWorkload(mesh, view, workload);
  const cluster = view.configCluster;
  for (const { namespace, name } of from)
    mesh.because(
      { cluster, kind: 'PeerAuthentication', namespace, name },
      'spec.mtls.mode',
      mode,
    );
  return mode;
}

function strangerAt(
  mesh: Mesh,
  view: ControlPlaneView,
  workload: Parameters<typeof authorizationPolicies>[2],
): Isolation['stranger'] {
  const { trustDomain, trustDomainAliases } = view.settings;
  const verdict = authorizationVerdict(
    authorizationPolicies(mesh, view, workload),
    {
      client: { ...STRANGER, trustDomain },
      port: SOME_PORT,
      http: true,
      ownTrustDomains: [trustDomain, ...trustDomainAliases],
    },
  );
  const cluster = view.configCluster;
  for (const { namespace, name } of verdict.by)
    mesh.because(
      { cluster, kind: 'AuthorizationPolicy', namespace, name },
      'spec',
      verdict.code,
    );
  switch (verdict.code) {
    case 'allow':
      return 'let-in';
    case 'deny':
      return 'refused';
    default:
      return 'depends';
  }
}

/** The Sidecar of the namespace, else of the root namespace: the oldest without selector. Reference 3.8, point 4. */
function scopeOf(
  mesh: Mesh,
  view: ControlPlaneView,
  namespace: string,
): Isolation['scope'] {
  const cluster = view.configCluster;
  for (const home of [namespace, view.rootNamespace]) {
    const [sidecar] = mesh
      .list(cluster, 'Sidecar', home)
      .filter(item => !item.workloadSelector && isRead(mesh, view, item))
      .sort(byAge);
    if (!sidecar) continue;
    mesh.because(
      { cluster, kind: 'Sidecar', namespace: home, name: sidecar.name },
      'spec.egress',
    );
    const everything =
      sidecar.egress.length === 0 ||
      sidecar.egress.some(({ hosts }) => hosts.includes('*/*'));
    return everything ? 'everything' : 'limited';
  }
  return 'everything';
}

function seen(
  mesh: Mesh,
  view: ControlPlaneView,
  kind: 'PeerAuthentication' | 'AuthorizationPolicy' | 'Sidecar',
  namespace: string,
): boolean {
  return (
    seesMeshConfig(mesh, view) &&
    [view.rootNamespace, namespace].every(
      home => mesh.sight(view.configCluster, kind, home) === 'full',
    )
  );
}

function quotaOf(
  mesh: Mesh,
  { cluster, namespace }: NamespaceRef,
): Isolation['quota'] {
  const [quota] = mesh.list(cluster, 'ResourceQuota', namespace);
  if (quota) {
    mesh.because(
      { cluster, kind: 'ResourceQuota', namespace, name: quota.name },
      'spec.hard',
    );
    return true;
  }
  return mesh.sight(cluster, 'ResourceQuota', namespace) === 'full'
    ? false
    : 'unknown';
}
