import { Snapshot } from '../../model/snapshot';
import { Draft, IntentResult, OffboardNamespaceInput } from '../plan';
import { dependents } from './dependents';

/** Who else points at the namespace, as a note. */
export function dependentNotes(
  snapshot: Snapshot,
  namespace: string,
): readonly string[] {
  const found = dependents(snapshot, namespace);
  return found.length === 0
    ? []
    : [`Other namespaces name its services: ${found.join(', ')}.`];
}

/** The draft of a step. */
export function offboardingDraft(
  snapshot: Snapshot,
  { namespace }: OffboardNamespaceInput,
  draft: Pick<Draft, 'summary' | 'objects' | 'notes' | 'undo'>,
): IntentResult {
  return {
    code: 'planned',
    draft: {
      intent: 'offboard-namespace',
      class: 'tenancy',
      ...draft,
      scopes: [`namespace/${namespace}`],
      asOf: snapshot.at,
    },
  };
}
