import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import {
  AuthenticationStrategy,
  ClusterDetails,
} from '@backstage/plugin-kubernetes-node';
import { ClusterList } from '@meshwise/backstage-plugin-mesh-node';
import { KubernetesClusterAccess } from './KubernetesClusterAccess';

const strategy: AuthenticationStrategy = {
  getCredential: async ({ authMetadata }) => ({
    type: 'bearer token',
    token: authMetadata.serviceAccountToken,
  }),
  validateCluster: () => [],
  presentAuthMetadata: () => ({}),
};

const configured = (name: string, token = 't') => ({
  name,
  url: `https://${name}.example`,
  authProvider: 'serviceAccount',
  serviceAccountToken: token,
});

const supplied = (name: string): ClusterDetails => ({
  name,
  url: `https://${name}.example`,
  authMetadata: {
    'kubernetes.io/auth-provider': 'serviceAccount',
    serviceAccountToken: 't',
  },
});

function kubernetes(...clusters: JsonObject[]): { data: JsonObject } {
  return {
    data: {
      kubernetes: { clusterLocatorMethods: [{ type: 'config', clusters }] },
    },
  };
}

describe('KubernetesClusterAccess', () => {
  const stop = new AbortController();
  afterAll(() => stop.abort());

  /** Subscribes and lets the test wait for the list that has a property. */
  function setUp(
    data: { data: JsonObject },
    getClusters: () => Promise<ClusterDetails[]>,
  ) {
    const config = mockServices.rootConfig(data);
    const access = KubernetesClusterAccess.create({
      supplier: { getClusters },
      strategy,
      auth: mockServices.auth(),
      config,
      logger: mockServices.logger.mock(),
    });
    access.start(stop.signal);
    const next = (wanted: (list: ClusterList) => boolean) =>
      new Promise<ClusterList & { code: 'known' }>(resolve => {
        const done = new AbortController();
        access.subscribe(list => {
          if (list.code !== 'known' || !wanted(list)) return;
          done.abort();
          resolve(list);
        }, done.signal);
      });
    return { access, config, next };
  }

  const names = (list: ClusterList) =>
    list.code === 'known' ? list.clusters.map(c => c.name).sort() : [];

  it('lists supplied and configured clusters, each once', async () => {
    const { next } = setUp(kubernetes(configured('east')), async () => [
      supplied('east'),
      supplied('from-catalog'),
    ]);
    const list = await next(() => true);
    expect(names(list)).toEqual(['east', 'from-catalog']);
    expect(list.unavailable).toBeUndefined();
  });

  it('follows the configuration: a cluster appears, one goes, a token rotates', async () => {
    // As the Kubernetes plugin does, the supplier goes on with what it read at its start.
    const { config, next } = setUp(
      kubernetes(configured('east'), configured('west')),
      async () => [supplied('east'), supplied('west')],
    );
    const before = await next(list => names(list).length === 2);
    config.update(kubernetes(configured('east', 'rotated'), configured('new')));
    const after = await next(list => names(list).includes('new'));
    expect(names(after)).toEqual(['east', 'new']);
    const fingerprint = (list: typeof after) => {
      const east = list.clusters.find(({ name }) => name === 'east');
      return east?.access.code === 'server-side'
        ? east.access.connection.fingerprint
        : undefined;
    };
    expect(fingerprint(after)).not.toBe(fingerprint(before));
  });

  it('keeps the good clusters when one entry is bad, and names key and cure', async () => {
    const { config, next } = setUp(kubernetes(), async () => []);
    await next(() => true);
    config.update(
      kubernetes(
        configured('good'),
        { name: 'no-url', authProvider: 'serviceAccount' },
        { name: 'no-provider', url: 'https://x' },
        configured('good'),
      ),
    );
    const list = await next(found => names(found).includes('good'));
    const access = new Map(list.clusters.map(c => [c.name, c.access]));
    expect(access.get('good')?.code).toBe('server-side');
    expect(access.get('no-url')).toEqual({
      code: 'invalid',
      reason: expect.stringContaining('clusters[1].url'),
    });
    expect(access.get('no-provider')).toEqual({
      code: 'invalid',
      reason: expect.stringContaining('clusters[2].authProvider is missing'),
    });
    expect(list.clusters).toHaveLength(4);
  });

  it('keeps the last clusters while a locator fails, and says so', async () => {
    let fails = false;
    const { access, next } = setUp(kubernetes(), async () => {
      if (fails) throw new Error('GKE says no: Bearer abcdefghijkl');
      return [supplied('gke')];
    });
    await next(list => names(list).includes('gke'));
    fails = true;
    await access.reconcile();
    const list = await next(found => found.code === 'known');
    expect(names(list)).toEqual(['gke']);
    expect(list.unavailable).toBe(
      'a cluster locator of the Kubernetes plugin fails: GKE says no: [redacted]',
    );
    fails = false;
    await access.reconcile();
    expect((await next(() => true)).unavailable).toBeUndefined();
  });

  it('leaves a supplier alone that hides configured clusters', async () => {
    const { next } = setUp(
      kubernetes(configured('hidden'), configured('east')),
      async () => [supplied('east')],
    );
    expect(names(await next(() => true))).toEqual(['east']);
  });
});
