import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'esbuild';
import type { WorkerJob, WorkerReport } from './worker';

/** How a worker ended. */
export type WorkerEnd =
  | { readonly code: 'reported'; readonly report: WorkerReport }
  | { readonly code: 'killed' }
  | { readonly code: 'failed'; readonly reason: string };

/** Programs of databases that knex knows and nobody uses here. */
const UNUSED = [
  'mysql',
  'mysql2',
  'mariadb/*',
  'oracledb',
  'tedious',
  'sqlite3',
  'pg-query-stream',
];

/** Makes one file of the worker, since hundreds of it are started. Returns its path. */
export async function buildWorker(directory: string): Promise<string> {
  const outfile = join(directory, 'worker.cjs');
  await build({
    entryPoints: [join(__dirname, 'worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22',
    // Native code and what finds its files beside itself.
    external: [require.resolve('better-sqlite3'), ...UNUSED],
    alias: { 'better-sqlite3': require.resolve('better-sqlite3') },
    logLevel: 'error',
  });
  return outfile;
}

/** A worker in a process of its own. */
export class WorkerProcess {
  static start(program: string, job: WorkerJob): WorkerProcess {
    return new WorkerProcess(
      spawn(process.execPath, [program, JSON.stringify(job)], {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, NODE_COMPILE_CACHE: `${program}.cache` },
      }),
    );
  }

  readonly ended: Promise<WorkerEnd>;

  private constructor(private readonly process: ChildProcess) {
    this.ended = endOf(process);
  }

  /** Whether the worker stands still. */
  async isStopped(): Promise<boolean> {
    const stat = await readFile(`/proc/${this.process.pid}/stat`, 'utf8');
    return / [Tt] /.test(stat.slice(stat.lastIndexOf(')')));
  }

  /** Lets a worker go on that stands still. */
  proceed(): void {
    this.process.kill('SIGCONT');
  }
}

async function endOf(child: ChildProcess): Promise<WorkerEnd> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) return { code: 'failed', reason: 'no output' };
  const exit = once(child, 'exit');
  const [out, err] = await Promise.all([text(stdout), text(stderr)]);
  const [code, signal] = await exit;
  if (signal === 'SIGKILL') return { code: 'killed' };
  if (code !== 0) return { code: 'failed', reason: err };
  // Libraries print, too.
  const line = out
    .split('\n')
    .find(printed => printed.startsWith('{"operation'));
  return line === undefined
    ? { code: 'failed', reason: out }
    : { code: 'reported', report: JSON.parse(line) };
}
