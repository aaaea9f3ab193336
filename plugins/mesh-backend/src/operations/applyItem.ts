import type { GetResult, ObjectWriter } from '../kubernetes/ObjectWriter';
import { attemptOf, failed, unseen } from './answers';
import { describeFailure } from './describeFailure';
import { isSameHome, readHome } from './home';
import type { Attempt, ItemWriter, Outcome } from './ItemWriter';
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
  const { audited, operation, pause, signal } = context;
  let now = item;
  const left = { changed: CHANGED_ATTEMPTS, later: LATER_ATTEMPTS };
  let last: ItemResult = failed('interrupted', 'Nothing was tried');
  while (left.changed > 0 && left.later > 0 && !signal.aborted) {
    const seen = await look(item, context);
    if (seen.code !== 'seen') {
      const { result, again } = attemptOf(seen);
      last = unseen(now, result);
      if (!again) return last;
      left[again.code]--;
      await pause.wait(LATER_ATTEMPTS - left.later, again, signal);
      continue;
    }
    const { live, home } = seen;
    const inForce = isInForce(item, live, operation);
    await audited.settle(now, writeOutcome(item, live, operation));
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
    if (
      item.act !== 'delete' &&
      !isSameHome(item.preimage.home, home, operation)
    ) {
      return failed(
        'changed',
        'Its namespace is another one than was planned with: it was created again, or given to somebody else',
      );
    }
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

/** An object that is changed and its namespace, if it is in one. */
export async function look(
  { act, manifest }: Item,
  { writer, signal }: ItemContext,
): Promise<
  | { readonly code: 'seen'; readonly live: Live; readonly home?: Live }
  | Exclude<GetResult, Live>
> {
  const live = await writer.get(manifestRef(manifest), signal);
  if (live.code !== 'found' && live.code !== 'absent') return live;
  if (act === 'unchanged') return { code: 'seen', live };
  const home = await readHome(writer, manifest.metadata.namespace, signal);
  if (home && home.code !== 'found' && home.code !== 'absent') return home;
  return { code: 'seen', live, ...(home && { home }) };
}

/** Reads an object back. `undefined` if it is as planned; else it stays written, with what is wrong. */
export async function verifyItem(
  item: Item,
  writer: ObjectWriter,
  signal: AbortSignal,
): Promise<ItemResult | undefined> {
  const wrong = (error: string, message: string): ItemResult => ({
    state: item.act === 'unchanged' ? 'unchanged' : 'applied',
    error,
    message,
  });
  const live = await writer.get(manifestRef(item.manifest), signal);
  if (live.code !== 'found' && live.code !== 'absent') {
    const { message } = describeFailure(live);
    return wrong('unread', `It could not be read back: ${message}`);
  }
  if (item.act === 'delete') {
    return isGone(item, live)
      ? undefined
      : wrong('unverified', 'Deleted, and still there');
  }
  if (live.code === 'absent') {
    return item.act === 'unchanged' && item.preimage.uid === undefined
      ? undefined
      : wrong('unverified', 'Written, and gone again');
  }
  const fields = differing(item.manifest, live);
  return fields.length === 0
    ? undefined
    : wrong(
        'unverified',
        `Written, but the API server shows other values: ${fields.join(', ')}`,
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

/** What came of a request to write an object, as far as the object tells. */
export function writeOutcome(
  item: Item,
  live: Live,
  operation: string,
): Outcome {
  if (isInForce(item, live, operation)) return 'applied';
  if (samePreimage(item.preimage, preimageOf(item, live))) return 'not-applied';
  return live.code === 'found' && isStamped(live.object, operation)
    ? 'applied'
    : 'unknown';
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
