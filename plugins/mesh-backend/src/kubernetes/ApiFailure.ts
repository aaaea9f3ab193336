import { withoutSecrets } from '@meshwise/backstage-plugin-mesh-node';

/** Why a request to an API server failed. */
export type ApiFailureCode =
  /** No connection, a time limit, TLS, or an answer of class 5xx. */
  | 'unreachable'
  /** 401, or no credential could be had. */
  | 'unauthorized'
  /** 403. */
  | 'forbidden'
  /** 404. */
  | 'not-found'
  /** 410: the resourceVersion or continue token is too old. */
  | 'expired'
  /** 429. */
  | 'throttled'
  /** The answer breaks the protocol or a size limit. */
  | 'misbehaving'
  /** Any other 4xx. */
  | 'refused';

/**
 * A request that did not bring what it should. Holds text that is fit to be shown and no object of the request, so that
 * neither a header nor a credential can travel with it.
 */
export class ApiFailure extends Error {
  readonly name = 'ApiFailure';
  readonly code: ApiFailureCode;
  /** HTTP status; `undefined` if there was no answer. */
  readonly status: number | undefined;
  /** Body of the answer as parsed JSON, if it was a Kubernetes `Status`. */
  readonly body: unknown;
  /** How long the server asks to wait. */
  readonly retryAfterMs: number | undefined;
  /** Whether the request may have reached the server. */
  readonly sent: boolean;

  constructor(
    code: ApiFailureCode,
    message: string,
    details: {
      readonly status?: number;
      readonly body?: unknown;
      readonly retryAfterMs?: number;
      readonly sent?: boolean;
    } = {},
  ) {
    super(withoutSecrets(message));
    this.code = code;
    this.status = details.status;
    this.body = details.body;
    this.retryAfterMs = details.retryAfterMs;
    this.sent = details.sent ?? true;
  }
}
