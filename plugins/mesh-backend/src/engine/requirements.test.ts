import type { PlanRequest } from '@meshwise/backstage-plugin-mesh-common';
import { requirements } from './requirements';

const service = { namespace: 'payments', name: 'ledger' };

const FAILOVER: PlanRequest = {
  intent: 'locality-failover',
  parameters: { service, failover: [{ from: 'eu', to: 'us' }] },
};

const GRANT: PlanRequest = {
  intent: 'grant-access',
  parameters: { service, tenant: 'team-web', expiresAt: 0 },
};

async function asked(request: PlanRequest, tenants: readonly string[]) {
  const found = await requirements(
    request,
    { tenantsOf: namespace => (namespace === 'payments' ? tenants : []) },
    async () => FAILOVER,
  );
  return found?.map(requirement => [
    requirement.permission?.name,
    'resourceRef' in requirement && requirement.resourceRef,
  ]);
}

describe('requirements', () => {
  it.each<[string, PlanRequest]>([
    ['mesh.failover.change', FAILOVER],
    ['mesh.access.grant', GRANT],
    [
      'mesh.failover.change',
      { intent: 'undo', parameters: { operation: 'op' } },
    ],
  ])(
    'T13 %s is up to the tenant of the namespace, whoever has an entity for the service',
    async (permission, request) => {
      expect(await asked(request, ['team-payments'])).toEqual([
        [permission, 'team-payments'],
      ]);
    },
  );

  it('is up to all tenants where clusters disagree', async () => {
    expect(await asked(FAILOVER, ['team-payments', 'team-web'])).toEqual([
      ['mesh.failover.change', 'team-payments'],
      ['mesh.failover.change', 'team-web'],
    ]);
  });

  it('is up to nobody in a namespace of nobody, which is said with the cure', async () => {
    const found = await requirements(
      FAILOVER,
      { tenantsOf: () => [] },
      async () => undefined,
    );
    expect(found).toEqual([
      {
        refusal:
          'You may not change the failover of the service "payments/ledger": the namespace "payments" belongs to no team. Let the platform team label it with meshwise.io/tenant',
      },
    ]);
  });
});
