import { NO_LABELS } from '../../model/record';
import { NamespaceRecord } from '../../model/records/namespace';
import { ClusterName } from '../../model/refs';
import { Snapshot } from '../../model/snapshot';
import { WouldOwn } from '../../rules/governedBy';
import { answer } from '../../rules/answer';
import { namespaceControl } from '../../rules/namespaceControl';
import { namespaceManifest } from '../manifests/namespace';
import { OnboardNamespaceInput, Refusal } from '../plan';
import { OnboardingContext } from './context';
import { clusterList, refusal } from '../refusal';

/** Where the objects for one chosen cluster go. */
export interface Placement {
  readonly cluster: ClusterName;
  /** Cluster from which the namespace's control plane reads policies; often the same one. */
  readonly configCluster: ClusterName;
  /** Revision that the input's revision or tag leads to there. */
  readonly revision: string;
}

const INJECTION_LABELS = ['istio-injection', 'istio.io/rev'];

/**
 * Which control plane would inject the namespace in a cluster if it were labelled as asked. The webhooks that really
 * exist are asked, so tags, custom charts and remote clusters need no rules of their own (reference 2.1).
 */
export function placement(
  snapshot: Snapshot,
  cluster: ClusterName,
  input: OnboardNamespaceInput,
  context: OnboardingContext,
): Placement | Refusal {
  const { namespace } = input;
  const labelled = withNamespace(snapshot, cluster, input);
  const asked = answer(labelled, namespaceControl, { cluster, namespace });
  const refuse = (message: string, cure: string) =>
    refusal(
      context,
      'unknown-revision',
      { subject: `revision ${input.revision} in ${cluster}`, message, cure },
      asked,
    );
  const { owner, configCluster } = asked.value;
  if (owner.code !== 'owned' && hasMemberRolls(snapshot, cluster)) {
    return refuse(
      'The cluster runs OpenShift Service Mesh 2, which takes namespaces by member roll and not by revision',
      'Leave the cluster out, or add the namespace to a ServiceMeshMemberRoll there.',
    );
  }
  if (owner.code !== 'owned') {
    return refuse(describe(owner), choices(snapshot, cluster));
  }
  if (configCluster === undefined) {
    return refuse(
      'Its control plane runs in no cluster that is known here, so nobody can tell where it reads policies',
      'Choose a revision whose control plane runs in a cluster of the list.',
    );
  }
  if (!context.clusters.get(configCluster)?.writable) {
    const where = clusterList(context, [configCluster]);
    return refuse(
      `Its control plane reads policies from another cluster (${where}), to which Meshwise has no credential to write`,
      'Ask the platform team to add that cluster to mesh.writers.',
    );
  }
  return { cluster, configCluster, revision: owner.controlPlane.revision };
}

function hasMemberRolls(snapshot: Snapshot, cluster: ClusterName): boolean {
  const controlPlanes = snapshot.view(cluster, 'ServiceMeshControlPlane');
  return (controlPlanes?.table.size ?? 0) > 0;
}

/** The snapshot as if the namespace existed with the labels that the plan sets. */
function withNamespace(
  snapshot: Snapshot,
  cluster: ClusterName,
  { namespace, tenant, revision }: OnboardNamespaceInput,
): Snapshot {
  const known = snapshot
    .view(cluster, 'Namespace')
    ?.table.get({ namespace: '', name: namespace });
  const { metadata } = namespaceManifest({ name: namespace, tenant, revision });
  const kept = [...(known?.labels ?? [])].filter(
    ([key]) => !INJECTION_LABELS.includes(key),
  );
  const record: NamespaceRecord = {
    namespace: '',
    name: namespace,
    uid: '',
    created: 0,
    deleting: false,
    labels: new Map([...kept, ...Object.entries(metadata.labels ?? {})]),
    annotations: NO_LABELS,
    phase: 'Active',
  };
  return snapshot.with({ code: 'apply', cluster, kind: 'Namespace', record });
}

function describe(owner: Exclude<WouldOwn, { readonly code: 'owned' }>) {
  switch (owner.code) {
    case 'dangling-revision':
      return 'No control plane serves it';
    case 'conflict': {
      const names = owner.webhooks.map(({ name }) => name).join(', ');
      return `Several webhooks would inject the namespace (${names})`;
    }
    case 'ambient':
      return 'The namespace is enrolled in the ambient mesh, where a revision has no effect';
    case 'not-injected':
      return `It would not inject the namespace: ${owner.reason}`;
    default:
      return `It cannot be decided whether it would inject the namespace: ${owner.reason}`;
  }
}

function choices(snapshot: Snapshot, cluster: ClusterName): string {
  const webhooks = snapshot.view(
    cluster,
    'MutatingWebhookConfiguration',
  )?.table;
  const names = [...(webhooks?.records() ?? [])]
    .filter(({ labels }) => labels.get('app') === 'sidecar-injector')
    .map(
      ({ labels }) =>
        labels.get('istio.io/tag') ?? (labels.get('istio.io/rev') || 'default'),
    );
  if (names.length === 0) {
    return 'Choose another cluster: no control plane offers to inject namespaces here.';
  }
  const list = [...new Set(names)].sort().join(', ');
  return `Choose one of the revisions and tags of the cluster: ${list}.`;
}
