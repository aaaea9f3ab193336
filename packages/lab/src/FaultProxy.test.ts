import { once } from 'node:events';
import { connect, createServer, Server, Socket } from 'node:net';
import { FaultProxy } from './FaultProxy';

/** A server that answers each piece of data with itself. */
async function startEcho(): Promise<{ server: Server; port: number }> {
  const server = createServer(socket => {
    socket.on('error', () => socket.destroy());
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) {
    throw new Error('no address');
  }
  return { server, port: address.port };
}

async function dial(port: number): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port });
  await once(socket, 'connect');
  // Tests that expect a reset listen for it; for the others it is the end of the test.
  socket.on('error', () => undefined);
  return socket;
}

async function ask(socket: Socket, text: string): Promise<string> {
  const answer = once(socket, 'data');
  socket.write(text);
  return String((await answer)[0]);
}

describe('FaultProxy', () => {
  let echo: Server;
  let proxy: FaultProxy;
  const sockets: Socket[] = [];

  const open = async () => {
    const socket = await dial(proxy.port);
    sockets.push(socket);
    return socket;
  };

  beforeEach(async () => {
    const started = await startEcho();
    echo = started.server;
    proxy = await FaultProxy.start({
      port: 0,
      target: { host: '127.0.0.1', port: started.port },
    });
  });

  afterEach(async () => {
    sockets.splice(0).forEach(socket => socket.destroy());
    await proxy.stop();
    echo.close();
  });

  it('passes bytes both ways', async () => {
    const socket = await open();
    expect(await ask(socket, 'hello')).toBe('hello');
  });

  it('passes the end of a connection on', async () => {
    const socket = await open();
    const ended = once(socket, 'end');
    socket.end();
    await ended;
    expect(socket.readableEnded).toBe(true);
  });

  it('resets open connections and refuses new ones when killed, and serves the same port when restored', async () => {
    const { port } = proxy;
    const socket = await open();
    await ask(socket, 'hello');
    const broken = once(socket, 'error');

    await proxy.kill();

    expect((await broken)[0]).toMatchObject({ code: 'ECONNRESET' });
    await expect(dial(port)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(proxy.state.code).toBe('killed');

    await proxy.restore();

    expect(proxy.port).toBe(port);
    expect(await ask(await open(), 'again')).toBe('again');
  });

  it('accepts and stays silent when partitioned, and delivers what it held when restored', async () => {
    const before = await open();
    await ask(before, 'hello');
    await proxy.partition();

    const after = await open();
    const received: string[] = [];
    for (const socket of [before, after]) {
      socket.on('data', data => received.push(String(data)));
      socket.write('held');
    }
    // A whole round trip to the echo server and back: the held bytes would have come before it.
    const direct = await FaultProxy.start({
      port: 0,
      target: { host: '127.0.0.1', port: addressOf(echo) },
    });
    const probe = await dial(direct.port);
    await ask(probe, 'probe');
    probe.destroy();
    await direct.stop();
    expect(received).toEqual([]);

    const delivered = Promise.all([once(before, 'data'), once(after, 'data')]);
    await proxy.restore();
    await delivered;
    expect(received).toEqual(['held', 'held']);
  });

  it('delays each piece on a slow link', async () => {
    const socket = await open();
    await ask(socket, 'warm');
    await proxy.slow({ latencyMs: 40 });
    const start = performance.now();
    await ask(socket, 'hello');
    expect(performance.now() - start).toBeGreaterThanOrEqual(75);
  });

  it('limits the rate of a slow link', async () => {
    const socket = await open();
    await proxy.slow({ latencyMs: 0, bytesPerSecond: 1_000_000 });
    const start = performance.now();
    let received = 0;
    socket.write(Buffer.alloc(64 * 1024));
    while (received < 64 * 1024) {
      received += (await once(socket, 'data'))[0].length;
    }
    expect(performance.now() - start).toBeGreaterThanOrEqual(60);
  });

  it('resets a client when the server behind is not there', async () => {
    echo.close();
    const socket = connect({ host: '127.0.0.1', port: proxy.port });
    sockets.push(socket);
    expect((await once(socket, 'error'))[0]).toMatchObject({
      code: 'ECONNRESET',
    });
  });
});

function addressOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
