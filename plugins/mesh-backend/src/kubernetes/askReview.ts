import { ApiPath } from './apiPath';
import { Sender } from './ApiServer';
import { jsonMember } from './jsonMember';

const ANSWER_MS = 10_000;

/** A question about rights, which API servers answer as the status of an object that is not stored. */
export interface Review {
  readonly path: ApiPath;
  readonly kind: string;
  readonly spec: object;
}

/** The status of a review. Rejects with `ApiFailure`, or when the answer is not JSON. */
export async function askReview(
  server: Sender,
  { path, kind, spec }: Review,
  signal: AbortSignal,
): Promise<unknown> {
  const apiVersion = 'authorization.k8s.io/v1';
  const { text } = await server.send({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ apiVersion, kind, spec }),
    signal,
    deadlineMs: ANSWER_MS,
  });
  return jsonMember(JSON.parse(text), 'status');
}

/** Whether an API server allows what was asked. Anything but a clear yes is a no. */
export async function askWhetherAllowed(
  server: Sender,
  review: Review,
  signal: AbortSignal,
): Promise<boolean> {
  const status = await askReview(server, review, signal);
  return jsonMember(status, 'allowed') === true;
}
