import { X509Certificate } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  findingKey,
  Operation,
  Plan,
  PlanEffect,
  PlanRequest,
} from '@meshwise/backstage-plugin-mesh-common';
import { renderMeshConfig } from './sailOperator';
import { OperationsLab, startOperationsLab } from './startOperationsLab';

const CLUSTERS = ['eu-west-1', 'us-east-1', 'mgmt-1', 'edge-1'];
const GROUPS = ['team-shop', 'team-search', 'team-payments', 'team-data'];
const STOREFRONT = { namespace: 'shop', name: 'storefront' };
const LEDGER = { namespace: 'payments', name: 'ledger' };
const DAY_MS = 86_400_000;

const GRANT: PlanRequest = {
  intent: 'grant-access',
  parameters: {
    service: LEDGER,
    tenant: 'team-search',
    expiresAt: Date.now() + DAY_MS,
  },
};

const ONBOARD: PlanRequest = {
  intent: 'onboard-namespace',
  parameters: {
    namespace: 'orders',
    tenant: 'team-shop',
    clusters: ['eu-west-1', 'us-east-1'],
    revision: 'prod',
    quotaTier: 'small',
    calls: ['search'],
    podSecurity: 'baseline',
    networkPolicy: true,
  },
};

const offboard = (
  step: 'quarantine' | 'delete',
  namespace = 'orders',
): PlanRequest => ({
  intent: 'offboard-namespace',
  parameters: {
    namespace,
    tenant: namespace === 'search' ? 'team-search' : 'team-shop',
    clusters:
      namespace === 'search' ? ['eu-west-1'] : ['eu-west-1', 'us-east-1'],
    step,
  },
});

/** Every intent on clusters of the lab: what the plan promised is what the rules say of what is read afterwards, and undo takes it back. */
export function describeIntents(engine: 'embedded' | 'real'): void {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  describe(`intents, ${engine} engine`, () => {
    let setup: OperationsLab;
    let submitted = 0;

    beforeAll(async () => {
      setup = await startOperationsLab({
        engine,
        clusters: CLUSTERS,
        groups: GROUPS,
        databases,
      });
    });

    afterAll(async () => {
      await setup?.stop();
    });

    async function plan(request: PlanRequest): Promise<Plan> {
      const result = await setup.operations.plan(request, setup.caller);
      if (result.code === 'planned') return result.plan;
      throw new Error(JSON.stringify(result.refusals, undefined, 1));
    }

    /** Plans, submits, lets a second person approve where one must, and waits until the reader shows what was done. */
    async function apply(
      request: PlanRequest,
      fingerprint?: string,
    ): Promise<{ readonly plan: Plan; readonly operation: Operation }> {
      const { operations, caller, approver } = setup;
      const shown = await plan(request);
      expect(shown.checks).toEqual(
        shown.checks.map(({ cluster }) => ({ cluster, code: 'ready' })),
      );
      const { hash } = shown;
      const { id } = await operations.submit(
        { ...request, planHash: hash, idempotencyKey: `${++submitted}` },
        caller,
      );
      if (shown.approval) {
        const approval = {
          planHash: hash,
          ...(fingerprint && { fingerprint }),
        };
        await operations.approve(id, approval, approver);
      }
      const operation = await setup.ended(id);
      expect(operation).toMatchObject({ state: 'done', message: undefined });
      await setup.readBack(shown);
      return { plan: shown, operation };
    }

    /** What a plan says, and what one says that takes it back. */
    const promised = (effect: PlanEffect) => sides(effect, false);
    const opposite = (effect: PlanEffect) => sides(effect, true);

    /** The rules, asked of what was read after a plan, see what it promised: undoing it has the opposite effect, and doing it again the same. */
    async function holdsAndCanBeUndone(
      request: PlanRequest,
      options: {
        readonly fingerprint?: string;
        /** What controllers do once it was written. */
        readonly afterwards?: () => Promise<void>;
      } = {},
    ): Promise<PlanEffect> {
      const { fingerprint, afterwards } = options;
      const { plan: shown, operation } = await apply(request, fingerprint);
      await afterwards?.();
      const undo: PlanRequest = {
        intent: 'undo',
        parameters: { operation: operation.id },
      };
      const taken = await plan(undo);
      expect(promised(taken.effect)).toEqual(opposite(shown.effect));
      await apply(undo);
      await afterwards?.();
      const again = await plan(request);
      expect(promised(again.effect)).toEqual(promised(shown.effect));
      return shown.effect;
    }

    it.each<[string, PlanRequest]>([
      [
        'locality failover',
        {
          intent: 'locality-failover',
          parameters: {
            service: STOREFRONT,
            failover: [{ from: 'eu-west', to: 'us-east' }],
          },
        },
      ],
      [
        'the drain of a cluster',
        {
          intent: 'drain-cluster',
          parameters: { cluster: 'us-east-1', services: [STOREFRONT] },
        },
      ],
      ['a grant', GRANT],
      ['a quarantine', offboard('quarantine', 'search')],
    ])(
      '%s has the effect that was promised, and undo takes it back',
      async (_, request) => {
        const effect = await holdsAndCanBeUndone(request);
        expect(effect.callers.length).toBeGreaterThan(0);
      },
    );

    it('a revocation has the effect that was promised, and undo takes it back', async () => {
      await apply(GRANT);
      const effect = await holdsAndCanBeUndone({
        intent: 'revoke-access',
        parameters: { service: LEDGER, tenant: 'team-search' },
      });
      expect(effect.callers).toContainEqual(
        expect.objectContaining({ aspect: 'permission', verdict: 'loses' }),
      );
    });

    it('another root is trusted as the matrix promised, and undo says first who loses trust', async () => {
      const bundle = await setup.lab.cluster('eu-west-1').admin.get({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: 'shop',
        name: 'istio-ca-root-cert',
      });
      const certificates = (bundle?.data as { 'root-cert.pem': string })[
        'root-cert.pem'
      ];
      const fingerprint = new X509Certificate(certificates).fingerprint256
        .replaceAll(':', '')
        .slice(-8);
      const effect = await holdsAndCanBeUndone(
        {
          intent: 'trust-root',
          parameters: {
            certificates,
            controlPlanes: [{ cluster: 'mgmt-1', revision: 'edge' }],
            trustDomains: ['prod.example.com'],
          },
        },
        {
          fingerprint,
          async afterwards() {
            const mgmt = setup.lab.cluster('mgmt-1');
            const { apiVersion, kind, metadata } = await renderMeshConfig(
              mgmt,
              'edge',
            );
            const address = { apiVersion, kind, ...metadata };
            await setup.read(mgmt.name, address, 'MeshConfig');
          },
        },
      );
      expect(effect.trust).toContainEqual(
        expect.objectContaining({
          truster: expect.objectContaining({ cluster: 'edge-1' }),
          trusted: expect.objectContaining({ cluster: 'eu-west-1' }),
          before: 'not trusted',
          verdict: 'gains',
        }),
      );
    });

    it('a namespace in full is onboarded, put into quarantine, and deleted a week later', async () => {
      await apply(ONBOARD);
      const { changes } = await plan(ONBOARD);
      expect(new Set(changes.map(({ act }) => act))).toEqual(
        new Set(['unchanged']),
      );

      await apply(offboard('quarantine'));
      const early = await setup.operations.plan(
        offboard('delete'),
        setup.caller,
      );
      expect(early).toMatchObject({
        code: 'refused',
        refusals: [{ code: 'not-quarantined' }, { code: 'not-quarantined' }],
      });

      setup.later(8 * DAY_MS);
      try {
        const { plan: shown } = await apply(offboard('delete'));
        expect(shown.undo.code).toBe('none');
        const removed = shown.changes.filter(({ act }) => act === 'delete');
        expect(removed.map(({ cluster, kind }) => [cluster, kind])).toEqual([
          ['eu-west-1', 'Namespace'],
          ['us-east-1', 'Namespace'],
        ]);
      } finally {
        setup.later(0);
      }
      const snapshot = setup.store.snapshot();
      for (const cluster of ['eu-west-1', 'us-east-1']) {
        const policies = snapshot.view(cluster, 'AuthorizationPolicy')?.table;
        const named = policies
          ?.list()
          .filter(({ rules }) => JSON.stringify(rules).includes('orders'));
        expect(named).toEqual([]);
      }
      expect((await plan(ONBOARD)).changes.map(({ act }) => act)).toContain(
        'create',
      );
    });

    it('T23 a private key is refused wherever it is pasted, and not repeated', async () => {
      const key = '-----BEGIN PRIVATE KEY-----\nMIGHAgEA\n';
      const result = await setup.operations.plan(
        {
          intent: 'grant-access',
          parameters: { service: LEDGER, tenant: key, expiresAt: 0 },
        },
        setup.caller,
      );
      expect(result).toMatchObject({
        code: 'refused',
        refusals: [{ code: 'private-key' }],
      });
      expect(JSON.stringify(result)).not.toContain('MIGHAgEA');
    });
  });
}

/** What an effect says, as lines that can be compared; turned round, as what takes it back must say it. */
function sides(effect: PlanEffect, turned: boolean): readonly string[] {
  const change = (
    what: object,
    { before, after }: { readonly before: string; readonly after: string },
  ) =>
    JSON.stringify(
      turned
        ? { ...what, from: after, to: before }
        : { ...what, from: before, to: after },
    );
  const { appear, disappear } = effect.findings;
  const [come, go] = turned ? [disappear, appear] : [appear, disappear];
  return [
    ...effect.callers.map(({ caller, service, aspect, ...values }) =>
      change({ caller, service, aspect }, values),
    ),
    ...effect.mtls.map(({ service, cluster, ...values }) =>
      change({ service, cluster }, values),
    ),
    ...effect.trust.map(({ truster, trusted, ...values }) =>
      change({ truster, trusted }, values),
    ),
    ...come.map(finding => `+ ${findingKey(finding)}`),
    ...go.map(finding => `- ${findingKey(finding)}`),
  ].sort();
}
