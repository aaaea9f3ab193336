import { createServer, connect, Server, Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** How a slow link behaves, in both directions. */
export interface SlowLink {
  /** Milliseconds that each piece of data waits. */
  readonly latencyMs: number;
  /** Bytes per second of each connection and direction; unlimited without it. */
  readonly bytesPerSecond?: number;
}

/** What the proxy does to its connections. */
export type LinkState =
  | { readonly code: 'up' }
  /** The port is closed and open connections were reset. */
  | { readonly code: 'killed' }
  | ({ readonly code: 'slow' } & SlowLink)
  /** Connections are accepted and stay open, and no byte passes. */
  | { readonly code: 'partitioned' };

/** Where the proxy listens and what it stands in front of. */
export interface FaultProxyOptions {
  /** Port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  readonly target: { readonly host: string; readonly port: number };
}

/** Data moves on in pieces of at most this size, so that a slow link trickles instead of bursting. */
const PIECE_BYTES = 16 * 1024;

/**
 * A TCP proxy in front of one API server that can break the way a network breaks. It sees no plain text: TLS passes through,
 * so a cluster behind it is broken in exactly the same way on every engine.
 */
export class FaultProxy {
  static async start(options: FaultProxyOptions): Promise<FaultProxy> {
    const proxy = new FaultProxy(options);
    await proxy.#listen(options.port);
    return proxy;
  }

  readonly #options: FaultProxyOptions;
  readonly #sockets = new Set<Socket>();
  #server?: Server;
  #port = 0;
  #state: LinkState = { code: 'up' };
  #stateChanged = Promise.withResolvers<void>();

  private constructor(options: FaultProxyOptions) {
    this.#options = options;
  }

  /** Port on 127.0.0.1; the same after a kill and restore. */
  get port(): number {
    return this.#port;
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Closes the port and resets every connection, as a machine that loses its process. */
  async kill(): Promise<void> {
    this.#change({ code: 'killed' });
    await this.#close();
  }

  /** Delays and throttles what passes from now on. */
  async slow(link: SlowLink): Promise<void> {
    await this.#reopen({ code: 'slow', ...link });
  }

  /** Holds back every byte, as a network that drops packets. */
  async partition(): Promise<void> {
    await this.#reopen({ code: 'partitioned' });
  }

  /** Ends any fault. What a partition held back is delivered. */
  async restore(): Promise<void> {
    await this.#reopen({ code: 'up' });
  }

  /** Closes the proxy for good. */
  async stop(): Promise<void> {
    await this.kill();
  }

  async #reopen(state: LinkState): Promise<void> {
    if (!this.#server) {
      await this.#listen(this.#port);
    }
    this.#change(state);
  }

  #change(state: LinkState): void {
    this.#state = state;
    const changed = this.#stateChanged;
    this.#stateChanged = Promise.withResolvers();
    changed.resolve();
  }

  async #listen(port: number): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, client =>
      this.#serve(client),
    );
    server.listen({ host: '127.0.0.1', port });
    await once(server, 'listening');
    this.#server = server;
    const address = server.address();
    this.#port = typeof address === 'object' && address ? address.port : port;
  }

  async #close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) {
      socket.resetAndDestroy();
    }
    if (server) {
      server.close();
      await once(server, 'close');
    }
  }

  #serve(client: Socket): void {
    const upstream = connect({ ...this.#options.target, allowHalfOpen: true });
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true);
      this.#sockets.add(socket);
      // The pumps see errors as rejections; one that comes after a pump has ended concerns nobody.
      socket.on('error', () => undefined);
      socket.once('close', () => this.#sockets.delete(socket));
    }
    const pass = async (from: Socket, to: Socket) => {
      try {
        await this.#pump(from, to);
      } catch {
        // Either end broke the connection: break it for the other one too, in the same rough way.
        client.resetAndDestroy();
        upstream.resetAndDestroy();
      }
    };
    void pass(client, upstream);
    void pass(upstream, client);
  }

  async #pump(from: Socket, to: Socket): Promise<void> {
    for await (const chunk of from) {
      for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
        const piece = chunk.subarray(at, at + PIECE_BYTES);
        await this.#hold(piece.length);
        await write(to, piece);
      }
    }
    await this.#hold(0);
    to.end();
  }

  /** Waits as long as the link's state asks for. */
  async #hold(bytes: number): Promise<void> {
    while (this.#state.code === 'partitioned') {
      await this.#stateChanged.promise;
    }
    if (this.#state.code === 'slow') {
      const { latencyMs, bytesPerSecond } = this.#state;
      const transferMs = bytesPerSecond ? (bytes / bytesPerSecond) * 1000 : 0;
      await delay(latencyMs + transferMs);
    }
  }
}

function write(to: Socket, data: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    to.write(data, error => (error ? reject(error) : resolve()));
  });
}
