import fc from 'fast-check';
import { ServiceFleet, serviceFleet } from '../../__testUtils__/serviceFleet';
import { TENANT_LABEL } from '../../annotations';
import { Snapshot } from '../../model/snapshot';
import { fuzzIntent } from '../__testUtils__/fuzzIntent';
import { hostileNumber, hostileText } from '../__testUtils__/hostileText';
import { lintManifest } from '../__testUtils__/lintManifest';
import {
  appliedBy,
  draftOf,
  planContext,
  refusalsOf,
} from '../__testUtils__/planContext';
import { planEffect } from '../effect/planEffect';
import { GrantAccessInput } from '../plan';
import { AccessContext, grantAccess } from './grantAccess';
import { revokeAccess } from './revokeAccess';

const DAY = 24 * 3_600_000;

const FLEET: ServiceFleet = {
  clusters: {
    c1: { pods: [{ count: 1, locality: 'eu/a' }], locality: 'eu/a' },
    c2: { pods: [{ count: 1, locality: 'us/a' }], locality: 'us/a' },
  },
};

const policy = (name: string, spec: unknown) => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'AuthorizationPolicy',
  metadata: { name, namespace: 'shop' },
  spec,
});

const SAME_TENANT = policy('meshwise-same-tenant', {
  action: 'ALLOW',
  rules: [{ from: [{ source: { namespaces: ['shop'] } }] }],
});

/** The fleet with `shop` of team-shop and `web` of team-web, and policies in the primary. */
function fleet(...config: readonly unknown[]): Snapshot {
  const snapshot = serviceFleet({ ...FLEET, config });
  return snapshot.with(
    ...snapshot.clusterNames.flatMap(cluster =>
      ['shop', 'web'].map(name => ({
        code: 'relabel' as const,
        cluster,
        kind: 'Namespace' as const,
        namespace: '',
        name,
        labels: new Map([[TENANT_LABEL, `team-${name}`]]),
      })),
    ),
  );
}

const CLOSED = fleet(SAME_TENANT);
const SERVICE = { namespace: 'shop', name: 'cart' };

const grant = (
  input: Partial<GrantAccessInput> = {},
  snapshot = CLOSED,
  context: Partial<AccessContext> = {},
) =>
  grantAccess(
    snapshot,
    {
      service: SERVICE,
      tenant: 'team-web',
      expiresAt: CLOSED.at + DAY,
      ...input,
    },
    {
      ...planContext(['c1', 'c2']),
      tenant: { name: 'team-web' },
      ...context,
    },
  );

const revoke = (snapshot: Snapshot, tenant = 'team-web') =>
  revokeAccess(
    snapshot,
    { service: SERVICE, tenant },
    planContext(['c1', 'c2']),
  );

describe('grant-access plans', () => {
  it('one policy that names identities one by one, where the workloads get their policies (T10)', () => {
    expect(appliedBy(grant())).toEqual([
      {
        act: 'apply',
        cluster: 'c1',
        fieldManager: 'backstage-mesh-tenancy',
        manifest: {
          apiVersion: 'security.istio.io/v1',
          kind: 'AuthorizationPolicy',
          metadata: {
            name: 'meshwise-grant-cart-team-web',
            namespace: 'shop',
            labels: {
              'app.kubernetes.io/managed-by': 'meshwise',
              'meshwise.io/grantee': 'team-web',
            },
            annotations: {
              'meshwise.io/ends-at': new Date(CLOSED.at + DAY).toISOString(),
            },
          },
          spec: {
            selector: { matchLabels: { app: 'cart' } },
            action: 'ALLOW',
            rules: [
              {
                from: [
                  {
                    source: { principals: ['cluster.local/ns/web/sa/default'] },
                  },
                ],
                to: [{ operation: { ports: ['8080'] } }],
              },
            ],
          },
        },
      },
    ]);
  });

  it('to let the team in, and nobody else', () => {
    const draft = draftOf(grant());
    expect(draft.endsAt).toBe(CLOSED.at + DAY);
    const rows = planEffect(CLOSED, draft).callers.map(
      ({ caller, aspect, before, after, verdict }) =>
        `${caller.cluster} ${caller.namespace} ${aspect}: ${before} => ${after} (${verdict})`,
    );
    expect(rows).toEqual([
      'c1 web permission: denied => allowed (gains)',
      'c2 web permission: denied => allowed (gains)',
    ]);
  });

  it('the same policy again when it is renewed', () => {
    const [{ manifest }] = appliedBy(grant());
    const again = appliedBy(grant({}, fleet(SAME_TENANT, manifest)));
    expect(again.map(object => object.manifest)).toEqual([manifest]);
  });

  it('different names for teams that look alike', () => {
    const names = ['team-web', 'Team-web', 'team.web'].map(tenant => {
      const snapshot = CLOSED.with(
        ...['c1', 'c2'].map(cluster => ({
          code: 'relabel' as const,
          cluster,
          kind: 'Namespace' as const,
          namespace: '',
          name: 'web',
          labels: new Map([[TENANT_LABEL, tenant]]),
        })),
      );
      const result = grant({ tenant }, snapshot, { tenant: { name: tenant } });
      return appliedBy(result)[0].manifest.metadata.name;
    });
    expect(new Set(names).size).toBe(3);
  });
});

describe('grant-access refuses', () => {
  it.each<[string, Partial<GrantAccessInput>, string]>([
    [
      'a group that the catalog lacks',
      { tenant: 'team-x' },
      'unknown-tenant: tenant',
    ],
    [
      'a group of Kubernetes',
      { tenant: 'system:masters' },
      'unknown-tenant: tenant',
    ],
    [
      'a wildcard',
      { service: { namespace: 'shop', name: '*' } },
      'invalid-input: service',
    ],
    [
      'an unknown service',
      { service: { namespace: 'shop', name: 'x' } },
      'unknown-service: service shop/x',
    ],
    ['an unknown cluster', { clusters: ['c9'] }, 'unknown-cluster: cluster c9'],
    [
      'T02 a protected namespace',
      { service: { namespace: 'istio-system', name: 'istiod' } },
      'protected-namespace: namespace istio-system',
    ],
    [
      'an end in the past',
      { expiresAt: CLOSED.at },
      'expiry-out-of-range: expiresAt',
    ],
    [
      'an end after more than 90 days',
      { expiresAt: CLOSED.at + 91 * DAY },
      'expiry-out-of-range: expiresAt',
    ],
  ])('%s', (_, input, expected) => {
    expect(refusalsOf(grant(input))).toContain(expected);
  });

  it('a service that everybody may call, because the policy would shut out all others', () => {
    expect(refusalsOf(grant({}, fleet()))).toEqual([
      'already-allowed: service shop/cart',
    ]);
  });

  it('a service of the same team', () => {
    const tenant = 'team-shop';
    expect(
      refusalsOf(grant({ tenant }, CLOSED, { tenant: { name: tenant } })),
    ).toEqual(['already-allowed: service shop/cart']);
  });

  it('a grant that a denial would void', () => {
    const deny = policy('deny', { action: 'DENY', rules: [{}] });
    expect(refusalsOf(grant({}, fleet(SAME_TENANT, deny)))).toEqual([
      'rule-without-effect: service shop/cart',
    ]);
  });

  it('a team that runs nothing', () => {
    const tenant = 'team-new';
    expect(
      refusalsOf(grant({ tenant }, CLOSED, { tenant: { name: tenant } })),
    ).toEqual(['no-callers: service shop/cart']);
  });

  it("a namespace that is nobody's", () => {
    expect(
      refusalsOf(grant({}, serviceFleet({ ...FLEET, config: [SAME_TENANT] }))),
    ).toEqual(['not-owned: service shop/cart']);
  });
});

describe('revoke-access', () => {
  const given = () => {
    const [{ manifest }] = appliedBy(grant());
    const metadata = { ...manifest.metadata, uid: 'u1' };
    return fleet(SAME_TENANT, { ...manifest, metadata });
  };

  it('deletes the grant with its uid, and keeps the team out', () => {
    const draft = draftOf(revoke(given()));
    expect(draft.objects).toEqual([
      {
        act: 'delete',
        cluster: 'c1',
        fieldManager: 'backstage-mesh-tenancy',
        object: {
          apiVersion: 'security.istio.io/v1',
          kind: 'AuthorizationPolicy',
          namespace: 'shop',
          name: 'meshwise-grant-cart-team-web',
        },
        uid: 'u1',
      },
    ]);
    expect(
      planEffect(given(), draft).callers.map(
        ({ caller, after }) => `${caller.cluster} ${caller.namespace} ${after}`,
      ),
    ).toEqual(['c1 web denied', 'c2 web denied']);
  });

  it('refuses where there is nothing to take back', () => {
    expect(refusalsOf(revoke(CLOSED))).toEqual([
      'nothing-to-revoke: service shop/cart',
    ]);
    expect(refusalsOf(revoke(given(), 'team-other'))).toEqual([
      'nothing-to-revoke: service shop/cart',
    ]);
  });
});

describe('grant-access, whatever it is asked', () => {
  it('refuses, or names exact identities of the team', () => {
    const hostile: fc.Arbitrary<GrantAccessInput> = fc.record({
      service: fc.record({
        namespace: hostileText('shop'),
        name: hostileText('cart'),
      }),
      tenant: hostileText('team-web', 'team-shop'),
      expiresAt: hostileNumber(CLOSED.at + DAY),
      clusters: fc.option(fc.array(hostileText('c1', 'c2'), { maxLength: 2 }), {
        nil: undefined,
      }),
    });
    fuzzIntent({
      good: [
        {
          service: { namespace: 'shop', name: 'cart' },
          tenant: 'team-web',
          expiresAt: CLOSED.at + DAY,
        },
      ],
      hostile,
      plan: input => grant(input, CLOSED, { tenant: { name: input.tenant } }),
      check: result => {
        for (const { manifest } of appliedBy(result)) {
          lintManifest(manifest, ['shop']);
          expect(JSON.stringify(manifest.spec)).not.toMatch(/\*|"namespaces"/);
        }
      },
    });
  });
});
