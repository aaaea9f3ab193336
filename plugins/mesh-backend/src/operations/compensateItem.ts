import type { Manifest } from '@meshwise/backstage-plugin-mesh-common';
import { attemptOf, unseen } from './answers';
import { isInForce, ItemContext, look, writeOutcome } from './applyItem';
import { isSameTenant } from './home';
import type { Attempt, Outcome } from './ItemWriter';
import type { ItemResult } from './Lease';
import { isStamped, manifestRef } from './manifestObject';
import type { Item } from './operationRows';
import { differing, Live, STAMP } from './preimage';

const ATTEMPTS = 5;

type Decision =
  /** It is as it was before the operation. */
  | { readonly code: 'compensated' }
  | { readonly code: 'delete'; readonly uid: string }
  | { readonly code: 'restore'; readonly manifest: Manifest }
  /** Somebody has changed it since. */
  | { readonly code: 'skip'; readonly reason: string };

/** What a decision says of a request to take the object back whose answer nobody has seen. */
const OUTCOMES = {
  compensated: 'applied',
  delete: 'not-applied',
  restore: 'not-applied',
  skip: 'unknown',
} as const satisfies Record<Decision['code'], Outcome>;

/**
 * Takes one object back: what was created is deleted, of what was changed the fields that were owned before are applied
 * again. Only what is still as this operation left it is touched (faults and bad input 3.6). Needs what the journal
 * knows of the time before (invariant I6).
 */
export async function compensateItem(
  item: Item,
  context: ItemContext,
): Promise<ItemResult> {
  const { audited, operation, pause, signal } = context;
  let now = item;
  let last: ItemResult = { state: item.state as 'applied' };
  for (let attempt = 1; attempt <= ATTEMPTS && !signal.aborted; attempt++) {
    const seen = await look(item, context);
    if (seen.code !== 'seen') {
      const { result, again } = attemptOf(seen);
      last = unseen(now, result);
      if (!again) return last;
      await pause.wait(attempt, again, signal);
      continue;
    }
    const { live, home } = seen;
    const decision = decide(item, live, home, operation);
    // A request to take the object back leaves with the state `applied`.
    await audited.settle(
      now,
      now.state === 'sent'
        ? writeOutcome(item, live, operation)
        : OUTCOMES[decision.code],
    );
    now = { ...now, openAuditId: undefined };
    if (decision.code === 'compensated') return { state: 'compensated' };
    if (decision.code === 'skip') {
      return { state: 'skipped', error: 'skipped', message: decision.reason };
    }
    const { result, again } = await audited.write(
      now,
      { action: 'compensate', ownedBefore: item.ownedBefore },
      auditId => send(item, live, decision, auditId, context),
    );
    now = { ...now, state: 'applied' };
    last = result;
    if (result.state === 'compensated' || !again) return result;
    await pause.wait(attempt, again, signal);
  }
  return last;
}

function decide(
  item: Item,
  live: Live,
  home: Live | undefined,
  operation: string,
): Decision {
  if (item.act === 'delete') return decideDeleted(item, live, home, operation);
  if (live.code === 'absent') {
    return item.act === 'create'
      ? { code: 'compensated' }
      : { code: 'skip', reason: 'Somebody deleted it since' };
  }
  const { uid, deletionTimestamp } = live.object.metadata;
  if (item.uid !== undefined && uid !== item.uid) {
    return { code: 'skip', reason: 'Another object has taken its place since' };
  }
  if (deletionTimestamp !== undefined) {
    return item.act === 'create'
      ? { code: 'compensated' }
      : { code: 'skip', reason: 'It is being deleted' };
  }
  if (isRestored(item, live, operation)) return { code: 'compensated' };
  if (!isInForce(item, live, operation)) {
    const fields = differing(item.manifest, live).join(', ');
    const what = fields || 'another operation wrote it';
    return { code: 'skip', reason: `Somebody changed it since: ${what}` };
  }
  if (item.act !== 'create') {
    const { ownedBefore } = item;
    return ownedBefore
      ? { code: 'restore', manifest: ownedBefore }
      : { code: 'skip', reason: 'What it was before is not known' };
  }
  const others = live.owners
    .filter(({ subresource }) => subresource === '')
    .filter(({ manager }) => manager !== item.fieldManager)
    .map(({ manager }) => manager);
  return others.length === 0
    ? { code: 'delete', uid }
    : { code: 'skip', reason: `${others.join(', ')} owns fields of it now` };
}

function decideDeleted(
  { ownedBefore, preimage }: Item,
  live: Live,
  home: Live | undefined,
  operation: string,
): Decision {
  if (live.code === 'found') {
    const { uid, deletionTimestamp } = live.object.metadata;
    if (deletionTimestamp !== undefined) {
      return { code: 'skip', reason: 'It is still being deleted' };
    }
    // The deletion was refused, or never arrived.
    return uid === preimage.uid
      ? { code: 'compensated' }
      : { code: 'skip', reason: 'Somebody created it again' };
  }
  if (!isSameTenant(preimage.home, home, operation)) {
    return { code: 'skip', reason: 'Its namespace belongs to somebody else' };
  }
  return ownedBefore
    ? { code: 'restore', manifest: ownedBefore }
    : { code: 'skip', reason: 'What it was before is not known' };
}

/** Whether an earlier request has restored it: the fields of before are there, and the stamp of this operation is not. */
function isRestored(
  { ownedBefore }: Item,
  live: Extract<Live, { code: 'found' }>,
  operation: string,
): boolean {
  return (
    ownedBefore !== undefined &&
    !isStamped(live.object, operation) &&
    differing(ownedBefore, live).every(path => path === STAMP)
  );
}

async function send(
  item: Item,
  live: Live,
  decision: Extract<Decision, { code: 'delete' | 'restore' }>,
  auditId: string,
  { writer, signal }: ItemContext,
): Promise<Attempt> {
  const resourceVersion =
    live.code === 'found' ? live.object.metadata.resourceVersion : undefined;
  const common = {
    ...(resourceVersion !== undefined && { resourceVersion }),
    dryRun: false,
    auditId,
    signal,
  };
  if (decision.code === 'delete') {
    const ref = manifestRef(item.manifest);
    const answer = await writer.delete(ref, { ...common, uid: decision.uid });
    return outcome(attemptOf(answer));
  }
  const answer = await writer.apply(decision.manifest, {
    ...common,
    fieldManager: item.fieldManager,
    ...(live.code === 'found' && { uid: live.object.metadata.uid }),
  });
  return answer.code === 'applied'
    ? { result: { state: 'compensated', auditId: answer.auditId } }
    : outcome(attemptOf(answer));
}

/** An object that could not be taken back stays as the operation left it, with the reason. */
function outcome({ result, again }: Attempt): Attempt {
  const { error, message } = result;
  return error === undefined
    ? { result: { ...result, state: 'compensated' } }
    : { result: { state: 'applied', error, message }, again };
}
