import { TENANT_LABEL } from '../annotations';
import { compareText } from '../model/record';
import { Mesh } from '../model/mesh';
import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { infrastructure } from './infrastructure';
import { WouldOwn } from './governedBy';
import {
  Isolation,
  meshOwnerOf,
  namespaceIsolation,
} from './namespaceIsolation';
import { namespaces } from './namespaces';
import { namespaceTenancy, TenancyVerdict } from './namespaceTenancy';
import { PROTECTED_NAMESPACES, protectingPattern } from './protectedNamespaces';
import { servingViews } from './servingViews';

/** How the ordinary pods of a namespace join a mesh, in short. @public */
export interface Joins {
  readonly code: WouldOwn['code'];
  /** Of the control plane that would inject them, or that the namespace asks for in vain. */
  readonly revision?: string;
  /** Tag through which it is chosen. */
  readonly tag?: string;
}

/** A namespace of a tenant in one cluster. @public */
export interface TenancyCell {
  readonly cluster: ClusterName;
  readonly tenant: string | undefined;
  readonly isolation: Isolation;
  /** How its ordinary pods join a mesh. */
  readonly joins: Joins;
}

/** A namespace name with every cluster that has it. @public */
export interface TenancyRow {
  readonly namespace: string;
  /** Whose the name is, over all clusters. */
  readonly verdict: TenancyVerdict;
  readonly clusters: readonly TenancyCell[];
}

/** What belongs to whom in the fleet, and how well it is closed (T2). @public */
export interface TenancyMatrix {
  /** Tenants by name; a namespace that several claim is a row of each. */
  readonly tenants: readonly {
    readonly tenant: string;
    readonly namespaces: readonly TenancyRow[];
  }[];
  /** Namespaces of mesh clusters that nobody claims anywhere, without those of Kubernetes, meshes and operators. */
  readonly unclaimed: readonly TenancyRow[];
  /** Clusters whose Namespaces cannot be seen completely. */
  readonly unseen: readonly ClusterName[];
}

/** Tenants, their namespaces, and how well each is closed in every cluster. Reference 7.1, 7.7. @public */
export const tenancy: Rule<void, TenancyMatrix> = {
  source: '7.1',
  nameOf: () => 'fleet',
  ask(mesh) {
    const rows = namesToShow(mesh).map(name => rowOf(mesh, name));
    const tenants = new Map<string, TenancyRow[]>();
    for (const row of rows)
      for (const tenant of new Set(
        row.clusters.flatMap(cell => cell.tenant ?? []),
      ))
        tenants.set(tenant, [...(tenants.get(tenant) ?? []), row]);
    return {
      tenants: [...tenants]
        .sort(([a], [b]) => compareText(a, b))
        .map(([tenant, found]) => ({ tenant, namespaces: found })),
      unclaimed: rows.filter(({ clusters }) =>
        clusters.every(({ tenant }) => tenant === undefined),
      ),
      unseen: mesh
        .clusters()
        .filter(cluster => mesh.sight(cluster, 'Namespace') !== 'full'),
    };
  },
};

/** Names that some tenant claims, and those in mesh clusters that one could. */
function namesToShow(mesh: Mesh): readonly string[] {
  const names = new Set<string>();
  for (const { cluster, namespace } of mesh.ask(namespaces, undefined)) {
    if (names.has(namespace)) continue;
    const claimed = mesh
      .get(cluster, 'Namespace', { namespace: '', name: namespace })
      ?.labels.get(TENANT_LABEL);
    const claimable =
      protectingPattern(namespace, PROTECTED_NAMESPACES) === undefined &&
      mesh.ask(servingViews, cluster).length > 0 &&
      mesh.ask(infrastructure, { namespace }).length === 0;
    if (claimed || claimable) names.add(namespace);
  }
  return [...names].sort(compareText);
}

function rowOf(mesh: Mesh, namespace: string): TenancyRow {
  const { verdict, clusters } = mesh.ask(namespaceTenancy, { namespace });
  return {
    namespace,
    verdict,
    clusters: clusters
      .filter(({ exists }) => exists === true)
      .map(({ cluster, tenant }) => ({
        cluster,
        tenant,
        isolation: mesh.ask(namespaceIsolation, { cluster, namespace }),
        joins: joinsOf(meshOwnerOf(mesh, { cluster, namespace })),
      })),
  };
}

function joinsOf(owner: WouldOwn): Joins {
  switch (owner.code) {
    case 'owned':
      return {
        code: owner.code,
        revision: owner.controlPlane.revision,
        ...(owner.tag === undefined ? {} : { tag: owner.tag }),
      };
    case 'dangling-revision':
      return { code: owner.code, revision: owner.revision };
    default:
      return { code: owner.code };
  }
}
