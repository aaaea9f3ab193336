import { randomUUID } from 'node:crypto';
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import {
  createSecureServer,
  Http2SecureServer,
  Http2ServerRequest,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { authorizePath } from './access';
import type { User } from './Authenticator';
import type {
  FaultFor,
  LoggedRequest,
  PendingRequest,
  RequestFault,
} from '../requests';
import type { ClusterState } from './ClusterState';
import { discover } from './discovery';
import { BODY_LIMIT, bodyTooLarge } from './requestBody';
import { parseRequestPath, ResourceRequest } from './requestInfo';
import { Answer, answerResource, HttpRequest } from './routing';
import {
  internalError,
  notImplemented,
  PageNotFound,
  StatusError,
} from './statusError';
import { versionInfo } from './versionInfo';
import type { Watch } from './watchObjects';

/** Answers larger than this are compressed when the client asks, in bytes. */
const GZIP_FROM = 128 * 1024;
const compress = promisify(gzip);

/** Requests that are remembered; nobody may ever ask for them. */
const LONGEST_LOG = 100_000;

const NOTHING = Buffer.alloc(0);
const JSON_TYPE = 'application/json';
const HEALTH: readonly string[] = ['/readyz', '/livez', '/healthz'];

type Request = IncomingMessage | Http2ServerRequest;
type Headers = Readonly<Record<string, string | readonly string[]>>;

/** What the answers of HTTP/1.1 and HTTP/2 have in common, as far as it is used here. */
interface Response {
  readonly headersSent: boolean;
  writeHead(code: number, headers: OutgoingHttpHeaders): unknown;
  setHeader(name: string, value: string): unknown;
  write(text: string): unknown;
  end(body: Buffer): unknown;
  on(event: 'close', listener: () => void): unknown;
  destroy(error?: Error): unknown;
  /** HTTP/2 has sent them with `writeHead`. */
  flushHeaders?(): void;
}

/** The HTTPS server of one cluster: HTTP/2 and HTTP/1.1 on one port. */
export class ApiServer {
  static create(state: ClusterState): ApiServer {
    return new ApiServer(state);
  }

  readonly #state: ClusterState;
  readonly #sockets = new Set<Socket>();
  #server?: Http2SecureServer;
  /** Ends each of the open watches. */
  readonly #watches = new Set<() => void>();
  #log: LoggedRequest[] = [];
  #faultFor: FaultFor = () => undefined;

  private constructor(state: ClusterState) {
    this.#state = state;
  }

  /** Listens on the loopback address; port 0 takes a free one. Returns the port. */
  async listen(port: number): Promise<number> {
    const { servingCertificate, servingKey } = this.#state.spec.identity;
    const server = createSecureServer(
      { cert: servingCertificate, key: servingKey, allowHTTP1: true },
      (request, response) => {
        this.#handle(request, response).catch(error =>
          this.#abandon(response, error),
        );
      },
    );
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    // A client that goes away in the middle of a handshake or a stream is its own affair.
    server.on('sessionError', () => {});
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    this.#server = server;
    return (server.address() as AddressInfo).port;
  }

  /** Ends without a word to anybody: connections are cut. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.endWatches();
    this.#sockets.forEach(socket => socket.destroy());
    if (server) {
      await new Promise<void>(resolve => server.close(() => resolve()));
    }
  }

  /** Requests for resources since the log was last taken. */
  takeLog(): readonly LoggedRequest[] {
    const log = this.#log;
    this.#log = [];
    return log;
  }

  /** From now on these faults take the place of answers. */
  interpose(faultFor: FaultFor): void {
    this.#faultFor = faultFor;
  }

  /** Ends all open watches cleanly. */
  endWatches(): void {
    this.#watches.forEach(end => end());
  }

  async #handle(request: Request, response: Response): Promise<void> {
    const named = request.headers['audit-id'];
    const auditId = typeof named === 'string' ? named : randomUUID();
    response.setHeader('audit-id', auditId);
    try {
      const http = await readRequest(request);
      const pending = pendingRequest(http, auditId);
      const fault = this.#faultFor(pending);
      if (fault?.code === 'answer') {
        throw refusalOf(fault);
      }
      if (fault) {
        await this.#lose(fault.carriedOut, http, pending);
        response.destroy();
        return;
      }
      await this.#answer(http, pending, response);
    } catch (error) {
      await this.#refuse(response, error);
    }
  }

  /** Carries a request out, or not, for a client that will never know. */
  async #lose(
    carriedOut: boolean,
    http: HttpRequest,
    pending: PendingRequest,
  ): Promise<void> {
    const target = parseRequestPath(http.path);
    if (carriedOut && target.kind === 'resource') {
      await this.#carryOut(http, target, pending).catch(() => undefined);
    }
  }

  async #answer(
    http: HttpRequest,
    pending: PendingRequest,
    response: Response,
  ): Promise<void> {
    const target = parseRequestPath(http.path);
    if (target.kind === 'path') {
      const user = this.#userOf(http);
      authorizePath(this.#state, user, http.path, http.method);
      return this.#answerPath(http, response);
    }
    const answer = await this.#carryOut(http, target, pending);
    if (answer.kind === 'watch') {
      return this.#stream(answer.watch, response);
    }
    const warning = answer.warnings?.map(
      text => `299 - ${JSON.stringify(text)}`,
    );
    return send(
      response,
      answer.code,
      JSON.stringify(answer.body),
      {
        ...(warning && { warning }),
      },
      http,
    );
  }

  /** Answers a request for a resource, and logs it. */
  async #carryOut(
    http: HttpRequest,
    target: ResourceRequest,
    pending: PendingRequest,
  ): Promise<Answer> {
    const user = this.#userOf(http);
    const { store } = this.#state;
    const before = store.version;
    const answered = answerResource(this.#state, user, target, http);
    // Nothing has waited since, so that no other request can have stored anything.
    const changed = store.version !== before;
    let code: number | undefined;
    try {
      const answer = await answered;
      code = answer.kind === 'watch' ? 200 : answer.code;
      return answer;
    } catch (error) {
      code = error instanceof StatusError ? error.code : 404;
      throw error;
    } finally {
      this.#log.push({ ...pending, user: user.name, code, changed });
      if (this.#log.length > LONGEST_LOG) {
        this.#log = this.#log.slice(LONGEST_LOG / 2);
      }
    }
  }

  #userOf(http: HttpRequest): User {
    const { authenticator } = this.#state;
    return authenticator.authenticate(http.header('authorization'));
  }

  async #answerPath(http: HttpRequest, response: Response): Promise<void> {
    const { path } = http;
    if (HEALTH.includes(path)) {
      return send(response, 200, 'ok', {
        'content-type': 'text/plain; charset=utf-8',
      });
    }
    if (path === '/version' || path === '/version/') {
      return send(
        response,
        200,
        JSON.stringify(versionInfo(this.#state.spec.kubernetesVersion)),
      );
    }
    if (path.startsWith('/openapi')) {
      throw notImplemented('OpenAPI');
    }
    const found = discover(
      this.#state,
      path,
      http.header('accept'),
      http.header('host') || http.header(':authority'),
    );
    if (!found) {
      throw new PageNotFound();
    }
    const { body, contentType, etag } = found;
    const headers = {
      'content-type': contentType,
      vary: 'Accept',
      ...(etag && { etag }),
    };
    return etag && http.header('if-none-match') === etag
      ? send(response, 304, '', headers)
      : send(response, 200, JSON.stringify(body), headers, http);
  }

  #stream(watch: Watch, response: Response): void {
    const closed = new AbortController();
    const end = () => {
      closed.abort();
      response.end(NOTHING);
    };
    this.#watches.add(end);
    response.on('close', () => {
      this.#watches.delete(end);
      closed.abort();
    });
    response.writeHead(200, commonHeaders({ 'content-type': JSON_TYPE }));
    watch({
      write: line => response.write(line),
      end,
      signal: closed.signal,
    });
    // The headers must not wait for the first event, which may be an hour away.
    response.flushHeaders?.();
  }

  async #refuse(response: Response, error: unknown): Promise<void> {
    if (response.headersSent) {
      throw error;
    }
    if (error instanceof PageNotFound) {
      return send(response, 404, `${error.message}\n`, {
        'content-type': 'text/plain; charset=utf-8',
        'x-content-type-options': 'nosniff',
      });
    }
    const known =
      error instanceof StatusError ? error : internalError(String(error));
    const seconds = known.details?.retryAfterSeconds;
    return send(response, known.code, JSON.stringify(known.toStatus()), {
      ...(seconds && { 'retry-after': String(seconds) }),
    });
  }

  /** An answer that broke off in the middle cannot be mended. */
  #abandon(response: Response, error: unknown): void {
    if (response.headersSent) {
      response.destroy(error instanceof Error ? error : undefined);
    } else {
      response.end(NOTHING);
    }
  }
}

/** Reads a request. A body that is too large is not read to its end, and the connection lives on to carry the refusal. */
async function readRequest(request: Request): Promise<HttpRequest> {
  const url = new URL(request.url ?? '/', 'https://localhost');
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    header: name => {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(',') : value ?? '';
    },
    body: await readBody(request),
  };
}

function pendingRequest(http: HttpRequest, auditId: string): PendingRequest {
  const { method, path, query, body } = http;
  return {
    auditId,
    userAgent: http.header('user-agent'),
    method,
    path,
    dryRun: query.has('dryRun') || body.includes('"dryRun":["All"]'),
  };
}

function refusalOf(
  fault: Extract<RequestFault, { code: 'answer' }>,
): StatusError {
  const { status, message, retryAfterSeconds } = fault;
  return new StatusError({
    code: status,
    message,
    ...(retryAfterSeconds && { details: { retryAfterSeconds } }),
  });
}

function readBody(request: Request): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > BODY_LIMIT) {
        chunks.length = 0;
        reject(bodyTooLarge());
      } else {
        chunks.push(chunk);
      }
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', reject);
    request.on('aborted', () => reject(new Error('The client hung up')));
  });
}

async function send(
  response: Response,
  code: number,
  text: string,
  headers: Headers = {},
  http?: HttpRequest,
): Promise<void> {
  const plain = Buffer.from(text);
  const zipped =
    http !== undefined &&
    plain.length > GZIP_FROM &&
    /\bgzip\b/.test(http.header('accept-encoding'));
  const body = zipped ? await compress(plain, { level: 4 }) : plain;
  response.writeHead(
    code,
    commonHeaders({
      'content-type': JSON_TYPE,
      ...headers,
      ...(code !== 304 && { 'content-length': String(body.length) }),
      ...(zipped && { 'content-encoding': 'gzip', vary: 'Accept-Encoding' }),
    }),
  );
  response.end(body);
}

function commonHeaders(headers: Headers): Record<string, string | string[]> {
  return {
    'cache-control': 'no-cache, private',
    ...(headers as Record<string, string | string[]>),
  };
}
