import { TENANT_LABEL } from '../../annotations';
import { Memo } from '../../model/memo';
import { ClusterName } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { TENANCY_FIELD_MANAGER } from '../fieldManagers';
import {
  SAME_TENANT_POLICY,
  sameTenantPolicyManifest,
} from '../manifests/isolation';
import { meshesOf } from '../mayShareMesh';
import { PlannedApply } from '../plan';
import { PlanContext } from '../PlanContext';

/** A namespace that a tenant gets, or gives up. */
export interface TenantChange {
  readonly namespace: string;
  readonly tenant: string;
  /** It is given up. */
  readonly leaves?: boolean;
}

/** The tenant's namespaces in the mesh of a cluster, as they will be. */
export function tenantNamespaces(
  snapshot: Snapshot,
  cluster: ClusterName,
  { namespace, tenant, leaves = false }: TenantChange,
  memo?: Memo,
): readonly string[] {
  const names = new Set([namespace]);
  for (const member of meshMembers(snapshot, cluster, memo)) {
    const table = snapshot.view(member, 'Namespace')?.table;
    for (const { name, labels } of table?.records() ?? []) {
      if (labels.get(TENANT_LABEL) === tenant) names.add(name);
    }
  }
  if (leaves) names.delete(namespace);
  return [...names].sort();
}

/** Clusters of the same mesh; the cluster alone if its mesh is not known. */
export function meshMembers(
  snapshot: Snapshot,
  cluster: ClusterName,
  memo?: Memo,
): readonly ClusterName[] {
  const meshes = meshesOf(snapshot, memo);
  const mesh = meshes.get(cluster);
  if (mesh === undefined) return [cluster];
  return snapshot.clusterNames.filter(other => meshes.get(other) === mesh);
}

/** The tenant's other namespaces must admit the new one too, or the old one no longer, wherever Meshwise wrote their policy. */
export function siblingPolicies(
  snapshot: Snapshot,
  change: TenantChange,
  context: PlanContext,
  targets: readonly ClusterName[],
): {
  readonly objects: readonly PlannedApply[];
  readonly skipped: readonly {
    readonly cluster: ClusterName;
    readonly namespaces: readonly string[];
  }[];
} {
  const objects: PlannedApply[] = [];
  const skipped: { cluster: ClusterName; namespaces: readonly string[] }[] = [];
  const clusters = new Set(
    targets.flatMap(target => meshMembers(snapshot, target, context.memo)),
  );
  for (const cluster of clusters) {
    const members = tenantNamespaces(snapshot, cluster, change, context.memo);
    const policies = snapshot.view(cluster, 'AuthorizationPolicy')?.table;
    const siblings = members.filter(
      namespace =>
        namespace !== change.namespace &&
        policies?.get({ namespace, name: SAME_TENANT_POLICY }),
    );
    if (siblings.length > 0 && !context.clusters.get(cluster)?.writable) {
      skipped.push({ cluster, namespaces: siblings });
      continue;
    }
    for (const namespace of siblings) {
      objects.push({
        act: 'apply',
        cluster,
        fieldManager: TENANCY_FIELD_MANAGER,
        manifest: sameTenantPolicyManifest(namespace, members),
      });
    }
  }
  return { objects, skipped };
}
