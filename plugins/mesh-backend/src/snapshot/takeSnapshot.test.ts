import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import {
  answer,
  configuredLinks,
  deploymentModel,
  endpoints,
  findings,
  governedBy,
  KIND_NAMES,
  links as whoWatches,
  readSnapshotManifest,
  Snapshot,
  snapshotOf,
} from '@meshwise/backstage-plugin-mesh-common';
import { KubernetesObject, Lab, startLab } from '@meshwise/lab';
import { systemClock } from '../Clock';
import { connectClusters } from '../kubernetes/connectClusters';
import {
  labEntry,
  ListedClusters,
} from '../kubernetes/__testUtils__/ListedClusters';
import { takeSnapshot } from './takeSnapshot';

const SECRET = 'canary-that-must-stay-in-the-cluster';

const metadata = (name: string, namespace = 'istio-system', more = {}) => ({
  name,
  namespace,
  ...more,
});

const namespaceObject = (
  name: string,
  labels: Record<string, string>,
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels, annotations: { 'example.com/note': SECRET } },
});

const objectsOf = (cluster: string, network: string): KubernetesObject[] => [
  namespaceObject('shop', { 'istio-injection': 'enabled' }),
  namespaceObject('istio-system', { 'topology.istio.io/network': network }),
  {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name: 'node-1',
      labels: { 'topology.kubernetes.io/region': cluster },
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata('cart', 'shop'),
    spec: {
      selector: { matchLabels: { app: 'cart' } },
      template: {
        metadata: { labels: { app: 'cart' } },
        spec: {
          containers: [
            {
              name: 'cart',
              image: 'cart:1',
              env: [{ name: 'PASSWORD', value: SECRET }],
            },
          ],
        },
      },
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: metadata('istiod', 'istio-system', { labels: { app: 'istiod' } }),
    spec: {
      selector: { matchLabels: { app: 'istiod' } },
      template: {
        metadata: { labels: { app: 'istiod' } },
        spec: {
          containers: [
            {
              name: 'discovery',
              image: 'pilot:1.31.0',
              env: [
                { name: 'CLUSTER_ID', value: cluster },
                { name: 'TOKEN', value: SECRET },
              ],
            },
          ],
        },
      },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata('istio'),
    data: { mesh: `trustDomain: prod\nunread: ${SECRET}\n`, other: SECRET },
  },
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: metadata('cart', 'shop'),
    spec: { ports: [{ name: 'http', port: 80 }], selector: { app: 'cart' } },
  },
  {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: metadata('cart', 'shop'),
    spec: {
      host: 'cart.shop.svc.cluster.local',
      trafficPolicy: { outlierDetection: { consecutive5xxErrors: 5 } },
    },
  },
];

/** What the rules say, without evidence of ages: two readings are never of the same moment. */
function answers(snapshot: Snapshot) {
  const service = { namespace: 'shop', name: 'cart' };
  return {
    model: answer(snapshot, deploymentModel, undefined).value,
    endpoints: answer(snapshot, endpoints, { service }).value,
    governedBy: answer(snapshot, governedBy, { service }).value,
    links: answer(snapshot, whoWatches, undefined).value,
    findings: findings(snapshot).findings.map(
      ({ code, subject, message, because }) => [
        code,
        subject,
        message,
        because,
      ],
    ),
  };
}

describe('takeSnapshot', () => {
  const stop = new AbortController();
  let lab: Lab;
  let out: string;

  beforeAll(async () => {
    lab = await startLab({
      engine: 'embedded',
      inline: {
        clusters: [
          { name: 'east', objects: objectsOf('east', 'n1'), crds: ['istio'] },
          { name: 'west', objects: objectsOf('west', 'n2'), crds: ['istio'] },
        ],
      },
    });
  });

  beforeEach(async () => {
    await lab.cluster('west').restore();
    out = await mkdtemp(join(tmpdir(), 'snapshot-'));
  });

  afterEach(() => rm(out, { recursive: true }));

  afterAll(async () => {
    stop.abort();
    await lab?.stop();
  });

  function clusters(of = lab) {
    const listed = new ListedClusters();
    for (const cluster of of.clusters) listed.set(labEntry(cluster));
    return listed;
  }

  async function take(access = clusters(), links = new Map()) {
    const said: string[] = [];
    const complete = await takeSnapshot(
      {
        access,
        links,
        out,
        clock: systemClock,
        random: Math.random,
        say: line => said.push(line),
      },
      stop.signal,
    );
    return { complete, said };
  }

  /** The folder as the commands read it. */
  async function folder(): Promise<Snapshot> {
    const manifest = readSnapshotManifest(
      parse(await readFile(join(out, 'snapshot.yaml'), 'utf8')),
    );
    const objects = new Map<string, unknown[]>();
    for (const name of await readdir(join(out, 'clusters'))) {
      const dir = join(out, 'clusters', name);
      const found: unknown[] = [];
      for (const file of await readdir(dir))
        found.push(
          ...parseAllDocuments(await readFile(join(dir, file), 'utf8')).map(
            document => document.toJS(),
          ),
        );
      objects.set(name, found);
    }
    const at = manifest.takenAt;
    return snapshotOf({ clusters: objects, at, manifest });
  }

  async function live(of = lab): Promise<Snapshot> {
    const { store } = connectClusters({
      access: clusters(of),
      tokenFiles: new Map(),
      logger: mockServices.logger.mock(),
      metrics: metricsServiceMock.mock(),
      signal: stop.signal,
    });
    return new Promise(resolve => {
      const look = () => {
        const known = store.clusters();
        if (
          known.length === of.clusters.length &&
          known.every(({ state }) => state === 'synced')
        )
          resolve(store.snapshot());
      };
      store.subscribe(look, stop.signal);
      look();
    });
  }

  it('answers as the live clusters do', async () => {
    expect(await take()).toEqual({ complete: true, said: [] });
    const taken = answers(await folder());
    expect(taken).toEqual(answers(await live()));
    expect(taken.links.controlPlanes.map(({ known }) => known)).toEqual([
      'assumed',
      'assumed',
    ]);
    expect(taken.endpoints.clusters).toHaveLength(2);
  });

  it('answers as the live clusters of the examples do', async () => {
    const examples = await startLab({ signal: stop.signal });
    try {
      const { complete } = await take(clusters(examples));
      expect(complete).toBe(true);
      const [taken, seen] = [await folder(), await live(examples)];
      const services = seen.view('eu-west-1', 'Service')?.table.list() ?? [];
      expect(services.length).toBeGreaterThan(5);
      for (const { namespace, name } of services) {
        const service = { namespace, name };
        expect(answer(taken, governedBy, { service }).value).toEqual(
          answer(seen, governedBy, { service }).value,
        );
      }
      expect(answers(taken)).toEqual(answers(seen));
      expect(findings(taken).findings.length).toBeGreaterThan(10);
    } finally {
      await examples.stop();
    }
  }, 60_000);

  it('holds no secret, and nothing that no rule reads', async () => {
    await take();
    const dirs = ['east', 'west'].map(name => join(out, 'clusters', name));
    for (const dir of dirs) {
      const files = await readdir(dir);
      expect(files).toContain('MeshConfig.yaml');
      expect(files).not.toContain('Secret.yaml');
      for (const file of files) {
        const text = await readFile(join(dir, file), 'utf8');
        expect(text).not.toContain(SECRET);
        expect(text).not.toContain('managedFields');
      }
    }
  });

  it('says of a cluster that does not answer that it was not seen, which is unknown and not empty', async () => {
    await lab.cluster('west').kill();
    const { complete, said } = await take();
    expect(complete).toBe(false);
    expect(said).toEqual([
      expect.stringMatching(/^west is not seen, timeout: /),
    ]);
    const taken = await folder();
    expect(taken.clusterNames).toEqual(['east', 'west']);
    for (const kind of KIND_NAMES)
      expect(taken.view('west', kind)?.coverage).toMatchObject({
        state: 'timeout',
        listedAt: undefined,
      });
    const service = { namespace: 'shop', name: 'cart' };
    expect(answer(taken, endpoints, { service }).gaps).toContainEqual(
      expect.objectContaining({ cluster: 'west', state: 'timeout' }),
    );
  });

  it('keeps the links of the configuration, and the names of clusters whatever they are', async () => {
    const access = new ListedClusters();
    access.set({ ...labEntry(lab.cluster('east')), name: '../east/1' });
    const record = configuredLinks(
      [{ cluster: 'west', clusterId: undefined }],
      { namespace: '', source: 'mesh.links[0]' },
    );
    await take(access, new Map([['../east/1', [record]]]));
    expect(await readdir(join(out, 'clusters'))).toEqual(['%2E%2E%2Feast%2F1']);
    const manifest = readSnapshotManifest(
      parse(await readFile(join(out, 'snapshot.yaml'), 'utf8')),
    );
    expect([...manifest.clusters.keys()]).toEqual(['../east/1']);
    expect(manifest.links.get('../east/1')).toEqual([record]);
  });

  it('leaves out what only a signed-in user can read, and says so', async () => {
    const access = clusters();
    access.set({
      name: 'partner',
      title: undefined,
      authProvider: 'oidc',
      access: { code: 'sign-in' },
    });
    expect(await take(access)).toEqual({
      complete: false,
      said: [
        'partner is left out: its auth provider "oidc" needs a signed-in user',
      ],
    });
  });

  it('overwrites nothing', async () => {
    await writeFile(join(out, 'precious'), '');
    await expect(take()).rejects.toThrow('is not empty; name a new folder');
  });
});
