import { describeFailure, WriteFailure } from './describeFailure';
import type { DeleteResult } from '../kubernetes/ObjectWriter';
import type { Attempt } from './ItemWriter';
import type { ItemResult } from './Lease';
import type { Item } from './operationRows';

/** An object that is not as planned, and why. */
export function failed(error: string, message: string): ItemResult {
  return { state: 'failed', error, message };
}

/** An object that could not be looked at. It stays as far as it was, and so does what the audit log misses of it. */
export function unseen(item: Item, { error, message }: ItemResult): ItemResult {
  return {
    state: item.state === 'waiting' ? 'failed' : item.state,
    error,
    message,
    ...(item.openAuditId !== undefined && { unsettled: true }),
  };
}

/**
 * What an answer means for its object (faults and bad input 3.5). Owners of fields, schema, admission and rights are for
 * people: repeating changes nothing. A changed object is looked at again. What got no answer may have been done.
 */
export function attemptOf(
  answer: WriteFailure | Extract<DeleteResult, { code: 'deleted' | 'absent' }>,
): Attempt {
  switch (answer.code) {
    case 'deleted':
      return { result: { state: 'applied', auditId: answer.auditId } };
    case 'absent':
      return { result: { state: 'applied' } };
    case 'changed':
      return {
        result: failed('changed', describeFailure(answer).message),
        again: { code: 'changed', afterSeconds: 0 },
      };
    case 'throttled':
      return {
        result: failed('throttled', describeFailure(answer).message),
        again: { code: 'later', afterSeconds: answer.retryAfterSeconds },
      };
    case 'unreachable': {
      const { message } = describeFailure(answer);
      return {
        result:
          answer.outcome === 'unknown'
            ? { state: 'sent', error: 'unknown', message }
            : failed('unreachable', message),
        again: { code: 'later', afterSeconds: 0 },
      };
    }
    default:
      return { result: failed(answer.code, describeFailure(answer).message) };
  }
}

/** Failures that may go away without anybody changing the plan or a cluster. */
export const TRANSIENT: readonly string[] = [
  'unknown',
  'unreachable',
  'throttled',
  'unread',
  'interrupted',
];
