import { TENANT_LABEL } from '../../annotations';
import { NamespaceRecord } from '../../model/records/namespace';
import { Snapshot } from '../../model/snapshot';
import { TENANCY_FIELD_MANAGER } from '../fieldManagers';
import { QUARANTINE_LABEL, quarantineManifest } from '../manifests/quarantine';
import { IntentResult, OffboardNamespaceInput, PlannedObject } from '../plan';
import { PlanContext } from '../PlanContext';
import { clusterList, refusal } from '../refusal';
import { dependentNotes, offboardingDraft } from './offboardingDraft';
import { OffboardingTarget, sitesOf } from './offboardingTarget';

/** Labels of a namespace that operations of the same field manager write: what is left out of an apply would be taken away. */
const OWN_LABELS = [
  TENANT_LABEL,
  'istio-injection',
  'istio.io/rev',
  'istio.io/dataplane-mode',
  'pod-security.kubernetes.io/enforce',
];

/** The first step: nobody may call the namespace any more. */
export function quarantine(
  snapshot: Snapshot,
  input: OffboardNamespaceInput,
  context: PlanContext,
  targets: readonly OffboardingTarget[],
): IntentResult {
  const { namespace, clusters } = input;
  const sites = new Set(
    targets.flatMap(one => sitesOf(snapshot, one, context)),
  );
  const closed = [...sites].filter(
    site => !context.clusters.get(site)?.writable,
  );
  if (closed.length > 0) {
    const text = {
      subject: `namespace ${namespace}`,
      message: `Its policies are read from clusters to which Meshwise has no credential to write (${clusterList(
        context,
        closed,
      )})`,
      cure: 'Ask the platform team to add them to mesh.writers.',
    };
    return {
      code: 'refused',
      refusals: [refusal(context, 'cluster-not-writable', text)],
    };
  }
  const objects: PlannedObject[] = [
    ...targets.map(
      ({ cluster, record }): PlannedObject => ({
        act: 'apply',
        cluster,
        fieldManager: TENANCY_FIELD_MANAGER,
        manifest: {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: namespace, labels: quarantineLabels(record) },
        },
      }),
    ),
    ...[...sites].sort().map(
      (cluster): PlannedObject => ({
        act: 'apply',
        cluster,
        fieldManager: TENANCY_FIELD_MANAGER,
        manifest: quarantineManifest(namespace),
      }),
    ),
  ];
  return offboardingDraft(snapshot, input, {
    summary: `Quarantine of ${namespace} in ${clusters.join(
      ', ',
    )}: nobody may call it any more`,
    objects,
    notes: [
      'Workloads go on running and calling others. Scale them down yourself.',
      'Pods without sidecar or ambient mode go on answering: no proxy enforces the policy there.',
      'A week after the policy was created, the namespace can be deleted.',
      ...dependentNotes(snapshot, namespace),
    ],
    undo: { code: 'exact' },
  });
}

function quarantineLabels({ labels }: NamespaceRecord): {
  readonly [key: string]: string;
} {
  const own = OWN_LABELS.flatMap(key => {
    const value = labels.get(key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return { ...Object.fromEntries(own), [QUARANTINE_LABEL]: 'true' };
}
