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
import {
  Memo,
  Operation,
  Plan,
  PlanResult,
} from '@meshwise/backstage-plugin-mesh-common';
import { KubernetesObject, Lab, startLab } from '@meshwise/lab';
import { draftFor } from '../../engine/draftFor';
import type { Caller } from '../../engine/Caller';
import {
  labEntry,
  ListedClusters,
} from '../../kubernetes/__testUtils__/ListedClusters';
import { connectClusters } from '../../kubernetes/connectClusters';
import type { MeshStore } from '../../store/MeshStore';
import { CatalogOwnership } from '../../ownership/CatalogOwnership';
import { OperationJournal } from '../OperationJournal';
import { Operations } from '../Operations';
import { undoDraft } from '../undoDraft';

const CLUSTERS = ['eu-west-1', 'eu-west-2', 'us-east-1', 'us-east-2'];

const TEAM_SHOP = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name: 'team-shop',
    namespace: 'default',
    annotations: { 'meshwise.io/kubernetes-group': 'shop-developers' },
  },
};

const caller: Caller = {
  name: 'user:default/ann',
  credentials: mockCredentials.user('user:default/ann'),
  sees: () => true,
  seesAllOperations: false,
};

/** What must hold when plans are applied, on any engine. */
export function describeApply(engine: 'embedded' | 'real'): void {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  describe(`applying plans, ${engine} engine`, () => {
    const stop = new AbortController();
    let lab: Lab;
    let folder: string;
    let store: MeshStore;
    let operations: Operations;
    const audited: unknown[] = [];

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'meshwise-apply-'));
      lab = await startLab({ engine, clusters: CLUSTERS });
      const access = new ListedClusters();
      const tokenFiles = new Map<string, string>();
      for (const name of CLUSTERS) {
        const cluster = lab.cluster(name);
        const file = join(folder, name);
        await writeFile(file, cluster.tokens.writer, { mode: 0o600 });
        tokenFiles.set(name, file);
        access.set(labEntry(cluster));
      }
      const logger = mockServices.logger.mock();
      const { signal } = stop;
      const connected = connectClusters({
        access,
        tokenFiles,
        logger,
        metrics: metricsServiceMock.mock(),
        signal,
      });
      store = connected.store;
      const { writers } = connected;
      const auth = mockServices.auth();
      const catalog = catalogServiceMock({ entities: [TEAM_SHOP] });
      const ownership = CatalogOwnership.create({ catalog, auth });
      const knex = await databases.init('SQLITE_3');
      const journal = await OperationJournal.create({
        database: mockServices.database({ knex }),
      });
      operations = Operations.create({
        draft: draftFor({
          store,
          ownership,
          config: {
            writers: tokenFiles,
            protectedNamespaces: [],
            tenantRole: 'view',
            separateClusters: new Set(),
            canaryCluster: undefined,
            allowedRegions: new Map(),
            approveDrains: false,
            approvers: [],
            platformGroups: [],
            checkUserRights: false,
            links: new Map(),
          },
          memo: Memo.create(),
          writable: cluster => writers.writable(cluster),
          undo: id => undoDraft(journal, id),
        }),
        writers,
        journal,
        auditor: mockServices.auditor.mock({
          createEvent: async ({ meta }) => {
            audited.push(meta?.auditId);
            return { success: async () => {}, fail: async () => {} };
          },
        }),
        logger,
        canary: undefined,
        signal,
      });
      await synced();
    });

    afterAll(async () => {
      stop.abort();
      await lab?.stop();
      await rm(folder, { recursive: true, force: true });
    });

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
          store.clusters().length === CLUSTERS.length &&
          store.clusters().every(({ state }) => state === 'synced'),
      );

    const request = (
      namespace: string,
      clusters: readonly string[],
      revision = 'prod',
    ) => ({
      intent: 'onboard-namespace' as const,
      parameters: {
        namespace,
        tenant: 'team-shop',
        clusters,
        revision,
        quotaTier: 'small' as const,
      },
    });

    type Request = ReturnType<typeof request>;

    const planOf = (result: PlanResult): Plan => {
      if (result.code === 'planned') return result.plan;
      throw new Error(JSON.stringify(result.refusals, undefined, 1));
    };

    const plan = async (asked: Request): Promise<Plan> =>
      planOf(await operations.plan(asked, caller));

    async function apply(asked: Request, key: string): Promise<Operation> {
      const { hash, checks } = await plan(asked);
      expect(checks.map(({ code }) => code)).toEqual(checks.map(() => 'ready'));
      const submit = { ...asked, planHash: hash, idempotencyKey: key };
      return ended((await operations.submit(submit, caller)).id);
    }

    async function ended(id: string): Promise<Operation> {
      for (;;) {
        const operation = await operations.get(id, caller);
        if (!['approved', 'applying', 'verifying'].includes(operation.state)) {
          return operation;
        }
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    }

    const get = (
      cluster: string,
      apiVersion: string,
      kind: string,
      name: string,
      namespace?: string,
    ): Promise<KubernetesObject | undefined> =>
      lab
        .cluster(cluster)
        .admin.get({ apiVersion, kind, name, ...(namespace && { namespace }) });

    it('plans without writing, applies, and has nothing to do the second time', async () => {
      const asked = request('orders', ['eu-west-1', 'eu-west-2']);
      const shown = await plan(asked);
      expect(new Set(shown.changes.map(({ act }) => act))).toEqual(
        new Set(['create']),
      );
      expect(await get('eu-west-1', 'v1', 'Namespace', 'orders')).toBe(
        undefined,
      );

      expect(await apply(asked, 'first')).toMatchObject({
        state: 'done',
        message: undefined,
      });
      for (const cluster of ['eu-west-1', 'eu-west-2']) {
        const namespace = await get(cluster, 'v1', 'Namespace', 'orders');
        expect(namespace?.metadata.labels).toMatchObject({
          'meshwise.io/tenant': 'team-shop',
          'istio.io/rev': 'prod',
        });
        const rbac = 'rbac.authorization.k8s.io/v1';
        expect(
          await get(cluster, rbac, 'RoleBinding', 'meshwise-tenant', 'orders'),
        ).toMatchObject({ subjects: [{ name: 'shop-developers' }] });
        const security = 'security.istio.io/v1';
        expect(
          await get(
            cluster,
            security,
            'PeerAuthentication',
            'default',
            'orders',
          ),
        ).toMatchObject({ spec: { mtls: { mode: 'STRICT' } } });
      }

      await until(() =>
        ['eu-west-1', 'eu-west-2'].every(cluster =>
          store
            .snapshot()
            .view(cluster, 'AuthorizationPolicy')
            ?.table.get({ namespace: 'orders', name: 'meshwise-same-tenant' }),
        ),
      );
      const again = await plan(asked);
      expect(again.changes.filter(({ act }) => act !== 'unchanged')).toEqual(
        [],
      );
    });

    it('writes policies of a remote cluster where its control plane reads them', async () => {
      const asked = request('returns', ['us-east-2'], 'default');
      expect((await apply(asked, 'remote')).state).toBe('done');
      const security = 'security.istio.io/v1';
      const policy = [
        security,
        'AuthorizationPolicy',
        'meshwise-same-tenant',
        'returns',
      ] as const;
      expect(await get('us-east-1', ...policy)).toBeDefined();
      expect(await get('us-east-2', ...policy)).toBeUndefined();
    });

    it('shows a conflict and never forces', async () => {
      const admin = lab.cluster('eu-west-1').admin;
      const quota = (pods: string) => ({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'meshwise', namespace: 'gifts' },
        spec: { hard: { pods } },
      });
      await admin.apply(
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: {
            name: 'gifts',
            labels: { 'meshwise.io/tenant': 'team-shop' },
          },
        },
        'argocd',
      );
      await admin.apply(quota('7'), 'argocd');
      await until(() =>
        Boolean(
          store
            .snapshot()
            .view('eu-west-1', 'Namespace')
            ?.table.get({ namespace: '', name: 'gifts' }),
        ),
      );
      const shown = await plan(request('gifts', ['eu-west-1']));
      expect(shown).toMatchObject({
        applicable: false,
        checks: expect.arrayContaining([
          expect.objectContaining({
            cluster: 'eu-west-1',
            code: 'conflict',
            object: 'ResourceQuota gifts/meshwise',
            message: 'argocd owns .spec.hard.pods',
          }),
        ]),
      });
      const submit = {
        ...request('gifts', ['eu-west-1']),
        planHash: shown.hash,
        idempotencyKey: 'conflict',
      };
      await expect(operations.submit(submit, caller)).rejects.toThrow(
        'argocd owns .spec.hard.pods',
      );
      expect(
        await get('eu-west-1', 'v1', 'ResourceQuota', 'meshwise', 'gifts'),
      ).toMatchObject({ spec: { hard: { pods: '7' } } });
    });

    it('refuses a plan when an object it touches was changed since', async () => {
      const asked = request('toys', ['eu-west-1']);
      const { hash } = await plan(asked);
      await lab.cluster('eu-west-1').admin.apply(
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'toys', labels: { 'istio.io/rev': 'canary' } },
        },
        'kubectl',
      );
      const submit = { ...asked, planHash: hash, idempotencyKey: 'changed' };
      await expect(operations.submit(submit, caller)).rejects.toThrow(
        /Refused by now|no longer as the plan found them/,
      );
      const namespace = await get('eu-west-1', 'v1', 'Namespace', 'toys');
      expect(namespace?.metadata.labels).not.toHaveProperty([
        'meshwise.io/tenant',
      ]);
    });

    it('says which cluster cannot be reached, and touches none', async () => {
      const asked = request('maps', ['eu-west-1', 'eu-west-2']);
      const before = await plan(asked);
      await lab.cluster('eu-west-2').kill();
      const submit = {
        ...asked,
        planHash: before.hash,
        idempotencyKey: 'killed',
      };
      await expect(operations.submit(submit, caller)).rejects.toThrow();
      expect(await get('eu-west-1', 'v1', 'Namespace', 'maps')).toBeUndefined();
      await until(
        () =>
          store.snapshot().view('eu-west-2', 'Namespace')?.coverage.state ===
          'timeout',
      );
      expect(await operations.plan(asked, caller)).toMatchObject({
        code: 'refused',
        refusals: expect.arrayContaining([
          expect.objectContaining({ code: 'ownership-undecidable' }),
        ]),
      });
      await lab.cluster('eu-west-2').restore();
      await synced();
      expect((await apply(asked, 'restored')).state).toBe('done');
    });

    it('takes back what it did, by a plan of its own', async () => {
      // A plan names the other namespaces of the tenant, so those must have been seen.
      await until(() =>
        ['eu-west-1', 'eu-west-2'].every(cluster =>
          store
            .snapshot()
            .view(cluster, 'AuthorizationPolicy')
            ?.table.get({ namespace: 'maps', name: 'meshwise-same-tenant' }),
        ),
      );
      const asked = request('loans', ['eu-west-1']);
      const done = await apply(asked, 'loans');
      expect(done).toMatchObject({ state: 'done', actions: ['undo'] });
      const undo = {
        intent: 'undo' as const,
        parameters: { operation: done.id },
      };
      const shown = planOf(await operations.plan(undo, caller));
      expect(shown.changes.at(-1)).toMatchObject({
        kind: 'Namespace',
        act: 'delete',
      });
      expect(shown.applicable).toBe(true);
      const submit = { ...undo, planHash: shown.hash, idempotencyKey: 'undo' };
      const begun = await operations.submit(submit, caller);
      expect(await ended(begun.id)).toMatchObject({
        state: 'done',
        undoOf: done.id,
      });
      for (const left of [
        await get('eu-west-1', 'v1', 'Namespace', 'loans'),
        await get('eu-west-1', 'v1', 'LimitRange', 'meshwise', 'loans'),
      ]) {
        // Without controllers that collect what is deleted it stays, marked.
        expect(left?.metadata ?? { deletionTimestamp: 'past' }).toHaveProperty(
          'deletionTimestamp',
        );
      }
      expect(await operations.get(done.id, caller)).toMatchObject({
        undoneBy: begun.id,
      });
    });

    it('has asked for no Secret, and each write is in both audit logs', async () => {
      const requests = lab.clusters.flatMap(cluster => cluster.takeLog());
      expect(requests).not.toEqual([]);
      expect(requests.filter(({ path }) => /\/secrets\b/.test(path))).toEqual(
        [],
      );
      const written = requests.filter(
        ({ method, dryRun, user }) =>
          !dryRun &&
          user.endsWith(':meshwise-writer') &&
          ['PATCH', 'DELETE'].includes(method),
      );
      expect(written).not.toEqual([]);
      for (const { auditId, userAgent } of written) {
        if (userAgent === 'backstage-mesh') continue;
        expect(userAgent).toMatch(/^backstage-mesh op\/[0-9A-Z]{26}$/);
        expect(audited).toContain(auditId);
      }
    });
  });
}
