import { Agent, request } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';

/** A request in the terms of HTTP. */
export interface HttpCall {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** An answer in the terms of HTTP. */
export interface HttpReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Keeps connections to one server. */
export class HttpConnection {
  static create(options: {
    url: string;
    caCertificate: string;
  }): HttpConnection {
    return new HttpConnection(options.url, options.caCertificate);
  }

  readonly #url: string;
  readonly #agent: Agent;

  private constructor(url: string, ca: string) {
    this.#url = url;
    this.#agent = new Agent({ ca, keepAlive: true });
  }

  /** Sends a request and reads the whole answer. */
  async send(call: HttpCall): Promise<HttpReply> {
    const answer = await this.#open(call);
    const chunks: Buffer[] = [];
    for await (const chunk of answer) {
      chunks.push(chunk);
    }
    const bytes = Buffer.concat(chunks);
    const zipped = answer.headers['content-encoding'] === 'gzip';
    return {
      status: answer.statusCode ?? 0,
      headers: answer.headers,
      text: (zipped ? gunzipSync(bytes) : bytes).toString(),
    };
  }

  /** Sends a request and hands over each line of the answer as it comes, until it ends or the signal aborts. */
  async lines(
    call: HttpCall,
  ): Promise<{ status: number; lines: AsyncIterable<string> }> {
    const answer = await this.#open(call);
    return { status: answer.statusCode ?? 0, lines: linesOf(answer) };
  }

  close(): void {
    this.#agent.destroy();
  }

  #open(call: HttpCall): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        new URL(call.path, this.#url),
        {
          agent: this.#agent,
          method: call.method,
          signal: call.signal,
          headers: {
            ...call.headers,
            ...(call.body !== undefined && {
              'content-length': Buffer.byteLength(call.body),
            }),
          },
        },
        resolve,
      );
      outgoing.on('error', reject);
      outgoing.end(call.body);
    });
  }
}

async function* linesOf(answer: IncomingMessage): AsyncIterable<string> {
  let rest = '';
  for await (const chunk of answer.setEncoding('utf8')) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
