import { X509Certificate } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import { PlanRequest } from '@meshwise/backstage-plugin-mesh-common';
import { IntentTrial, intentTrial } from './intentTrial';
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

const DRAIN: PlanRequest = {
  intent: 'drain-cluster',
  parameters: { cluster: 'us-east-1', services: [STOREFRONT] },
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
    let trial: IntentTrial;

    beforeAll(async () => {
      setup = await startOperationsLab({
        engine,
        clusters: CLUSTERS,
        groups: GROUPS,
        databases,
      });
      trial = intentTrial(setup);
    });

    afterAll(async () => {
      await setup?.stop();
    });

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
      ['the drain of a cluster', DRAIN],
      ['a grant', GRANT],
      ['a quarantine', offboard('quarantine', 'search')],
    ])(
      '%s has the effect that was promised, and undo takes it back',
      async (_, request) => {
        const { shown } = await trial.holdsAndCanBeUndone(request);
        expect(shown.callers.length).toBeGreaterThan(0);
      },
    );

    it('the drain of a cluster by a route has the effect that was promised, and undo takes it back', async () => {
      const sites = ['eu-west-1', 'us-east-1'];
      const subsets = sites.map(name => ({
        name,
        labels: { 'topology.istio.io/cluster': name },
      }));
      const rule = {
        apiVersion: 'networking.istio.io/v1',
        kind: 'DestinationRule',
        metadata: { name: 'storefront-by-cluster', namespace: 'shop' },
        spec: { host: 'storefront.shop.svc.cluster.local', subsets },
      };
      const { apiVersion, kind, metadata } = rule;
      for (const site of sites) {
        await setup.lab.cluster(site).admin.apply(rule, 'team-shop');
        await setup.read(site, { apiVersion, kind, ...metadata });
      }
      try {
        const { shown } = await trial.holdsAndCanBeUndone(DRAIN);
        expect(shown.callers.length).toBeGreaterThan(0);
        const { changes } = await trial.plan(DRAIN);
        expect(changes.map(change => [change.cluster, change.kind])).toEqual(
          sites.map(site => [site, 'VirtualService']),
        );
      } finally {
        for (const site of sites) {
          const { admin } = setup.lab.cluster(site);
          await admin.delete({ apiVersion, kind, ...metadata });
          await setup.read(site, { apiVersion, kind, ...metadata });
        }
      }
    });

    it('a revocation has the effect that was promised, and undo takes it back', async () => {
      await trial.apply(GRANT);
      const { shown } = await trial.holdsAndCanBeUndone({
        intent: 'revoke-access',
        parameters: { service: LEDGER, tenant: 'team-search' },
      });
      expect(shown.callers).toContainEqual(
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
      const { shown, taken } = await trial.holdsAndCanBeUndone(
        {
          intent: 'trust-root',
          parameters: {
            certificates,
            controlPlanes: [{ cluster: 'mgmt-1', revision: 'edge' }],
            trustDomains: ['prod.example.com'],
          },
        },
        fingerprint,
      );
      const sides = {
        truster: expect.objectContaining({ cluster: 'edge-1' }),
        trusted: expect.objectContaining({ cluster: 'us-east-1' }),
      };
      expect(shown.trust).toContainEqual(
        expect.objectContaining({
          ...sides,
          before: 'not trusted',
          verdict: 'gains',
        }),
      );
      const lost = taken.trust.find(
        ({ trusted }) => trusted.cluster === 'us-east-1',
      );
      expect(lost).toMatchObject({ ...sides, verdict: 'loses' });
      expect(
        new Set(lost?.callers.map(({ namespace }) => namespace)),
      ).toContain('shop');
    });

    it('a namespace in full is onboarded, put into quarantine, and deleted a week later', async () => {
      await trial.apply(ONBOARD);
      const { changes } = await trial.plan(ONBOARD);
      expect(new Set(changes.map(({ act }) => act))).toEqual(
        new Set(['unchanged']),
      );

      await trial.apply(offboard('quarantine'));
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
        const { plan: shown } = await trial.apply(offboard('delete'));
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
      expect(
        (await trial.plan(ONBOARD)).changes.map(({ act }) => act),
      ).toContain('create');
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
