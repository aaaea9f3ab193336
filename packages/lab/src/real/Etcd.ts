import { join } from 'node:path';
import { freePort } from '../freePort';
import { Program } from './engineBinary';
import { ServerProcess } from './ServerProcess';

/** Where etcd keeps its data. */
export interface EtcdOptions {
  readonly program: Program;
  readonly dataDir: string;
  /** Folder for the log. */
  readonly workDir: string;
  readonly signal: AbortSignal;
}

/** One etcd for all clusters; each cluster has a key prefix of its own. */
export class Etcd {
  static async start(options: EtcdOptions): Promise<Etcd> {
    const [client, peer] = [await freePort(), await freePort()];
    const url = `http://127.0.0.1:${client}`;
    const peerUrl = `http://127.0.0.1:${peer}`;
    const server = await ServerProcess.start({
      name: 'etcd',
      program: options.program,
      flags: [
        '--name=lab',
        `--data-dir=${options.dataDir}`,
        `--listen-client-urls=${url}`,
        `--advertise-client-urls=${url}`,
        `--listen-peer-urls=${peerUrl}`,
        `--initial-advertise-peer-urls=${peerUrl}`,
        `--initial-cluster=lab=${peerUrl}`,
        // Nothing here has to survive a power failure.
        '--unsafe-no-fsync',
        '--log-level=warn',
      ],
      logFile: join(options.workDir, 'etcd.log'),
      isReady: () => isHealthy(url),
      signal: options.signal,
    });
    return new Etcd(url, server);
  }

  readonly url: string;
  readonly #server: ServerProcess;

  private constructor(url: string, server: ServerProcess) {
    this.url = url;
    this.#server = server;
  }

  /** Forgets the history of all keys: no revision handed out so far can be read or watched from any more. */
  async compact(): Promise<void> {
    // One write more, so that even the newest revision a client may hold is a past one.
    const { header } = await this.#call('/v3/kv/put', {
      key: base64('/lab/compacted'),
      value: base64(''),
    });
    await this.#call('/v3/kv/compaction', {
      revision: header.revision,
      physical: true,
    });
  }

  async stop(): Promise<void> {
    await this.#server.kill();
  }

  async #call(path: string, body: object): Promise<EtcdAnswer> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!response.ok) {
      throw new Error(
        `etcd ${path}: HTTP ${response.status} ${await response.text()}`,
      );
    }
    return (await response.json()) as EtcdAnswer;
  }
}

interface EtcdAnswer {
  readonly header: { readonly revision: string };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`)).ok;
  } catch {
    return false;
  }
}
