import { decode } from '@meshwise/backstage-plugin-mesh-common';
import fc from 'fast-check';
import { ApiFailure } from './ApiFailure';
import { ListGate } from './ListGate';
import { Reflector } from './Reflector';
import { FakeClock, settle } from '../__testUtils__/FakeClock';
import { RecordingSink } from './__testUtils__/RecordingSink';
import { ScriptedServer } from './__testUtils__/ScriptedServer';

const failure = {
  reset: () => new ApiFailure('unreachable', 'connection reset'),
  unavailable: () =>
    new ApiFailure('unreachable', 'HTTP 503: try later', { status: 503 }),
  broken: () => new ApiFailure('unreachable', 'HTTP 500', { status: 500 }),
  unauthorized: () =>
    new ApiFailure('unauthorized', 'HTTP 401: Unauthorized', { status: 401 }),
  forbidden: () =>
    new ApiFailure('forbidden', 'HTTP 403: services is forbidden', {
      status: 403,
    }),
  notFound: () =>
    new ApiFailure('not-found', 'HTTP 404: page not found', { status: 404 }),
  throttled: () =>
    new ApiFailure('throttled', 'HTTP 429', {
      status: 429,
      retryAfterMs: 20_000,
    }),
};

const error = (code: number) =>
  JSON.stringify({
    type: 'ERROR',
    object: { kind: 'Status', code, message: 'injected' },
  });

function setUp(options: { random?: () => number } = {}) {
  const clock = new FakeClock();
  const server = new ScriptedServer();
  const sink = new RecordingSink();
  const reflector = Reflector.create({
    client: server,
    decode: raw => decode('ServiceExport', raw),
    sink,
    gate: new ListGate(clock),
    clock,
    random: options.random ?? (() => 0.5),
  });
  const stop = new AbortController();
  const ended = reflector.run(stop.signal);
  const served = () =>
    [...server.objects.values()]
      .map(({ metadata }) => `shop/${metadata.name} ${metadata.uid}`)
      .sort();
  return { clock, server, sink, reflector, stop, ended, served };
}

async function synced(options?: { random?: () => number }) {
  const test = setUp(options);
  test.server.put('cart');
  test.server.put('checkout');
  await settle();
  expect(test.sink.state).toBe('synced');
  return test;
}

describe('Reflector', () => {
  it('lists, watches and follows', async () => {
    const { server, sink, served, stop, ended, clock } = await synced();
    server.put('cart', { tier: 'gold' });
    server.delete('checkout');
    server.put('search');
    server.bookmark();
    await settle();
    expect(sink.content).toEqual(served());
    expect(sink.table.get({ namespace: 'shop', name: 'cart' })?.labels).toEqual(
      new Map([['tier', 'gold']]),
    );
    expect(sink.proofsOfLife).toBe(1);
    expect(server.lists).toHaveLength(1);
    stop.abort();
    expect(await ended).toBe('stopped');
    await settle();
    expect(clock.timers).toBe(0);
    expect(server.openStreams).toBe(0);
  });

  describe('the eight faults of the contract', () => {
    it('1. a garbled line: suspect, listed again, nothing lost', async () => {
      const { server, sink, served } = await synced();
      server.changeUnseen(() => server.delete('cart'));
      server.inject({ code: 'send', line: '{"type":"DELETED","obj' });
      await settle();
      expect(sink.states).toContain('misbehaving');
      expect(sink.state).toBe('synced');
      expect(sink.content).toEqual(served());
    });

    it('2. 401 on the next watch: keeps the records, says so, recovers', async () => {
      const { server, sink, served, clock } = await synced();
      for (let i = 0; i < 3; i += 1) {
        server.inject({
          code: 'refuse watch',
          failure: failure.unauthorized(),
        });
      }
      server.inject({ code: 'close' });
      await clock.advance(1_000);
      expect(sink.state).toBe('auth');
      expect(sink.table.size).toBe(2);
      server.put('search');
      server.heal();
      await clock.advance(5_000);
      expect(sink.state).toBe('synced');
      expect(sink.content).toEqual(served());
    });

    it('3. 503 on the next watch: goes on from where it was, without a list', async () => {
      const { server, sink, served, clock } = await synced();
      server.inject({ code: 'refuse watch', failure: failure.unavailable() });
      server.inject({ code: 'refuse watch', failure: failure.unavailable() });
      server.inject({ code: 'break' });
      await clock.advance(1_000);
      expect(sink.state).toBe('timeout');
      expect(sink.reason).toContain('HTTP 503');
      server.put('search');
      await clock.advance(10_000);
      expect(sink.state).toBe('synced');
      expect(sink.content).toEqual(served());
      expect(server.lists).toHaveLength(1);
    });

    it('4. a socket destroyed: connects again without a word', async () => {
      const { server, sink, served, clock } = await synced();
      server.inject({ code: 'break' });
      server.put('search');
      await clock.advance(1_000);
      expect(sink.states).toEqual(['synced']);
      expect(sink.content).toEqual(served());
      expect(server.lists).toHaveLength(1);
    });

    it('5. half-open: noticed after 90 s with bookmarks, 35 s without', async () => {
      const { server, sink, served, clock } = await synced();
      server.bookmark();
      await settle();
      server.inject({ code: 'go silent' });
      server.put('search');
      await clock.advance(89_000);
      expect(server.watches).toHaveLength(1);
      await clock.advance(3_000);
      expect(server.watches).toHaveLength(2);
      expect(sink.content).toEqual(served());

      const without = await synced();
      await without.clock.advance(91_500);
      expect(without.server.watches).toHaveLength(2);
      await without.clock.advance(36_000);
      expect(without.server.lists.length + without.server.watches.length).toBe(
        5,
      );
      expect(without.sink.states).toEqual(['synced']);
    });

    it('6. 410 in the stream: listed again; another object of the same name is removed and added', async () => {
      const { server, sink, served } = await synced();
      server.delete('cart');
      server.put('cart');
      await settle();
      const kinds = () => sink.batches.slice(-2).map(b => Object.keys(b)[0]);
      expect(kinds()).toEqual(['remove', 'upsert']);
      const cart = server.objects.get('cart');
      server.inject({
        code: 'send',
        line: JSON.stringify({
          type: 'MODIFIED',
          object: { metadata: { ...cart?.metadata, uid: 'reborn' } },
        }),
      });
      await settle();
      expect(sink.batches).toHaveLength(4);
      expect(kinds()).toEqual(['remove', 'upsert']);
      server.changeUnseen(() => server.put('search'));
      server.inject({ code: 'send', line: error(410) });
      await settle();
      expect(server.lists).toHaveLength(2);
      expect(sink.content).toEqual(served());
    });

    it('7. ERROR of another code in the stream: taken for a disconnect', async () => {
      const { server, sink, served, clock } = await synced();
      server.inject({ code: 'send', line: error(500) });
      await settle();
      server.put('search');
      await clock.advance(1_000);
      expect(server.watches).toHaveLength(2);
      expect(sink.content).toEqual(served());
    });

    it('8. the list fails after 410: tried again, for ever', async () => {
      const { server, sink, served, clock } = await synced();
      for (let i = 0; i < 50; i += 1) {
        server.inject({ code: 'refuse list', failure: failure.broken() });
      }
      server.inject({ code: 'send', line: error(410) });
      server.put('search');
      await clock.advance(60_000);
      expect(sink.state).toBe('timeout');
      expect(sink.table.size).toBe(2);
      await clock.advance(30 * 60_000);
      expect(sink.state).toBe('synced');
      expect(sink.content).toEqual(served());
    });
  });

  it('drops what it may no longer read, and has it again when it may', async () => {
    const { server, sink, served, clock } = await synced();
    server.inject({ code: 'refuse watch', failure: failure.forbidden() });
    server.inject({ code: 'refuse list', failure: failure.forbidden() });
    server.inject({ code: 'close' });
    await clock.advance(1_100);
    expect(sink.state).toBe('forbidden');
    expect(sink.table.size).toBe(0);
    await clock.advance(30_000);
    expect(sink.state).toBe('synced');
    expect(sink.content).toEqual(served());
  });

  it('ends when the kind is not served any more', async () => {
    const { server, sink, ended, clock } = await synced();
    server.inject({ code: 'refuse watch', failure: failure.notFound() });
    server.inject({ code: 'close' });
    await clock.advance(2_000);
    expect(await ended).toBe('not-installed');
    expect(sink.state).toBe('not-installed');
    expect(sink.table.size).toBe(0);
  });

  it('does as a throttling server asks', async () => {
    const test = setUp();
    test.server.inject({ code: 'refuse list', failure: failure.throttled() });
    await test.clock.advance(19_000);
    expect(test.server.lists).toHaveLength(1);
    await test.clock.advance(2_000);
    expect(test.sink.state).toBe('synced');
  });

  it('keeps objects it cannot read apart, counted, and the neighbours intact', async () => {
    const { server, sink } = await synced();
    server.inject({
      code: 'send',
      line: JSON.stringify({
        type: 'ADDED',
        object: {
          metadata: {
            name: 'odd',
            namespace: 'shop',
            uid: 'x',
            resourceVersion: '999',
            labels: 7,
          },
        },
      }),
    });
    await settle();
    expect(sink.table.size).toBe(2);
    expect([...sink.table.unreadable.keys()]).toEqual(['shop/odd']);
    expect(sink.state).toBe('synced');
  });

  describe('lists', () => {
    it('replaces the copy only by a complete one', async () => {
      const test = setUp();
      test.server.pageSize = 2;
      for (let i = 0; i < 7; i += 1) test.server.put(`s${i}`);
      await settle();
      expect(test.sink.content).toEqual(test.served());
      expect(test.server.lists).toHaveLength(4);
      test.server.put('s7');
      test.server.inject({ code: 'send', line: 'garbled' });
      await settle();
      expect(test.sink.lists).toBe(2);
      expect(test.sink.content).toEqual(test.served());
    });

    it('asks again for a page that fails, and starts over when the token is too old', async () => {
      const test = setUp();
      test.server.pageSize = 2;
      for (let i = 0; i < 7; i += 1) test.server.put(`s${i}`);
      const page = test.server.page.bind(test.server);
      let calls = 0;
      jest.spyOn(test.server, 'page').mockImplementation(async request => {
        calls += 1;
        if (calls === 2) throw failure.reset();
        if (calls === 4) test.server.inject({ code: 'expire' });
        return page(request);
      });
      await test.clock.advance(2_000);
      expect(test.sink.state).toBe('synced');
      expect(test.sink.content).toEqual(test.served());
      expect(calls).toBe(8);
    });

    it('gives up on a list without end', async () => {
      const test = setUp();
      jest.spyOn(test.server, 'page').mockImplementation(async () => ({
        resourceVersion: '1',
        next: 'again',
        items: [],
      }));
      await test.clock.advance(100);
      expect(test.sink.state).toBe('misbehaving');
      expect(test.sink.reason).toBe('a list has no end');
    });
  });

  describe('verification', () => {
    const TEN_MINUTES = 10 * 60_000;

    async function quietFor(
      test: Awaited<ReturnType<typeof synced>>,
      ms: number,
    ): Promise<void> {
      for (let passed = 0; passed < ms; passed += 60_000) {
        test.server.bookmark();
        await test.clock.advance(60_000);
      }
    }

    it('finds nothing when nothing is wrong, and asks for metadata only', async () => {
      const test = await synced();
      await quietFor(test, TEN_MINUTES + 60_000);
      expect(test.server.lists.map(list => list.metadataOnly)).toEqual([
        undefined,
        true,
      ]);
      expect(test.sink.lists).toBe(2);
      expect(test.sink.divergences).toBe(0);
      expect(test.server.watches).toHaveLength(1);
    });

    it('finds a loss that nobody reported, counts it and repairs it', async () => {
      const test = await synced();
      test.server.changeUnseen(() => test.server.delete('cart'));
      await quietFor(test, TEN_MINUTES + 120_000);
      expect(test.sink.divergences).toBe(1);
      expect(test.sink.content).toEqual(test.served());
    });

    it('does not count what changes meanwhile', async () => {
      const test = await synced();
      const page = test.server.page.bind(test.server);
      jest.spyOn(test.server, 'page').mockImplementation(async request => {
        const answer = await page(request);
        test.server.put('cart', { changed: 'after-the-list' });
        test.server.delete('checkout');
        return answer;
      });
      await quietFor(test, TEN_MINUTES + 60_000);
      expect(test.sink.divergences).toBe(0);
      expect(test.sink.content).toEqual(test.served());
    });

    it('lists again when the store is older than the copy, as after a restored backup', async () => {
      const test = await synced();
      const page = test.server.page.bind(test.server);
      jest.spyOn(test.server, 'page').mockImplementation(async request => ({
        ...(await page(request)),
        resourceVersion: '7',
      }));
      await quietFor(test, TEN_MINUTES + 60_000);
      expect(test.server.watches).toContain('7');
    });
  });

  describe('hints from outside', () => {
    it('proves a watch at once, and ends a pause', async () => {
      const { server, sink, reflector, clock } = await synced();
      server.inject({ code: 'go silent' });
      for (let i = 0; i < 10; i += 1) {
        server.inject({ code: 'refuse watch', failure: failure.reset() });
      }
      reflector.interrupt();
      await clock.advance(10_000);
      expect(sink.state).toBe('timeout');
      server.heal();
      reflector.wake();
      await settle();
      expect(sink.state).toBe('synced');
    });
  });

  it('whatever happens, ends with what the server has', async () => {
    const name = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor');
    const step = fc.oneof(
      { weight: 4, arbitrary: name.map(n => ({ code: 'put' as const, n })) },
      { weight: 2, arbitrary: name.map(n => ({ code: 'delete' as const, n })) },
      {
        weight: 2,
        arbitrary: fc
          .integer({ min: 1, max: 100_000 })
          .map(ms => ({ code: 'wait' as const, ms })),
      },
      fc.constantFrom(
        { code: 'break' as const },
        { code: 'close' as const },
        { code: 'go silent' as const },
        { code: 'expire' as const },
        { code: 'bookmark' as const },
        { code: 'lose' as const },
      ),
      fc
        .constantFrom(
          '{"type":"DELETED","object":{"metadata":{"name":"a"',
          '{"type":"ADDED","object":{}}',
          '{}',
          'null',
          '\u0000',
          error(410),
          error(500),
        )
        .map(line => ({ code: 'send' as const, line })),
      fc
        .tuple(
          fc.constantFrom('refuse list' as const, 'refuse watch' as const),
          fc.constantFrom(
            failure.reset,
            failure.unavailable,
            failure.broken,
            failure.unauthorized,
            failure.forbidden,
            failure.throttled,
          ),
        )
        .map(([code, make]) => ({ code, failure: make() })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 25, size: 'max' }),
        fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
        async (script, randoms) => {
          const random = () => randoms.next().value;
          const { clock, server, sink, served, stop } = setUp({ random });
          for (const act of script) {
            switch (act.code) {
              case 'put':
                server.put(act.n);
                break;
              case 'delete':
                server.delete(act.n);
                break;
              case 'wait':
                await clock.advance(act.ms);
                break;
              case 'bookmark':
                server.bookmark();
                break;
              case 'lose':
                server.changeGarbled(() => server.put('lost'));
                break;
              default:
                server.inject(act);
            }
          }
          server.heal();
          await clock.advance(200_000);
          expect(sink.state).toBe('synced');
          expect(sink.content).toEqual(served());
          expect(sink.divergences).toBe(0);
          stop.abort();
          await settle();
          expect(clock.timers).toBe(0);
        },
      ),
      { numRuns: 1_000 },
    );
  }, 120_000);
});
