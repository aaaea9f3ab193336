import { ClusterName } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { TENANT_LABEL } from '../../annotations';
import {
  SAME_TENANT_POLICY,
  sameTenantPolicyManifest,
  strictMtlsManifest,
} from '../manifests/isolation';
import { namespaceManifest } from '../manifests/namespace';
import { limitRangeManifest, resourceQuotaManifest } from '../manifests/quota';
import { roleBindingManifest } from '../manifests/roleBinding';
import { Manifest, OnboardNamespaceInput, PlannedApply } from '../plan';
import { OnboardingContext } from './context';
import { meshesOf } from '../mayShareMesh';
import { Placement } from './placement';
import { clusterList } from '../refusal';

/** Field manager of all objects that give a namespace to a tenant. Constant, so that a later plan can remove fields. */
export const TENANCY_FIELD_MANAGER = 'backstage-mesh-tenancy';

/** Objects of a draft and what their reader must know. */
export interface DraftedObjects {
  readonly objects: readonly PlannedApply[];
  readonly notes: readonly string[];
}

/** All objects that make the namespace the tenant's, in the order in which each cluster needs them. */
export function draftObjects(
  snapshot: Snapshot,
  input: OnboardNamespaceInput,
  context: OnboardingContext,
  placements: readonly Placement[],
): DraftedObjects {
  const objects: PlannedApply[] = [];
  const add = (cluster: ClusterName, ...manifests: readonly Manifest[]) => {
    for (const manifest of manifests) {
      objects.push({
        act: 'apply',
        cluster,
        fieldManager: TENANCY_FIELD_MANAGER,
        manifest,
      });
    }
  };
  const notes: string[] = [];
  const targets = placements.map(({ cluster }) => cluster);
  for (const cluster of targets) add(cluster, ...basics(input, context));

  for (const cluster of new Set(placements.map(p => p.configCluster))) {
    if (!targets.includes(cluster)) {
      add(cluster, ...holder(snapshot, cluster, input));
      const where = clusterList(context, [cluster]);
      notes.push(configNote(cluster, where, placements));
    }
    const members = tenantNamespaces(snapshot, cluster, input, context);
    add(
      cluster,
      strictMtlsManifest(input.namespace),
      sameTenantPolicyManifest(input.namespace, members),
    );
  }
  const siblings = siblingPolicies(snapshot, input, context, targets);
  for (const { cluster, manifest } of siblings.objects) add(cluster, manifest);
  return { objects, notes: [...notes, ...siblings.notes] };
}

function basics(
  { namespace, tenant, revision, quotaTier }: OnboardNamespaceInput,
  context: OnboardingContext,
): readonly Manifest[] {
  const kubernetesGroup = context.tenant?.kubernetesGroup;
  const clusterRole = context.tenantRole;
  return [
    namespaceManifest({ name: namespace, tenant, revision }),
    limitRangeManifest(namespace),
    resourceQuotaManifest(namespace, quotaTier),
    ...(kubernetesGroup === undefined
      ? []
      : [roleBindingManifest({ namespace, kubernetesGroup, clusterRole })]),
  ];
}

/**
 * A namespace that only holds policies for workloads elsewhere. One that is there already is left alone: to apply it
 * without its injection label would take the label away.
 */
function holder(
  snapshot: Snapshot,
  cluster: ClusterName,
  { namespace, tenant }: OnboardNamespaceInput,
): readonly Manifest[] {
  const known = snapshot
    .view(cluster, 'Namespace')
    ?.table.get({ namespace: '', name: namespace });
  return known ? [] : [namespaceManifest({ name: namespace, tenant })];
}

function configNote(
  cluster: ClusterName,
  where: string,
  placements: readonly Placement[],
): string {
  const served = placements
    .filter(placement => placement.configCluster === cluster)
    .map(placement => placement.cluster)
    .join(', ');
  return `The control plane of ${served} reads policies from another cluster (${where}), so they are written there, into a namespace of the same name.`;
}

/** The tenant's namespaces in the mesh of a cluster, with the new one. */
function tenantNamespaces(
  snapshot: Snapshot,
  cluster: ClusterName,
  { namespace, tenant }: OnboardNamespaceInput,
  { memo }: OnboardingContext,
): readonly string[] {
  const names = new Set([namespace]);
  for (const member of meshMembers(snapshot, cluster, memo)) {
    const table = snapshot.view(member, 'Namespace')?.table;
    for (const { name, labels } of table?.records() ?? []) {
      if (labels.get(TENANT_LABEL) === tenant) names.add(name);
    }
  }
  return [...names].sort();
}

/** Clusters of the same mesh; the cluster alone if its mesh is not known. */
function meshMembers(
  snapshot: Snapshot,
  cluster: ClusterName,
  memo: OnboardingContext['memo'],
): readonly ClusterName[] {
  const meshes = meshesOf(snapshot, memo);
  const mesh = meshes.get(cluster);
  if (mesh === undefined) return [cluster];
  return snapshot.clusterNames.filter(other => meshes.get(other) === mesh);
}

/** The tenant's other namespaces must admit the new one too, wherever Meshwise wrote their policy. */
function siblingPolicies(
  snapshot: Snapshot,
  input: OnboardNamespaceInput,
  context: OnboardingContext,
  targets: readonly ClusterName[],
) {
  const objects: { cluster: ClusterName; manifest: Manifest }[] = [];
  const notes: string[] = [];
  const clusters = new Set(
    targets.flatMap(target => meshMembers(snapshot, target, context.memo)),
  );
  for (const cluster of clusters) {
    const members = tenantNamespaces(snapshot, cluster, input, context);
    const policies = snapshot.view(cluster, 'AuthorizationPolicy')?.table;
    const siblings = members.filter(
      namespace =>
        namespace !== input.namespace &&
        policies?.get({ namespace, name: SAME_TENANT_POLICY }),
    );
    if (siblings.length > 0 && !context.clusters.get(cluster)?.writable) {
      const where = clusterList(context, [cluster]);
      notes.push(
        `${siblings.join(', ')} in ${where} will not admit callers from ${
          input.namespace
        }: Meshwise cannot write there.`,
      );
      continue;
    }
    for (const namespace of siblings) {
      const manifest = sameTenantPolicyManifest(namespace, members);
      objects.push({ cluster, manifest });
    }
  }
  return { objects, notes };
}
