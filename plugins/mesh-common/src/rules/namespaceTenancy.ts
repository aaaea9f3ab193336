import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';
import { TENANT_LABEL } from '../annotations';

/** A namespace in one cluster. @public */
export interface NamespaceInCluster {
  readonly cluster: ClusterName;
  /** `unknown` where Namespaces of the cluster cannot be read, or what is known of them may be outdated and shows none of that name. */
  readonly exists: boolean | 'unknown';
  /** Value of the label `meshwise.io/tenant`. */
  readonly tenant: string | undefined;
  readonly uid: string | undefined;
  readonly state: 'active' | 'terminating' | undefined;
}

/** Whose a namespace name is in the whole fleet. Names are global: the same name is the same namespace everywhere (reference 3.1, 7.1). @public */
export type TenancyVerdict =
  | { readonly code: 'free' }
  | { readonly code: 'owned-by'; readonly tenant: string }
  /** It exists somewhere without owner, or with several. Tenants are sorted; `unowned` names the clusters where nobody claims it. */
  | {
      readonly code: 'conflict';
      readonly tenants: readonly string[];
      readonly unowned: readonly ClusterName[];
    }
  /** Some cluster cannot be seen, and it may say otherwise. */
  | { readonly code: 'undecidable'; readonly clusters: readonly ClusterName[] };

/** A namespace across the fleet. @public */
export interface NamespaceTenancy {
  readonly namespace: string;
  readonly clusters: readonly NamespaceInCluster[];
  readonly verdict: TenancyVerdict;
}

/** Who owns a namespace name, over all clusters; undecidable while any cluster cannot be seen, unless the ones that can already disagree. Reference 7.1. @public */
export const namespaceTenancy: Rule<
  { readonly namespace: string },
  NamespaceTenancy
> = {
  source: '7.1',
  nameOf: ({ namespace }) => namespace,
  ask(mesh, { namespace }) {
    const clusters = mesh.clusters().map((cluster): NamespaceInCluster => {
      const found = mesh.get(cluster, 'Namespace', {
        namespace: '',
        name: namespace,
      });
      if (!found) {
        const exists =
          mesh.sight(cluster, 'Namespace') === 'full' ? false : 'unknown';
        return {
          cluster,
          exists,
          tenant: undefined,
          uid: undefined,
          state: undefined,
        };
      }
      const tenant = found.labels.get(TENANT_LABEL) || undefined;
      mesh.because(
        { cluster, kind: 'Namespace', namespace: '', name: namespace },
        `metadata.labels["${TENANT_LABEL}"]`,
        tenant,
      );
      const state =
        found.phase === 'Terminating' || found.deleting
          ? 'terminating'
          : 'active';
      return {
        cluster,
        exists: true,
        tenant,
        uid: found.uid || undefined,
        state,
      };
    });
    return { namespace, clusters, verdict: verdictOf(clusters) };
  },
};

function verdictOf(clusters: readonly NamespaceInCluster[]): TenancyVerdict {
  const existing = clusters.filter(({ exists }) => exists === true);
  const tenants = [
    ...new Set(existing.flatMap(({ tenant }) => tenant ?? [])),
  ].sort();
  const unowned = existing
    .filter(({ tenant }) => tenant === undefined)
    .map(({ cluster }) => cluster);
  if (tenants.length > 1 || unowned.length > 0)
    return { code: 'conflict', tenants, unowned };
  const unseen = clusters
    .filter(({ exists }) => exists === 'unknown')
    .map(({ cluster }) => cluster);
  if (unseen.length > 0) return { code: 'undecidable', clusters: unseen };
  return tenants.length === 1
    ? { code: 'owned-by', tenant: tenants[0] }
    : { code: 'free' };
}
