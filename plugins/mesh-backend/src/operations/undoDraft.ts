import {
  IntentResult,
  Manifest,
  OPERATION_ANNOTATION,
  Operation,
  PlannedObject,
  Refusal,
} from '@meshwise/backstage-plugin-mesh-common';
import type { OperationJournal } from './OperationJournal';
import { Item, itemName } from './operationRows';

/** Kinds of which the oldest object decides where several speak of one host: a new one of the same content is not the same. */
const AGE_DECIDES: readonly string[] = ['DestinationRule', 'VirtualService'];

/**
 * Takes an operation back: a plan of its own against the clusters as they are now. What the operation created is
 * deleted, of what it changed the fields of before are applied again, of what it deleted the fields that were owned. What
 * somebody changed since shows up in the plan as any other difference.
 */
export async function undoDraft(
  journal: Pick<OperationJournal, 'stored'>,
  id: string,
): Promise<IntentResult> {
  const stored = await journal.stored.get(id);
  if (!stored) return refused(id, 'There is no such operation');
  const { operation, undo } = stored;
  if (operation.undoneBy !== undefined) {
    return refused(id, `Operation ${operation.undoneBy} has taken it back`);
  }
  if (operation.intent === 'undo' || !undo || undo.code === 'none') {
    const reason = undo?.code === 'none' ? undo.reason : 'It cannot be undone';
    return refused(id, reason);
  }
  if (
    !['done', 'partial', 'stuck', 'accepted-partial'].includes(operation.state)
  ) {
    return refused(id, `It is ${operation.state}, and nothing is to be undone`);
  }
  const { items, scopes } = await journal.stored.written(id);
  const written = items.filter(
    ({ state, attempts }) => attempts > 0 && state !== 'compensated',
  );
  const objects = written.reverse().flatMap(restoring);
  const unknown = written
    .filter(({ state, act }) => state === 'sent' && act === 'create')
    .map(
      item =>
        `Whether ${itemName(
          item,
        )} was created is not known, so it is left. Resume the operation first, which finds out.`,
    );
  if (objects.length === 0) {
    return refused(id, unknown.join(' ') || 'It has changed nothing');
  }
  const newer = written.filter(
    ({ act, manifest }) =>
      act === 'delete' && AGE_DECIDES.includes(manifest.kind),
  );
  return {
    code: 'planned',
    draft: {
      intent: 'undo',
      class: operation.class,
      summary: `Takes back: ${operation.summary}`,
      objects,
      notes: [
        ...newer.map(
          ({ cluster, manifest }) =>
            `${manifest.kind} ${manifest.metadata.namespace}/${manifest.metadata.name} is created anew in ${cluster}: where several objects speak of one host, the oldest decides, and this one is now the youngest.`,
        ),
        ...unknown,
        ...(undo.code === 'not-exactly' ? [undo.reason] : []),
      ],
      scopes,
      ...approvalOf(operation),
      undo: { code: 'none', reason: 'What was taken back is planned anew' },
      asOf: undefined,
    },
  };
}

/** What needed two persons needs them again. */
function approvalOf({ approval }: Operation) {
  return approval ? { approval: { reason: approval.reason } } : {};
}

function restoring(item: Item): readonly PlannedObject[] {
  const { cluster, fieldManager, act, manifest, ownedBefore, uid } = item;
  if (act === 'create') {
    const { apiVersion, kind, metadata } = manifest;
    const { name, namespace = '' } = metadata;
    const object = { apiVersion, kind, namespace, name };
    return uid === undefined
      ? []
      : [{ act: 'delete', cluster, fieldManager, object, uid }];
  }
  return ownedBefore
    ? [
        {
          act: 'apply',
          cluster,
          fieldManager,
          manifest: unstamped(ownedBefore),
        },
      ]
    : [];
}

function unstamped(manifest: Manifest): Manifest {
  const { annotations, ...metadata } = manifest.metadata;
  const kept = Object.entries(annotations ?? {}).filter(
    ([key]) => key !== OPERATION_ANNOTATION,
  );
  return {
    ...manifest,
    metadata: {
      ...metadata,
      ...(kept.length > 0 && { annotations: Object.fromEntries(kept) }),
    },
  };
}

function refused(id: string, message: string): IntentResult {
  const refusal: Refusal = {
    code: 'invalid-input',
    subject: `operation ${id}`,
    message,
    cure: 'Look at the operation, and plan what you want instead.',
    because: [],
    gaps: [],
  };
  return { code: 'refused', refusals: [refusal] };
}
