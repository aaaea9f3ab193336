import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'yaml';
import { ApiClient } from '../ApiClient';
import { ControlClient } from '../ControlClient';
import { ControlServer } from '../ControlServer';
import { EngineName } from '../engines';
import { parseManifests } from '../fleet/loadFleet';
import { Lab } from '../Lab';
import { LabCluster } from '../LabCluster';
import { LabState } from '../LabState';
import { startLab } from '../startLab';

const OBJECTS = parseManifests(
  `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { meshwise.io/tenant: team-shop } }
---
apiVersion: v1
kind: Node
metadata: { name: node-a, labels: { topology.kubernetes.io/zone: eu-a } }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: cart, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: cart } }
  template:
    metadata: { labels: { app: cart } }
    spec: { containers: [{ name: app, image: cart:1 }] }
---
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec: { selector: { app: cart }, ports: [{ name: http, port: 8080 }] }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: istio, namespace: shop }
data: { mesh: 'trustDomain: a' }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: istio-ca-root-cert, namespace: shop }
data: { root-cert.pem: $(root:main) }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: private, namespace: shop }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: cart, namespace: shop }
spec: { host: cart }
---
apiVersion: v1
kind: ResourceQuota
metadata: { name: tenant, namespace: shop }
spec: { hard: { pods: '1' } }
`,
  'labContract',
);

/** An old token is forgotten after at most ten seconds. */
const TOKEN_CACHE_MS = 20_000;

/** What a lab does on every engine. */
export function describeLab(engine: EngineName): void {
  describe(`a lab on the ${engine} engine`, () => {
    let lab: Lab;
    let control: ControlServer;
    let client: ControlClient;
    let stateDir: string;
    let east: LabCluster;
    const stopAsked = jest.fn();
    const clients: ApiClient[] = [];

    const as = (cluster: LabCluster, token?: string) => {
      const api = ApiClient.create({ ...cluster, token });
      clients.push(api);
      return api;
    };
    const get = async (api: ApiClient, path: string) =>
      (await api.send({ method: 'GET', path })).status;
    /** Asks about the right alone: not even a test asks for a Secret. */
    const mayGetSecrets = async (api: ApiClient) => {
      const { body } = await api.send({
        method: 'POST',
        path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
        body: {
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SelfSubjectAccessReview',
          spec: {
            resourceAttributes: {
              verb: 'get',
              resource: 'secrets',
              namespace: 'shop',
            },
          },
        },
      });
      return (body as { status: { allowed: boolean } }).status.allowed;
    };

    beforeAll(async () => {
      stateDir = await mkdtemp(join(tmpdir(), 'meshwise-lab-test-'));
      lab = await startLab({
        engine,
        stateDir,
        inline: {
          roots: { main: { commonName: 'Root', validDays: 20 } },
          clusters: ['east', 'west'].map(name => ({
            name,
            objects: OBJECTS,
            crds: ['istio'],
          })),
        },
      });
      east = lab.cluster('east');
      const state = LabState.create(lab, stateDir);
      control = await ControlServer.start({
        lab,
        state,
        port: 0,
        onStop: stopAsked,
      });
      client = ControlClient.create(control.url);
    });

    afterEach(() => {
      clients.splice(0).forEach(api => api.close());
    });

    afterAll(async () => {
      await control?.stop();
      await lab?.stop();
      await rm(stateDir, { recursive: true, force: true });
    });

    it('lets the reader see what the kinds table names and nothing else', async () => {
      const reader = as(east, east.tokens.reader);
      expect(
        await reader.list({ apiVersion: 'v1', kind: 'Pod', namespace: 'shop' }),
      ).toHaveLength(2);
      expect(
        await reader.list({
          apiVersion: 'networking.istio.io/v1',
          kind: 'DestinationRule',
        }),
      ).toMatchObject([{ metadata: { name: 'cart' } }]);
      const roots = await reader.send({
        method: 'GET',
        path: '/api/v1/configmaps?fieldSelector=metadata.name%3Distio-ca-root-cert',
      });
      expect(roots.body).toMatchObject({
        items: [
          {
            data: {
              'root-cert.pem': expect.stringMatching(
                /^-----BEGIN CERTIFICATE-----\n/,
              ),
            },
          },
        ],
      });
      expect(await mayGetSecrets(reader)).toBe(false);
      expect(await get(reader, '/api/v1/configmaps')).toBe(403);
      expect(
        await get(reader, '/api/v1/namespaces/shop/configmaps/private'),
      ).toBe(403);
      expect(
        (
          await reader.send({
            method: 'DELETE',
            path: '/api/v1/namespaces/shop/services/cart',
          })
        ).status,
      ).toBe(403);
    });

    it('lets the writer write its kinds and read nothing else', async () => {
      const writer = as(east, east.tokens.writer);
      const created = await writer.apply(
        {
          apiVersion: 'networking.istio.io/v1',
          kind: 'DestinationRule',
          metadata: { name: 'fresh', namespace: 'shop' },
          spec: { host: 'fresh' },
        },
        'test',
      );
      expect(created.metadata.uid).toBeDefined();
      expect(await get(writer, '/api/v1/pods')).toBe(403);
      expect(await mayGetSecrets(writer)).toBe(false);
    });

    it('refuses a client without a valid token', async () => {
      expect(await get(as(east), '/api/v1/pods')).toBe(403);
      expect(await get(as(east, 'wrong'), '/api/v1/pods')).toBe(401);
      const west = lab.cluster('west');
      expect(await get(as(east, west.tokens.reader), '/api/v1/pods')).toBe(401);
    });

    it('has endpoints for its pods', async () => {
      const slices = await east.admin.list({
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        namespace: 'shop',
      });
      expect(slices).toMatchObject([
        {
          endpoints: [
            { nodeName: 'node-a', zone: 'eu-a', conditions: { ready: true } },
            { nodeName: 'node-a', zone: 'eu-a', conditions: { ready: true } },
          ],
        },
      ]);
    });

    it('can be killed and restored', async () => {
      expect(await client.run('east', 'kill', {})).toMatchObject({
        link: { code: 'killed' },
      });
      await expect(
        get(as(east, east.tokens.reader), '/api/v1/pods'),
      ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
      expect(
        await get(
          as(lab.cluster('west'), lab.cluster('west').tokens.reader),
          '/api/v1/pods',
        ),
      ).toBe(200);

      await client.run('east', 'restore', {});
      expect(await get(as(east, east.tokens.reader), '/api/v1/pods')).toBe(200);
    });

    it('is silent when partitioned', async () => {
      await client.run('east', 'partition', {});
      const answer = as(east, east.tokens.reader).send({
        method: 'GET',
        path: '/api/v1/pods',
        signal: AbortSignal.timeout(300),
      });
      await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
      await client.run('east', 'restore', {});
    });

    it('takes a resource from the reader and gives it back', async () => {
      const reader = as(east, east.tokens.reader);
      expect(
        await client.run('east', 'forbid', { resource: 'services' }),
      ).toMatchObject({ forbidden: ['services'] });
      expect(await get(reader, '/api/v1/services')).toBe(403);
      expect(await get(reader, '/api/v1/pods')).toBe(200);

      await client.run('east', 'restore', {});
      expect(await get(reader, '/api/v1/services')).toBe(200);
    });

    it('expires watches', async () => {
      const reader = as(east, east.tokens.reader);
      const list = await reader.send({
        method: 'GET',
        path: '/api/v1/services',
      });
      const { resourceVersion } = (
        list.body as { metadata: { resourceVersion: string } }
      ).metadata;
      await client.run('east', 'expire-watches', {});
      const watch = await as(east, east.tokens.reader).send({
        method: 'GET',
        path: `/api/v1/services?watch=1&timeoutSeconds=5&resourceVersion=${resourceVersion}`,
      });
      expect(watch.body).toMatchObject({
        type: 'ERROR',
        object: { code: 410, reason: 'Expired' },
      });
    });

    it('rotates tokens and tells the portal', async () => {
      const old = east.tokens.reader;
      await client.run('east', 'rotate-token', {});
      const fresh = east.tokens;
      expect(fresh.reader).not.toBe(old);
      expect(await get(as(east, fresh.reader), '/api/v1/pods')).toBe(200);

      const config = parse(
        await readFile(join(stateDir, 'app-config.yaml'), 'utf8'),
      );
      const [{ clusters }] = config.kubernetes.clusterLocatorMethods;
      expect(clusters[0]).toMatchObject({
        name: 'east',
        url: east.url,
        authProvider: 'serviceAccount',
        serviceAccountToken: fresh.reader,
      });
      const [{ tokenFile }] = config.mesh.writers;
      expect(await readFile(tokenFile, 'utf8')).toBe(fresh.writer);
      expect((await stat(tokenFile)).mode & 0o777).toBe(0o600);

      const reader = as(east, old);
      const deadline = performance.now() + TOKEN_CACHE_MS;
      let status = await get(reader, '/api/v1/pods');
      while (status !== 401 && performance.now() < deadline) {
        await delay(200);
        status = await get(reader, '/api/v1/pods');
      }
      expect(status).toBe(401);
    }, 60_000);

    it('lists its clusters', async () => {
      expect(await client.list()).toEqual([
        {
          name: 'east',
          title: 'east',
          url: east.url,
          link: { code: 'up' },
          forbidden: [],
          crds: ['istio'],
        },
        expect.objectContaining({ name: 'west' }),
      ]);
    });

    it.each([
      ['north', 'kill', {}, 'The lab has no cluster north; it has east, west'],
      ['east', 'explode', {}, 'There is no command explode; there are kill,'],
      ['east', 'kill', { hard: 1 }, 'kill has no option hard; it has none'],
      ['east', 'forbid', {}, 'forbid needs a resource, for instance pods'],
      [
        'east',
        'forbid',
        { resource: 'secrets' },
        'The reader of east has no right to secrets that could be taken',
      ],
      [
        'east',
        'slow',
        { latencyMs: 'much' },
        'latencyMs must be a number that is not negative, and is "much"',
      ],
    ])('%s %s %j is refused', async (cluster, command, options, message) => {
      await expect(client.run(cluster, command, options)).rejects.toThrow(
        message,
      );
    });

    it('is not controlled by pages of other origins', async () => {
      const form = await fetch(`${control.url}/clusters/east/kill`, {
        method: 'POST',
        body: '{}',
      });
      expect(form.status).toBe(415);
      expect(east.link.code).toBe('up');
    });

    it('ends when asked', async () => {
      await client.stop();
      expect(stopAsked).toHaveBeenCalledTimes(1);
    });
  });
}
