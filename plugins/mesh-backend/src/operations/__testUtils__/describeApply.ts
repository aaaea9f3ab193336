import { TestDatabases } from '@backstage/backend-test-utils';
import {
  Operation,
  Plan,
  PlanResult,
} from '@meshwise/backstage-plugin-mesh-common';
import type { KubernetesObject } from '@meshwise/lab';
import { OperationsLab, startOperationsLab } from './startOperationsLab';

const CLUSTERS = ['eu-west-1', 'eu-west-2', 'us-east-1', 'us-east-2'];

/** What must hold when plans are applied, on any engine. */
export function describeApply(engine: 'embedded' | 'real'): void {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  describe(`applying plans, ${engine} engine`, () => {
    let started: OperationsLab;

    beforeAll(async () => {
      started = await startOperationsLab({
        engine,
        clusters: CLUSTERS,
        groups: ['team-shop'],
        kubernetesGroups: new Map([['team-shop', 'shop-developers']]),
        databases,
      });
    });

    afterAll(async () => {
      await started?.stop();
    });

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
      planOf(await started.operations.plan(asked, started.caller));

    async function apply(asked: Request, key: string): Promise<Operation> {
      const { hash, checks } = await plan(asked);
      expect(checks.map(({ code }) => code)).toEqual(checks.map(() => 'ready'));
      const submit = { ...asked, planHash: hash, idempotencyKey: key };
      const { operations, caller, ended } = started;
      return ended((await operations.submit(submit, caller)).id);
    }

    const get = (
      cluster: string,
      apiVersion: string,
      kind: string,
      name: string,
      namespace?: string,
    ): Promise<KubernetesObject | undefined> =>
      started.lab
        .cluster(cluster)
        .admin.get({ apiVersion, kind, name, ...(namespace && { namespace }) });

    it('plans without writing, applies, and has nothing to do the second time', async () => {
      const { store, until } = started;
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
      const { lab, store, operations, caller, until } = started;
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
      const { lab, operations, caller } = started;
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
      const { lab, store, operations, caller, until, synced } = started;
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
      const { store, operations, caller, until, ended } = started;
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

    it('T24 has asked for no Secret, and each write is in both audit logs', async () => {
      const { lab, audited } = started;
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
        expect(audited.has(auditId)).toBe(true);
      }
    });
  });
}
