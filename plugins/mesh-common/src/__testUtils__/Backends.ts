import { once } from 'node:events';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { AssignedEndpoint } from '../rules/proxyConfig';

/** Where the stand-in of an endpoint listens. */
export interface LoopbackAddress {
  readonly address: string;
  readonly port: number;
}

/** HTTP servers on loopback addresses that stand in for the endpoints of a fleet; each answers with the name of its cluster. */
export class Backends {
  static async start(options: {
    readonly endpoints: readonly AssignedEndpoint[];
    readonly isDead: (endpoint: AssignedEndpoint) => boolean;
  }): Promise<Backends> {
    const backends = new Backends();
    for (const endpoint of options.endpoints)
      await backends.add(endpoint, options.isDead(endpoint));
    return backends;
  }

  private readonly servers: Server[] = [];
  private readonly addresses = new Map<string, LoopbackAddress>();

  /** The stand-in of an endpoint. Endpoints of one address share it, as they share the address. */
  of({
    address,
    port,
  }: Pick<AssignedEndpoint, 'address' | 'port'>): LoopbackAddress {
    const found = this.addresses.get(`${address}:${port}`);
    if (!found) throw new Error(`no stand-in for ${address}:${port}`);
    return found;
  }

  async stop(): Promise<void> {
    await Promise.all(
      this.servers.map(async server => {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      }),
    );
  }

  private async add(
    { address, port, cluster }: AssignedEndpoint,
    dead: boolean,
  ): Promise<void> {
    const key = `${address}:${port}`;
    if (this.addresses.has(key)) return;
    const host = `127.0.1.${this.addresses.size + 1}`;
    const server = createServer((_, response) => response.end(cluster));
    server.keepAliveTimeout = 60_000;
    server.listen({ host, port: 0 });
    await once(server, 'listening');
    const { port: own } = server.address() as AddressInfo;
    this.addresses.set(key, { address: host, port: own });
    if (dead) {
      // Its port is free again, so that connections are refused.
      server.close();
      await once(server, 'close');
    } else this.servers.push(server);
  }
}
