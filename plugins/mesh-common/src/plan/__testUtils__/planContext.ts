import { PROTECTED_NAMESPACES } from '../../rules/protectedNamespaces';
import { IntentResult, PlannedApply, PlannedDelete, Refusal } from '../plan';
import { PlanContext } from '../PlanContext';

/** A requester who sees everything, in a fleet where everything may be written. */
export function planContext(clusters: readonly string[]): PlanContext {
  return {
    protectedNamespaces: PROTECTED_NAMESPACES,
    clusters: new Map(
      clusters.map(name => [name, { writable: true }] as const),
    ),
    separateClusters: new Set(),
    sees: () => true,
  };
}

/** The draft, or an error that lists the refusals. */
export function draftOf(result: IntentResult) {
  if (result.code === 'planned') return result.draft;
  throw new Error(JSON.stringify(result.refusals, undefined, 1));
}

/** What a draft applies. */
export function appliedBy(result: IntentResult): readonly PlannedApply[] {
  return draftOf(result).objects.flatMap(object =>
    object.act === 'apply' ? [object] : [],
  );
}

/** What a draft deletes. */
export function deletedBy(result: IntentResult): readonly PlannedDelete[] {
  return draftOf(result).objects.flatMap(object =>
    object.act === 'delete' ? [object] : [],
  );
}

/** Codes and subjects of the refusals; each must say what to do. */
export function refusalsOf(result: IntentResult): readonly string[] {
  if (result.code === 'planned') return [];
  result.refusals.forEach(expectComplete);
  return result.refusals.map(({ code, subject }) => `${code}: ${subject}`);
}

function expectComplete({ subject, message, cure }: Refusal): void {
  expect(subject).not.toBe('');
  expect(message).toMatch(/^[A-Z].*[^.]$/);
  expect(cure).toMatch(/\.$/);
}
