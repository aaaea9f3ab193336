import type { PendingRequest, RequestFault } from '@meshwise/lab';

/** The classes of answers that a write can get (faults and bad input 3.5), and what must become of the operation. */
export const ANSWERS: readonly {
  readonly name: string;
  readonly fault: RequestFault;
  /** How often the answer is given before requests are let through again. */
  readonly times: number;
  /** Requests that may be sent for the object in the end. */
  readonly attempts: number;
  readonly ends: 'done' | 'held';
}[] = [
  answer('403', 403, 'held', 1),
  answer('404 of the kind', 404, 'held', 1),
  answer('409', 409, 'done', 2),
  answer('409 again and again', 409, 'held', 3, Infinity),
  answer('422', 422, 'held', 1),
  answer('429', 429, 'done', 2),
  answer('500', 500, 'done', 2),
  answer('503 again and again', 503, 'held', 5, Infinity),
  {
    name: 'none, and not carried out',
    fault: { code: 'lost', carriedOut: false },
    times: 1,
    attempts: 2,
    ends: 'done',
  },
];

function answer(
  name: string,
  status: number,
  ends: 'done' | 'held',
  attempts: number,
  times = 1,
) {
  const fault = { code: 'answer', status, message: name } as const;
  return { name, fault, times, attempts, ends };
}

/** Whether a request writes, and may be stored. */
export function writes({ method, dryRun }: PendingRequest): boolean {
  return !dryRun && (method === 'PATCH' || method === 'DELETE');
}
