import { ApiClient } from '../ApiClient';
import { ClusterSpec, CRD_BUNDLES } from '../engine';
import { createClusterIdentity } from '../identity';
import { RealEngine } from './RealEngine';

jest.setTimeout(600_000);

describe('RealEngine', () => {
  const engine = RealEngine.create();
  const lifetime = new AbortController();

  afterAll(async () => {
    lifetime.abort();
    await engine.stop();
  });

  it('serves clusters with their own objects and CRDs, and expires watches of one of them', async () => {
    const specs: ClusterSpec[] = [
      {
        name: 'east',
        crds: CRD_BUNDLES,
        serviceCidr: '10.96.0.0/16',
        identity: await createClusterIdentity('east', new Date()),
      },
      {
        name: 'west',
        crds: ['istio'],
        serviceCidr: '10.97.0.0/16',
        identity: await createClusterIdentity('west', new Date()),
      },
    ];
    const clusters = await engine.start(specs, lifetime.signal);
    const clients = clusters.map(({ url }, index) =>
      ApiClient.create({
        url,
        caCertificate: specs[index].identity.caCertificate,
        token: specs[index].identity.adminToken,
      }),
    );
    const [east, west] = clients;

    await east.apply(
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
      'lab',
    );
    const namespaces = async (client: ApiClient) =>
      (await client.list({ apiVersion: 'v1', kind: 'Namespace' })).map(
        ({ metadata }) => metadata.name,
      );
    expect(await namespaces(east)).toContain('shop');
    expect(await namespaces(west)).not.toContain('shop');
    await expect(
      west.pathOf({
        apiVersion: 'maistra.io/v2',
        kind: 'ServiceMeshControlPlane',
        name: 'basic',
      }),
    ).rejects.toThrow(/serves no ServiceMeshControlPlane/);
    expect(
      await east.list({
        apiVersion: 'maistra.io/v2',
        kind: 'ServiceMeshControlPlane',
      }),
    ).toEqual([]);

    const old = await east.send({ method: 'GET', path: '/api/v1/namespaces' });
    const { resourceVersion } = (
      old.body as { metadata: { resourceVersion: string } }
    ).metadata;
    await clusters[0].expireWatches();
    const watch = await east.send({
      method: 'GET',
      path: `/api/v1/namespaces?watch=1&timeoutSeconds=5&resourceVersion=${resourceVersion}`,
    });
    expect(watch.body).toMatchObject({
      type: 'ERROR',
      object: { code: 410, reason: 'Expired' },
    });
    expect(await namespaces(east)).toContain('shop');
    clients.forEach(client => client.close());
  });
});
