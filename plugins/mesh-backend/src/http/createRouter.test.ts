import {
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Memo } from '@meshwise/backstage-plugin-mesh-common';
import Ajv from 'ajv';
import express from 'express';
import request from 'supertest';
import { callerPod } from '../__testUtils__/callerPod';
import { FakeClusters } from '../__testUtils__/FakeClusters';
import { FakeStore } from '../__testUtils__/FakeStore';
import { primaryCluster } from '../__testUtils__/primaryCluster';
import { draftFor } from '../engine/draftFor';
import { MeshEngine } from '../engine/MeshEngine';
import { OperationJournal } from '../operations/OperationJournal';
import { Operations } from '../operations/Operations';
import { undoDraft } from '../operations/undoDraft';
import { CatalogOwnership } from '../ownership/CatalogOwnership';
import { createRouter } from './createRouter';
import { document } from './openapi/document';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const PLAN = {
  intent: 'onboard-namespace',
  parameters: {
    namespace: 'orders',
    tenant: 'team-shop',
    clusters: ['c1', 'c2'],
    revision: 'prod',
    quotaTier: 'small',
  },
};

async function createApp(): Promise<express.Express> {
  const store = FakeStore.create({
    c1: { yaml: primaryCluster('c1') + callerPod('c1') },
    c2: { yaml: primaryCluster('c2') },
    c3: { signIn: true },
    c4: { state: 'timeout' },
  });
  const writers = FakeClusters.create(['c1', 'c2']);
  const writable = (cluster: string) => writers.writable(cluster);
  const memo = Memo.create();
  const catalog = catalogServiceMock({
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Group',
        metadata: { name: 'team-shop', namespace: 'default' },
      },
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'cart',
          namespace: 'default',
          annotations: { 'meshwise.io/service': 'shop/cart, ?' },
        },
      },
    ],
  });
  const ownership = CatalogOwnership.create({
    catalog,
    auth: mockServices.auth(),
  });
  const knex = await databases.init('SQLITE_3');
  const journal = await OperationJournal.create({
    database: mockServices.database({ knex }),
  });
  const config = {
    writers: new Map(),
    protectedNamespaces: [],
    tenantRole: 'view',
    separateClusters: new Set(['c3', 'c4']),
    canaryCluster: undefined,
    allowedRegions: new Map(),
    approveDrains: false,
    approvers: [],
    platformGroups: [],
    checkUserRights: false,
    allowSecretReaders: false,
    links: new Map(),
    trustDistributors: new Map(),
  };
  const operations = Operations.create({
    draft: draftFor({
      store,
      ownership,
      config,
      memo,
      writable,
      undo: id => undoDraft(journal, id),
    }),
    writers,
    journal,
    auditor: mockServices.auditor.mock({
      createEvent: async () => ({
        success: async () => {},
        fail: async () => {},
      }),
    }),
    logger: mockServices.logger.mock(),
    canary: undefined,
    absentCaller: async () => {
      throw new Error('nothing waits for approval');
    },
    signal: new AbortController().signal,
  });
  const engine = MeshEngine.create({ store, ownership, operations, writable });
  const router = createRouter({
    mesh: {
      as: caller =>
        engine.as({ ...caller, sees: () => true, seesAllOperations: true }),
    },
    httpAuth: mockServices.httpAuth(),
    logger: mockServices.logger.mock(),
  });
  const app = express();
  app.use(router);
  app.use(mockErrorHandler());
  return app;
}

const ajv = new Ajv({ strict: false }).addSchema(document, 'document');

/** Checks a body against the document, by path, method and status. */
function expectDocumented(
  path: keyof typeof document.paths,
  answered: {
    readonly method: 'get' | 'post';
    readonly status: number;
    readonly body: object;
  },
) {
  const { method, status, body } = answered;
  const answer = status < 300 ? status : 'default';
  const pointer = ['paths', path, method, 'responses', answer]
    .map(part => String(part).replaceAll('/', '~1'))
    .join('/');
  const schema = `document#/${pointer}/content/application~1json/schema`;
  ajv.validate({ $ref: schema }, body);
  expect(ajv.errorsText()).toBe('No errors');
}

const post = ({ status, body }: request.Response) =>
  ({ method: 'post', status, body } as const);

describe('every answer is as the OpenAPI document says', () => {
  let app: express.Express;
  beforeAll(async () => {
    app = await createApp();
  });

  it.each([
    ['/fleet', '/fleet'],
    ['/clusters/{name}', '/clusters/c1'],
    ['/clusters/{name}', '/clusters/c3'],
    ['/clusters/{name}', '/clusters/c4'],
    [
      '/entities/{kind}/{namespace}/{name}/services',
      '/entities/component/default/cart/services',
    ],
    ['/services/{namespace}/{name}', '/services/shop/cart'],
    ['/services/{namespace}/{name}', '/services/shop/none'],
    ['/services/{namespace}/{name}/reach', '/services/shop/cart/reach'],
    ['/services/{namespace}/{name}/snapshot', '/services/shop/cart/snapshot'],
    ['/services/{namespace}/{name}/snapshot', '/services/shop/none/snapshot'],
    [
      '/services/{namespace}/{name}/reach',
      '/services/shop/cart/reach?client=c4&from=shop%2Fnone',
    ],
    ['/services/{namespace}/{name}/config', '/services/shop/cart/config'],
    ['/services/{namespace}/{name}/config', '/services/shop/none/config'],
    ['/services/{namespace}/{name}/trust', '/services/shop/cart/trust'],
    ['/services/{namespace}/{name}/trust', '/services/shop/none/trust'],
    ['/services/{namespace}/{name}/standing', '/services/shop/cart/standing'],
    ['/services/{namespace}/{name}/standing', '/services/shop/none/standing'],
    ['/findings', '/findings'],
    ['/tenancy', '/tenancy'],
    ['/trust', '/trust'],
    ['/control-planes', '/control-planes'],
    [
      '/control-planes/{cluster}/{namespace}/{deployment}/upgrade',
      '/control-planes/c1/istio-system/istiod-r1/upgrade?version=1.31',
    ],
    ['/drift', '/drift'],
    ['/networks', '/networks'],
    ['/clusters/{name}/namespaces/{namespace}', '/clusters/c1/namespaces/shop'],
    ['/clusters/{name}/namespaces/{namespace}', '/clusters/c4/namespaces/shop'],
    ['/operations', '/operations'],
  ] as const)('GET %s as %s', async (path, url) => {
    const { status, body } = await request(app).get(url);
    expect(status).toBe(200);
    expectDocumented(path, { method: 'get', status, body });
  });

  it.each([
    ['/clusters/{name}', '/clusters/none'],
    ['/operations/{id}', '/operations/none'],
    [
      '/entities/{kind}/{namespace}/{name}/services',
      '/entities/a/b/c/services',
    ],
  ] as const)('GET %s as %s', async (path, url) => {
    const { status, body } = await request(app).get(url);
    expect(status).toBe(404);
    expect(body.error.message).toMatch(/^There is no /);
    expectDocumented(path, { method: 'get', status, body });
  });

  it('POST /plans and /operations', async () => {
    const refused = await request(app)
      .post('/plans')
      .send({ ...PLAN, parameters: { ...PLAN.parameters, namespace: 'X' } });
    expect(refused.body).toMatchObject({ code: 'refused' });
    expectDocumented('/plans', post(refused));
    const planned = await request(app).post('/plans').send(PLAN);
    expect(planned.body).toMatchObject({ code: 'planned' });
    expectDocumented('/plans', post(planned));
    const { hash } = planned.body.plan;
    const submitted = await request(app)
      .post('/operations')
      .send({ ...PLAN, planHash: hash, idempotencyKey: 'k' });
    expect(submitted.status).toBe(202);
    expectDocumented('/operations', post(submitted));
    const { id } = submitted.body;
    for (;;) {
      const { status, body } = await request(app).get(`/operations/${id}`);
      expectDocumented('/operations/{id}', { method: 'get', status, body });
      if (body.state === 'done') break;
      expect(['applying', 'verifying']).toContain(body.state);
    }
    const { body } = await request(app).get('/operations?limit=1');
    expect(body.items).toHaveLength(1);
  });

  it('GET /openapi.json', async () => {
    const { status, body } = await request(app).get('/openapi.json');
    expect(status).toBe(200);
    expect(Object.keys(body.paths)).toEqual(Object.keys(document.paths));
  });
});
