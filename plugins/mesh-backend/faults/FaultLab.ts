import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Manifest } from '@meshwise/backstage-plugin-mesh-common';
import { OPERATION_ANNOTATION } from '@meshwise/backstage-plugin-mesh-common';
import {
  KubernetesObject,
  Lab,
  LoggedRequest,
  PostgresServer,
  startLab,
} from '@meshwise/lab';
import { OperationJournal } from '../src/operations/OperationJournal';
import { ownedFieldsDiffering } from './ownedFieldsDiffering';
import { AuditTrail } from './AuditTrail';
import { exampleObjects } from './exampleObjects';
import { ClusterTarget, connect, DatabaseSpec } from './FaultEngine';
import type { Tally } from './Tally';

/** Databases that a fault can run on. */
export type DatabaseKind = 'sqlite' | 'postgres';

/** One try of a fault: an operation with its own namespace, database and audit log. */
export interface Trial {
  readonly namespace: string;
  readonly database: DatabaseSpec;
  readonly auditFile: string;
}

/** Clusters that are served over TLS, databases, and the truth about what happened in both. */
export class FaultLab {
  static async start(options: {
    readonly db: DatabaseKind;
    readonly clusters?: number;
  }): Promise<FaultLab> {
    const directory = await mkdtemp(join(tmpdir(), 'meshwise-faults-'));
    const names = Array.from(
      { length: options.clusters ?? 3 },
      (_, i) => `c${i + 1}`,
    );
    const lab = await startLab({
      inline: {
        clusters: names.map(name => ({ name, objects: [], crds: ['istio'] })),
      },
    });
    const targets = await Promise.all(
      lab.clusters.map(async (cluster): Promise<ClusterTarget> => {
        const tokenFile = join(directory, `${cluster.name}.writer`);
        await writeFile(tokenFile, cluster.tokens.writer, { mode: 0o600 });
        const { name, url, caCertificate: ca } = cluster;
        return { name, url, ca, tokenFile };
      }),
    );
    const postgres =
      options.db === 'postgres' ? await PostgresServer.start() : undefined;
    const faults = new FaultLab(directory, lab, targets, postgres);
    await faults.prepare();
    return faults;
  }

  private readonly log: (LoggedRequest & { readonly cluster: string })[] = [];
  private template?: DatabaseSpec;
  private trials = 0;

  private constructor(
    readonly directory: string,
    readonly lab: Lab,
    readonly clusters: readonly ClusterTarget[],
    readonly postgres: PostgresServer | undefined,
  ) {}

  /** Everything that a new operation needs. */
  async trial(): Promise<Trial> {
    const namespace = `trial-${++this.trials}`;
    return {
      namespace,
      database: await this.copyDatabase(namespace),
      auditFile: join(this.directory, `${namespace}.audit`),
    };
  }

  /** Requests for a namespace and what is in it that may have changed something, dry runs left out. */
  requestsOf(namespace: string): FaultLab['log'] {
    for (const cluster of this.lab.clusters) {
      for (const request of cluster.takeLog()) {
        if (request.method === 'GET') continue;
        this.log.push({ ...request, cluster: cluster.name });
      }
    }
    return this.log.filter(
      ({ path, dryRun }) => !dryRun && path.split('/').includes(namespace),
    );
  }

  /** An object as it is now, past every fault. */
  get(
    cluster: string,
    { apiVersion, kind, metadata }: Manifest,
  ): Promise<KubernetesObject | undefined> {
    const { name, namespace } = metadata;
    return this.lab
      .cluster(cluster)
      .admin.get({ apiVersion, kind, name, ...(namespace && { namespace }) });
  }

  /**
   * Compares what the API servers and the audit log have with what the operation was to do. Lost: an object that is not
   * as planned. Doubled: an object that was changed more than once, or a second operation. Unaudited: a request without
   * one event before and one after.
   */
  async inspect(
    { namespace, database, auditFile }: Trial,
    what: string,
    tally: Tally,
  ): Promise<void> {
    this.inspectAudit({ namespace, auditFile }, what, tally);
    const knex = connect(database);
    try {
      const operations = await knex('operations').select('id');
      if (operations.length !== 1) {
        tally.add('doubled', `${what}: ${operations.length} operations`);
      }
      const [{ id }] = operations;
      const open = await knex('operation_items')
        .whereNot({ state: 'applied' })
        .orWhereNotNull('open_audit_id');
      for (const { cluster, object, state } of open) {
        tally.add('lost', `${what}: ${cluster} ${object} is ${state}`);
      }
      for (const { name: cluster } of this.clusters) {
        for (const manifest of exampleObjects(namespace)) {
          await this.inspectObject({ cluster, manifest, id, what, tally });
        }
      }
    } finally {
      await knex.destroy();
    }
  }

  /** The same of an operation that was taken back: nothing of it is left, and nothing was taken back twice. */
  async inspectGone(
    { namespace, auditFile }: Trial,
    what: string,
    tally: Tally,
  ): Promise<void> {
    this.inspectAudit({ namespace, auditFile }, what, tally);
    for (const { name: cluster } of this.clusters) {
      for (const manifest of exampleObjects(namespace)) {
        const name = `${what}: ${cluster} ${manifest.kind}`;
        if (await this.get(cluster, manifest)) {
          tally.add('lost', `${name} is still there`);
        }
        const deletions = this.requestsOf(namespace).filter(
          ({ method, changed, path, cluster: of }) =>
            method === 'DELETE' &&
            changed &&
            of === cluster &&
            isFor(path, manifest),
        );
        if (deletions.length > 1) {
          tally.add('doubled', `${name} was deleted ${deletions.length} x`);
        }
      }
    }
  }

  /** The same of an operation that ended before anything was stored. */
  inspectUntouched(trial: Trial, what: string, tally: Tally): void {
    this.inspectAudit(trial, what, tally);
    for (const { cluster, path, changed } of this.requestsOf(trial.namespace)) {
      if (changed) tally.add('doubled', `${what}: ${cluster} ${path}`);
    }
  }

  /** Whether every request of an operation was told before it was sent, and its result afterwards. */
  inspectAudit(
    { namespace, auditFile }: Pick<Trial, 'namespace' | 'auditFile'>,
    what: string,
    tally: Tally,
  ): void {
    const audit = AuditTrail.create(auditFile);
    for (const { auditId, cluster, path, user } of this.requestsOf(namespace)) {
      // Whoever interferes has an audit log of their own.
      if (user !== 'admin' && !audit.isComplete(auditId)) {
        tally.add('unaudited', `${what}: ${cluster} ${path}`);
      }
    }
  }

  private async inspectObject(options: {
    readonly cluster: string;
    readonly manifest: Manifest;
    readonly id: string;
    readonly what: string;
    readonly tally: Tally;
  }): Promise<void> {
    const { cluster, manifest, id, what, tally } = options;
    const name = `${what}: ${cluster} ${manifest.kind}`;
    const object = await this.get(cluster, manifest);
    const wrong = ownedFieldsDiffering(manifest, object);
    if (
      wrong.length > 0 ||
      object?.metadata.annotations?.[OPERATION_ANNOTATION] !== id
    ) {
      tally.add('lost', `${name} ${wrong.join(', ')}`);
    }
    const { namespace = manifest.metadata.name } = manifest.metadata;
    const changes = this.requestsOf(namespace).filter(
      request =>
        request.cluster === cluster &&
        request.changed &&
        isFor(request.path, manifest),
    );
    if (changes.length > 1) tally.add('doubled', `${name} ${changes.length} x`);
  }

  async stop(): Promise<void> {
    await this.lab.stop();
    await this.postgres?.stop();
    // Processes that were killed may still be ending.
    await sleep(100);
    await rm(this.directory, { recursive: true, force: true });
  }

  /** One database with all tables, of which the others are copies. */
  private async prepare(): Promise<void> {
    const template: DatabaseSpec = this.postgres
      ? { client: 'pg', connection: await this.postgres.createDatabase() }
      : {
          client: 'better-sqlite3',
          filename: join(this.directory, 'template.sqlite'),
        };
    const knex = connect(template);
    await OperationJournal.create({
      database: { getClient: async () => knex },
    });
    await knex.destroy();
    this.template = template;
  }

  private async copyDatabase(name: string): Promise<DatabaseSpec> {
    const { template, postgres } = this;
    if (template?.client === 'pg' && postgres) {
      const { database } = template.connection;
      const connection = await postgres.createDatabase(database);
      return { client: 'pg', connection };
    }
    if (template?.client !== 'better-sqlite3') throw new Error('not started');
    const filename = join(this.directory, `${name}.sqlite`);
    await copyFile(template.filename, filename);
    return { client: 'better-sqlite3', filename };
  }
}

/** Whether a path is that of an object: its last part is the name, the one before the plural of the kind. */
function isFor(path: string, { kind, metadata }: Manifest): boolean {
  const [plural, name] = path.split('/').slice(-2);
  const singular = kind.toLowerCase();
  return (
    name === metadata.name &&
    [`${singular}s`, `${singular.slice(0, -1)}ies`].includes(plural ?? '')
  );
}
