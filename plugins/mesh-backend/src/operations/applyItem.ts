import type { ObjectWriter } from '../kubernetes/ObjectWriter';
import { attemptOf, failed } from './answers';
import { describeFailure } from './describeFailure';
import type { Attempt, ItemWriter } from './ItemWriter';
import type { ItemResult } from './Lease';
import { isStamped, manifestRef, stamped } from './manifestObject';
import type { Item } from './operationRows';
import {
  differing,
  Live,
  ownedManifest,
  preimageOf,
  samePreimage,
} from './preimage';
import { RetryPause } from './RetryPause';

/** Attempts while somebody else writes the object at the same time. */
const CHANGED_ATTEMPTS = 3;
/** Attempts without an answer, or with one that asks to come again. */
const LATER_ATTEMPTS = 5;

/** With what an object is written. */
export interface ItemContext {
  readonly writer: ObjectWriter;
  readonly audited: ItemWriter;
  readonly operation: string;
  readonly pause: RetryPause;
  readonly signal: AbortSignal;
}

/**
 * Brings one object to what was planned, if it still is what it was planned against. An earlier request of which
 * nobody knows what came is looked for first (invariant I3).
 */
export async function applyItem(
  item: Item,
  context: ItemContext,
): Promise<ItemResult> {
  const { writer, audited, operation, pause, signal } = context;
  const ref = manifestRef(item.manifest);
  let now = item;
  const left = { changed: CHANGED_ATTEMPTS, later: LATER_ATTEMPTS };
  let last: ItemResult = failed('interrupted', 'Nothing was tried');
  while (left.changed > 0 && left.later > 0 && !signal.aborted) {
    const live = await writer.get(ref, signal);
    if (live.code !== 'found' && live.code !== 'absent') {
      const attempt = attemptOf(live);
      // What was sent before may still have been done.
      last =
        now.state === 'sent'
          ? { ...attempt.result, state: 'sent' }
          : attempt.result;
      if (!attempt.again) return last;
      left[attempt.again.code]--;
      await pause.wait(LATER_ATTEMPTS - left.later, attempt.again, signal);
      continue;
    }
    const inForce = isInForce(item, live, operation);
    await audited.settle(now, inForce);
    now = { ...now, openAuditId: undefined };
    if (inForce && now.attempts > 0) {
      const uid = live.code === 'found' ? live.object.metadata.uid : undefined;
      return { state: 'applied', ...(uid && { uid }) };
    }
    if (!samePreimage(item.preimage, preimageOf(item, live))) {
      return failed(
        'changed',
        'Somebody changed the object after the plan was shown',
      );
    }
    if (item.act === 'unchanged') return { state: 'unchanged' };
    const { result, again } = await audited.write(
      now,
      {
        action: item.act,
        ownedBefore:
          live.code === 'found' ? ownedManifest(item, live) : undefined,
      },
      auditId => send(item, live, auditId, context),
    );
    now = { ...now, state: result.state, attempts: now.attempts + 1 };
    last = result;
    if (!again) return result;
    left[again.code]--;
    await pause.wait(now.attempts, again, signal);
  }
  return last.state === 'sent'
    ? { ...last, message: `${last.message}; whether it was done is not known` }
    : last;
}

/** Reads an object back. `undefined` if it is as planned. */
export async function verifyItem(
  item: Item,
  writer: ObjectWriter,
  signal: AbortSignal,
): Promise<ItemResult | undefined> {
  const live = await writer.get(manifestRef(item.manifest), signal);
  if (live.code !== 'found' && live.code !== 'absent') {
    const { message } = describeFailure(live);
    return failed('unverified', `It could not be read back: ${message}`);
  }
  if (item.act === 'delete') {
    return isGone(item, live)
      ? undefined
      : failed('unverified', 'Deleted, and still there');
  }
  if (live.code === 'absent') {
    return item.act === 'unchanged' && item.preimage.uid === undefined
      ? undefined
      : failed('unverified', 'Written, and gone again');
  }
  const wrong = differing(item.manifest, live);
  return wrong.length === 0
    ? undefined
    : failed(
        'unverified',
        `Written, but the API server shows other values: ${wrong.join(', ')}`,
      );
}

/** Whether an object is what this operation made of it. */
export function isInForce(item: Item, live: Live, operation: string): boolean {
  if (item.act === 'delete') return isGone(item, live);
  return (
    live.code === 'found' &&
    isStamped(live.object, operation) &&
    differing(item.manifest, live).length === 0
  );
}

/** Deletion is over when the server has agreed: dependents and finalizers may take their time. */
function isGone({ preimage }: Item, live: Live): boolean {
  return (
    live.code === 'absent' ||
    (live.object.metadata.uid === preimage.uid &&
      live.object.metadata.deletionTimestamp !== undefined)
  );
}

async function send(
  item: Item,
  live: Live,
  auditId: string,
  { writer, operation, signal }: ItemContext,
): Promise<Attempt> {
  const version =
    live.code === 'found'
      ? {
          uid: live.object.metadata.uid,
          resourceVersion: live.object.metadata.resourceVersion,
        }
      : {};
  if (item.act === 'delete') {
    const uid = item.preimage.uid ?? '';
    const options = { ...version, uid, dryRun: false, auditId, signal };
    const answer = await writer.delete(manifestRef(item.manifest), options);
    return attemptOf(answer);
  }
  const answer = await writer.apply(stamped(item.manifest, operation), {
    fieldManager: item.fieldManager,
    dryRun: false,
    auditId,
    signal,
    ...version,
  });
  if (answer.code !== 'applied') return attemptOf(answer);
  const { metadata } = answer.object;
  const same =
    live.code === 'found' &&
    live.object.metadata.resourceVersion === metadata.resourceVersion;
  const state = same ? 'unchanged' : 'applied';
  return { result: { state, auditId: answer.auditId, uid: metadata.uid } };
}
