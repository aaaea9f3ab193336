import { parse } from 'yaml';
import { Lab } from './Lab';
import { SailOperator } from './SailOperator';
import { startLab } from './startLab';

const ISTIO = {
  apiVersion: 'sailoperator.io/v1',
  kind: 'Istio',
  metadata: { name: 'blue' },
  spec: { version: 'v1.31.1', namespace: 'mesh' },
  status: { activeRevisionName: 'blue' },
};

const CONFIG = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'istio-blue', namespace: 'mesh' },
  data: { mesh: 'trustDomain: mesh.example.com\n' },
};

describe('SailOperator', () => {
  let lab: Lab;

  beforeAll(async () => {
    lab = await startLab({
      inline: {
        clusters: [
          {
            name: 'east',
            crds: ['sail'],
            objects: [
              {
                apiVersion: 'v1',
                kind: 'Namespace',
                metadata: { name: 'mesh' },
              },
              ISTIO,
              CONFIG,
            ],
          },
          { name: 'west', crds: [], objects: [] },
        ],
      },
    });
  });

  afterAll(async () => {
    await lab?.stop();
  });

  it('renders the roots of an Istio into the mesh config of its revision, and nothing else', async () => {
    const operator = SailOperator.create(lab.clusters);
    const { admin } = lab.cluster('east');
    const config = async () => {
      const { apiVersion, kind, metadata } = CONFIG;
      const found = await admin.get({ apiVersion, kind, ...metadata });
      const { mesh } = found?.data as { readonly mesh: string };
      return { mesh, version: found?.metadata.resourceVersion };
    };
    await operator.render();
    expect((await config()).mesh).toBe(CONFIG.data.mesh);

    const caCertificates = [{ pem: 'x', trustDomains: ['b.example.com'] }];
    const values = { meshConfig: { caCertificates } };
    const { status: _, ...istio } = ISTIO;
    await admin.apply({ ...istio, spec: { ...istio.spec, values } }, 'test');
    await operator.render();
    const rendered = await config();
    expect(parse(rendered.mesh)).toEqual({
      trustDomain: 'mesh.example.com',
      caCertificates,
    });
    await operator.render();
    expect((await config()).version).toBe(rendered.version);

    await admin.apply(istio, 'test');
    await operator.render();
    expect(parse((await config()).mesh)).toEqual({
      trustDomain: 'mesh.example.com',
    });
  });
});
