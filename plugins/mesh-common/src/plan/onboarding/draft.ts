import { ClusterName } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { allViews } from '../../rules/allViews';
import { answer } from '../../rules/answer';
import { servingViews } from '../../rules/servingViews';
import {
  sameTenantPolicyManifest,
  strictMtlsManifest,
} from '../manifests/isolation';
import { namespaceManifest } from '../manifests/namespace';
import { podSecurityOf } from './checkPodSecurity';
import { limitRangeManifest, resourceQuotaManifest } from '../manifests/quota';
import { roleBindingManifest } from '../manifests/roleBinding';
import { networkPolicyManifest } from '../manifests/networkPolicy';
import { sidecarScopeManifest } from '../manifests/sidecarScope';
import { Manifest, OnboardNamespaceInput, PlannedApply } from '../plan';
import { OnboardingContext } from './context';
import { siblingPolicies, tenantNamespaces } from './siblings';
import { TENANCY_FIELD_MANAGER } from '../fieldManagers';
import { Placement } from './placement';
import { clusterList } from '../refusal';

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
  for (const cluster of targets) {
    add(cluster, ...basics(snapshot, cluster, input, context));
    if (!input.networkPolicy) continue;
    const { namespace, tenant, dataplane = 'sidecar' } = input;
    const mesh = meshNamespaces(snapshot, cluster, context);
    add(cluster, networkPolicyManifest({ namespace, tenant, mesh, dataplane }));
  }

  for (const cluster of new Set(placements.map(p => p.configCluster))) {
    if (!targets.includes(cluster)) {
      add(cluster, ...holder(snapshot, cluster, input));
      const where = clusterList(context, [cluster]);
      notes.push(configNote(cluster, where, placements));
    }
    const members = tenantNamespaces(snapshot, cluster, input, context.memo);
    add(
      cluster,
      strictMtlsManifest(input.namespace),
      sameTenantPolicyManifest(input.namespace, members),
      ...sidecarScope(snapshot, cluster, input, context),
    );
  }
  const siblings = siblingPolicies(snapshot, input, context, targets);
  return {
    objects: [...objects, ...siblings.objects],
    notes: [
      ...notes,
      ...siblings.skipped.map(
        ({ namespaces, cluster }) =>
          `${namespaces.join(', ')} in ${clusterList(context, [
            cluster,
          ])} will not admit callers from ${
            input.namespace
          }: Meshwise cannot write there.`,
      ),
    ],
  };
}

/** The scope of sidecars, if the tenant declares what its workloads call. */
function sidecarScope(
  snapshot: Snapshot,
  cluster: ClusterName,
  { namespace, calls, dataplane }: OnboardNamespaceInput,
  { memo }: OnboardingContext,
): readonly Manifest[] {
  if (calls === undefined || dataplane === 'ambient') return [];
  const roots = answer(snapshot, allViews, undefined, memo)
    .value.filter(({ configCluster }) => configCluster === cluster)
    .map(view => view.rootNamespace);
  return [sidecarScopeManifest({ namespace, roots, calls })];
}

/** Namespaces of the mesh itself whose pods call into namespaces of tenants: of control planes and gateways. */
function meshNamespaces(
  snapshot: Snapshot,
  cluster: ClusterName,
  { memo }: OnboardingContext,
): readonly string[] {
  const views = answer(snapshot, servingViews, cluster, memo).value;
  const routers = (snapshot.view(cluster, 'Pod')?.table.list() ?? []).filter(
    ({ proxy }) => proxy?.args[1] === 'router',
  );
  const names = [
    ...views.map(({ rootNamespace }) => rootNamespace),
    ...routers.map(({ namespace }) => namespace),
  ];
  return [...new Set(names)].sort();
}

function basics(
  snapshot: Snapshot,
  cluster: ClusterName,
  input: OnboardNamespaceInput,
  context: OnboardingContext,
): readonly Manifest[] {
  const { namespace, tenant, revision, quotaTier } = input;
  const { dataplane } = input;
  // A level that is left out would be taken away from a namespace that has it.
  const podSecurity =
    input.podSecurity ?? podSecurityOf(snapshot, cluster, namespace);
  const kubernetesGroup = context.tenant?.kubernetesGroup;
  const clusterRole = context.tenantRole;
  return [
    namespaceManifest({
      name: namespace,
      tenant,
      revision,
      ...(dataplane && { dataplane }),
      ...(podSecurity && { podSecurity }),
    }),
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
