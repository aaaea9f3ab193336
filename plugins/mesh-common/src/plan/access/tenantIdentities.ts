import { TENANT_LABEL } from '../../annotations';
import { compareText } from '../../model/record';
import { Snapshot } from '../../model/snapshot';
import { Memo } from '../../model/memo';
import { answer } from '../../rules/answer';
import { ClientIdentity } from '../../rules/principalMatch';
import { servingViews } from '../../rules/servingViews';

/** An identity of a tenant's workload, with the trust domain of its certificate. */
export type TenantIdentity = ClientIdentity & { readonly trustDomain: string };

/** Identities of the pods that run in namespaces of a tenant, in all clusters, each once. */
export function tenantIdentities(
  snapshot: Snapshot,
  tenant: string,
  memo?: Memo,
): readonly TenantIdentity[] {
  const found = new Map<string, TenantIdentity>();
  for (const cluster of snapshot.clusterNames) {
    const domains = new Set(
      answer(snapshot, servingViews, cluster, memo).value.map(
        ({ settings }) => settings.trustDomain,
      ),
    );
    for (const namespace of tenantNamespacesIn(snapshot, cluster, tenant)) {
      for (const pod of snapshot.view(cluster, 'Pod')?.table.list(namespace) ??
        []) {
        const serviceAccount = pod.serviceAccount || 'default';
        for (const trustDomain of domains) {
          const identity = { trustDomain, namespace, serviceAccount };
          found.set(Object.values(identity).join('/'), identity);
        }
      }
    }
  }
  return [...found]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, identity]) => identity);
}

/** Names of a tenant's namespaces in one cluster. */
export function tenantNamespacesIn(
  snapshot: Snapshot,
  cluster: string,
  tenant: string,
): readonly string[] {
  const namespaces = snapshot.view(cluster, 'Namespace')?.table.list() ?? [];
  return namespaces
    .filter(({ labels }) => labels.get(TENANT_LABEL) === tenant)
    .map(({ name }) => name);
}
