import type {
  AuditorService,
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import type {
  ClusterName,
  Manifest,
  OperationClass,
  PlannedObject,
  PlanRequest,
} from '@meshwise/backstage-plugin-mesh-common';
import knexFactory, { Knex } from 'knex';
import { systemClock } from '../src/Clock';
import type { Caller } from '../src/engine/Caller';
import { TokenFileWriters } from '../src/kubernetes/TokenFileWriters';
import { OperationJournal } from '../src/operations/OperationJournal';
import { Operations } from '../src/operations/Operations';
import type { RetryPause } from '../src/operations/RetryPause';
import type { Steps } from '../src/operations/Steps';
import { undoDraft } from '../src/operations/undoDraft';
import { exampleObjects, MANAGERS } from './exampleObjects';

/** A database that outlives the process. */
export type DatabaseSpec =
  | { readonly client: 'better-sqlite3'; readonly filename: string }
  | {
      readonly client: 'pg';
      readonly connection: {
        readonly host: string;
        readonly port: number;
        readonly user: string;
        readonly database: string;
      };
    };

/** How a cluster is reached. */
export interface ClusterTarget {
  readonly name: ClusterName;
  readonly url: string;
  readonly ca: string;
  readonly tokenFile: string;
}

/** What an operation of a fault is made of. */
export interface FaultOperation {
  readonly namespace: string;
  readonly class: OperationClass;
  /** Whether a second person must approve. */
  readonly approval: boolean;
  /** Limits the objects, by kind; all nine without it. */
  readonly kinds?: readonly string[];
}

/** What a {@link FaultEngine} is made of. */
export interface FaultEngineOptions {
  readonly database: DatabaseSpec;
  readonly clusters: readonly ClusterTarget[];
  readonly operation: FaultOperation;
  readonly auditor: AuditorService;
  readonly steps?: Steps;
  readonly leaseMs?: number;
  readonly pause?: RetryPause;
  readonly now?: () => number;
}

const SILENT: LoggerService = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => SILENT,
};

/** Goes on at once: faults are many. */
const NO_PAUSE: RetryPause = { wait: async () => {} };

/** The real engine of operations, with its database and clusters, as one backend has it. */
export class FaultEngine {
  static async create(options: FaultEngineOptions): Promise<FaultEngine> {
    const knex = connect(options.database);
    const journal = await OperationJournal.create({
      database: {
        getClient: async () => knex,
        migrations: { skip: true },
      },
    });
    return new FaultEngine(options, knex, journal);
  }

  readonly operations: Operations;
  private readonly stop = new AbortController();

  private constructor(
    private readonly options: FaultEngineOptions,
    readonly knex: Knex,
    readonly journal: OperationJournal,
  ) {
    const { clusters, operation, auditor, steps, leaseMs, pause, now } =
      options;
    const targets = new Map(clusters.map(target => [target.name, target]));
    const writers = TokenFileWriters.create({
      tokenFiles: new Map(
        clusters.map(({ name, tokenFile }) => [name, tokenFile]),
      ),
      connections: {
        knows: name => targets.has(name),
        connection(name) {
          const target = targets.get(name);
          return (
            target && {
              url: target.url,
              ca: target.ca,
              skipTLSVerify: false,
              fingerprint: target.url,
              credential: async () => ({ type: 'anonymous' as const }),
            }
          );
        },
      },
      clock: systemClock,
    });
    this.operations = Operations.create({
      draft: async request => {
        if (request.intent === 'undo') {
          const { operation: id } = request.parameters;
          const result = await undoDraft(journal, id);
          return result.code === 'planned'
            ? { ...result, effect: NO_EFFECT }
            : result;
        }
        return {
          code: 'planned',
          draft: {
            intent: request.intent,
            class: operation.class,
            summary: `Objects of ${operation.namespace}`,
            objects: plannedObjects(operation, clusters),
            notes: [],
            scopes: [`namespace/${operation.namespace}`],
            ...(operation.approval && {
              approval: { reason: 'a fault is made' },
            }),
            undo: { code: 'exact' },
            asOf: undefined,
          },
          effect: NO_EFFECT,
        };
      },
      writers,
      journal,
      auditor,
      logger: SILENT,
      canary: undefined,
      absentCaller: async name => person(name),
      signal: this.stop.signal,
      leaseMs: leaseMs ?? 30_000,
      lookMs: 100,
      settleMs: 0,
      pause: pause ?? NO_PAUSE,
      ...(steps && { steps }),
      ...(now && { now }),
    });
  }

  /** What is asked for. */
  request(): PlanRequest {
    const { operation, clusters } = this.options;
    return {
      intent: 'onboard-namespace',
      parameters: {
        namespace: operation.namespace,
        tenant: 'team',
        clusters: clusters.map(({ name }) => name),
        revision: 'default',
        quotaTier: 'small',
      },
    };
  }

  /** Plans and submits. Rejects if the plan is refused or does not apply. With a pull request, nothing is written. */
  async submit(
    key: string,
    caller = person('ann'),
    pullRequest?: string,
  ): Promise<string> {
    const result = await this.operations.plan(this.request(), caller);
    if (result.code === 'refused') throw new Error('refused');
    const { id } = await this.operations.submit(
      {
        ...this.request(),
        planHash: result.plan.hash,
        idempotencyKey: key,
        ...(pullRequest !== undefined && { pullRequest }),
      },
      caller,
    );
    return id;
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.knex.destroy();
  }
}

/** Somebody who has signed in. */
export function person(name: string): Caller {
  const userEntityRef = `user:default/${name}`;
  const credentials = {
    $$type: '@backstage/BackstageCredentials',
    principal: { type: 'user', userEntityRef },
  } as BackstageCredentials;
  return {
    name: userEntityRef,
    credentials,
    sees: () => true,
    seesAllOperations: true,
    approvesOperations: true,
  };
}

/** A client of a database. */
export function connect(database: DatabaseSpec): Knex {
  return database.client === 'pg'
    ? knexFactory({
        client: 'pg',
        connection: database.connection,
        pool: { min: 0, max: 4 },
        acquireConnectionTimeout: 60_000,
      })
    : knexFactory({
        client: 'better-sqlite3',
        connection: { filename: database.filename },
        useNullAsDefault: true,
      });
}

/** The objects of an operation in all clusters. */
export function plannedObjects(
  { namespace, class: operationClass, kinds }: FaultOperation,
  clusters: readonly Pick<ClusterTarget, 'name'>[],
): readonly PlannedObject[] {
  const fieldManager = MANAGERS[operationClass];
  return clusters.flatMap(({ name: cluster }) =>
    exampleObjects(namespace)
      .filter(({ kind }) => kinds?.includes(kind) ?? true)
      .map((manifest: Manifest) => ({
        act: 'apply' as const,
        cluster,
        fieldManager,
        manifest,
      })),
  );
}

const NO_EFFECT = {
  callers: [],
  mtls: [],
  trust: [],
  losesFallback: [],
  shadowed: [],
  findings: { appear: [], disappear: [] },
  notExamined: [],
  hidden: 0,
  gaps: [],
};
