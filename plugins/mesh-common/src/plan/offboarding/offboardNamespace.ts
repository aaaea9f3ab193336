import { Snapshot } from '../../model/snapshot';
import { answer } from '../../rules/answer';
import { infrastructure } from '../../rules/infrastructure';
import { protectingPattern } from '../../rules/protectedNamespaces';
import { namespaceNameProblem } from '../namespaceName';
import { IntentResult, OffboardNamespaceInput, Refusal } from '../plan';
import { PlanContext } from '../PlanContext';
import { refusal } from '../refusal';
import { deletion } from './deletion';
import { OffboardingTarget, offboardingTarget } from './offboardingTarget';
import { quarantine } from './quarantine';

/**
 * Takes a namespace from its tenant in two steps (T5). Quarantine denies all calls and can be undone. Deletion is possible
 * a week later, of exactly the object that was in quarantine, and of nothing else: no entity of the catalog triggers it,
 * and it follows no reference (T12).
 *
 * @public
 */
export function offboardNamespace(
  snapshot: Snapshot,
  input: OffboardNamespaceInput,
  context: PlanContext,
): IntentResult {
  const malformed = checkInput(snapshot, input, context);
  if (malformed.length > 0) return { code: 'refused', refusals: malformed };
  const found = input.clusters.map(cluster =>
    offboardingTarget(snapshot, cluster, input, context),
  );
  const refusals = found.filter(isRefusal);
  if (refusals.length > 0) return { code: 'refused', refusals };
  const targets = found.filter(isTarget);
  return input.step === 'quarantine'
    ? quarantine(snapshot, input, context, targets)
    : deletion(snapshot, input, context, targets);
}

function isRefusal(item: OffboardingTarget | Refusal): item is Refusal {
  return 'code' in item;
}

function isTarget(
  item: OffboardingTarget | Refusal,
): item is OffboardingTarget {
  return !isRefusal(item);
}

function checkInput(
  snapshot: Snapshot,
  { namespace, clusters, step }: OffboardNamespaceInput,
  context: PlanContext,
): readonly Refusal[] {
  const refuse = (
    code: Refusal['code'],
    subject: string,
    message: string,
    cure: string,
  ) => refusal(context, code, { subject, message, cure });
  const problem = namespaceNameProblem(namespace);
  if (problem !== undefined) {
    return [
      refuse(
        'invalid-input',
        'namespace',
        problem,
        'Choose a namespace of your team, by its exact name.',
      ),
    ];
  }
  if (step !== 'quarantine' && step !== 'delete') {
    return [
      refuse(
        'invalid-input',
        'step',
        'There is no such step',
        'Choose "quarantine" or "delete".',
      ),
    ];
  }
  if (clusters.length === 0 || new Set(clusters).size < clusters.length) {
    return [
      refuse(
        'invalid-input',
        'clusters',
        'No cluster is chosen, or one is chosen twice',
        'Choose at least one cluster, and each of them once.',
      ),
    ];
  }
  const pattern = protectingPattern(namespace, context.protectedNamespaces);
  const used = answer(
    snapshot,
    infrastructure,
    { namespace },
    context.memo,
  ).value;
  const mesh = used.filter(({ part }) => part !== 'gateway');
  if (pattern !== undefined || mesh.length > 0) {
    const message =
      pattern === undefined
        ? 'A part of the mesh itself runs there'
        : `Namespaces named "${pattern}" are protected`;
    return [
      refuse(
        'protected-namespace',
        `namespace ${namespace}`,
        message,
        'Choose a namespace of a team.',
      ),
    ];
  }
  return [];
}
