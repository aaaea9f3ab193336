import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Memo } from '@meshwise/backstage-plugin-mesh-common';
import { startLab } from '@meshwise/lab';
import { readMeshConfig } from '../../config';
import type { Caller } from '../../engine/Caller';
import { draftFor } from '../../engine/draftFor';
import {
  labEntry,
  ListedClusters,
} from '../../kubernetes/__testUtils__/ListedClusters';
import { connectClusters } from '../../kubernetes/connectClusters';
import { CatalogOwnership } from '../../ownership/CatalogOwnership';
import { OperationJournal } from '../OperationJournal';
import { Operations } from '../Operations';
import { undoDraft } from '../undoDraft';

/** Everything that plans and applies, on clusters of the lab. */
export async function startOperationsLab(options: {
  readonly engine: 'embedded' | 'real';
  readonly clusters: readonly string[];
  readonly groups: readonly string[];
  readonly databases: TestDatabases;
}) {
  const stop = new AbortController();
  const { signal } = stop;
  const folder = await mkdtemp(join(tmpdir(), 'meshwise-intents-'));
  const lab = await startLab(options);
  const access = new ListedClusters();
  const tokenFiles = new Map<string, string>();
  for (const name of options.clusters) {
    const cluster = lab.cluster(name);
    const file = join(folder, name);
    await writeFile(file, cluster.tokens.writer, { mode: 0o600 });
    tokenFiles.set(name, file);
    access.set(labEntry(cluster));
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
    entities: options.groups.map(name => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name, namespace: 'default' },
    })),
  });
  const auth = mockServices.auth();
  const knex = await options.databases.init('SQLITE_3');
  const journal = await OperationJournal.create({
    database: mockServices.database({ knex }),
  });
  const operations = Operations.create({
    draft: draftFor({
      store,
      ownership: CatalogOwnership.create({ catalog, auth }),
      config: readMeshConfig(
        mockServices.rootConfig({
          data: {
            mesh: {
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
      createEvent: async () => ({
        success: async () => {},
        fail: async () => {},
      }),
    }),
    logger,
    canary: undefined,
    signal,
  });
  const caller: Caller = {
    name: 'user:default/ann',
    credentials: mockCredentials.user('user:default/ann'),
    sees: () => true,
    seesAllOperations: false,
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
  await until(
    () =>
      store.clusters().length === options.clusters.length &&
      store.clusters().every(({ state }) => state === 'synced'),
  );
  return {
    lab,
    store,
    operations,
    caller,
    until,
    async stop() {
      stop.abort();
      await lab.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
