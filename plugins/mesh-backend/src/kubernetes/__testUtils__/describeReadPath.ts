import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import {
  Coverage,
  Kind,
  KIND_NAMES,
  recordKey,
  SyncState,
} from '@meshwise/backstage-plugin-mesh-common';
import { KubernetesObject, Lab, startLab } from '@meshwise/lab';
import { ClusterStatus } from '../../store/MeshStore';
import { connectClusters } from '../connectClusters';
import { labEntry, ListedClusters } from './ListedClusters';

const service = (name: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'shop' },
  spec: { ports: [{ name: 'http', port: 80 }], selector: { app: name } },
});

const meshConfig = (namespace: string, mesh: string, name = 'istio') => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace },
  data: { mesh },
});

const OBJECTS: readonly KubernetesObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'istio-system' } },
  service('cart'),
  service('checkout'),
  meshConfig('istio-system', 'trustDomain: example.com\n'),
  {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: 'cart', namespace: 'shop' },
    spec: { host: 'cart.shop.svc.cluster.local' },
  },
];

const istiod = (revision: string): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: `istiod-${revision}`,
    namespace: 'istio-system',
    labels: { app: 'istiod', 'istio.io/rev': revision },
  },
  spec: {
    selector: { matchLabels: { app: 'istiod' } },
    template: {
      metadata: { labels: { app: 'istiod' } },
      spec: { containers: [{ name: 'discovery', image: 'pilot:1.27.0' }] },
    },
  },
});

const SAIL_CRD: KubernetesObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'istiorevisions.sailoperator.io' },
  spec: {
    group: 'sailoperator.io',
    scope: 'Cluster',
    names: {
      kind: 'IstioRevision',
      listKind: 'IstioRevisionList',
      plural: 'istiorevisions',
      singular: 'istiorevision',
    },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: { version: { type: 'string' } },
              },
            },
          },
        },
      },
    ],
  },
};

/** What must hold when clusters are read, on any engine. */
export function describeReadPath(engine: 'embedded' | 'real'): void {
  describe(`the read path, ${engine} engine`, () => {
    const readers: AbortController[] = [];
    let lab: Lab;

    beforeAll(async () => {
      lab = await startLab({
        engine,
        inline: {
          clusters: [
            { name: 'east', objects: OBJECTS, crds: ['istio'] },
            { name: 'west', objects: OBJECTS, crds: ['istio', 'gateway-api'] },
          ],
        },
      });
    });

    // A test that fails must not leave a broken cluster or a reader to the next one.
    afterEach(async () => {
      for (const stop of readers.splice(0)) stop.abort();
      await lab.cluster('east').restore();
      await lab.cluster('west').restore();
    });

    afterAll(async () => {
      await lab?.stop();
    });

    /** Reads the named clusters, and lets the test wait for what it expects to see. */
    function read(...names: readonly string[]) {
      const stop = new AbortController();
      readers.push(stop);
      const clusters = new ListedClusters();
      for (const name of names) clusters.set(labEntry(lab.cluster(name)));
      const { store } = connectClusters({
        access: clusters,
        tokenFiles: new Map(),
        logger: mockServices.logger.mock(),
        metrics: metricsServiceMock.mock(),
        signal: stop.signal,
      });
      const seen: SyncState[] = [];
      store.subscribe(() => {
        const east = status('east');
        if (east?.state && east.state !== seen.at(-1)) seen.push(east.state);
      }, stop.signal);
      const until = (what: () => boolean) =>
        new Promise<void>(resolve => {
          const done = new AbortController();
          const look = () => {
            if (!what()) return;
            done.abort();
            resolve();
          };
          store.subscribe(look, done.signal);
          look();
        });
      const status = (name: string): ClusterStatus | undefined =>
        store.clusters().find(cluster => cluster.name === name);
      const coverage = (name: string, kind: Kind): Coverage | undefined =>
        store.snapshot().view(name, kind)?.coverage;
      const held = (name: string, kind: Kind): readonly string[] =>
        [...(store.snapshot().view(name, kind)?.table.records() ?? [])]
          .map(recordKey)
          .sort();
      const synced = (name: string) =>
        until(() => status(name)?.state === 'synced');
      return {
        clusters,
        store,
        seen,
        until,
        status,
        coverage,
        held,
        synced,
      };
    }

    async function served(name: string, kind: string) {
      const objects = await lab
        .cluster(name)
        .admin.list({ apiVersion: 'v1', kind });
      return objects
        .map(({ metadata }) =>
          recordKey({ namespace: '', ...metadata } as never),
        )
        .sort();
    }

    it('reads what the cluster has, and knows what it has not', async () => {
      const { synced, held, coverage, status } = read('east');
      await synced('east');
      expect(held('east', 'Service')).toEqual(await served('east', 'Service'));
      expect(held('east', 'Namespace')).toEqual(
        await served('east', 'Namespace'),
      );
      expect(held('east', 'DestinationRule')).toEqual(['shop/cart']);
      expect(held('east', 'MeshConfig')).toEqual(['istio-system/istio']);
      expect(coverage('east', 'KubernetesGateway')?.state).toBe(
        'not-installed',
      );
      expect(status('east')).toMatchObject({
        access: 'server-side',
        kubernetesVersion: expect.stringMatching(/^v1\.\d+/),
        reason: undefined,
      });
    });

    it('follows changes', async () => {
      const { synced, held, until } = read('east');
      await synced('east');
      const { admin } = lab.cluster('east');
      await admin.apply(service('search'), 'test');
      await until(() => held('east', 'Service').includes('shop/search'));
      await admin.delete({
        apiVersion: 'v1',
        kind: 'Service',
        namespace: 'shop',
        name: 'search',
      });
      await until(() => !held('east', 'Service').includes('shop/search'));
      expect(held('east', 'Service')).toEqual(await served('east', 'Service'));
    });

    it('keeps the last records of a cluster that is gone, says so, and catches up when it is back', async () => {
      const { synced, held, until, status, coverage } = read('east', 'west');
      await Promise.all([synced('east'), synced('west')]);
      const east = lab.cluster('east');
      await east.kill();
      await until(() =>
        KIND_NAMES.every(kind =>
          ['timeout', 'not-installed'].includes(
            coverage('east', kind)?.state ?? '',
          ),
        ),
      );
      expect(status('east')?.reason).toMatch(/nothing listens|reset/);
      expect(held('east', 'Service')).toContain('shop/cart');
      expect(status('west')?.state).toBe('synced');
      await east.admin.apply(service('made-meanwhile'), 'test');
      await east.restore();
      await synced('east');
      expect(held('east', 'Service')).toContain('shop/made-meanwhile');
    });

    it('notices a cluster that says nothing at all', async () => {
      const { synced, until, status } = read('west');
      await synced('west');
      await lab.cluster('west').partition();
      await until(() => status('west')?.state === 'timeout');
      // Open connections fall silent, and new ones get no handshake: either may be noticed first.
      expect(status('west')?.reason).toMatch(
        /no complete answer within|does not accept connections/,
      );
      await lab.cluster('west').restore();
      await synced('west');
      expect(status('west')?.reason).toBeUndefined();
    });

    it('drops a kind within seconds when the right is taken away, and reads the others', async () => {
      const { synced, until, held, coverage, status } = read('east');
      await synced('east');
      const east = lab.cluster('east');
      await east.forbid('services');
      await until(() => coverage('east', 'Service')?.state === 'forbidden');
      expect(held('east', 'Service')).toEqual([]);
      expect(coverage('east', 'Service')?.reason).toMatch(
        /HTTP 403: services is forbidden/,
      );
      expect(status('east')).toMatchObject({
        state: 'forbidden',
        reason: expect.stringMatching(/^Service: HTTP 403/),
      });
      await east.admin.apply(
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'still-read' },
        },
        'test',
      );
      await until(() => held('east', 'Namespace').includes('still-read'));
      await east.restore();
      await synced('east');
      expect(held('east', 'Service')).toContain('shop/cart');
    });

    it('reads nothing with a credential that may read Secrets, until it may not any more (T33)', async () => {
      const { synced, until, held, status } = read('east');
      await synced('east');
      const { admin } = lab.cluster('east');
      const rbac = 'rbac.authorization.k8s.io/v1';
      const role = { apiVersion: rbac, kind: 'ClusterRole', name: 'secrets' };
      const grant = (resources: readonly string[]) =>
        admin.apply(
          {
            apiVersion: rbac,
            kind: 'ClusterRole',
            metadata: { name: role.name },
            rules: [{ apiGroups: [''], resources, verbs: ['list'] }],
          },
          'test',
        );
      await grant(['secrets']);
      await admin.apply(
        {
          apiVersion: rbac,
          kind: 'ClusterRoleBinding',
          metadata: { name: role.name },
          roleRef: {
            apiGroup: 'rbac.authorization.k8s.io',
            kind: 'ClusterRole',
            name: role.name,
          },
          subjects: [
            {
              kind: 'ServiceAccount',
              name: 'meshwise-reader',
              namespace: 'meshwise',
            },
          ],
        },
        'test',
      );
      await until(() => status('east')?.state === 'forbidden');
      expect(status('east')?.reason).toMatch(/may read Secrets/);
      expect(held('east', 'Service')).toEqual([]);
      await grant(['services']);
      await synced('east');
      expect(held('east', 'Service')).toContain('shop/cart');
    });

    it('says what is wrong with a CA, a token or a URL, and does without the cluster', async () => {
      const { clusters, until, status, synced } = read('west');
      const east = lab.cluster('east');
      const { caCertificate: otherCa } = lab.cluster('west');
      const wrong = (name: string, overrides: object) =>
        clusters.set({ ...labEntry(east, overrides), name });
      wrong('wrong-ca', { ca: otherCa });
      wrong('wrong-token', {
        credential: async () => ({
          type: 'bearer token',
          token: 'canary-token',
        }),
      });
      wrong('no-token', {
        credential: async () => {
          throw new Error('the vault is closed: Bearer abcdefghijkl');
        },
      });
      wrong('wrong-port', { url: 'https://127.0.0.1:1' });
      const state = (name: string) => status(name)?.state;
      await synced('west');
      await until(
        () =>
          state('wrong-ca') === 'timeout' &&
          state('wrong-token') === 'auth' &&
          state('no-token') === 'auth' &&
          state('wrong-port') === 'timeout',
      );
      expect(status('wrong-ca')?.reason).toMatch(
        /not signed by the configured CA .* correct caData or caFile/,
      );
      expect(status('wrong-token')?.reason).toMatch(/HTTP 401/);
      expect(status('wrong-token')?.reason).not.toContain('canary-token');
      expect(status('no-token')?.reason).toBe(
        'there is no credential: the vault is closed: [redacted]',
      );
      expect(status('wrong-port')?.reason).toMatch(/nothing listens/);
    });

    it('lists clusters that need a sign-in or are misconfigured, without reading them', async () => {
      const { clusters, store, status } = read();
      const entry = { title: 'T', authProvider: 'oidc' };
      clusters.set({ ...entry, name: 'users', access: { code: 'sign-in' } });
      clusters.set({
        ...entry,
        name: 'broken',
        access: { code: 'invalid', reason: 'caData holds no certificate' },
      });
      expect(status('users')).toMatchObject({
        access: 'sign-in',
        state: undefined,
        reason: undefined,
      });
      expect(status('broken')).toMatchObject({
        access: 'invalid',
        reason: 'caData holds no certificate',
      });
      expect([...store.snapshot().clusters.keys()]).toEqual([]);
    });

    it('reads a cluster as soon as it is configured, and forgets it when it is not any more', async () => {
      const { clusters, synced, store, until } = read('west');
      await synced('west');
      clusters.set(labEntry(lab.cluster('east')));
      await synced('east');
      clusters.remove('east');
      await until(() => !store.snapshot().clusters.has('east'));
      expect(store.clusters().map(({ name }) => name)).toEqual(['west']);
    });

    it('lists again when everything it knew is too old', async () => {
      const { synced, held, until, store } = read('east');
      await synced('east');
      const east = lab.cluster('east');
      await east.admin.apply(service('before-expiry'), 'test');
      await east.expireWatches();
      await east.admin.apply(service('after-expiry'), 'test');
      await until(() =>
        ['shop/before-expiry', 'shop/after-expiry'].every(name =>
          held('east', 'Service').includes(name),
        ),
      );
      expect(held('east', 'Service')).toEqual(await served('east', 'Service'));
      expect(store.snapshot().view('east', 'Service')?.table.size).toBe(
        (await served('east', 'Service')).length,
      );
    });

    it('sets objects apart that cannot be read', async () => {
      const { synced, until, store, held } = read('east');
      await synced('east');
      const { admin } = lab.cluster('east');
      await admin.apply(meshConfig('shop', '{ not: [yaml'), 'test');
      const unreadable = () =>
        store.snapshot().view('east', 'MeshConfig')?.table.unreadable;
      await until(() => unreadable()?.has('shop/istio') ?? false);
      expect(held('east', 'MeshConfig')).toEqual(['istio-system/istio']);
      await admin.apply(
        meshConfig('shop', 'trustDomain: shop.example\n'),
        'test',
      );
      await until(() => unreadable()?.size === 0);
      expect(held('east', 'MeshConfig')).toContain('shop/istio');
    });

    it('reads the mesh config of a revision as soon as its istiod is there', async () => {
      const { synced, until, coverage } = read('west');
      await synced('west');
      const { admin } = lab.cluster('west');
      await admin.apply(istiod('blue'), 'test');
      // The example roles name the revisions that were there at first; what may not be read is a gap, not an absence.
      await until(() => coverage('west', 'MeshConfig')?.state === 'forbidden');
      expect(coverage('west', 'MeshConfig')?.reason).toMatch(/configmaps/);
      await admin.delete({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        namespace: 'istio-system',
        name: 'istiod-blue',
      });
      await until(() => coverage('west', 'MeshConfig')?.state === 'synced');
    });

    it('reads a kind that is installed later', async () => {
      const { synced, until, coverage, held } = read('west');
      await synced('west');
      const { admin } = lab.cluster('west');
      expect(coverage('west', 'IstioRevision')?.state).toBe('not-installed');
      await admin.apply(SAIL_CRD, 'test');
      await until(() => coverage('west', 'IstioRevision')?.state === 'synced');
      await admin.apply(
        {
          apiVersion: 'sailoperator.io/v1',
          kind: 'IstioRevision',
          metadata: { name: 'default' },
          spec: { version: 'v1.27.0' },
        },
        'test',
      );
      await until(() => held('west', 'IstioRevision').includes('default'));
    });

    it('swaps a rotated token without losing sight of the cluster', async () => {
      const { clusters, synced, until, seen, held, store } = read('east');
      await synced('east');
      const before = store
        .snapshot()
        .view('east', 'Service')
        ?.table.get({ namespace: 'shop', name: 'cart' });
      const east = lab.cluster('east');
      const old = labEntry(east);
      await east.rotateTokens();
      clusters.set(labEntry(east));
      await east.admin.apply(service('after-rotation'), 'test');
      await until(() =>
        held('east', 'Service').includes('shop/after-rotation'),
      );
      // The record did not change, so that no answer made from it has to be made again.
      const after = store
        .snapshot()
        .view('east', 'Service')
        ?.table.get({ namespace: 'shop', name: 'cart' });
      expect(after).toBe(before);
      expect(seen.slice(seen.indexOf('synced'))).toEqual(['synced']);

      // A wrong one takes no effect; the good connection goes on.
      clusters.set({
        ...old,
        access: labEntry(east, {
          fingerprint: 'wrong',
          credential: async () => ({ type: 'bearer token', token: 'wrong' }),
        }).access,
      });
      await until(
        () =>
          store
            .clusters()[0]
            .reason?.startsWith('the changed connection cannot be used yet') ??
          false,
      );
      expect(store.clusters()[0].state).toBe('synced');
    });

    it('reads a token again that was refused', async () => {
      const east = lab.cluster('east');
      let token = 'outdated';
      const { clusters, synced, until, status } = read();
      clusters.set(
        labEntry(east, {
          credential: async () => ({ type: 'bearer token', token }),
        }),
      );
      await until(() => status('east')?.state === 'auth');
      expect(status('east')?.reason).toContain('HTTP 401');
      token = east.tokens.reader;
      await synced('east');
      expect(status('east')?.reason).toBeUndefined();
    });

    it('reads long lists in pages', async () => {
      const { admin } = lab.cluster('west');
      const names = Array.from({ length: 620 }, (_, i) => `many-${i}`);
      for (let i = 0; i < names.length; i += 20) {
        await Promise.all(
          names
            .slice(i, i + 20)
            .map(name => admin.apply(service(name), 'test')),
        );
      }
      const { synced, held } = read('west');
      await synced('west');
      expect(held('west', 'Service')).toEqual(await served('west', 'Service'));
    });
  });
}
