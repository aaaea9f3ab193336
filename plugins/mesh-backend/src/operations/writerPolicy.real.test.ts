import { Lab, startLab, writerPolicy } from '@meshwise/lab';
import type { Manifest } from '@meshwise/backstage-plugin-mesh-common';
import { systemClock } from '../Clock';
import { ApiObjectWriter } from '../kubernetes/ApiObjectWriter';
import { ApiServer } from '../kubernetes/ApiServer';

jest.setTimeout(600_000);

const MANAGER = 'backstage-mesh-failover';
const { signal } = new AbortController();

const namespace = (name: string, tenant?: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name,
    ...(tenant && { labels: { 'meshwise.io/tenant': tenant } }),
  },
});

const rule = (
  spec: object,
  home = 'shop',
  kind: 'DestinationRule' | 'VirtualService' = 'DestinationRule',
): Manifest => ({
  apiVersion: 'networking.istio.io/v1',
  kind,
  metadata: { name: 'meshwise', namespace: home },
  spec,
});

const HOST = 'cart.shop.svc.cluster.local';
const EXPORT = { exportTo: ['.', 'web'] };
const ROUTE = { http: [{ route: [{ destination: { host: HOST } }] }] };

const binding = (subject: string): Manifest => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name: 'meshwise-tenant', namespace: 'shop' },
  roleRef: {
    apiGroup: 'rbac.authorization.k8s.io',
    kind: 'ClusterRole',
    name: 'view',
  },
  subjects: [
    { apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: subject },
  ],
});

describe('the admission policy of the writer, real engine', () => {
  let lab: Lab;
  let server: ApiServer;
  let writer: ApiObjectWriter;

  const apply = (manifest: Manifest, fieldManager = MANAGER) =>
    writer.apply(manifest, { fieldManager, dryRun: false, signal });

  beforeAll(async () => {
    lab = await startLab({
      engine: 'real',
      inline: {
        clusters: [
          {
            name: 'east',
            objects: [
              { ...namespace('shop', 'team-shop') },
              { ...namespace('istio-system') },
            ],
            crds: ['istio'],
          },
        ],
      },
    });
    const east = lab.cluster('east');
    for (const object of writerPolicy()) await east.admin.apply(object, 'test');
    server = ApiServer.create({
      clock: systemClock,
      connection: {
        url: east.url,
        ca: east.caCertificate,
        skipTLSVerify: false,
        fingerprint: '',
        credential: async () => ({
          type: 'bearer token',
          token: east.tokens.writer,
        }),
      },
    });
    writer = ApiObjectWriter.create('east', server);
    // API servers compile a policy a moment after it was stored.
    for (;;) {
      const probe = rule({ host: HOST, ...EXPORT });
      const tried = await writer.apply(probe, {
        fieldManager: 'probe',
        dryRun: true,
        signal,
      });
      if (tried.code !== 'applied') break;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  });

  afterAll(async () => {
    await server?.close();
    await lab?.stop();
  });

  it.each([
    ['a namespace with an owner', namespace('toys', 'team-shop')],
    ['its owner again', namespace('shop', 'team-shop')],
    ['a rule for its own service', rule({ host: HOST, ...EXPORT })],
    [
      'a route for its own service',
      rule({ hosts: [HOST], ...EXPORT, ...ROUTE }, 'shop', 'VirtualService'),
    ],
    ['a role for a group', binding('shop-developers')],
  ])('lets %s pass', async (_, manifest) => {
    expect(await apply(manifest)).toMatchObject({ code: 'applied' });
  });

  it.each([
    [
      'T02 anything in a protected namespace',
      rule(
        { host: 'a.istio-system.svc.cluster.local', ...EXPORT },
        'istio-system',
      ),
      'protected namespaces',
    ],
    [
      'T02 a protected namespace itself',
      namespace('kube-tools', 'team-shop'),
      'protected namespaces',
    ],
    ['T01 a namespace without owner', namespace('games'), 'has an owner'],
    [
      'T06 a role for everybody',
      binding('system:authenticated'),
      'No subject of Kubernetes itself',
    ],
    [
      'T15 a rule for all namespaces',
      rule({ host: HOST }),
      'names the namespaces',
    ],
    [
      'T15 a rule that says so',
      rule({ host: HOST, exportTo: ['*'] }),
      'names the namespaces',
    ],
    [
      'T13 a rule for the service of somebody else',
      rule({ host: 'ledger.payments.svc.cluster.local', ...EXPORT }),
      'a service of its own namespace',
    ],
    [
      'T13 a short host',
      rule({ host: 'cart', ...EXPORT }),
      'a service of its own',
    ],
    [
      'T16 a route that takes the calls of somebody else along',
      rule(
        {
          hosts: [HOST, 'ledger.payments.svc.cluster.local'],
          ...EXPORT,
          ...ROUTE,
        },
        'shop',
        'VirtualService',
      ),
      'services of its own namespace',
    ],
  ])('refuses %s', async (_, manifest, reason) => {
    expect(await apply(manifest)).toMatchObject({
      code: expect.stringMatching(/^(rejected|not-allowed)$/),
      message: expect.stringContaining(reason),
    });
  });

  it('T01 refuses to give a namespace to somebody else', async () => {
    expect(await apply(namespace('books', 'team-shop'))).toMatchObject({
      code: 'applied',
    });
    expect(await apply(namespace('books', 'team-pay'))).toMatchObject({
      message: expect.stringContaining('has an owner and keeps it'),
    });
  });

  it('T50 refuses another field manager', async () => {
    expect(
      await apply(rule({ host: HOST, ...EXPORT }), 'kubectl'),
    ).toMatchObject({
      message: expect.stringContaining('its own field managers'),
    });
  });

  it('asks nothing of others', async () => {
    const { admin } = lab.cluster('east');
    const free = { ...namespace('games') };
    await expect(admin.apply(free, 'kubectl')).resolves.toBeDefined();
  });
});
