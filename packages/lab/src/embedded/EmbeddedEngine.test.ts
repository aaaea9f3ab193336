import { ApiClient } from '../ApiClient';
import type { ClusterSpec, EngineCluster } from '../engine';
import { createClusterIdentity } from '../identity';
import { EmbeddedEngine } from './EmbeddedEngine';

describe('EmbeddedEngine', () => {
  const engine = EmbeddedEngine.create();
  let cluster: EngineCluster;
  let admin: ApiClient;
  let connect: () => ApiClient;

  beforeAll(async () => {
    const identity = await createClusterIdentity('c1', new Date());
    const spec: ClusterSpec = {
      name: 'c1',
      crds: ['istio', 'gateway-api', 'mcs', 'sail', 'maistra', 'federation'],
      identity,
      serviceCidr: '10.96.0.0/16',
    };
    [cluster] = await engine.start([spec], new AbortController().signal);
    connect = () =>
      ApiClient.create({
        url: cluster.url,
        caCertificate: identity.caCertificate,
        token: identity.adminToken,
      });
    admin = connect();
  });

  afterAll(async () => {
    admin.close();
    await engine.stop();
  });

  it('serves the kinds of all CRD bundles', async () => {
    for (const [apiVersion, kind] of [
      ['networking.istio.io/v1', 'VirtualService'],
      ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
      ['multicluster.x-k8s.io/v1alpha1', 'ServiceExport'],
      ['sailoperator.io/v1', 'Istio'],
      ['maistra.io/v2', 'ServiceMeshControlPlane'],
    ]) {
      await expect(admin.list({ apiVersion, kind })).resolves.toEqual([]);
    }
  });

  it('keeps its objects over a restart on the same address', async () => {
    await admin.apply(
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kept' } },
      'test',
    );
    await cluster.restart?.();
    // The restart cut the connections of the first client.
    const again = connect();
    await expect(
      again.get({ apiVersion: 'v1', kind: 'Namespace', name: 'kept' }),
    ).resolves.toMatchObject({ status: { phase: 'Active' } });
    again.close();
  });
});
