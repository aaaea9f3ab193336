import fc from 'fast-check';
import { snapshotOf } from '../decode/snapshotOf';
import { SyncState } from '../model/coverage';
import { Memo } from '../model/memo';
import { Snapshot } from '../model/snapshot';
import { fuzzIntent } from './__testUtils__/fuzzIntent';
import { hostileText } from './__testUtils__/hostileText';
import { lintManifest } from './__testUtils__/lintManifest';
import {
  controlPlane,
  namespace,
  remoteControlPlane,
} from './__testUtils__/meshObjects';
import { appliedBy } from './__testUtils__/planContext';
import { injectionLabels } from './manifests/namespace';
import { namespaceEntity } from './manifests/namespaceEntity';
import { SAME_TENANT_POLICY } from './manifests/isolation';
import { namespaceNameProblem } from './namespaceName';
import { OnboardingContext } from './onboarding/context';
import { onboardNamespace } from './onboardNamespace';
import { Draft, Manifest, OnboardNamespaceInput } from './plan';
import { QUOTA_TIERS } from './quotaTiers';
import { PROTECTED_NAMESPACES } from '../rules/protectedNamespaces';

const AT = Date.UTC(2026, 10, 21);

/** Two primaries of one mesh, a remote of the second, and a cluster of another mesh. */
const FLEET: Record<string, readonly object[]> = {
  east: controlPlane({ clusterId: 'east', revision: 'r1', tags: ['prod'] }),
  west: controlPlane({ clusterId: 'west', exposedAt: '203.0.113.9' }),
  remote: remoteControlPlane('203.0.113.9'),
  other: controlPlane({ clusterId: 'other', meshId: 'mesh-2' }),
};

const INPUT: OnboardNamespaceInput = {
  namespace: 'orders',
  tenant: 'team-shop',
  clusters: ['east'],
  revision: 'prod',
  quotaTier: 'small',
};

const CONTEXT: OnboardingContext = {
  protectedNamespaces: [...PROTECTED_NAMESPACES, 'infra-*'],
  tenant: { name: 'team-shop', kubernetesGroup: 'shop-developers' },
  tenantRole: 'view',
  clusters: new Map(
    Object.keys(FLEET).map(name => [name, { writable: true }] as const),
  ),
  separateClusters: new Set(),
  sees: () => true,
};

function fleet(added: Record<string, readonly object[]> = {}): Snapshot {
  const clusters = Object.entries(FLEET).map(
    ([name, objects]) => [name, [...objects, ...(added[name] ?? [])]] as const,
  );
  return snapshotOf({ clusters: new Map(clusters), at: AT });
}

/** The same fleet with one cluster whose Namespaces are in another state. */
function unseen(snapshot: Snapshot, cluster: string, state: SyncState) {
  const tables = snapshot.clusters.get(cluster);
  const view = tables?.kinds.Namespace;
  if (!tables || !view) throw new Error(`no cluster ${cluster}`);
  const coverage = { ...view.coverage, state };
  const kinds = { ...tables.kinds, Namespace: { ...view, coverage } };
  return Snapshot.create({
    at: AT,
    clusters: new Map(snapshot.clusters).set(cluster, { kinds }),
  });
}

function refusals(
  input: Partial<OnboardNamespaceInput>,
  snapshot = fleet(),
  context: Partial<OnboardingContext> = {},
) {
  const all = { ...CONTEXT, ...context };
  const result = onboardNamespace(snapshot, { ...INPUT, ...input }, all);
  if (result.code === 'planned') return [];
  for (const refusal of result.refusals) {
    expect(refusal.subject).not.toBe('');
    expect(refusal.message).not.toBe('');
    expect(refusal.cure).toMatch(/\.$/);
  }
  return result.refusals.map(({ code, subject }) => `${code}: ${subject}`);
}

function draft(
  input: Partial<OnboardNamespaceInput> = {},
  snapshot = fleet(),
  context: Partial<OnboardingContext> = {},
): Draft {
  const all = { ...CONTEXT, ...context };
  const result = onboardNamespace(snapshot, { ...INPUT, ...input }, all);
  if (result.code === 'refused') {
    throw new Error(JSON.stringify(result.refusals, undefined, 1));
  }
  return result.draft;
}

const applied = ({ objects }: Draft) =>
  objects.flatMap(object => (object.act === 'apply' ? [object] : []));

const names = (plan: Draft) =>
  applied(plan).map(
    ({ cluster, manifest: { kind, metadata } }) =>
      `${cluster} ${kind} ${metadata.namespace ?? ''}/${metadata.name}`,
  );

const find = (
  plan: Draft,
  cluster: string,
  kind: string,
  where?: string,
): Manifest | undefined =>
  applied(plan).find(
    ({ cluster: own, manifest }) =>
      own === cluster &&
      manifest.kind === kind &&
      (where === undefined || manifest.metadata.namespace === where),
  )?.manifest;

describe('onboardNamespace plans', () => {
  it('all objects in the order in which they are needed', () => {
    expect(names(draft())).toEqual([
      'east Namespace /orders',
      'east LimitRange orders/meshwise',
      'east ResourceQuota orders/meshwise',
      'east RoleBinding orders/meshwise-tenant',
      'east PeerAuthentication orders/default',
      'east AuthorizationPolicy orders/meshwise-same-tenant',
    ]);
  });

  it('labels by revision or tag, and for the default revision by istio-injection', () => {
    expect(find(draft(), 'east', 'Namespace')?.metadata.labels).toEqual({
      'meshwise.io/tenant': 'team-shop',
      'istio.io/rev': 'prod',
    });
    const plain = draft({ clusters: ['west'], revision: 'default' });
    expect(find(plain, 'west', 'Namespace')?.metadata.labels).toEqual({
      'meshwise.io/tenant': 'team-shop',
      'istio-injection': 'enabled',
    });
  });

  it('says to which revision a tag leads', () => {
    expect(draft().notes).toContain('The tag prod leads to r1 in east.');
    expect(draft({ revision: 'r1' }).notes.join()).not.toContain('leads to');
  });

  it('writes policies where the control plane of a remote cluster reads them', () => {
    const plan = draft({ clusters: ['remote'], revision: 'default' });
    expect(names(plan)).toEqual([
      'remote Namespace /orders',
      'remote LimitRange orders/meshwise',
      'remote ResourceQuota orders/meshwise',
      'remote RoleBinding orders/meshwise-tenant',
      'west Namespace /orders',
      'west PeerAuthentication orders/default',
      'west AuthorizationPolicy orders/meshwise-same-tenant',
    ]);
    expect(find(plan, 'west', 'Namespace')?.metadata.labels).toEqual({
      'meshwise.io/tenant': 'team-shop',
    });
    expect(plan.notes.join()).toContain('reads policies from another cluster');
  });

  it('leaves the namespace of a config cluster alone if it is there', () => {
    const labels = { 'meshwise.io/tenant': 'team-shop', 'istio.io/rev': 'x' };
    const plan = draft(
      { clusters: ['remote'], revision: 'default' },
      fleet({ west: [namespace('orders', labels)] }),
    );
    expect(find(plan, 'west', 'Namespace')).toBeUndefined();
    expect(find(plan, 'west', 'PeerAuthentication')).toBeDefined();
  });

  it('admits callers from all namespaces of the tenant in the mesh, and updates their policies', () => {
    const policy = {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: SAME_TENANT_POLICY, namespace: 'carts' },
    };
    const own = { 'meshwise.io/tenant': 'team-shop' };
    const plan = draft(
      {},
      fleet({
        east: [namespace('payments', { 'meshwise.io/tenant': 'team-pay' })],
        west: [namespace('carts', own), policy],
        other: [namespace('elsewhere', own)],
      }),
    );
    const rules = [{ from: [{ source: { namespaces: ['carts', 'orders'] } }] }];
    expect(find(plan, 'east', 'AuthorizationPolicy')?.spec).toMatchObject({
      rules,
    });
    expect(
      find(plan, 'west', 'AuthorizationPolicy', 'carts')?.spec,
    ).toMatchObject({ rules });
    expect(names(plan)).toHaveLength(7);
  });

  it('T06 gives access to the group of the catalog only', () => {
    expect(find(draft(), 'east', 'RoleBinding')).toMatchObject({
      roleRef: { kind: 'ClusterRole', name: 'view' },
      subjects: [{ kind: 'Group', name: 'shop-developers' }],
    });
    const tenant = { name: 'team-shop', kubernetesGroup: undefined };
    const plan = draft({}, fleet(), { tenant });
    expect(find(plan, 'east', 'RoleBinding')).toBeUndefined();
    expect(plan.notes.join()).toContain('Nobody gets access');
  });

  it('the same again for a namespace that is the tenant’s already', () => {
    const snapshot = fleet({
      east: [namespace('orders', { 'meshwise.io/tenant': 'team-shop' })],
    });
    expect(draft({}, snapshot).objects).toEqual(draft().objects);
    expect(draft({}, snapshot).notes.join()).toContain('restarted');
  });
});

describe('onboardNamespace refuses', () => {
  it.each([
    '',
    'Shop',
    'shop.',
    '-shop',
    'shop-',
    'sh_op',
    'shöp',
    'ѕhop',
    ' shop',
    'shop\n',
    'a'.repeat(64),
    '__proto__',
    'shop/x',
  ])('T03 the malformed name %j', name => {
    expect(refusals({ namespace: name })).toEqual(['invalid-input: namespace']);
  });

  it.each([
    'default',
    'kube-system',
    'kube-anything',
    'istio-system',
    'istio-ingress',
    'openshift',
    'openshift-operators',
    'meshwise',
    'infra-dns',
  ])('T02 the protected name %s', name => {
    expect(refusals({ namespace: name })).toContain(
      `protected-namespace: namespace ${name}`,
    );
  });

  it('T02 namespaces in which parts of the mesh run, wherever that is', () => {
    const operator = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'sail-operator', namespace: 'mesh-ops' },
      spec: { selector: {}, template: { metadata: {}, spec: {} } },
    };
    const gateway = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'edge-1', namespace: 'edge' },
      spec: {
        containers: [{ name: 'istio-proxy', args: ['proxy', 'router'] }],
      },
    };
    const snapshot = fleet({ other: [operator, gateway] });
    for (const name of ['mesh-ops', 'edge']) {
      expect(refusals({ namespace: name }, snapshot)).toEqual([
        `protected-namespace: namespace ${name}`,
      ]);
    }
  });

  it('T01 a namespace that belongs to somebody else in any cluster', () => {
    const foreign = namespace('orders', { 'meshwise.io/tenant': 'team-pay' });
    for (const cluster of Object.keys(FLEET)) {
      expect(refusals({}, fleet({ [cluster]: [foreign] }))).toEqual([
        'owned-by-other-tenant: namespace orders',
      ]);
    }
  });

  it('T01 a namespace that exists without an owner', () => {
    expect(refusals({}, fleet({ other: [namespace('orders')] }))).toEqual([
      'unclaimed-namespace-exists: namespace orders',
    ]);
  });

  it.each<SyncState>([
    'syncing',
    'timeout',
    'auth',
    'forbidden',
    'misbehaving',
  ])('T04 to decide while a cluster of the mesh is %s', state => {
    for (const cluster of ['east', 'west', 'remote']) {
      expect(refusals({}, unseen(fleet(), cluster, state))).toContain(
        'ownership-undecidable: namespace orders',
      );
    }
    expect(refusals({}, unseen(fleet(), 'other', state))).toEqual([]);
  });

  it('T04 to decide while a configured cluster is not read, unless it is known to be separate', () => {
    const clusters = new Map(CONTEXT.clusters).set('partner', {
      writable: false,
    });
    expect(refusals({}, fleet(), { clusters })).toEqual([
      'ownership-undecidable: namespace orders',
    ]);
    const separateClusters = new Set(['partner']);
    expect(refusals({}, fleet(), { clusters, separateClusters })).toEqual([]);
  });

  it.each(['ghost', 'canary', 'default'])(
    'a revision or tag that nothing serves there: %s',
    revision => {
      expect(refusals({ revision })).toEqual([
        `unknown-revision: revision ${revision} in east`,
      ]);
    },
  );

  it('a revision that only some of the clusters have', () => {
    expect(refusals({ clusters: ['east', 'west'] })).toEqual([
      'unknown-revision: revision prod in west',
    ]);
  });

  it('clusters of OpenShift Service Mesh 2, which know no revisions', () => {
    const smcp = {
      apiVersion: 'maistra.io/v2',
      kind: 'ServiceMeshControlPlane',
      metadata: { name: 'basic', namespace: 'mesh-a' },
      spec: {},
    };
    const input = { ...INPUT, revision: 'ghost' };
    const snapshot = fleet({ east: [smcp] });
    expect(onboardNamespace(snapshot, input, CONTEXT)).toMatchObject({
      code: 'refused',
      refusals: [{ cure: expect.stringContaining('ServiceMeshMemberRoll') }],
    });
  });

  it('unknown, hidden and unwritable clusters; the first two look the same', () => {
    const clusters = new Map(CONTEXT.clusters).set('west', { writable: false });
    const sees = (cluster: string) => cluster !== 'other';
    const input = { clusters: ['nowhere', 'other', 'west', 'constructor'] };
    expect(refusals(input, fleet(), { clusters, sees })).toEqual([
      'unknown-cluster: cluster nowhere',
      'unknown-cluster: cluster other',
      'cluster-not-writable: cluster west',
      'unknown-cluster: cluster constructor',
    ]);
  });

  it('a remote cluster if the cluster with its policies cannot be written', () => {
    const clusters = new Map(CONTEXT.clusters).set('west', { writable: false });
    const input = { clusters: ['remote'], revision: 'default' };
    expect(refusals(input, fleet(), { clusters })).toEqual([
      'unknown-revision: revision default in remote',
    ]);
  });

  it('T06 unknown tenants, other spellings, and groups of Kubernetes itself', () => {
    const refused = ['unknown-tenant: tenant'];
    expect(refusals({ tenant: 'Team-Shop' })).toEqual(refused);
    expect(refusals({}, fleet(), { tenant: undefined })).toEqual(refused);
    const tenant = { name: 'team-shop', kubernetesGroup: 'system:masters' };
    expect(refusals({}, fleet(), { tenant })).toEqual(refused);
  });

  it('with all reasons at once', () => {
    const foreign = namespace('orders', { 'meshwise.io/tenant': 'team-pay' });
    const snapshot = unseen(fleet({ other: [foreign] }), 'west', 'timeout');
    const input = { clusters: ['east', 'nowhere'], revision: 'ghost' };
    expect(refusals(input, snapshot, { tenant: undefined })).toEqual([
      'unknown-tenant: tenant',
      'unknown-cluster: cluster nowhere',
      'owned-by-other-tenant: namespace orders',
      'ownership-undecidable: namespace orders',
      'unknown-revision: revision ghost in east',
    ]);
  });

  it('without naming clusters that the requester may not see', () => {
    const foreign = namespace('orders', { 'meshwise.io/tenant': 'team-pay' });
    const sees = (cluster: string) => cluster === 'east';
    const snapshot = unseen(fleet({ other: [foreign] }), 'west', 'timeout');
    const result = onboardNamespace(snapshot, INPUT, { ...CONTEXT, sees });
    const text = JSON.stringify(result);
    expect(text).toContain('1 that you may not see');
    expect(text).not.toMatch(/"other"|\bwest\b/);
  });
});

describe('onboardNamespace, as the tenant chooses', () => {
  const ambient = {
    west: controlPlane({ clusterId: 'west', exposedAt: '203.0.113.9' }).map(
      object =>
        JSON.parse(
          JSON.stringify(object).replace(
            '"name":"CLUSTER_ID","value":"west"}',
            '"name":"CLUSTER_ID","value":"west"},{"name":"PILOT_ENABLE_AMBIENT","value":"true"}',
          ),
        ),
    ),
  };

  it('enrols in ambient mode where a control plane serves it', () => {
    const snapshot = snapshotOf({
      clusters: new Map(Object.entries({ ...FLEET, ...ambient })),
      at: AT,
    });
    const input = {
      clusters: ['west'],
      revision: 'default',
      dataplane: 'ambient' as const,
      calls: ['search'],
    };
    const planned = draft(input, snapshot);
    expect(find(planned, 'west', 'Namespace')?.metadata.labels).toEqual({
      'meshwise.io/tenant': 'team-shop',
      'istio.io/dataplane-mode': 'ambient',
    });
    expect(find(planned, 'west', 'Sidecar')).toBeUndefined();
    expect(refusals(input)).toEqual([
      'unknown-revision: revision default in west',
    ]);
  });

  it('T11 limits sidecars to what is declared', () => {
    const planned = draft({ calls: ['search', 'orders'] });
    expect(find(planned, 'east', 'Sidecar')?.spec).toEqual({
      egress: [{ hosts: ['./*', 'istio-system/*', 'search/*'] }],
    });
    expect(refusals({ calls: ['*'] })).toEqual(['invalid-input: calls']);
    expect(find(draft(), 'east', 'Sidecar')).toBeUndefined();
  });

  it('T05 sets the pod security level, which may stay or rise', () => {
    const level = (value: string) => ({
      east: [
        namespace('orders', {
          'meshwise.io/tenant': 'team-shop',
          'pod-security.kubernetes.io/enforce': value,
        }),
      ],
    });
    const enforced = (planned: Draft) =>
      find(planned, 'east', 'Namespace')?.metadata.labels?.[
        'pod-security.kubernetes.io/enforce'
      ];
    expect(enforced(draft({ podSecurity: 'baseline' }))).toBe('baseline');
    const baseline = fleet(level('baseline'));
    expect(enforced(draft({ podSecurity: 'restricted' }, baseline))).toBe(
      'restricted',
    );
    const restricted = fleet(level('restricted'));
    expect(enforced(draft({}, restricted))).toBe('restricted');
    expect(refusals({ podSecurity: 'baseline' }, restricted)).toEqual([
      'invalid-input: podSecurity',
    ]);
  });

  it('keeps others away on the network, where asked', () => {
    const policy = find(
      draft({ networkPolicy: true }),
      'east',
      'NetworkPolicy',
    );
    expect(policy?.spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [
            {
              namespaceSelector: {
                matchLabels: { 'meshwise.io/tenant': 'team-shop' },
              },
            },
            {
              namespaceSelector: {
                matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' },
              },
            },
          ],
        },
      ],
    });
  });

  it('has an entity for the catalog', () => {
    expect(namespaceEntity(INPUT)).toMatchObject({
      kind: 'Resource',
      metadata: { name: 'orders' },
      spec: { owner: 'group:default/team-shop' },
    });
  });
});

describe('whatever is asked for', () => {
  const nasty = fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'kube-system',
    'orders\n  foo: bar',
    '${{ secrets.x }}',
    '{{ x }}',
    'no',
    'on',
    '0123',
    '1e3',
    '"',
    'orders',
    'prod',
    'default',
  );
  const text = fc.oneof(
    nasty,
    fc.string(),
    fc.stringMatching(/^[a-z0-9-]{1,8}$/),
  );
  const snapshot = fleet();

  it('T05, T54 what is typed changes no protected key, and survives YAML', () => {
    const optional = <T>(values: fc.Arbitrary<T>) =>
      fc.option(values, { nil: undefined });
    const hostile = fc.record({
      namespace: hostileText('orders', 'carts', 'a-1'),
      tenant: hostileText('team-shop'),
      clusters: fc.array(hostileText('east', 'west'), { maxLength: 2 }),
      revision: hostileText('prod', 'r1', 'default'),
      quotaTier: hostileText('small', 'medium', 'large'),
      dataplane: fc.constantFrom(undefined, 'sidecar', 'ambient'),
      calls: optional(fc.array(hostileText('search', 'pay'), { maxLength: 2 })),
      podSecurity: fc.constantFrom(undefined, 'baseline', 'restricted'),
      networkPolicy: fc.boolean(),
    });
    const memo = Memo.create();
    fuzzIntent<OnboardNamespaceInput>({
      good: [
        INPUT,
        { ...INPUT, calls: ['search'], networkPolicy: true },
        { ...INPUT, quotaTier: 'large', podSecurity: 'restricted' },
        { ...INPUT, clusters: ['west'], revision: 'default' },
      ],
      hostile: hostile as fc.Arbitrary<OnboardNamespaceInput>,
      plan: input => onboardNamespace(snapshot, input, { ...CONTEXT, memo }),
      check(result, { namespace: name, revision, podSecurity, dataplane }) {
        for (const { manifest } of appliedBy(result)) {
          lintManifest(manifest, [name]);
          const { labels, annotations } = manifest.metadata;
          expect(annotations).toBeUndefined();
          expect(labels).toEqual(
            manifest.kind === 'Namespace'
              ? {
                  'meshwise.io/tenant': 'team-shop',
                  ...(dataplane === 'ambient'
                    ? { 'istio.io/dataplane-mode': 'ambient' }
                    : injectionLabels(revision)),
                  ...(podSecurity && {
                    'pod-security.kubernetes.io/enforce': podSecurity,
                  }),
                }
              : undefined,
          );
        }
      },
    });
  });

  it('T03 an accepted name is an exact RFC 1123 label', () => {
    const reference = /^(?=.{1,63}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
    const lookAlike = fc.constantFrom(
      'shоp',
      'ｓhop',
      'shop\u200b',
      'Shop',
      'shop.',
      'xn--shp-sna',
      'a'.repeat(63),
      'a'.repeat(64),
    );
    fc.assert(
      fc.property(fc.oneof(text, lookAlike), name => {
        const valid = reference.test(name) && !/\s/.test(name);
        expect(namespaceNameProblem(name) === undefined).toBe(valid);
      }),
      { numRuns: 10_000 },
    );
  });

  it('T01 nobody gets the namespace of somebody else, whatever cluster it is in', () => {
    const owners = [undefined, 'team-shop', 'team-pay'];
    const fleets = new Map(
      Object.keys(FLEET).flatMap(cluster =>
        owners.map(owner => {
          const labels = owner && { 'meshwise.io/tenant': owner };
          const taken = namespace('taken', { ...labels });
          return [
            `${cluster} ${owner}`,
            fleet({ [cluster]: [taken] }),
          ] as const;
        }),
      ),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('taken', 'free', 'kube-system'),
        fc.constantFrom(...Object.keys(FLEET)),
        fc.constantFrom(...owners),
        (name, cluster, owner) => {
          const refused = refusals(
            { namespace: name },
            fleets.get(`${cluster} ${owner}`),
          );
          const allowed =
            name === 'free' || (name === 'taken' && owner === 'team-shop');
          expect(refused.length === 0).toBe(allowed);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});

describe('onboardNamespace gives nothing away', () => {
  const everything = (['small', 'medium', 'large'] as const).flatMap(
    quotaTier =>
      applied(
        draft({
          quotaTier,
          calls: ['search'],
          podSecurity: 'baseline',
          networkPolicy: true,
        }),
      ).map(({ manifest }) => manifest),
  );
  const ofKind = (kind: string) =>
    everything.filter(manifest => manifest.kind === kind);

  it('T07 it makes no role, and binds the configured one only', () => {
    expect(ofKind('Role')).toEqual([]);
    expect(ofKind('ClusterRole')).toEqual([]);
    expect(ofKind('ClusterRoleBinding')).toEqual([]);
    expect(ofKind('RoleBinding')).toHaveLength(3);
    for (const { roleRef } of ofKind('RoleBinding')) {
      expect(roleRef).toMatchObject({ kind: 'ClusterRole', name: 'view' });
    }
    expect(JSON.stringify(everything)).not.toMatch(
      /secrets|pods\/exec|cluster-admin|"\*"/,
    );
  });

  it('T08 there is always a quota, of one of the tiers', () => {
    expect(ofKind('ResourceQuota').map(({ spec }) => spec)).toEqual(
      Object.values(QUOTA_TIERS).map(({ requestsCpu, pods }) => ({
        hard: expect.objectContaining({ 'requests.cpu': requestsCpu, pods }),
      })),
    );
  });

  it.each(['', '-1', '1e30', '999999', 'huge', 'Small', 'constructor'])(
    'T08 no quota is typed: %j',
    tier => {
      const quotaTier = tier as OnboardNamespaceInput['quotaTier'];
      expect(refusals({ quotaTier })).toEqual(['invalid-input: quotaTier']);
    },
  );

  it('T09 mTLS is strict for the whole namespace and every port', () => {
    const policies = ofKind('PeerAuthentication');
    expect(policies).toHaveLength(3);
    for (const { metadata, spec } of policies) {
      expect(metadata.namespace).toBe('orders');
      expect(spec).toEqual({ mtls: { mode: 'STRICT' } });
    }
  });
});
