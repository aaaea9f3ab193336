import { ApiFailure, ApiFailureCode } from './ApiFailure';

const LONGEST_RETRY_AFTER_SECONDS = 30;

const CODES: ReadonlyMap<number, ApiFailureCode> = new Map([
  [401, 'unauthorized'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [410, 'expired'],
  [429, 'throttled'],
]);

/** The failure that an answer of status 300 or above stands for. */
export function answerFailure(
  status: number,
  retryAfter: string | undefined,
  text: string,
): ApiFailure {
  const body = parseStatus(text);
  const message = body?.message || text || `HTTP ${status}`;
  if (status < 400) {
    return new ApiFailure(
      'misbehaving',
      `the API server answers with a redirect (HTTP ${status}), which is not followed`,
      { status },
    );
  }
  const code = CODES.get(status) ?? (status >= 500 ? 'unreachable' : 'refused');
  const seconds = Math.min(
    Number(retryAfter) || 0,
    LONGEST_RETRY_AFTER_SECONDS,
  );
  return new ApiFailure(code, `HTTP ${status}: ${message}`, {
    status,
    body,
    retryAfterMs: seconds > 0 ? seconds * 1000 : undefined,
  });
}

function parseStatus(text: string): { message?: string } | undefined {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body !== 'object' || body === null) return undefined;
    const message = 'message' in body ? body.message : undefined;
    return typeof message === 'string' ? { ...body, message } : { ...body };
  } catch {
    return undefined;
  }
}
