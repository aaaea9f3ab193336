import { createServer, IncomingMessage } from 'node:http';
import { AddressInfo } from 'node:net';
import { mockServices } from '@backstage/backend-test-utils';

/** One request that a fake mesh backend got. */
export interface MeshRequest {
  /** Method and path. */
  readonly what: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** A mesh backend that answers what the test says, on a port of its own. */
export async function fakeMesh(
  answer: (request: MeshRequest) => { status?: number; body: unknown },
) {
  const requests: MeshRequest[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const request = {
      what: `${incoming.method} ${incoming.url}`,
      authorization: incoming.headers.authorization,
      body: await readJson(incoming),
    };
    requests.push(request);
    const { status = 200, body } = answer(request);
    outgoing.writeHead(status, { 'Content-Type': 'application/json' });
    outgoing.end(JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    requests,
    access: {
      auth: mockServices.auth({ pluginId: 'scaffolder' }),
      discovery: {
        getBaseUrl: async (id: string) => `http://127.0.0.1:${port}/api/${id}`,
        getExternalBaseUrl: async () => '',
      },
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? undefined : JSON.parse(text);
}
