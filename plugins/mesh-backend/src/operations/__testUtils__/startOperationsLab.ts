import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import type { JsonObject } from '@backstage/types';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  decode,
  KUBERNETES_GROUP_ANNOTATION,
  Kind,
  KIND_NAMES,
  Memo,
  Operation,
  Plan,
  Snapshot,
} from '@meshwise/backstage-plugin-mesh-common';
import {
  ObjectAddress,
  SailOperator,
  startLab,
  StartLabOptions,
  writerPolicy,
} from '@meshwise/lab';
import { readMeshConfig } from '../../config';
import type { Caller } from '../../engine/Caller';
import { draftFor } from '../../engine/draftFor';
import { observeRoots } from '../../engine/observeRoots';
import {
  labEntry,
  ListedClusters,
} from '../../kubernetes/__testUtils__/ListedClusters';
import { connectClusters } from '../../kubernetes/connectClusters';
import { CatalogOwnership } from '../../ownership/CatalogOwnership';
import type { MeshStore } from '../../store/MeshStore';
import { OperationJournal } from '../OperationJournal';
import { Operations } from '../Operations';
import { undoDraft } from '../undoDraft';

const RUNNING = ['approved', 'applying', 'verifying', 'compensating'];

/** Everything that plans and applies, on clusters of the lab. */
export async function startOperationsLab(options: {
  readonly engine: 'embedded' | 'real';
  readonly clusters: readonly string[];
  /** Clusters described in place; those of the example fleet without it. */
  readonly inline?: StartLabOptions['inline'];
  /** What is configured under `mesh`, besides the writers. */
  readonly mesh?: JsonObject;
  readonly groups: readonly string[];
  /** Group of the clusters' identity provider, by the name of a group. */
  readonly kubernetesGroups?: ReadonlyMap<string, string>;
  readonly databases: TestDatabases;
}) {
  const stop = new AbortController();
  const { signal } = stop;
  const folder = await mkdtemp(join(tmpdir(), 'meshwise-intents-'));
  const lab = await startLab(options);
  void SailOperator.create(lab.clusters).run(signal);
  const access = new ListedClusters();
  const tokenFiles = new Map<string, string>();
  for (const name of options.clusters) {
    const cluster = lab.cluster(name);
    const file = join(folder, name);
    await writeFile(file, cluster.tokens.writer, { mode: 0o600 });
    tokenFiles.set(name, file);
    access.set(labEntry(cluster));
    // Whatever operations write must pass the policy that is recommended for their writer.
    if (options.engine === 'real') {
      for (const object of writerPolicy()) {
        await cluster.admin.apply(object, 'platform');
      }
    }
  }
  const logger = mockServices.logger.mock();
  const metrics = metricsServiceMock.mock();
  const { store, writers } = connectClusters({
    access,
    tokenFiles,
    logger,
    metrics,
    signal,
  });
  const catalog = catalogServiceMock({
    entities: options.groups.map(name => {
      const group = options.kubernetesGroups?.get(name);
      return {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Group',
        metadata: {
          name,
          namespace: 'default',
          ...(group !== undefined && {
            annotations: { [KUBERNETES_GROUP_ANNOTATION]: group },
          }),
        },
      };
    }),
  });
  const auth = mockServices.auth();
  const knex = await options.databases.init('SQLITE_3');
  const journal = await OperationJournal.create({
    database: mockServices.database({ knex }),
  });
  /** How much later than now the plans are made. */
  let aheadMs = 0;
  const readLater: MeshStore = {
    snapshot() {
      const snapshot = store.snapshot();
      const { clusters, at } = snapshot;
      return aheadMs === 0
        ? snapshot
        : Snapshot.create({ clusters, at: at + aheadMs });
    },
    clusters: () => store.clusters(),
    unavailable: () => store.unavailable(),
    subscribe: (listener, end) => store.subscribe(listener, end),
  };
  const waiting = new Set<() => void>();
  /** `Audit-Id` of every request in the audit log. */
  const audited = new Set<unknown>();
  const operations = Operations.create({
    draft: draftFor({
      store: readLater,
      ownership: CatalogOwnership.create({ catalog, auth }),
      config: readMeshConfig(
        mockServices.rootConfig({
          data: {
            mesh: {
              ...options.mesh,
              writers: [...tokenFiles].map(([cluster, tokenFile]) => ({
                cluster,
                tokenFile,
              })),
            },
          },
        }),
      ),
      memo: Memo.create(),
      writable: cluster => writers.writable(cluster),
      undo: id => undoDraft(journal, id),
    }),
    writers,
    journal,
    auditor: mockServices.auditor.mock({
      createEvent: async ({ meta }) => {
        audited.add(meta?.auditId);
        return { success: async () => {}, fail: async () => {} };
      },
    }),
    logger,
    canary: undefined,
    absentCaller: async name => ({
      name,
      credentials: await auth.getOwnServiceCredentials(),
      sees: () => true,
      seesAllOperations: false,
    }),
    signal,
    events: {
      publish() {
        for (const wake of waiting) wake();
        waiting.clear();
      },
    },
    settleMs: 0,
    observe: observeRoots({ store }),
  });
  const caller: Caller = {
    name: 'user:default/ann',
    credentials: mockCredentials.user('user:default/ann'),
    sees: () => true,
    seesAllOperations: false,
  };
  const approver: Caller = {
    ...caller,
    name: 'user:default/bob',
    credentials: mockCredentials.user('user:default/bob'),
    approvesOperations: true,
  };

  /** Resolves when the store satisfies a condition. */
  const until = (what: () => boolean) =>
    new Promise<void>(resolve => {
      const done = new AbortController();
      const look = () => {
        if (!what()) return;
        done.abort();
        resolve();
      };
      store.subscribe(look, done.signal);
      look();
    });
  const synced = () =>
    until(
      () =>
        store.clusters().length === options.clusters.length &&
        store.clusters().every(({ state }) => state === 'synced'),
    );
  await synced();

  /** Resolves when an operation has ended or waits for people. */
  async function ended(id: string): Promise<Operation> {
    for (;;) {
      const next = new Promise<void>(resolve => waiting.add(resolve));
      const operation = await operations.get(id, caller);
      if (!RUNNING.includes(operation.state)) return operation;
      await next;
    }
  }

  /** Resolves when the reader shows an object as the API server has it now. Of kinds that are not read nothing is awaited. */
  async function read(
    cluster: string,
    address: ObjectAddress,
    kind: Kind | undefined = KIND_NAMES.find(name => name === address.kind),
  ): Promise<void> {
    if (!kind) return;
    const live = await lab.cluster(cluster).admin.get(address);
    const decoded = live && decode(kind, live);
    const record = decoded?.code === 'decoded' ? decoded.record : undefined;
    const { namespace = '', name } = address;
    await until(() =>
      isDeepStrictEqual(
        store.snapshot().view(cluster, kind)?.table.get({ namespace, name }),
        record,
      ),
    );
  }

  /** Resolves when everything that a plan deletes is gone, and the reader shows all that it wrote. */
  async function readBack({ changes }: Plan): Promise<void> {
    for (const change of changes) {
      if (change.act !== 'delete') continue;
      await lab.cluster(change.cluster).finishDeletion(addressOf(change));
    }
    for (const change of changes) {
      await read(change.cluster, addressOf(change));
    }
  }

  return {
    lab,
    store,
    operations,
    caller,
    approver,
    audited,
    until,
    synced,
    ended,
    read,
    readBack,
    /** Lets plans be made as if so much time had passed. */
    later(ms: number) {
      aheadMs = ms;
    },
    async stop() {
      stop.abort();
      await lab.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What {@link startOperationsLab} has started. */
export type OperationsLab = Awaited<ReturnType<typeof startOperationsLab>>;

function addressOf(change: Plan['changes'][number]): ObjectAddress {
  const { apiVersion, kind, namespace, name } = change;
  return { apiVersion, kind, name, ...(namespace && { namespace }) };
}
