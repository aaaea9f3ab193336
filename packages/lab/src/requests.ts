/** A request that an API server has answered, as its audit log has it. */
export interface LoggedRequest {
  readonly auditId: string;
  /** User name, e.g. `system:serviceaccount:meshwise:meshwise-writer`; `''` for one that was not recognised. */
  readonly user: string;
  readonly userAgent: string;
  /** HTTP method. */
  readonly method: string;
  /** Path without the query. */
  readonly path: string;
  readonly dryRun: boolean;
  /** HTTP status; `undefined` if the client got no answer. */
  readonly code: number | undefined;
  /** Whether an object was stored or removed. `undefined` where the server does not tell. */
  readonly changed: boolean | undefined;
}

/** What a request is recognised by before it is answered. */
export type PendingRequest = Pick<
  LoggedRequest,
  'auditId' | 'userAgent' | 'method' | 'path' | 'dryRun'
>;

/** What takes the place of an answer. */
export type RequestFault =
  /** The server answers this and does nothing. */
  | {
      readonly code: 'answer';
      readonly status: number;
      readonly message: string;
      readonly retryAfterSeconds?: number;
    }
  /** The connection is cut without an answer, before the server has done anything or afterwards. */
  | { readonly code: 'lost'; readonly carriedOut: boolean };

/** Chooses the fault of a request; `undefined` lets it through. */
export type FaultFor = (request: PendingRequest) => RequestFault | undefined;
