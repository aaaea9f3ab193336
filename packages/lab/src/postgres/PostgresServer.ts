import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../freePort';

/** Where Debian keeps the programs of each version. */
const DEBIAN = '/usr/lib/postgresql';

/** How to reach a database, as `pg` and knex take it. */
export interface PostgresConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

/**
 * A PostgreSQL server for tests, of the programs that are installed: its files are in a temporary folder, and it trusts
 * everybody on the loopback address. Nothing is kept.
 */
export class PostgresServer {
  /** Starts a server on a free port. Rejects, naming the cure, if PostgreSQL is not installed. */
  static async start(): Promise<PostgresServer> {
    const programs = await findPrograms();
    const account = unprivileged();
    const directory = await mkdtemp(join(tmpdir(), 'meshwise-postgres-'));
    if (account.uid !== undefined && account.gid !== undefined) {
      await chown(directory, account.uid, account.gid);
    }
    const data = join(directory, 'data');
    const options = { ...account, encoding: 'utf8', cwd: directory } as const;
    const made = spawnSync(
      join(programs, 'initdb'),
      ['-D', data, '-U', 'lab', '--auth=trust', '--no-sync', '-E', 'UTF8'],
      options,
    );
    if (made.status !== 0) {
      throw new Error(`initdb failed: ${made.stderr || made.error?.message}`);
    }
    const port = await freePort();
    const server = new PostgresServer(programs, directory, account, port);
    await server.restart();
    return server;
  }

  private process?: ChildProcess;
  private databases = 0;

  private constructor(
    private readonly programs: string,
    private readonly directory: string,
    private readonly account: Account,
    private readonly port: number,
  ) {}

  /** Makes an empty database, or a copy of another one that nobody is connected to. */
  async createDatabase(template = 'template1'): Promise<PostgresConnection> {
    const database = `lab_${++this.databases}`;
    this.sql(`create database ${database} template ${template}`);
    return this.connection(database);
  }

  /** Ends the server without a word to anybody, as a power failure would. */
  async kill(): Promise<void> {
    await this.end('SIGQUIT');
  }

  /** Starts the server again with the same data. */
  async restart(): Promise<void> {
    await this.end('SIGQUIT');
    this.process = spawn(
      join(this.programs, 'postgres'),
      [
        ...['-D', join(this.directory, 'data'), '-p', String(this.port)],
        ...['-h', '127.0.0.1', '-k', this.directory],
        // The data need not outlive the machine, only the server.
        ...['-c', 'fsync=off', '-c', 'full_page_writes=off'],
        ...['-c', 'max_connections=200', '-c', 'shared_buffers=32MB'],
      ],
      { ...this.account, cwd: this.directory, stdio: 'ignore' },
    );
    for (let attempt = 0; attempt < 200; attempt++) {
      if (this.isReady()) return;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    throw new Error('PostgreSQL did not start within 10 s');
  }

  /** Ends the server and removes its data. */
  async stop(): Promise<void> {
    await this.end('SIGQUIT');
    await rm(this.directory, { recursive: true, force: true });
  }

  private connection(database: string): PostgresConnection {
    return { host: '127.0.0.1', port: this.port, user: 'lab', database };
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { process: running } = this;
    this.process = undefined;
    if (!running || running.exitCode !== null) return;
    const ended = once(running, 'exit');
    running.kill(signal);
    await ended;
  }

  private isReady(): boolean {
    return this.psql('select 1').status === 0;
  }

  private sql(statement: string): void {
    const { status, stderr } = this.psql(statement);
    if (status !== 0) throw new Error(`${statement}: ${stderr}`);
  }

  private psql(statement: string) {
    const { host, port, user } = this.connection('postgres');
    return spawnSync(
      join(this.programs, 'psql'),
      [
        ...['-h', host, '-p', String(port), '-U', user, '-d', 'postgres'],
        ...['-q', '-c', statement],
      ],
      { encoding: 'utf8' },
    );
  }
}

/** PostgreSQL refuses to run as root; then it runs as the account that came with it. */
function unprivileged(): Account {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => {
    const { status, stdout } = spawnSync('id', [flag, 'postgres'], {
      encoding: 'utf8',
    });
    if (status !== 0) {
      throw new Error(
        'PostgreSQL does not run as root, and there is no account "postgres". Cure: run as another user, or apt-get install postgresql',
      );
    }
    return Number(stdout);
  };
  return { uid: id('-u'), gid: id('-g') };
}

async function findPrograms(): Promise<string> {
  const versions = await readdir(DEBIAN).catch(() => []);
  const [newest] = versions.sort((a, b) => Number(b) - Number(a));
  if (newest !== undefined) return join(DEBIAN, newest, 'bin');
  const config = spawnSync('pg_config', ['--bindir'], { encoding: 'utf8' });
  if (config.status === 0) return config.stdout.trim();
  throw new Error(
    'PostgreSQL is not installed. Cure: apt-get install postgresql',
  );
}
