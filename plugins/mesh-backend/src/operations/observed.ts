import type { PlannedObject } from '@meshwise/backstage-plugin-mesh-common';
import type { StateChange } from './Lease';
import type { Item, RunnableOperation } from './operationRows';

/** Waits until a change of trust is seen where workloads get their roots from. Resolves with where it is not. */
export type Observe = (
  objects: readonly PlannedObject[],
  signal: AbortSignal,
) => Promise<readonly string[]>;

/**
 * How an operation ends whose objects are all written and verified. Roots count only when workloads get them: whoever brings them
 * there may have put back what was written (T29).
 */
export async function observed(
  operation: Pick<RunnableOperation, 'class' | 'items'>,
  observe: Observe,
  signal: AbortSignal,
): Promise<StateChange> {
  if (operation.class !== 'trust') return { state: 'done' };
  const missing = await observe(operation.items.map(plannedObject), signal);
  signal.throwIfAborted();
  if (missing.length === 0) return { state: 'done' };
  const message = `Written, but not seen where workloads get their roots from: ${missing.join(
    ', ',
  )}.`;
  return { state: 'stuck', message };
}

/** What was planned of an item of the journal. */
function plannedObject(item: Item): PlannedObject {
  const { cluster, fieldManager, manifest, act, preimage } = item;
  if (act !== 'delete') {
    return { act: 'apply', cluster, fieldManager, manifest };
  }
  const { apiVersion, kind, metadata } = manifest;
  const { name, namespace = '' } = metadata;
  const object = { apiVersion, kind, namespace, name };
  return { act, cluster, fieldManager, object, uid: preimage.uid ?? '' };
}
