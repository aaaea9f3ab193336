import { X509Certificate } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import type { PlanRequest } from '@meshwise/backstage-plugin-mesh-common';
import { distributorObjects, KubernetesObject } from '@meshwise/lab';
import { parseAllDocuments } from 'yaml';
import { IntentTrial, intentTrial } from './intentTrial';
import { OperationsLab, startOperationsLab } from './startOperationsLab';
import { runTrustManager } from './trustManager';

const BUNDLE = 'istio.io:istiod-ca:root-cert';
const DISTRIBUTOR = {
  cluster: 'north',
  namespace: 'cert-manager',
  labels: { 'trust.example.com/bundle': 'istio' },
  key: 'ca.crt',
};

/** A mesh of one cluster, whose istiod has no authority of its own. */
function cluster(
  name: string,
  settings: Readonly<Record<string, string>> = {},
): readonly KubernetesObject[] {
  const env = Object.entries({
    CLUSTER_ID: name,
    ENABLE_CA_SERVER: 'false',
    ...settings,
  }).map(([variable, value]) => ({ name: variable, value }));
  const text = `
apiVersion: v1
kind: Node
metadata: {name: node-a, labels: {topology.kubernetes.io/zone: a}}
---
apiVersion: v1
kind: Namespace
metadata: {name: istio-system}
---
apiVersion: v1
kind: Namespace
metadata: {name: cert-manager}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
spec:
  selector: {matchLabels: {app: istiod}}
  template:
    metadata: {labels: {app: istiod}}
    spec: {containers: [{name: discovery, image: 'pilot:1.31.1', env: ${JSON.stringify(
      env,
    )}}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: 'defaultConfig: {meshId: ${name}}'}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio-ca-root-cert, namespace: istio-system}
data: {root-cert.pem: $(root:${name})}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio-ca-root-cert, namespace: shop}
data: {root-cert.pem: $(root:${name})}
`;
  return parseAllDocuments(text).map(document => document.toJS());
}

/** The ways of roots other than mesh config: what the plan promised is what the rules say of what is read afterwards, and undo takes it back. */
export function describeTrustCarriers(engine: 'embedded' | 'real'): void {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  describe(`carriers of roots, ${engine} engine`, () => {
    let setup: OperationsLab;
    let trial: IntentTrial;
    const end = new AbortController();

    beforeAll(async () => {
      setup = await startOperationsLab({
        engine,
        clusters: ['north', 'south'],
        inline: {
          roots: {
            north: { commonName: 'North Root', validDays: 900 },
            south: { commonName: 'South Root', validDays: 900 },
          },
          clusters: [
            { name: 'north', objects: cluster('north'), crds: ['istio'] },
            {
              name: 'south',
              objects: cluster('south', {
                ENABLE_CLUSTER_TRUST_BUNDLE_API: 'true',
              }),
              crds: ['istio', 'cluster-trust-bundles'],
            },
          ],
        },
        mesh: { trustDistributors: [DISTRIBUTOR] },
        groups: [],
        databases,
      });
      trial = intentTrial(setup);
      const north = setup.lab.cluster('north');
      for (const object of distributorObjects(DISTRIBUTOR.namespace)) {
        await north.admin.apply(object, 'platform');
      }
      const { pem } = await rootOf('north');
      void runTrustManager(north, { ...DISTRIBUTOR, own: pem }, end.signal);
      await publish('platform');
    });

    afterAll(async () => {
      end.abort();
      await setup?.stop();
    });

    async function rootOf(name: string) {
      const bundle = await setup.lab.cluster(name).admin.get({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: 'shop',
        name: 'istio-ca-root-cert',
      });
      const data = bundle?.data as { readonly 'root-cert.pem': string };
      const pem = data['root-cert.pem'];
      const { fingerprint256 } = new X509Certificate(pem);
      return { pem, fingerprint: fingerprint256.replaceAll(':', '').slice(-8) };
    }

    /** Publishes the own root of the mesh whose pods mount a bundle. */
    async function publish(fieldManager: string): Promise<void> {
      const { pem } = await rootOf('south');
      const published = await setup.lab.cluster('south').admin.apply(
        {
          apiVersion: 'certificates.k8s.io/v1beta1',
          kind: 'ClusterTrustBundle',
          metadata: { name: BUNDLE },
          spec: { signerName: 'istio.io/istiod-ca', trustBundle: pem },
        },
        fieldManager,
      );
      const { apiVersion, kind, metadata } = published;
      await setup.read('south', { apiVersion, kind, ...metadata });
    }

    const request = (
      name: string,
      carrier: 'distributor' | 'cluster-trust-bundle',
      certificates: string,
    ): PlanRequest => ({
      intent: 'trust-root',
      parameters: {
        certificates,
        controlPlanes: [{ cluster: name, revision: 'default' }],
        carrier,
      },
    });

    it('a distributor takes up what was written for it, and lets go of it', async () => {
      const { pem, fingerprint } = await rootOf('south');
      const { shown } = await trial.holdsAndCanBeUndone(
        request('north', 'distributor', pem),
        fingerprint,
      );
      expect(shown.trust).toContainEqual(
        expect.objectContaining({ before: 'not trusted', after: 'trusted' }),
      );
    });

    it('a ClusterTrustBundle is added to once it was handed over, and never by force', async () => {
      const { pem, fingerprint } = await rootOf('north');
      const south = setup.lab.cluster('south');
      const asked = request('south', 'cluster-trust-bundle', pem);
      expect(await trial.plan(asked)).toMatchObject({
        applicable: false,
        checks: [
          { code: 'conflict', message: 'platform owns .spec.trustBundle' },
        ],
      });

      await publish('backstage-mesh-trust');
      await south.admin.apply(
        {
          apiVersion: 'certificates.k8s.io/v1beta1',
          kind: 'ClusterTrustBundle',
          metadata: { name: BUNDLE },
          spec: { signerName: 'istio.io/istiod-ca' },
        },
        'platform',
      );
      const { shown } = await trial.holdsAndCanBeUndone(asked, fingerprint);
      expect(shown.trust).toContainEqual(
        expect.objectContaining({ before: 'not trusted', after: 'trusted' }),
      );
    });
  });
}
