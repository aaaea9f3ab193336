import { TENANT_LABEL } from '../annotations';
import { compareText } from '../model/record';
import { Mesh } from '../model/mesh';
import { QuotaLimit } from '../model/records/resourceQuota';
import { ObjectRef, ServiceRef } from '../model/refs';
import { Rule } from '../model/rule';
import { collisions } from './collisions';
import { ControlPlaneKey } from './controlPlaneView';
import { isRead, isSelected } from './discovery';
import { WouldOwn } from './governedBy';
import {
  Isolation,
  meshOwnerOf,
  namespaceIsolation,
} from './namespaceIsolation';
import { NamespaceRef, namespaceRefName } from './namespaces';
import { namespaceTenancy, TenancyVerdict } from './namespaceTenancy';
import { servingViews } from './servingViews';
import { viewOfOwner } from './viewOfOwner';

/** A namespace of one cluster in full (T2). @public */
export interface NamespaceDetails extends NamespaceRef {
  readonly exists: boolean | 'unknown';
  readonly tenant: string | undefined;
  /** Whose the name is, over all clusters. */
  readonly verdict: TenancyVerdict;
  /** Labels of the Namespace, by key. */
  readonly labels: readonly { readonly key: string; readonly value: string }[];
  /** How its ordinary pods join a mesh. */
  readonly owner: WouldOwn;
  readonly isolation: Isolation;
  /** `unknown` where ResourceQuotas cannot be read completely. */
  readonly quotas:
    | readonly {
        readonly name: string;
        readonly limits: readonly QuotaLimit[];
      }[]
    | 'unknown';
  /**
   * Policies that its workloads live by: those of the namespace and of the root namespace, where its control plane reads them.
   * NetworkPolicies are named and not evaluated.
   */
  readonly policies: readonly ObjectRef[];
  /** Control planes that serve the cluster, and whether each reads this namespace. */
  readonly readBy: readonly {
    readonly controlPlane: ControlPlaneKey;
    readonly reads: boolean;
  }[];
  /** Services that a mesh merges with copies in namespaces of other owners. */
  readonly mergedWithOthers: readonly ServiceRef[];
}

const POLICIES = [
  'PeerAuthentication',
  'AuthorizationPolicy',
  'Sidecar',
] as const;

/** Everything known of a namespace of one cluster: whose it is, how it joins a mesh, how it is closed, and by what. Reference 2.1, 7.1, 7.7. @public */
export const namespaceDetails: Rule<NamespaceRef, NamespaceDetails> = {
  source: '7.1',
  nameOf: namespaceRefName,
  ask(mesh, at) {
    const { cluster, namespace } = at;
    const record = mesh.get(cluster, 'Namespace', {
      namespace: '',
      name: namespace,
    });
    const { clusters, verdict } = mesh.ask(namespaceTenancy, { namespace });
    const here = clusters.find(item => item.cluster === cluster);
    const labels = [...(record?.labels ?? [])].map(([key, value]) => ({
      key,
      value,
    }));
    return {
      cluster,
      namespace,
      exists: here?.exists ?? 'unknown',
      tenant: record?.labels.get(TENANT_LABEL) || undefined,
      verdict,
      labels: labels.sort((a, b) => compareText(a.key, b.key)),
      owner: meshOwnerOf(mesh, at),
      isolation: mesh.ask(namespaceIsolation, at),
      quotas: quotasOf(mesh, at),
      policies: policiesOf(mesh, at),
      readBy: mesh.ask(servingViews, cluster).map(view => ({
        controlPlane: view.key,
        reads: isSelected(mesh, view, cluster, namespace),
      })),
      mergedWithOthers: verdict.code === 'conflict' ? mergedOf(mesh, at) : [],
    };
  },
};

function quotasOf(
  mesh: Mesh,
  { cluster, namespace }: NamespaceRef,
): NamespaceDetails['quotas'] {
  const found = mesh.list(cluster, 'ResourceQuota', namespace);
  if (
    found.length === 0 &&
    mesh.sight(cluster, 'ResourceQuota', namespace) !== 'full'
  )
    return 'unknown';
  return found.map(({ name, limits }) => ({ name, limits }));
}

function policiesOf(mesh: Mesh, at: NamespaceRef): readonly ObjectRef[] {
  const { cluster, namespace } = at;
  const owner = meshOwnerOf(mesh, at);
  const view =
    owner.code === 'owned' ? viewOfOwner(mesh, owner.controlPlane) : undefined;
  const ofMesh = view
    ? POLICIES.flatMap(kind =>
        [...new Set([namespace, view.rootNamespace])].flatMap(home =>
          mesh
            .list(view.configCluster, kind, home)
            .filter(item => isRead(mesh, view, item))
            .map(({ name }) => ({
              cluster: view.configCluster,
              kind,
              namespace: home,
              name,
            })),
        ),
      )
    : [];
  const ofCluster = mesh
    .list(cluster, 'NetworkPolicy', namespace)
    .map(({ name }) => ({ cluster, kind: 'NetworkPolicy', namespace, name }));
  return [...ofMesh, ...ofCluster];
}

function mergedOf(
  mesh: Mesh,
  { cluster, namespace }: NamespaceRef,
): readonly ServiceRef[] {
  return mesh
    .list(cluster, 'Service', namespace)
    .map(({ name }) => ({ namespace, name }))
    .filter(service =>
      mesh
        .ask(collisions, { service })
        .collisions.some(({ code }) => code === 'owners'),
    );
}
