import { setTimeout as sleep } from 'node:timers/promises';
import type { ApplyResult, ObjectWriter } from '../kubernetes/ObjectWriter';
import { describeFailure } from './describeFailure';
import { compareFields, fieldsOf } from './fields';
import { stamped, writableRef } from './manifestObject';
import type { ItemResult } from './OperationJournal';
import { Live, PlannedChange, preimageOf, samePreimage } from './plannedChange';

const ATTEMPTS = 3;
const LONGEST_WAIT_S = 30;

/** Applies one change of a plan, if the object still is what it was planned against. */
export async function applyChange(options: {
  readonly writer: ObjectWriter;
  readonly change: PlannedChange;
  readonly operation: string;
  readonly signal: AbortSignal;
}): Promise<ItemResult> {
  const { writer, change, operation, signal } = options;
  const { manifest, fieldManager, preimage } = change;
  let last: ItemResult = failed('Nothing was tried');
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const live = await writer.get(writableRef(manifest), signal);
    if (live.code !== 'found' && live.code !== 'absent') {
      last = failed(describeFailure(live).message);
      if (!(await waited(live, attempt, signal))) return last;
      continue;
    }
    // An earlier attempt without an answer may have been carried out.
    if (attempt > 1 && isInForce(change, live)) return { state: 'applied' };
    if (!samePreimage(preimage, preimageOf(manifest, live))) {
      return failed('Somebody changed the object after the plan was shown');
    }
    const result = await writer.apply(stamped(manifest, operation), {
      fieldManager,
      dryRun: false,
      signal,
      ...versionOf(live),
    });
    if (result.code === 'applied') return applied(live, result);
    last = failed(describeFailure(result).message);
    if (!(await waited(result, attempt, signal))) return last;
  }
  return last;
}

/** Reads the object back. The change is in force if every planned field has its value. */
export async function verifyChange(
  writer: ObjectWriter,
  change: PlannedChange,
  signal: AbortSignal,
): Promise<ItemResult | undefined> {
  const live = await writer.get(writableRef(change.manifest), signal);
  if (live.code === 'found') {
    const wrong = differing(change, live);
    if (wrong.length === 0) return undefined;
    return failed(`Written, but the API server shows other values: ${wrong}`);
  }
  if (live.code === 'absent') return failed('Written, and gone again');
  return failed(
    `Written, but it could not be read back: ${describeFailure(live).message}`,
  );
}

function failed(message: string): ItemResult {
  return { state: 'failed', message };
}

function applied(
  live: Live,
  { object, auditId }: Extract<ApplyResult, { code: 'applied' }>,
): ItemResult {
  const audit = auditId === undefined ? {} : { auditId };
  if (live.code === 'found') {
    const same =
      live.object.metadata.resourceVersion === object.metadata.resourceVersion;
    return { state: same ? 'unchanged' : 'applied', ...audit };
  }
  return { state: 'applied', ...audit };
}

function versionOf(live: Live) {
  if (live.code === 'absent') return {};
  const { uid, resourceVersion } = live.object.metadata;
  return { uid, resourceVersion };
}

function isInForce(change: PlannedChange, live: Live): boolean {
  return live.code === 'found' && differing(change, live).length === 0;
}

function differing(
  { manifest }: PlannedChange,
  live: Extract<Live, { code: 'found' }>,
): string {
  const wanted = fieldsOf(manifest);
  const now = preimageOf(manifest, live).fields;
  return compareFields(now, wanted)
    .map(({ path }) => path)
    .join(', ');
}

/** Waits before the next attempt. False if another attempt is pointless. */
async function waited(
  failure: { readonly code: string; readonly retryAfterSeconds?: number },
  attempt: number,
  signal: AbortSignal,
): Promise<boolean> {
  if (!['changed', 'throttled', 'unreachable'].includes(failure.code)) {
    return false;
  }
  if (attempt === ATTEMPTS || signal.aborted) return false;
  const seconds = Math.min(failure.retryAfterSeconds ?? 0, LONGEST_WAIT_S);
  const backoff = 200 * 2 ** attempt * Math.random();
  await sleep(seconds * 1000 + backoff, undefined, { signal }).catch(() => {});
  return !signal.aborted;
}
