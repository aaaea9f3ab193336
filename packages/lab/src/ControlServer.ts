import { once } from 'node:events';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import {
  CommandOptionError,
  CommandOptions,
  describeCluster,
  runCommand,
} from './commands';
import { Lab, UnknownClusterError } from './Lab';
import { NotForbiddableError } from './LabCluster';
import { LabState } from './LabState';

/** Where a lab can be controlled. */
export const CONTROL_PORT = 7099;

/** What a control server needs. */
export interface ControlServerOptions {
  readonly lab: Lab;
  readonly state: LabState;
  /** Port on 127.0.0.1; {@link CONTROL_PORT} for a lab that people start. */
  readonly port: number;
  /** Called when a client asks for the end of the lab. */
  readonly onStop: () => void;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const BODY_LIMIT = 64 * 1024;

/**
 * HTTP on the loopback address:
 * `GET /clusters`, `POST /clusters/<name>/<command>` with the options as JSON, `POST /stop`.
 */
export class ControlServer {
  static async start(options: ControlServerOptions): Promise<ControlServer> {
    const server = createServer((request, response) => {
      void respond(options, request, response);
    });
    server.listen({ host: '127.0.0.1', port: options.port });
    await once(server, 'listening');
    return new ControlServer(server);
  }

  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  get url(): string {
    const address = this.#server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.close();
    await once(this.#server, 'close');
  }
}

async function respond(
  options: ControlServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, body } = await answer(options, request);
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(`${JSON.stringify(body)}\n`);
}

async function answer(
  options: ControlServerOptions,
  request: IncomingMessage,
): Promise<Answer> {
  try {
    return await route(options, request);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof UnknownClusterError) {
      return { status: 404, body: { error: message } };
    }
    if (
      error instanceof CommandOptionError ||
      error instanceof NotForbiddableError
    ) {
      return { status: 400, body: { error: message } };
    }
    return { status: 500, body: { error: message } };
  }
}

async function route(
  { lab, state, onStop }: ControlServerOptions,
  request: IncomingMessage,
): Promise<Answer> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (!isLoopback(request)) {
    return refuse(403, 'The lab is controlled from this machine only');
  }
  if (request.method === 'GET' && pathname === '/clusters') {
    return { status: 200, body: lab.clusters.map(describeCluster) };
  }
  if (request.method !== 'POST') {
    return refuse(404, `There is no ${request.method} ${pathname}`);
  }
  // A web page of another origin can post a form to this port, but not this content type.
  if (request.headers['content-type'] !== 'application/json') {
    return refuse(415, 'Send content-type: application/json');
  }
  const body = await readOptions(request);
  if (pathname === '/stop') {
    onStop();
    return { status: 202, body: {} };
  }
  const [, cluster, command] =
    /^\/clusters\/([^/]+)\/([^/]+)$/.exec(pathname) ?? [];
  if (!cluster) {
    return refuse(404, `There is no POST ${pathname}`);
  }
  return {
    status: 200,
    body: await runCommand(lab, state, {
      cluster: decodeURIComponent(cluster),
      command,
      options: body,
    }),
  };
}

/** A page whose host name was made to point to this machine carries that name in the Host header. */
function isLoopback(request: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? '');
}

function refuse(status: number, error: string): Answer {
  return { status, body: { error } };
}

async function readOptions(request: IncomingMessage): Promise<CommandOptions> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > BODY_LIMIT) {
      throw new CommandOptionError('The body is too large');
    }
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString();
  if (text === '') {
    return {};
  }
  const value = parseJson(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new CommandOptionError('The body must be a JSON object');
  }
  return value as CommandOptions;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandOptionError('The body is not JSON');
  }
}
