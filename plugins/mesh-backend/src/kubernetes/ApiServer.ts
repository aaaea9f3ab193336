import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import {
  ClusterConnection,
  ClusterCredential,
} from '@meshwise/backstage-plugin-mesh-node';
import { answerFailure } from './answerFailure';
import { ApiFailure } from './ApiFailure';
import { ApiPath } from './apiPath';
import { checkedLookup } from './checkedLookup';
import { Clock } from '../Clock';
import { connectionFailure } from './connectionFailure';
import { CredentialSource } from './CredentialSource';
import { InflatesTooMuch, LARGEST_PAGE, readBody } from './readBody';

const CONNECT_MS = 3_000;
const LARGEST_ERROR = 1024 * 1024;

/** Tells the server's audit log who asked. */
const USER_AGENT = 'backstage-mesh';

/** Watches and short requests have connections of their own, so that a slow list cannot hold up an event. */
export type Lane = 'short' | 'watch';

/** One request. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: ApiPath;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
  /** Time limit for the whole answer, or for its first byte on the lane `watch`. */
  readonly deadlineMs: number;
}

/** A complete answer with a status below 300, or 304. */
export interface ApiAnswer {
  readonly status: number;
  readonly text: string;
  header(name: string): string | undefined;
}

/** The part of {@link ApiServer} that asks short questions. */
export type Sender = Pick<ApiServer, 'send'>;

/** How an API server is reached. */
export interface ApiServerOptions {
  readonly connection: ClusterConnection;
  readonly clock: Clock;
  /** Id of the operation for which requests are made. The server's audit log shows it as part of the user agent. */
  readonly operation?: string;
}

/**
 * Connections to one API server, kept open between requests. Redirects are not followed: the credential is for this
 * server alone. A 401 makes the credential be read once more (contract R7).
 */
export class ApiServer {
  static create(options: ApiServerOptions): ApiServer {
    return new ApiServer(
      options,
      new CredentialSource(options.connection, options.clock),
    );
  }

  private readonly agents = new Map<string, Agent>();
  #clockAheadMs: number | undefined;
  /** Off once an answer inflated beyond reason: without compression there are no bombs. */
  private compress = true;

  private constructor(
    private readonly options: ApiServerOptions,
    private readonly credentials: CredentialSource,
  ) {}

  /**
   * How many milliseconds the server's clock is ahead of this machine's, by its last answer; negative if it is behind.
   * Right to a second. `undefined` before the first answer.
   */
  get clockAheadMs(): number | undefined {
    return this.#clockAheadMs;
  }

  /** Sends a request and reads its whole answer. Rejects with {@link ApiFailure}. */
  async send(ask: ApiRequest): Promise<ApiAnswer> {
    const deadline = deadlineOf(ask);
    try {
      return await this.sendWithin(ask, deadline.signal);
    } catch (error) {
      if (!(error instanceof InflatesTooMuch)) throw deadline.explain(error);
      this.compress = false;
      return await this.sendWithin(ask, deadline.signal).catch(second => {
        throw deadline.explain(second);
      });
    } finally {
      deadline.end();
    }
  }

  /**
   * Opens a stream and resolves with its bytes as soon as the server has agreed. Rejects with {@link ApiFailure}.
   * The signal must not outlive the stream for long: it is listened to for good.
   */
  async stream(ask: ApiRequest): Promise<AsyncIterable<Buffer>> {
    const deadline = deadlineOf(ask);
    try {
      const { body } = await this.open(ask, 'watch', deadline.signal);
      deadline.lift();
      return failing(body);
    } catch (error) {
      deadline.end();
      throw deadline.explain(error);
    }
  }

  /** Closes all connections; running requests fail. */
  async close(): Promise<void> {
    const agents = [...this.agents.values()];
    this.agents.clear();
    await Promise.all(agents.map(agent => agent.destroy()));
  }

  private async sendWithin(
    ask: ApiRequest,
    signal: AbortSignal,
  ): Promise<ApiAnswer> {
    const { statusCode, headers, body } = await this.open(ask, 'short', signal);
    const header = (name: string) => single(headers[name]);
    const text = await readBody(body, header('content-encoding'), LARGEST_PAGE);
    return { status: statusCode, text, header };
  }

  private async open(ask: ApiRequest, lane: Lane, signal: AbortSignal) {
    const credential = await this.credentials.get();
    const failure = await this.attempt(ask, lane, credential, signal);
    if (!(failure instanceof ApiFailure)) return failure;
    if (failure.code !== 'unauthorized') throw failure;
    const other = await this.credentials.refused(credential, failure.message);
    if (!other) throw failure;
    const second = await this.credentials.get();
    const answer = await this.attempt(ask, lane, second, signal);
    if (!(answer instanceof ApiFailure)) return answer;
    if (answer.code === 'unauthorized') {
      await this.credentials.refused(second, answer.message);
    }
    throw answer;
  }

  private async attempt(
    { method, path, query = {}, headers, body }: ApiRequest,
    lane: Lane,
    credential: ClusterCredential,
    signal: AbortSignal,
  ) {
    const url = new URL(`${this.options.connection.url}${path}`);
    for (const [key, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(key, value);
    }
    const answer = await request(url, {
      method,
      dispatcher: this.agent(lane, credential),
      signal,
      body,
      headers: {
        accept: 'application/json',
        'user-agent': userAgent(this.options.operation),
        'accept-encoding':
          lane === 'short' && this.compress ? 'gzip' : 'identity',
        ...headers,
        ...(credential.type === 'bearer token' && {
          authorization: `Bearer ${credential.token}`,
        }),
      },
    });
    const { statusCode } = answer;
    const date = Date.parse(single(answer.headers.date) ?? '');
    if (!Number.isNaN(date)) {
      this.#clockAheadMs = date - this.options.clock.now();
    }
    if (statusCode < 300 || statusCode === 304) return answer;
    const text = await readBody(
      answer.body,
      single(answer.headers['content-encoding']),
      LARGEST_ERROR,
    );
    return answerFailure(
      statusCode,
      single(answer.headers['retry-after']),
      text,
    );
  }

  /** One agent a lane; with client certificates, which belong to the connection, one for each certificate in use. */
  private agent(lane: Lane, credential: ClusterCredential): Agent {
    const { ca, skipTLSVerify } = this.options.connection;
    const certificate =
      credential.type === 'x509 client certificate'
        ? { cert: credential.certificate, key: credential.key }
        : undefined;
    const key = `${lane} ${digestOf(certificate?.cert ?? '')}`;
    let agent = this.agents.get(key);
    if (!agent) {
      agent = new Agent({
        connect: {
          timeout: CONNECT_MS,
          ca,
          rejectUnauthorized: !skipTLSVerify,
          lookup: checkedLookup,
          ...certificate,
        },
        // HTTP/1.1 on purpose: over HTTP/2, undici 7 keeps a dead session when its streams are aborted, so that a cluster
        // is found again three times later, and the body of a 401 does not end.
        allowH2: false,
        // Time limits are the callers': they know what to expect.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      this.agents.set(key, agent);
    }
    return agent;
  }
}

/** A signal that aborts with the request's own, or when its time is over. */
function deadlineOf({ signal, deadlineMs }: ApiRequest) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  let expired = false;
  const timer = setTimeout(() => {
    expired = true;
    abort();
  }, deadlineMs);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    /** From now on only the request's own signal counts. */
    lift: () => clearTimeout(timer),
    end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    },
    explain: (error: unknown) =>
      expired
        ? new ApiFailure(
            'unreachable',
            `the API server gave no complete answer within ${
              deadlineMs / 1000
            } s`,
          )
        : connectionFailure(error),
  };
}

async function* failing(body: Readable): AsyncGenerator<Buffer> {
  try {
    yield* body;
  } catch (error) {
    throw connectionFailure(error);
  }
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

function userAgent(operation: string | undefined): string {
  return operation === undefined ? USER_AGENT : `${USER_AGENT} op/${operation}`;
}
