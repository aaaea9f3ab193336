import fc from 'fast-check';
import { snapshotOf } from '../../decode/snapshotOf';
import { Snapshot } from '../../model/snapshot';
import { fuzzIntent } from '../__testUtils__/fuzzIntent';
import { hostileText } from '../__testUtils__/hostileText';
import { lintManifest } from '../__testUtils__/lintManifest';
import { controlPlane, namespace } from '../__testUtils__/meshObjects';
import {
  appliedBy,
  deletedBy,
  draftOf,
  planContext,
  refusalsOf,
} from '../__testUtils__/planContext';
import { sameTenantPolicyManifest } from '../manifests/isolation';
import { quarantineManifest } from '../manifests/quarantine';
import { OffboardNamespaceInput } from '../plan';
import { PlanContext } from '../PlanContext';
import { offboardNamespace } from './offboardNamespace';

const AT = Date.UTC(2026, 10, 21);
const DAY = 24 * 3_600_000;
const TENANT = { 'meshwise.io/tenant': 'team-shop' };

const orders = namespace('orders', {
  ...TENANT,
  'istio.io/rev': 'r1',
  other: 'x',
});
const sibling = namespace('carts', { ...TENANT, 'istio.io/rev': 'r1' });

function fleet(...east: readonly object[]): Snapshot {
  return snapshotOf({
    clusters: new Map([
      [
        'east',
        [...controlPlane({ clusterId: 'east', revision: 'r1' }), ...east],
      ],
      ['west', controlPlane({ clusterId: 'west', revision: 'r1' })],
    ]),
    at: AT,
  });
}

const quarantinedFor = (days: number, spec?: object) => {
  const manifest = quarantineManifest('orders');
  const creationTimestamp = new Date(AT - days * DAY).toISOString();
  return {
    ...manifest,
    ...(spec && { spec }),
    metadata: { ...manifest.metadata, creationTimestamp },
  };
};

const plan = (
  input: Partial<OffboardNamespaceInput> = {},
  snapshot = fleet(orders),
  context: Partial<PlanContext> = {},
) =>
  offboardNamespace(
    snapshot,
    {
      namespace: 'orders',
      tenant: 'team-shop',
      clusters: ['east'],
      step: 'quarantine',
      ...input,
    },
    { ...planContext(['east', 'west']), ...context },
  );

describe('offboard-namespace, quarantine', () => {
  it('denies all calls, and keeps every label that it owns', () => {
    expect(appliedBy(plan()).map(({ manifest }) => manifest)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name: 'orders',
          labels: {
            ...TENANT,
            'istio.io/rev': 'r1',
            'meshwise.io/quarantine': 'true',
          },
        },
      },
      {
        apiVersion: 'security.istio.io/v1',
        kind: 'AuthorizationPolicy',
        metadata: {
          name: 'meshwise-quarantine',
          namespace: 'orders',
          labels: { 'app.kubernetes.io/managed-by': 'meshwise' },
        },
        spec: { action: 'DENY', rules: [{}] },
      },
    ]);
    expect(draftOf(plan()).undo).toEqual({ code: 'exact' });
  });

  it('names who else points at it', () => {
    const rule = {
      apiVersion: 'networking.istio.io/v1',
      kind: 'DestinationRule',
      metadata: { name: 'orders', namespace: 'carts' },
      spec: { host: 'api.orders.svc.cluster.local' },
    };
    expect(draftOf(plan({}, fleet(orders, sibling, rule))).notes).toContain(
      'Other namespaces name its services: DestinationRule carts/orders in east.',
    );
  });
});

describe('offboard-namespace, deletion', () => {
  const step = 'delete';

  it('T12 deletes the object that was in quarantine for a week, by its uid', () => {
    const draft = draftOf(plan({ step }, fleet(orders, quarantinedFor(7))));
    expect(draft.objects).toEqual([
      {
        act: 'delete',
        cluster: 'east',
        fieldManager: 'backstage-mesh-tenancy',
        object: {
          apiVersion: 'v1',
          kind: 'Namespace',
          namespace: '',
          name: 'orders',
        },
        uid: 'uid-orders',
      },
    ]);
    expect(draft.undo.code).toBe('none');
  });

  it('takes the name out of the policies of the team, since somebody else may get it', () => {
    const policy = sameTenantPolicyManifest('carts', ['carts', 'orders']);
    const draft = plan(
      { step },
      fleet(orders, sibling, policy, quarantinedFor(8)),
    );
    expect(appliedBy(draft).map(({ manifest }) => manifest)).toEqual([
      sameTenantPolicyManifest('carts', ['carts']),
    ]);
  });

  it.each([
    ['is not in quarantine', []],
    ['has been in quarantine for six days', [quarantinedFor(6)]],
    [
      'has a policy of that name that lets calls in',
      [quarantinedFor(30, { action: 'ALLOW', rules: [{}] })],
    ],
    [
      'has a policy of that name for some workloads only',
      [
        quarantinedFor(30, {
          action: 'DENY',
          rules: [{}],
          selector: { matchLabels: { app: 'x' } },
        }),
      ],
    ],
    ['has a policy without age', [quarantineManifest('orders')]],
  ])('T12 refuses a namespace that %s', (_, objects) => {
    expect(refusalsOf(plan({ step }, fleet(orders, ...objects)))).toEqual([
      'not-quarantined: cluster east',
    ]);
  });

  it('T12 refuses a namespace that was created anew since', () => {
    const anew = {
      ...orders,
      metadata: {
        ...orders.metadata,
        creationTimestamp: new Date(AT - DAY).toISOString(),
      },
    };
    expect(refusalsOf(plan({ step }, fleet(anew, quarantinedFor(9))))).toEqual([
      'not-quarantined: cluster east',
    ]);
  });
});

describe('offboard-namespace refuses', () => {
  it.each<[string, Partial<OffboardNamespaceInput>, string]>([
    [
      'T01 a namespace of another team',
      { tenant: 'team-x' },
      'not-owned: cluster east',
    ],
    [
      'a namespace that is not there',
      { clusters: ['west'] },
      'not-owned: cluster west',
    ],
    [
      'T02 a protected namespace',
      { namespace: 'istio-system' },
      'protected-namespace: namespace istio-system',
    ],
    [
      'T03 a name that is none',
      { namespace: 'Orders' },
      'invalid-input: namespace',
    ],
    [
      'an unknown cluster',
      { clusters: ['north'] },
      'unknown-cluster: cluster north',
    ],
    ['no cluster', { clusters: [] }, 'invalid-input: clusters'],
  ])('%s', (_, input, expected) => {
    expect(refusalsOf(plan(input))).toEqual([expected]);
  });

  it('a cluster to which nobody can write', () => {
    const clusters = new Map([['east', { writable: false }]]);
    expect(refusalsOf(plan({}, fleet(orders), { clusters }))).toEqual([
      'cluster-not-writable: cluster east',
    ]);
  });
});

describe('offboard-namespace, whatever it is asked', () => {
  it('refuses, or touches the one namespace of the team', () => {
    const snapshot = fleet(orders, sibling, quarantinedFor(8));
    const hostile = fc.record({
      namespace: hostileText('orders', 'carts'),
      tenant: hostileText('team-shop', 'team-x'),
      clusters: fc.array(hostileText('east', 'west'), { maxLength: 3 }),
      step: fc.constantFrom('quarantine' as const, 'delete' as const),
    });
    fuzzIntent({
      good: (['quarantine', 'delete'] as const).map(step => ({
        namespace: 'orders',
        tenant: 'team-shop',
        clusters: ['east'],
        step,
      })),
      hostile,
      plan: input => plan(input, snapshot),
      check: (result, input) => {
        for (const { manifest } of appliedBy(result)) {
          lintManifest(manifest, ['orders', 'carts']);
        }
        for (const { object, uid } of deletedBy(result)) {
          expect(uid).toBe(`uid-${input.namespace}`);
          expect(object.kind).toBe('Namespace');
        }
      },
    });
  });
});
