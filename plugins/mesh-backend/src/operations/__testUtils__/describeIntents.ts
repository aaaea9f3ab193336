import { TestDatabases } from '@backstage/backend-test-utils';
import {
  Operation,
  Plan,
  PlanEffect,
  PlanRequest,
} from '@meshwise/backstage-plugin-mesh-common';
import { startOperationsLab } from './startOperationsLab';

const CLUSTERS = ['eu-west-1', 'eu-west-2', 'us-east-1', 'us-east-2'];
const GROUPS = ['team-shop', 'team-search', 'team-payments', 'team-data'];
const STOREFRONT = { namespace: 'shop', name: 'storefront' };
const LEDGER = { namespace: 'payments', name: 'ledger' };
const DAY_MS = 86_400_000;

/** Every intent on clusters of the lab: what the plan promised is what the rules say of what is read afterwards, and undo takes it back. */
export function describeIntents(engine: 'embedded' | 'real'): void {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  describe(`intents, ${engine} engine`, () => {
    let setup: Awaited<ReturnType<typeof startOperationsLab>>;

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

    async function apply(
      request: PlanRequest,
    ): Promise<{ readonly plan: Plan; readonly operation: Operation }> {
      const { operations, caller } = setup;
      const shown = await plan(request);
      expect(shown.checks).toEqual(
        shown.checks.map(({ cluster }) => ({ cluster, code: 'ready' })),
      );
      const { id } = await operations.submit(
        { ...request, planHash: shown.hash, idempotencyKey: shown.hash },
        caller,
      );
      for (;;) {
        const operation = await operations.get(id, caller);
        if (!['approved', 'applying', 'verifying'].includes(operation.state)) {
          return { plan: shown, operation };
        }
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    }

    /** Resolves when the reader shows every object as it was planned. */
    const read = (shown: Plan) =>
      setup.until(() => {
        const { changes } = shown;
        return changes.every(({ cluster, kind, namespace, name, act }) => {
          const snapshot = setup.store.snapshot();
          const view =
            kind === 'AuthorizationPolicy' || kind === 'DestinationRule'
              ? snapshot.view(cluster, kind)
              : undefined;
          if (!view) return true;
          const found = view.table.get({ namespace, name }) !== undefined;
          return found === (act !== 'delete');
        });
      });

    /** What the rules say now of what a plan spoke of: they see no effect in doing it again, and the opposite in undoing it. */
    const opposite = (effect: PlanEffect) =>
      effect.callers
        .map(({ caller, service, aspect, before, after }) =>
          JSON.stringify({ caller, service, aspect, from: after, to: before }),
        )
        .sort();

    const promised = (effect: PlanEffect) =>
      effect.callers
        .map(({ caller, service, aspect, before, after }) =>
          JSON.stringify({ caller, service, aspect, from: before, to: after }),
        )
        .sort();

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
      [
        'a grant',
        {
          intent: 'grant-access',
          parameters: {
            service: LEDGER,
            tenant: 'team-search',
            expiresAt: Date.now() + DAY_MS,
          },
        },
      ],
      [
        'a quarantine',
        {
          intent: 'offboard-namespace',
          parameters: {
            namespace: 'search',
            tenant: 'team-search',
            clusters: ['eu-west-1'],
            step: 'quarantine',
          },
        },
      ],
    ])(
      '%s has the effect that was promised, and undo takes it back',
      async (_, request) => {
        const { plan: shown, operation } = await apply(request);
        expect(operation.state).toBe('done');
        expect(shown.effect.callers.length).toBeGreaterThan(0);
        await read(shown);

        const undo: PlanRequest = {
          intent: 'undo',
          parameters: { operation: operation.id },
        };
        const taken = await plan(undo);
        expect(promised(taken.effect)).toEqual(opposite(shown.effect));
        const { plan: undone, operation: back } = await apply(undo);
        expect(back.state).toBe('done');
        await read(undone);
        const again = await plan(request);
        expect(promised(again.effect)).toEqual(promised(shown.effect));
      },
    );

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

    it('a namespace in full is onboarded, and nothing is left to do', async () => {
      const request: PlanRequest = {
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
      const { operation } = await apply(request);
      expect(operation.state).toBe('done');
      const { changes } = await plan(request);
      expect(new Set(changes.map(({ act }) => act))).toEqual(
        new Set(['unchanged']),
      );
    });
  });
}
