import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AssignedEndpoint, EnvoyCluster } from '../rules/proxyConfig';
import { LoopbackAddress } from './Backends';
import { endpointAssignment, envoyBootstrap } from './envoyBootstrap';

const WITHIN_MS = 20_000;
const POLL_MS = 20;

/** An Envoy that is given one cluster, as our rules say that istiod gives it. */
export class RealEnvoy {
  static async start(options: {
    readonly cluster: EnvoyCluster;
    readonly standIn: (endpoint: AssignedEndpoint) => LoopbackAddress;
  }): Promise<RealEnvoy> {
    const binary = process.env.MESHWISE_ENVOY;
    if (!binary)
      throw new Error(
        'MESHWISE_ENVOY names no Envoy. Run `npm test -- envoy`, or set it to what `node tools/envoy.mjs` prints.',
      );
    const folder = await mkdtemp(join(tmpdir(), 'meshwise-envoy-'));
    const [listener, admin] = await Promise.all([freePort(), freePort()]);
    const bootstrap = envoyBootstrap({ ...options, listener, admin, folder });
    const assignment = endpointAssignment(options.cluster, options.standIn);
    await writeFile(join(folder, 'eds.json'), JSON.stringify(assignment));
    await writeFile(join(folder, 'boot.json'), JSON.stringify(bootstrap));
    const child = spawn(
      binary,
      [
        ...['-c', join(folder, 'boot.json'), '-l', 'error'],
        ...['--concurrency', '1', '--disable-hot-restart'],
      ],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    const envoy = new RealEnvoy({ child, folder, listener, admin });
    await envoy.until('it is ready', async () => {
      const answered = await envoy.read('/ready').catch(() => undefined);
      return answered?.status === 200;
    });
    return envoy;
  }

  private readonly agent = new Agent({ keepAlive: true });

  private constructor(
    private readonly parts: {
      readonly child: ChildProcess;
      readonly folder: string;
      readonly listener: number;
      readonly admin: number;
    },
  ) {}

  /** Shares of the answers to a number of requests, by what was answered; `failed` is everything but 200. */
  async shares(requests: number): Promise<ReadonlyMap<string, number>> {
    const counts = new Map<string, number>();
    // One after the other: the balancer prefers whoever has fewer requests in flight, which is not what is measured here.
    for (let sent = 0; sent < requests; sent += 1) {
      const { status, body } = await request(
        this.parts.listener,
        '/',
        this.agent,
      );
      const name = status === 200 ? body : 'failed';
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    return new Map(
      [...counts].map(([name, count]) => [name, count / requests]),
    );
  }

  /** Number of endpoints that outlier detection has taken out of use. */
  async ejected(): Promise<number> {
    const { body } = await this.read(
      '/stats?filter=outlier_detection.ejections_active',
    );
    return Number(/ejections_active: (\d+)/.exec(body)?.[1] ?? 0);
  }

  /** Calls until as many endpoints are ejected. */
  async callUntilEjected(count: number): Promise<void> {
    await this.until(`${count} endpoints are ejected`, async () => {
      await this.shares(100);
      return (await this.ejected()) >= count;
    });
  }

  async stop(): Promise<void> {
    const { child, folder } = this.parts;
    this.agent.destroy();
    const exited = once(child, 'exit');
    if (child.exitCode === null && child.kill()) await exited;
    await rm(folder, { recursive: true, force: true });
  }

  private read(path: string) {
    return request(this.parts.admin, path);
  }

  private async until(
    what: string,
    holds: () => Promise<boolean>,
  ): Promise<void> {
    const deadline = performance.now() + WITHIN_MS;
    while (!(await holds())) {
      const { exitCode } = this.parts.child;
      if (exitCode !== null)
        throw new Error(`Envoy ended with code ${exitCode} before ${what}.`);
      if (performance.now() > deadline)
        throw new Error(`Envoy: not within ${WITHIN_MS} ms: ${what}.`);
      await delay(POLL_MS);
    }
  }
}

async function request(
  port: number,
  path: string,
  agent?: Agent,
): Promise<{ readonly status: number; readonly body: string }> {
  const sent = get({ host: '127.0.0.1', port, path, agent });
  const [response] = await once(sent, 'response');
  let body = '';
  for await (const chunk of response) body += String(chunk);
  return { status: response.statusCode ?? 0, body };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
