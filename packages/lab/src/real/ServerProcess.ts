import { ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Program } from './engineBinary';

/** How to run a server. */
export interface ServerProcessOptions {
  /** For messages, for instance `kube-apiserver of east-1`. */
  readonly name: string;
  readonly program: Program;
  readonly flags: readonly string[];
  /** File that takes all the server prints. */
  readonly logFile: string;
  /** True as soon as the server serves. */
  readonly isReady: () => Promise<boolean>;
  readonly signal: AbortSignal;
}

const READY_WITHIN_MS = 120_000;
const POLL_MS = 50;

/** A server in a process of its own. */
export class ServerProcess {
  /** Starts the server and resolves when it is ready. */
  static async start(options: ServerProcessOptions): Promise<ServerProcess> {
    options.signal.throwIfAborted();
    const server = new ServerProcess(options);
    try {
      await server.#untilReady(options);
    } catch (error) {
      await server.kill();
      throw error;
    }
    return server;
  }

  readonly #child: ChildProcess;
  readonly #exited: Promise<string>;
  #exit?: string;

  private constructor({ program, flags, logFile }: ServerProcessOptions) {
    const log = openSync(logFile, 'a', 0o600);
    this.#child = spawn(program.command, [...program.args, ...flags], {
      // The pipe is never written to. It breaks when the lab is killed, and the engine then ends too.
      stdio: ['pipe', log, log],
      env: { ...process.env, MESHWISE_LAB_PIPE: '1' },
    });
    closeSync(log);
    this.#exited = new Promise(resolve => {
      this.#child.once('error', error => resolve(error.message));
      this.#child.once('exit', (code, signal) =>
        resolve(signal ? `ended by ${signal}` : `ended with code ${code}`),
      );
    });
    void this.#exited.then(how => {
      this.#exit = how;
    });
  }

  /** Ends the process without a word. Its objects are in etcd or no longer wanted. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#exited;
  }

  async #untilReady(options: ServerProcessOptions): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS;
    while (!(await options.isReady())) {
      options.signal.throwIfAborted();
      if (this.#exit !== undefined) {
        throw new Error(
          `${options.name} ${this.#exit}. ${await lastLines(options.logFile)}`,
        );
      }
      if (performance.now() > deadline) {
        throw new Error(
          `${
            options.name
          } was not ready after ${READY_WITHIN_MS} ms. ${await lastLines(
            options.logFile,
          )}`,
        );
      }
      await delay(POLL_MS);
    }
  }
}

async function lastLines(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8')).trimEnd().split('\n');
  return `Its last lines were:\n${lines.slice(-15).join('\n')}`;
}
