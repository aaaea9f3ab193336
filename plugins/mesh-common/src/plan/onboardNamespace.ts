import { Snapshot } from '../model/snapshot';
import { answer } from '../rules/answer';
import { namespaceTenancy } from '../rules/namespaceTenancy';
import { checkClusters } from './onboarding/checkClusters';
import { checkInput } from './onboarding/checkInput';
import { ambientPlacement } from './onboarding/ambientPlacement';
import { checkPodSecurity } from './onboarding/checkPodSecurity';
import { checkOwnership } from './onboarding/checkOwnership';
import { OnboardingContext } from './onboarding/context';
import { draftObjects } from './onboarding/draft';
import { Placement, placement } from './onboarding/placement';
import { IntentResult, OnboardNamespaceInput, Refusal } from './plan';

/**
 * Gives a tenant a namespace in several clusters of the mesh: injected by a revision or tag, with quota, access for the
 * tenant's group, strict mutual TLS, and callers of the same tenant only. Refuses names that are protected, malformed,
 * somebody else's anywhere, or of which that cannot be known (T1, T6; reference 2.1, 7.6, 7.7). All reasons are given
 * at once.
 *
 * @public
 */
export function onboardNamespace(
  snapshot: Snapshot,
  input: OnboardNamespaceInput,
  context: OnboardingContext,
): IntentResult {
  const malformed = checkInput(input, context);
  const clusters = checkClusters(input, context);
  if (malformed.some(({ code }) => code === 'invalid-input')) {
    return { code: 'refused', refusals: [...malformed, ...clusters] };
  }
  const unusable = new Set(clusters.map(({ subject }) => subject));
  const placed = input.clusters
    .filter(cluster => !unusable.has(`cluster ${cluster}`))
    .map(cluster =>
      input.dataplane === 'ambient'
        ? ambientPlacement(snapshot, cluster, input, context)
        : placement(snapshot, cluster, input, context),
    );
  const refusals = [
    ...malformed,
    ...clusters,
    ...checkOwnership(snapshot, input, context),
    ...checkPodSecurity(snapshot, input, context),
    ...placed.filter(isRefusal),
  ];
  if (refusals.length > 0) return { code: 'refused', refusals };

  const placements = placed.filter(isPlacement);
  const { objects, notes } = draftObjects(snapshot, input, context, placements);
  return {
    code: 'planned',
    draft: {
      intent: 'onboard-namespace',
      class: 'tenancy',
      summary: `Namespace ${input.namespace} of ${
        input.tenant
      } in ${input.clusters.join(', ')}, ${
        input.dataplane === 'ambient' ? 'in ambient mode of' : 'injected by'
      } ${input.revision}`,
      objects,
      notes: [
        ...standingNotes(input, context, placements),
        ...existingNotes(snapshot, input),
        ...notes,
      ],
      scopes: [`namespace/${input.namespace}`],
      undo: { code: 'exact' },
      asOf: answer(snapshot, namespaceTenancy, input, context.memo).asOf,
    },
  };
}

function isRefusal(item: Placement | Refusal): item is Refusal {
  return 'code' in item;
}

function isPlacement(item: Placement | Refusal): item is Placement {
  return !isRefusal(item);
}

function standingNotes(
  input: OnboardNamespaceInput,
  context: OnboardingContext,
  placements: readonly Placement[],
): readonly string[] {
  const { namespace, tenant, revision } = input;
  const notes = [
    `Only workloads of the mesh in namespaces of ${tenant} will reach ${namespace}. Ingress gateways, other teams and workloads outside the mesh are denied until somebody allows them.`,
    ...choiceNotes(input),
  ];
  const tagged = placements.filter(placed => placed.revision !== revision);
  if (tagged.length > 0) {
    const where = tagged
      .map(({ cluster, revision: real }) => `${real} in ${cluster}`)
      .join(', ');
    notes.push(`The tag ${revision} leads to ${where}.`);
  }
  if (context.tenant?.kubernetesGroup === undefined) {
    notes.push(
      `Nobody gets access to the API servers: the group ${tenant} has no annotation meshwise.io/kubernetes-group.`,
    );
  }
  return notes;
}

/** What the optional parts of the input mean. */
function choiceNotes({
  calls,
  dataplane,
  podSecurity,
  networkPolicy,
}: OnboardNamespaceInput): readonly string[] {
  const sidecars = dataplane !== 'ambient';
  return [
    ...(calls && sidecars
      ? [
          `Its sidecars know only its own services, those of the mesh and those in ${
            calls.join(', ') || 'no other namespace'
          }. Calls to others go out as if they were not in the mesh.`,
        ]
      : []),
    ...(podSecurity && sidecars
      ? [
          `Pod security "${podSecurity}" refuses pods whose sidecars set up the network themselves. It needs the Istio CNI plugin.`,
        ]
      : []),
    ...(networkPolicy
      ? [
          'The network policy knows namespaces of its own cluster only: pods of other clusters that reach it without an east-west gateway are kept away, also those of the same team.',
        ]
      : []),
  ];
}

function existingNotes(
  snapshot: Snapshot,
  { namespace, clusters }: OnboardNamespaceInput,
): readonly string[] {
  const existing = clusters.filter(cluster =>
    snapshot
      .view(cluster, 'Namespace')
      ?.table.get({ namespace: '', name: namespace }),
  );
  if (existing.length === 0) return [];
  return [
    `The namespace exists in ${existing.join(
      ', ',
    )}. Pods that run there keep their sidecar, or go on without one, until they are restarted.`,
  ];
}
