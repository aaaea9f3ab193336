import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port on 127.0.0.1 that nobody listens on: `preferred`, or the next free one after it, or any for 0. */
export async function freePort(preferred = 0): Promise<number> {
  for (let port = preferred; ; port += 1) {
    const found = await tryPort(port);
    if (found !== undefined) {
      return found;
    }
  }
}

async function tryPort(port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen({ host: '127.0.0.1', port });
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address ? address.port : undefined;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
}
