import { once } from 'node:events';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { inspect } from 'node:util';
import { ClusterCredential } from '@meshwise/backstage-plugin-mesh-node';
import { ApiFailure } from './ApiFailure';
import { resourcePath } from './apiPath';
import { ApiServer } from './ApiServer';
import { FakeClock, settle } from '../__testUtils__/FakeClock';
import { resourceClient } from './ResourceClient';

const MIB = 1024 * 1024;
const PATH = resourcePath({ apiVersion: 'v1', plural: 'services' });

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

describe('ApiServer', () => {
  const cleanUps: (() => Promise<unknown> | unknown)[] = [];

  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0)) await cleanUp();
  });

  async function serve(
    handler: Handler,
    credential: () => Promise<ClusterCredential> = async () => ({
      type: 'bearer token',
      token: 'good',
    }),
    operation?: string,
  ) {
    const requests: IncomingMessage[] = [];
    const server = createServer((request, response) => {
      requests.push(request);
      handler(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const clock = new FakeClock();
    const api = ApiServer.create({
      clock,
      operation,
      connection: {
        url: `http://127.0.0.1:${port}/behind/a/prefix`,
        ca: undefined,
        skipTLSVerify: false,
        fingerprint: '',
        credential,
      },
    });
    cleanUps.push(
      () => api.close(),
      () => server.closeAllConnections(),
      () => new Promise(resolve => server.close(resolve)),
    );
    const { signal } = new AbortController();
    const get = (deadlineMs = 5_000) =>
      api.send({ method: 'GET', path: PATH, signal, deadlineMs });
    const failure = async (deadlineMs?: number): Promise<ApiFailure> =>
      get(deadlineMs).then(
        answer => {
          throw new Error(`answered ${answer.status}`);
        },
        error => error,
      );
    const watch = async () => {
      const client = resourceClient({ server: api, path: PATH });
      const lines: string[] = [];
      for await (const line of await client.watch('1', 300, signal)) {
        lines.push(line.toString());
      }
      return lines;
    };
    return { api, requests, get, failure, watch, clock, signal };
  }

  it('keeps the prefix of the URL, asks for gzip, and says who it is', async () => {
    const { get, requests } = await serve((_, response) => {
      response.setHeader('content-encoding', 'gzip');
      response.end(gzipSync('{"items":[]}'));
    });
    expect((await get()).text).toBe('{"items":[]}');
    expect(requests[0].url).toBe('/behind/a/prefix/api/v1/services');
    expect(requests[0].headers).toMatchObject({
      authorization: 'Bearer good',
      'accept-encoding': 'gzip',
      'user-agent': 'backstage-mesh',
    });
  });

  it('says for which operation it asks', async () => {
    const { get, requests } = await serve(
      (_, response) => response.end('{}'),
      async () => ({ type: 'anonymous' }),
      '01ABC',
    );
    await get();
    expect(requests[0].headers['user-agent']).toBe('backstage-mesh op/01ABC');
  });

  it.each([-365 * 86_400, -7_200, 0, 7_200, 365 * 86_400])(
    'knows that the clock of the server is %d s ahead (T30)',
    async seconds => {
      const { get, api, clock } = await serve((_request, response) => {
        const date = new Date(clock.now() + seconds * 1_000);
        response.setHeader('date', date.toUTCString()).end('{}');
      });
      expect(api.clockAheadMs).toBeUndefined();
      await get();
      const off = (api.clockAheadMs ?? NaN) - seconds * 1_000;
      expect(Math.abs(off)).toBeLessThanOrEqual(1_000);
    },
  );

  it('keeps its connection', async () => {
    const { get, requests } = await serve((_, response) => response.end('{}'));
    await get();
    await settle();
    await get();
    expect(requests[1].socket.remotePort).toBe(requests[0].socket.remotePort);
  });

  it('does not follow redirects', async () => {
    const { failure, requests } = await serve((_, response) => {
      response.writeHead(302, { location: '/elsewhere' });
      response.end();
    });
    const error = await failure();
    expect(error).toMatchObject({ code: 'misbehaving' });
    expect(error.message).toContain('redirect');
    expect(requests).toHaveLength(1);
  });

  describe('a refused credential (R7)', () => {
    const onlyNew: Handler = (request, response) => {
      const good = request.headers.authorization === 'Bearer new';
      response.writeHead(good ? 200 : 401);
      response.end(good ? '{}' : '{"message":"Unauthorized"}');
    };

    it('is read again once, and the new one used', async () => {
      let token = 'old';
      const { get, requests } = await serve(onlyNew, async () => {
        const credential = { type: 'bearer token', token } as const;
        token = 'new';
        return credential;
      });
      expect((await get()).status).toBe(200);
      expect(requests.map(r => r.headers.authorization)).toEqual([
        'Bearer old',
        'Bearer new',
      ]);
    });

    it('is not shown to the server again and again', async () => {
      let token = 'canary-of-a-token';
      const { get, failure, requests, clock } = await serve(
        onlyNew,
        async () => ({ type: 'bearer token', token }),
      );
      for (let i = 0; i < 20; i += 1) {
        const error = await failure();
        expect(error).toMatchObject({ code: 'unauthorized' });
        expect(inspect(error, { depth: 9 })).not.toContain('canary');
      }
      expect(requests).toHaveLength(1);
      token = 'new';
      await clock.advance(5_000);
      expect((await get()).status).toBe(200);
    });

    it('is tried again after half a minute: rights and clocks change, too', async () => {
      const { failure, requests, clock } = await serve(onlyNew, async () => ({
        type: 'bearer token',
        token: 'old',
      }));
      await failure();
      await clock.advance(30_000);
      await failure();
      expect(requests).toHaveLength(2);
    });

    it('is asked for once by requests that start together', async () => {
      let asked = 0;
      const { get } = await serve(
        (_, response) => response.end('{}'),
        async () => {
          asked += 1;
          return { type: 'bearer token', token: 'good' };
        },
      );
      await Promise.all(Array.from({ length: 10 }, () => get()));
      expect(asked).toBe(1);
    });
  });

  describe('a hostile cluster (T37)', () => {
    it('cannot send a page without end', async () => {
      const { failure } = await serve((_, response) => {
        const block = Buffer.alloc(MIB, 'x');
        const write = () => {
          while (response.write(block));
          response.once('drain', write);
        };
        write();
      });
      const error = await failure(20_000);
      expect(error).toMatchObject({ code: 'misbehaving' });
      expect(error.message).toContain('64 MiB');
    });

    it('cannot send a bomb: it is asked for plain text from then on', async () => {
      const { get, requests } = await serve((request, response) => {
        if (request.headers['accept-encoding'] === 'gzip') {
          response.setHeader('content-encoding', 'gzip');
          response.end(gzipSync(Buffer.alloc(30 * MIB)));
        } else response.end('{"items":[]}');
      });
      expect((await get()).text).toBe('{"items":[]}');
      await get();
      expect(requests.map(r => r.headers['accept-encoding'])).toEqual([
        'gzip',
        'identity',
        'identity',
      ]);
    });

    it('cannot drip an answer for ever', async () => {
      const { failure } = await serve((_, response) => {
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      });
      const error = await failure(300);
      expect(error).toMatchObject({ code: 'unreachable' });
      expect(error.message).toContain('no complete answer within 0.3 s');
    });

    it('cannot send a line without end', async () => {
      const { watch } = await serve((_, response) => {
        const block = Buffer.alloc(MIB, 'x');
        const write = () => {
          while (response.write(block));
          response.once('drain', write);
        };
        write();
      });
      await expect(watch()).rejects.toMatchObject({
        code: 'misbehaving',
        message: expect.stringContaining('3 MiB'),
      });
    });

    it('cannot pass half a line for a whole one', async () => {
      const { watch } = await serve((_, response) => {
        response.end('{"type":"BOOKMARK"}\n{"type":"DEL');
      });
      await expect(watch()).rejects.toMatchObject({ code: 'unreachable' });
    });

    it.each([
      ['null', 'no list'],
      ['[]', 'no list'],
      ['{"metadata":{"resourceVersion":7},"items":[]}', 'no list'],
      ['{"metadata":{"resourceVersion":"7"},"items":{}}', 'no list'],
      ['<html>', 'not JSON'],
    ])('cannot pass %s for a list', async (body, message) => {
      const { api, signal } = await serve((_, response) => response.end(body));
      const client = resourceClient({ server: api, path: PATH });
      const page = { limit: 500, continue: undefined };
      await expect(client.page(page, signal)).rejects.toMatchObject({
        code: 'misbehaving',
        message: expect.stringContaining(message),
      });
    });
  });

  it('takes lines that come in pieces and together', async () => {
    const { watch } = await serve((_, response) => {
      response.write('{"a":');
      setTimeout(() => {
        response.write('1}\n{"b":2}\n\n{"c"');
        setTimeout(() => response.end(':"ü"}\n'), 20);
      }, 20);
    });
    expect(await watch()).toEqual(['{"a":1}', '{"b":2}', '{"c":"ü"}']);
  });
});
