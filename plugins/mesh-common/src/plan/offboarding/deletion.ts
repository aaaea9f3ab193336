import { Snapshot } from '../../model/snapshot';
import { TENANCY_FIELD_MANAGER } from '../fieldManagers';
import { QUARANTINE_POLICY } from '../manifests/quarantine';
import { siblingPolicies } from '../onboarding/siblings';
import {
  IntentResult,
  OffboardNamespaceInput,
  PlannedObject,
  Refusal,
} from '../plan';
import { PlanContext } from '../PlanContext';
import { clusterList, refusal } from '../refusal';
import { dependentNotes, offboardingDraft } from './offboardingDraft';
import { OffboardingTarget, sitesOf } from './offboardingTarget';

/** How long a namespace is in quarantine before it can be deleted (T12). */
const QUARANTINE_MS = 7 * 24 * 3_600_000;

/** The second step: the namespace goes with all that is in it. */
export function deletion(
  snapshot: Snapshot,
  input: OffboardNamespaceInput,
  context: PlanContext,
  targets: readonly OffboardingTarget[],
): IntentResult {
  const { namespace, clusters } = input;
  const early = targets.flatMap(one => notYet(snapshot, one, context));
  if (early.length > 0) return { code: 'refused', refusals: early };
  const remains = snapshot.clusterNames.filter(
    cluster =>
      !clusters.includes(cluster) &&
      snapshot
        .view(cluster, 'Namespace')
        ?.table.get({ namespace: '', name: namespace }),
  );
  const siblings =
    remains.length > 0
      ? { objects: [], skipped: [] }
      : siblingPolicies(
          snapshot,
          { ...input, leaves: true },
          context,
          clusters,
        );
  const deletes = targets.map(
    ({ cluster, record }): PlannedObject => ({
      act: 'delete',
      cluster,
      fieldManager: TENANCY_FIELD_MANAGER,
      object: {
        apiVersion: 'v1',
        kind: 'Namespace',
        namespace: '',
        name: namespace,
      },
      uid: record.uid,
    }),
  );
  return offboardingDraft(snapshot, input, {
    summary: `Deletion of ${namespace} with everything in it in ${clusters.join(
      ', ',
    )}`,
    objects: [...siblings.objects, ...deletes],
    notes: [
      'Everything in the namespace is deleted with it, its volumes as their storage class says. Nothing of that can be brought back.',
      ...(remains.length > 0
        ? [`It stays in ${clusterList(context, remains)}.`]
        : []),
      ...siblings.skipped.map(
        skipped =>
          `${skipped.namespaces.join(', ')} in ${clusterList(context, [
            skipped.cluster,
          ])} go on admitting callers from ${namespace}, whoever gets that name: Meshwise cannot write there.`,
      ),
      ...dependentNotes(snapshot, namespace),
    ],
    undo: {
      code: 'none',
      reason: 'A deleted namespace cannot be brought back.',
    },
  });
}

/** Whether the namespace has been in quarantine for a week, by the clock of the API server. */
function notYet(
  snapshot: Snapshot,
  one: OffboardingTarget,
  context: PlanContext,
): readonly Refusal[] {
  const { cluster, record } = one;
  const began = sitesOf(snapshot, one, context).map(site => {
    const policy = snapshot
      .view(site, 'AuthorizationPolicy')
      ?.table.get({ namespace: record.name, name: QUARANTINE_POLICY });
    const closes =
      policy?.action === 'DENY' &&
      policy.selector === undefined &&
      policy.rules.some(
        ({ from, to, when }) => from.length + to.length + when.length === 0,
      );
    return closes && policy.created > 0 ? policy.created : undefined;
  });
  const refuse = (message: string, cure: string) => [
    refusal(context, 'not-quarantined', {
      subject: `cluster ${cluster}`,
      message,
      cure,
    }),
  ];
  const known = began.flatMap(time => time ?? []);
  if (known.length < began.length) {
    return refuse(
      'The namespace is not in quarantine',
      'Put it into quarantine first, and wait a week.',
    );
  }
  const due = Math.max(...known, record.created) + QUARANTINE_MS;
  if (snapshot.at >= due) return [];
  return refuse(
    `The namespace has been in quarantine for less than a week; it can be deleted from ${new Date(
      due,
    ).toISOString()} on`,
    'Wait until then.',
  );
}
