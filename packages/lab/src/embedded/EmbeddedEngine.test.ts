import { once } from 'node:events';
import { connect as connectHttp2 } from 'node:http2';
import { ApiClient } from '../ApiClient';
import type { ClusterSpec, EngineCluster } from '../engine';
import { CRD_BUNDLES } from '../engine';
import { createClusterIdentity } from '../identity';
import { HttpConnection } from '../conformance/HttpConnection';
import { signServiceAccountToken } from '../serviceAccountToken';
import { EmbeddedEngine } from './EmbeddedEngine';

const NAMESPACES = '/api/v1/namespaces';

describe('EmbeddedEngine', () => {
  const engine = EmbeddedEngine.create();
  let spec: ClusterSpec;
  let cluster: EngineCluster;
  let admin: ApiClient;
  const clients: ApiClient[] = [];

  const connect = (token: string) => {
    const client = ApiClient.create({
      url: cluster.url,
      caCertificate: spec.identity.caCertificate,
      token,
    });
    clients.push(client);
    return client;
  };
  const createNamespace = (name: string) =>
    admin.apply(
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
      'test',
    );

  beforeEach(async () => {
    spec = {
      name: 'c1',
      crds: CRD_BUNDLES,
      identity: await createClusterIdentity('c1', new Date()),
      serviceCidr: '10.96.0.0/16',
    };
    [cluster] = await engine.start([spec], new AbortController().signal);
    admin = connect(spec.identity.adminToken);
  });

  afterEach(async () => {
    clients.splice(0).forEach(client => client.close());
    await engine.stop();
  });

  /** Reads the lines of a watch until it ends. */
  async function watch(path: string): Promise<unknown[]> {
    const connection = HttpConnection.create({
      url: cluster.url,
      caCertificate: spec.identity.caCertificate,
    });
    const { lines } = await connection.lines({
      method: 'GET',
      path,
      headers: { authorization: `Bearer ${spec.identity.adminToken}` },
    });
    const events: unknown[] = [];
    for await (const line of lines) {
      events.push(JSON.parse(line));
    }
    connection.close();
    return events;
  }

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
    await createNamespace('kept');
    await cluster.restart?.();
    // The restart cut the connections of the first client.
    const again = connect(spec.identity.adminToken);
    await expect(
      again.get({ apiVersion: 'v1', kind: 'Namespace', name: 'kept' }),
    ).resolves.toMatchObject({ status: { phase: 'Active' } });
  });

  it('speaks HTTP/2 on the same port', async () => {
    const session = connectHttp2(cluster.url, {
      ca: spec.identity.caCertificate,
    });
    const stream = session.request({
      ':path': NAMESPACES,
      authorization: `Bearer ${spec.identity.adminToken}`,
    });
    const [headers] = await once(stream, 'response');
    expect(headers[':status']).toBe(200);
    const chunks: Buffer[] = [];
    for await (const chunk of stream) {
      chunks.push(chunk);
    }
    session.close();
    expect(JSON.parse(Buffer.concat(chunks).toString())).toMatchObject({
      kind: 'NamespaceList',
    });
  });

  it('sends a bookmark two seconds before a watch ends', async () => {
    const path = `${NAMESPACES}?watch=1&resourceVersion=1&timeoutSeconds=3&allowWatchBookmarks=true`;
    const { metadata } = (await admin.send({ method: 'GET', path: NAMESPACES }))
      .body as {
      metadata: { resourceVersion: string };
    };
    const events = await watch(
      path.replace('=1&timeout', `=${metadata.resourceVersion}&timeout`),
    );
    expect(events).toEqual([
      {
        type: 'BOOKMARK',
        object: {
          kind: 'Namespace',
          apiVersion: 'v1',
          metadata: { resourceVersion: expect.any(String) },
        },
      },
    ]);
  });

  it('ends open watches when they are made to expire', async () => {
    const open = watch(`${NAMESPACES}?watch=1&resourceVersion=0`);
    await createNamespace('a');
    await cluster.expireWatches();
    expect(await open).not.toContainEqual(
      expect.objectContaining({ type: 'ERROR' }),
    );
  });

  it('knows a ServiceAccount no longer when it is deleted, or another one of its name', async () => {
    await createNamespace('shop');
    const account = {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'cart', namespace: 'shop' },
    };
    const { metadata } = await admin.apply(account, 'test');
    const now = Date.now();
    const token = signServiceAccountToken(spec.identity.serviceAccountKey, {
      cluster: 'c1',
      namespace: 'shop',
      name: 'cart',
      uid: metadata.uid ?? '',
      issuedAt: new Date(now),
      expiresAt: new Date(now + 60_000),
    });
    const status = async () =>
      (await connect(token).send({ method: 'GET', path: '/apis' })).status;
    expect(await status()).toBe(200);
    await admin.delete({ ...account, ...account.metadata });
    expect(await status()).toBe(401);
    await admin.apply(account, 'test');
    expect(await status()).toBe(401);
  });

  it('takes a namespace away with all that is in it', async () => {
    await createNamespace('shop');
    await admin.apply(
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'a', namespace: 'shop' },
      },
      'test',
    );
    await admin.delete({ apiVersion: 'v1', kind: 'Namespace', name: 'shop' });
    await expect(
      admin.list({ apiVersion: 'v1', kind: 'ConfigMap' }),
    ).resolves.toEqual([]);
    await expect(
      admin.get({ apiVersion: 'v1', kind: 'Namespace', name: 'shop' }),
    ).resolves.toBeUndefined();
  });

  it('stops when the signal aborts', async () => {
    const lifetime = new AbortController();
    const other = EmbeddedEngine.create();
    const [started] = await other.start(
      [{ ...spec, name: 'c2' }],
      lifetime.signal,
    );
    lifetime.abort();
    await other.stop();
    const client = ApiClient.create({
      url: started.url,
      caCertificate: spec.identity.caCertificate,
    });
    await expect(
      client.send({ method: 'GET', path: '/readyz' }),
    ).rejects.toThrow();
    client.close();
  });
});
