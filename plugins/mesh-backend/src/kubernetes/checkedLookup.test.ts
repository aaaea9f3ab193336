import dns from 'node:dns';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeClock } from '../__testUtils__/FakeClock';
import { resourcePath } from './apiPath';
import { ApiServer } from './ApiServer';
import { checkedLookup } from './checkedLookup';

const PATH = resourcePath({ apiVersion: 'v1', plural: 'services' });

/** Answers of the resolver, one after the other; the last one stays. */
function resolver(...answers: readonly (readonly string[])[]) {
  let asked = 0;
  const answer = jest.fn((_name: string, options: object, callback: never) => {
    const addresses = (answers[asked++] ?? answers.at(-1) ?? []).map(
      address => ({ address, family: address.includes(':') ? 6 : 4 }),
    );
    const done = callback as (error: null, ...found: unknown[]) => void;
    if ('all' in options && options.all) done(null, addresses);
    else done(null, addresses[0].address, addresses[0].family);
  });
  jest.spyOn(dns, 'lookup').mockImplementation(answer as never);
  return answer;
}

const lookUp = (hostname: string) =>
  new Promise<unknown>((resolve, reject) =>
    checkedLookup(hostname, { all: true }, (error, addresses) =>
      error ? reject(error) : resolve(addresses),
    ),
  );

describe('checkedLookup, T31', () => {
  afterEach(() => jest.restoreAllMocks());

  it.each([
    ['127.0.0.1', 'loopback'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['169.254.169.254', 'cloud metadata'],
    ['fe80::1', 'link-local'],
    ['0.0.0.0', 'unspecified'],
  ])('refuses a name that leads to %s', async (address, purpose) => {
    resolver([address]);
    await expect(lookUp('api.example')).rejects.toMatchObject({
      code: 'unreachable',
      sent: false,
      message: expect.stringContaining(
        `leads to ${address} (${purpose}); correct the url of the cluster`,
      ),
    });
  });

  it('tells to write the address only where the url may hold it', async () => {
    resolver(['127.0.0.1'], ['169.254.169.254']);
    await expect(lookUp('api.example')).rejects.toThrow(
      /, or write the address itself into it if it is meant$/,
    );
    await expect(lookUp('api.example')).rejects.toThrow(
      /correct the url of the cluster$/,
    );
  });

  it('refuses a name of which one address of several is such', async () => {
    resolver(['10.0.0.1', '169.254.169.254']);
    await expect(lookUp('api.example')).rejects.toThrow('169.254.169.254');
  });

  it.each(['api.example', 'localhost.example', 'notlocalhost'])(
    'takes %s for the name of another machine',
    async hostname => {
      resolver(['127.0.0.1']);
      await expect(lookUp(hostname)).rejects.toThrow('loopback');
    },
  );

  it.each([
    ['api.example', ['10.0.0.1', 'fd00::1']],
    ['localhost', ['127.0.0.1', '::1']],
    ['west.localhost', ['127.0.0.1']],
  ])('lets %s through', async (hostname, addresses) => {
    resolver(addresses);
    expect(await lookUp(hostname)).toMatchObject(
      addresses.map(address => ({ address })),
    );
  });

  it('passes on that a name is unknown', async () => {
    jest
      .spyOn(dns, 'lookup')
      .mockImplementation(((
        _name: string,
        _options: object,
        done: (error: Error) => void,
      ) =>
        done(Object.assign(new Error('no'), { code: 'ENOTFOUND' }))) as never);
    await expect(lookUp('api.example')).rejects.toMatchObject({
      code: 'ENOTFOUND',
    });
  });

  it('is asked for every connection, so that a name that is turned round gets no credential', async () => {
    const requests: unknown[] = [];
    const server = createServer((request, response) => {
      requests.push(request.headers.authorization);
      // Nothing is kept: the next request needs another connection.
      response.setHeader('connection', 'close').end('{}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const ask = async (host: string) => {
      const api = ApiServer.create({
        clock: new FakeClock(),
        connection: {
          url: `http://${host}:${port}`,
          ca: undefined,
          skipTLSVerify: false,
          fingerprint: '',
          credential: async () => ({ type: 'bearer token', token: 'canary' }),
        },
      });
      const { signal } = new AbortController();
      try {
        const request = { path: PATH, signal, deadlineMs: 5_000 };
        return await api.send({ method: 'GET', ...request });
      } finally {
        await api.close();
      }
    };
    try {
      resolver(['127.0.0.1']);
      await expect(ask('api.example')).rejects.toMatchObject({
        message: expect.stringContaining('leads to 127.0.0.1'),
        sent: false,
      });
      expect(requests).toEqual([]);
      expect((await ask('localhost')).status).toBe(200);
      const names = jest.mocked(dns.lookup).mock.calls.map(([name]) => name);
      expect(names).toEqual(['api.example', 'localhost']);
      // An address is what the URL says, and is not looked up.
      expect((await ask('127.0.0.1')).status).toBe(200);
      expect(dns.lookup).toHaveBeenCalledTimes(2);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
