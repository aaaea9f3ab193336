import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  MeshClient,
  Operation,
  PlanRequest,
} from '@meshwise/backstage-plugin-mesh-common';
import {
  createMeshClusterConditionalDecision,
  meshClusterConditions,
} from '@meshwise/backstage-plugin-mesh-node';
import { meshClusterReadPermission } from '@meshwise/backstage-plugin-mesh-common';
import request from 'supertest';
import { FakeClusters } from './__testUtils__/FakeClusters';
import { FakeStore } from './__testUtils__/FakeStore';
import { TestCluster } from './__testUtils__/fleet';
import { primaryCluster } from './__testUtils__/primaryCluster';
import { clusterServicesRef } from './clusterServices';
import { document } from './http/openapi/document';
import { meshPlugin } from './plugin';

// Each test starts a backend.
jest.setTimeout(60_000);

const ENTITIES: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'team-shop', namespace: 'default' },
    spec: { type: 'team', children: [] },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'cart',
      namespace: 'default',
      annotations: { 'meshwise.io/service': 'shop/cart' },
    },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/team-shop' }],
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: 'c1',
      namespace: 'default',
      annotations: { 'meshwise.io/cluster': 'c1' },
    },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/platform' }],
  },
];

const PLAN: PlanRequest = {
  intent: 'onboard-namespace',
  parameters: {
    namespace: 'orders',
    tenant: 'team-shop',
    clusters: ['c1', 'c2'],
    revision: 'prod',
    quotaTier: 'small',
  },
};

const ALLOW = { result: AuthorizeResult.ALLOW } as const;

/** A destination rule without a host cannot be understood. */
const UNREADABLE = {
  apiVersion: 'networking.istio.io/v1',
  kind: 'DestinationRule',
  metadata: { name: 'broken', namespace: 'shop' },
  spec: { host: { not: 'a text' } },
};

/** What the policy says; everything is allowed that a test does not decide otherwise. */
interface Decisions {
  readonly [permission: string]: PolicyDecision;
}

async function setUp(
  options: {
    readonly decisions?: Decisions;
    readonly clusters?: Record<string, TestCluster>;
  } = {},
) {
  const {
    decisions = {},
    clusters = {
      c1: { yaml: primaryCluster('c1') },
      c2: { yaml: primaryCluster('c2') },
    },
  } = options;
  const decide = (name: string) => decisions[name] ?? ALLOW;
  const store = FakeStore.create(clusters);
  const writers = FakeClusters.create(Object.keys(clusters));
  const auditor = mockServices.auditor.mock();
  auditor.createEvent.mockImplementation(async () => ({
    success: async () => {},
    fail: async () => {},
  }));
  const { server } = await startTestBackend({
    features: [
      meshPlugin,
      catalogServiceMock.factory({ entities: ENTITIES }),
      auditor.factory,
      mockServices.permissions.mock({
        authorize: async queries =>
          queries.map(({ permission: { name } }) => {
            const { result } = decide(name);
            return result === AuthorizeResult.CONDITIONAL
              ? { result: AuthorizeResult.DENY }
              : { result };
          }),
        authorizeConditional: async queries =>
          queries.map(({ permission: { name } }) => decide(name)),
      }).factory,
      createServiceFactory({
        service: clusterServicesRef,
        deps: {},
        factory: () => ({ store, writers }),
      }),
    ],
  });
  const as = (user: string) =>
    new MeshClient({
      discoveryApi: {
        getBaseUrl: async id => `http://127.0.0.1:${server.port()}/api/${id}`,
      },
      fetchApi: {
        fetch: (url, init) => {
          const headers = new Headers(init?.headers);
          headers.set('Authorization', mockCredentials.user.header(user));
          return fetch(url, { ...init, headers });
        },
      },
    });
  return { server, store, writers, auditor, as, ann: as('user:default/ann') };
}

type Setup = Awaited<ReturnType<typeof setUp>>;

async function ended({ ann }: Setup, id: string): Promise<Operation> {
  for (;;) {
    const operation = await ann.operation(id);
    if (!['applying', 'verifying'].includes(operation.state)) return operation;
    await new Promise(resolve => setImmediate(resolve));
  }
}

const failure = (name: string, message: string) => ({
  cause: expect.objectContaining({ name, message }),
});

describe('the mesh API', () => {
  it('answers the client with what the clusters hold', async () => {
    const { ann } = await setUp();
    const fleet = await ann.fleet();
    expect(fleet).toMatchObject({ partial: false, gaps: [] });
    expect(fleet.value.model.totals).toMatchObject({
      clusters: 2,
      controlPlanes: 2,
      meshes: 1,
    });
    const { value } = await ann.cluster('c1');
    expect(value.kinds.find(({ kind }) => kind === 'Service')).toMatchObject({
      state: 'synced',
      objects: 2,
    });
    expect(await ann.entityServices('component:default/cart')).toEqual({
      entityRef: 'component:default/cart',
      linkedBy: 'meshwise.io/service',
      services: [{ namespace: 'shop', name: 'cart' }],
      problems: [],
    });
    const service = await ann.service({ namespace: 'shop', name: 'cart' });
    expect(
      service.value.endpoints.clusters.map(c => [c.cluster, c.ready]),
    ).toEqual([
      ['c1', 1],
      ['c2', 1],
    ]);
    expect(service.value.contacts).toEqual({
      c1: {
        entityRef: 'resource:default/c1',
        ownerRefs: ['group:default/platform'],
      },
    });
  });

  it('says how old and how partial an answer is', async () => {
    const { ann } = await setUp({
      clusters: {
        c1: { yaml: primaryCluster('c1') },
        c2: { yaml: primaryCluster('c2'), state: 'timeout' },
        c3: { signIn: true },
      },
    });
    const answer = await ann.service({ namespace: 'shop', name: 'cart' });
    expect(answer.partial).toBe(true);
    expect(answer.gaps).toContainEqual(
      expect.objectContaining({ cluster: 'c2', state: 'timeout' }),
    );
    expect(
      answer.freshness.clusters.map(({ name, state }) => [name, state]),
    ).toEqual([
      ['c1', 'synced'],
      ['c2', 'timeout'],
      ['c3', 'sign-in'],
    ]);
    expect(answer.asOf).toBeLessThan(answer.freshness.now);
  });

  it('counts the objects that nobody can read', async () => {
    const { ann } = await setUp({
      clusters: {
        c1: { yaml: primaryCluster('c1'), objects: [UNREADABLE] },
        c2: { yaml: primaryCluster('c2') },
        c3: { signIn: true },
      },
    });
    const { value } = await ann.fleet();
    expect(value.clusters.map(c => [c.name, c.unreadable])).toEqual([
      ['c1', 1],
      ['c2', 0],
      ['c3', 0],
    ]);
    expect((await ann.cluster('c1')).value.unreadable).toBe(1);
  });

  it('finds what is wrong, worst first, and says where it could not look', async () => {
    const { ann } = await setUp({
      clusters: {
        c1: { yaml: primaryCluster('c1'), objects: [UNREADABLE] },
        c2: { yaml: primaryCluster('c2'), state: 'timeout' },
      },
    });
    const answer = await ann.findings();
    const [worst, ...others] = answer.value.findings;
    expect(worst).toMatchObject({
      code: 'object-unreadable',
      severity: 'error',
      subject: { namespace: 'shop', name: 'broken', clusters: ['c1'] },
    });
    expect(worst.because).not.toEqual([]);
    expect(others.map(({ code }) => code)).toContain(
      'control-plane-single-point',
    );
    expect(answer.value.partial).toContainEqual({
      code: 'object-unreadable',
      clusters: ['c2'],
    });
    expect(answer.partial).toBe(true);
    const places = answer.gaps.map(g => `${g.cluster} ${g.kind} ${g.object}`);
    expect(new Set(places).size).toBe(places.length);
    expect(answer.asOf).toBeLessThan(answer.freshness.now);
  });

  it('tells tenants, and what it does not see of them', async () => {
    const { ann, auditor } = await setUp({
      clusters: {
        c1: { yaml: primaryCluster('c1') },
        c2: { yaml: primaryCluster('c2'), state: 'timeout' },
        c3: { signIn: true },
      },
    });
    const { value, partial, freshness } = await ann.tenancy();
    expect(value.tenants).toMatchObject([
      {
        tenant: 'team-shop',
        namespaces: [
          {
            namespace: 'shop',
            clusters: [
              {
                cluster: 'c1',
                isolation: { state: 'open' },
                joins: { code: 'owned', revision: 'r1', tag: 'prod' },
              },
              { cluster: 'c2' },
            ],
          },
        ],
      },
    ]);
    expect(value.unseen).toEqual(['c2']);
    expect(partial).toBe(true);
    expect(freshness.clusters.map(({ name }) => name)).toEqual([
      'c1',
      'c2',
      'c3',
    ]);
    const details = await ann.namespace({ cluster: 'c1', namespace: 'shop' });
    expect(details.value).toMatchObject({ tenant: 'team-shop', exists: true });
    expect(details.because).not.toEqual([]);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'admin-read',
        severityLevel: 'low',
        meta: { actionType: 'tenancy', requester: 'user:default/ann' },
      }),
    );
  });

  it('tells trust, control planes, drift and networks of the fleet', async () => {
    const { ann } = await setUp();
    const trust = await ann.trust();
    expect(trust.value.matrix.parties.map(({ cluster }) => cluster)).toEqual([
      'c1',
      'c2',
    ]);
    const { value } = await ann.controlPlanes();
    expect(
      value.controlPlanes.map(({ cluster, tags, serves }) => [
        cluster,
        tags,
        serves.map(served => served.cluster),
      ]),
    ).toEqual([
      ['c1', ['prod'], ['c1']],
      ['c2', ['prod'], ['c2']],
    ]);
    expect(
      value.links.controlPlanes.map(({ links }) => links.map(l => l.cluster)),
    ).toEqual([['c1'], ['c2']]);
    const drift = await ann.drift();
    expect(drift.value).toMatchObject({
      meshes: [{ mesh: 'mesh-1', objects: [], settings: [] }],
      collisions: [],
      checked: ['c1', 'c2'],
    });
    const networks = await ann.networks();
    expect(
      networks.value.pairs.map(({ from, to, ways }) => [
        from,
        to,
        ways[0].code,
      ]),
    ).toEqual([
      ['c1', 'c2', 'undiscovered'],
      ['c2', 'c1', 'undiscovered'],
    ]);
  });

  it('looks again at what changed only', async () => {
    const { ann, store } = await setUp();
    const before = await ann.findings();
    store.set({
      c1: { yaml: primaryCluster('c1'), objects: [UNREADABLE] },
      c2: { yaml: primaryCluster('c2') },
    });
    const after = await ann.findings();
    const codes = ({ value }: typeof before) =>
      value.findings.map(({ code }) => code);
    expect(codes(before)).not.toContain('object-unreadable');
    expect(codes(after)).toEqual(['object-unreadable', ...codes(before)]);
  });

  it('carries a plan through to the clusters', async () => {
    const setup = await setUp();
    const { ann, writers, auditor } = setup;
    const result = await ann.plan(PLAN);
    if (result.code === 'refused') throw new Error(JSON.stringify(result));
    expect(writers.realWrites).toEqual([]);
    const { hash } = result.plan;
    const submit = { ...PLAN, planHash: hash, idempotencyKey: 'task-1/apply' };
    const { id } = await ann.submit(submit);
    expect((await ann.submit(submit)).id).toBe(id);
    expect(await ended(setup, id)).toMatchObject({
      state: 'done',
      requester: 'user:default/ann',
      summary: 'Namespace orders of team-shop in c1, c2, injected by prod',
    });
    expect(writers.object('c2', 'Namespace orders')?.metadata.labels).toEqual({
      'meshwise.io/tenant': 'team-shop',
      'istio.io/rev': 'prod',
    });
    expect((await ann.operations()).items.map(o => o.id)).toEqual([id]);
    const events = auditor.createEvent.mock.calls.map(([e]) => e.eventId);
    expect(events.filter(event => event === 'operation-submit')).toHaveLength(
      2,
    );
    expect(events.filter(event => event === 'operation-item')).toHaveLength(
      writers.realWrites.length,
    );
  });

  it('refuses with reasons, not with an error', async () => {
    const { ann } = await setUp();
    const { parameters } = PLAN;
    const result = await ann.plan({
      ...PLAN,
      parameters: { ...parameters, namespace: 'kube-system', clusters: ['c9'] },
    });
    expect(result).toMatchObject({
      code: 'refused',
      refusals: [
        { code: 'unknown-cluster', subject: 'cluster c9' },
        { code: 'protected-namespace' },
      ],
    });
  });

  it('refuses a plan of a world that changed', async () => {
    const { ann, writers } = await setUp();
    const result = await ann.plan(PLAN);
    if (result.code === 'refused') throw new Error('refused');
    writers.seed('c1', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'orders', labels: { 'istio.io/rev': 'x' } },
    });
    await expect(
      ann.submit({
        ...PLAN,
        planHash: result.plan.hash,
        idempotencyKey: 'task-1/apply',
      }),
    ).rejects.toMatchObject({
      statusCode: 409,
      cause: { name: 'ConflictError' },
    });
  });
});

describe('permissions', () => {
  const onlyC1: Decisions = {
    'mesh.cluster.read': createMeshClusterConditionalDecision(
      meshClusterReadPermission,
      meshClusterConditions.isNamed({ names: ['c1'] }),
    ),
  };

  it('hide clusters, and a hidden one looks like none', async () => {
    const { ann } = await setUp({ decisions: onlyC1 });
    const { value, freshness } = await ann.fleet();
    expect(value.clusters.map(({ name }) => name)).toEqual(['c1']);
    expect(JSON.stringify({ value, freshness })).not.toContain('c2');
    await expect(ann.cluster('c1')).resolves.toBeDefined();
    await expect(ann.cluster('c2')).rejects.toMatchObject(
      failure('NotFoundError', 'There is no cluster "c2"'),
    );
    await expect(ann.cluster('c9')).rejects.toMatchObject(
      failure('NotFoundError', 'There is no cluster "c9"'),
    );
  });

  it('hide clusters from findings too', async () => {
    const { ann } = await setUp({ decisions: onlyC1 });
    const { value, freshness } = await ann.findings();
    expect(value.findings).not.toEqual([]);
    expect(JSON.stringify({ value, freshness })).not.toContain('c2');
  });

  it('hide clusters and their namespaces from the tenants', async () => {
    const { ann } = await setUp({ decisions: onlyC1 });
    const { value, freshness } = await ann.tenancy();
    expect(value.tenants).not.toEqual([]);
    expect(JSON.stringify({ value, freshness })).not.toContain('c2');
    await expect(
      ann.namespace({ cluster: 'c2', namespace: 'shop' }),
    ).rejects.toMatchObject(
      failure('NotFoundError', 'There is no cluster "c2"'),
    );
  });

  it.each(['trust', 'controlPlanes', 'drift', 'networks'] as const)(
    'hide clusters from %s',
    async view => {
      const { ann } = await setUp({ decisions: onlyC1 });
      const { value, gaps, freshness } = await ann[view]();
      expect(JSON.stringify(value)).toContain('c1');
      expect(JSON.stringify({ value, gaps, freshness })).not.toContain('c2');
    },
  );

  it('show nobody a finding who may see no cluster', async () => {
    const { ann } = await setUp({
      decisions: { 'mesh.cluster.read': { result: AuthorizeResult.DENY } },
    });
    const { value, freshness } = await ann.findings();
    expect(value.findings).toEqual([]);
    expect(freshness.clusters).toEqual([]);
  });

  it('hide clusters from plans too', async () => {
    const { ann } = await setUp({ decisions: onlyC1 });
    expect(await ann.plan(PLAN)).toMatchObject({
      code: 'refused',
      refusals: [{ code: 'unknown-cluster', subject: 'cluster c2' }],
    });
  });

  it('refuse services and tenants openly', async () => {
    const deny = { result: AuthorizeResult.DENY } as const;
    const { ann, writers, auditor } = await setUp({
      decisions: { 'mesh.service.read': deny, 'mesh.namespace.onboard': deny },
    });
    const questions = [
      'service',
      'serviceConfig',
      'serviceTrust',
      'serviceStanding',
    ] as const;
    for (const name of ['cart', 'no-such-service']) {
      for (const question of questions) {
        await expect(
          ann[question]({ namespace: 'shop', name }),
        ).rejects.toMatchObject(
          failure(
            'NotAllowedError',
            `You may not see the service "shop/${name}"`,
          ),
        );
      }
    }
    const refusal = failure(
      'NotAllowedError',
      'You may not onboard namespaces for "team-shop"',
    );
    await expect(ann.plan(PLAN)).rejects.toMatchObject(refusal);
    await expect(
      ann.submit({ ...PLAN, planHash: '0'.repeat(64), idempotencyKey: 'k' }),
    ).rejects.toMatchObject(refusal);
    expect(writers.writes).toEqual([]);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'operation-submit' }),
    );
  });

  it('show the operations of others only to those who may see them', async () => {
    const setup = await setUp({
      decisions: { 'mesh.operation.read': { result: AuthorizeResult.DENY } },
    });
    const result = await setup.ann.plan(PLAN);
    if (result.code === 'refused') throw new Error('refused');
    const { id } = await setup.ann.submit({
      ...PLAN,
      planHash: result.plan.hash,
      idempotencyKey: 'k',
    });
    await ended(setup, id);
    const bob = setup.as('user:default/bob');
    await expect(bob.operation(id)).rejects.toMatchObject(
      failure('NotFoundError', `There is no operation "${id}"`),
    );
    expect((await bob.operations()).items).toEqual([]);
  });
});

describe('every route', () => {
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => ({
      method: method as 'get' | 'post',
      path:
        path.replace(/\{(\w+)\}/g, 'x') +
        (path.endsWith('/upgrade') ? '?version=1.31' : ''),
    })),
  );

  const validBody = (method: string, path: string) => {
    if (method !== 'post') return undefined;
    const planHash = '0'.repeat(64);
    if (path.endsWith('/approve')) return { planHash };
    if (/\/(reject|accept)$/.test(path)) return { reason: 'because' };
    if (/\/(resume|stop)$/.test(path)) return {};
    const submit = { planHash, idempotencyKey: 'k' };
    return path === '/plans' ? PLAN : { ...PLAN, ...submit };
  };

  it('is in the document and needs a signed-in user', async () => {
    const { server } = await setUp();
    expect(routes).not.toEqual([]);
    for (const { method, path } of routes) {
      for (const [header, status] of [
        [mockCredentials.none.header(), 401],
        [mockCredentials.user.invalidHeader(), 401],
        [mockCredentials.service.header(), path === '/fleet' ? 200 : 403],
      ] as const) {
        const { status: got } = await request(server)
          [method](`/api/mesh${path}`)
          .set('Authorization', header)
          .send(validBody(method, path));
        expect(`${method} ${path} ${got}`).toBe(`${method} ${path} ${status}`);
      }
    }
  });

  it('is private to its caller and carries a request id', async () => {
    const { server } = await setUp();
    const { headers, body } = await request(server)
      .get('/api/mesh/clusters/none')
      .set('X-Request-Id', 'abc-1');
    expect(headers).toMatchObject({
      'cache-control': 'private, no-cache',
      'x-request-id': 'abc-1',
    });
    expect(body.error).toMatchObject({ name: 'NotFoundError' });
    const { headers: own } = await request(server)
      .get('/api/mesh/fleet')
      .set('X-Request-Id', 'a\tb');
    expect(own['x-request-id']).toMatch(/^[0-9A-Z]{26}$/);
  });

  it.each([
    ['post', '/plans', { intent: 'delete-everything', parameters: {} }],
    ['post', '/plans', { ...PLAN, extra: true }],
    [
      'post',
      '/plans',
      { ...PLAN, parameters: { ...PLAN.parameters, clusters: 'c1' } },
    ],
    ['post', '/operations', { ...PLAN, planHash: 'x', idempotencyKey: 'k' }],
    ['get', '/operations?limit=0', undefined],
    ['get', '/operations?limit=x', undefined],
    ['get', '/fleet?cluster=c1', undefined],
  ] as const)('validates requests: %s %s %j', async (method, path, body) => {
    const { server } = await setUp();
    const { status } = await request(server)
      [method](`/api/mesh${path}`)
      .send(body);
    expect(status).toBe(400);
  });
});
