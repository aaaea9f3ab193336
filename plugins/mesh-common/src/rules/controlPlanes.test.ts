import { fleet } from '../__testUtils__/fleet';
import { docs, istiod, workload } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { controlPlanes } from './controlPlanes';

const asked = (...objects: readonly string[]) =>
  answer(fleet({ c1: docs(...objects) }), controlPlanes, 'c1').value;

const tag = (name: string, revision?: string) => `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: tag-${name}, labels: {app: sidecar-injector, istio.io/tag: ${name}${
  revision === undefined ? '' : `, istio.io/rev: ${revision}`
}}}
webhooks: []
`;

const sailTag = (name: string, revision: string) => `
apiVersion: sailoperator.io/v1
kind: IstioRevisionTag
metadata: {name: ${name}}
spec: {targetRef: {kind: Istio, name: default}}
status: {istioRevision: ${revision}}
`;

const sailRevision = (name: string, version = 'v1.30.2') => `
apiVersion: sailoperator.io/v1
kind: IstioRevision
metadata: {name: ${name}}
spec: {version: ${version}, namespace: istio-system}
`;

const maistra = (namespace: string, chartVersion = '2.6.1') => `
apiVersion: maistra.io/v2
kind: ServiceMeshControlPlane
metadata: {name: basic, namespace: ${namespace}}
spec: {version: v2.6}
status: {chartVersion: ${chartVersion}}
`;

/** An istiod whose image is named by digest. */
const byDigest = (revision = 'default') =>
  istiod('c1', { revision }).replace(/pilot:[^']*/, 'pilot@sha256:0123');

describe('controlPlanes, reference 1.3 and 1.5', () => {
  it('are all that run in the cluster, with what each says of itself', () => {
    expect(
      asked(
        istiod('c1', { mesh: 'trustDomain: a.example', replicas: 3 }),
        istiod('c1', {
          revision: 'blue',
          version: '1.30.0',
          namespace: 'blue',
        }),
      ),
    ).toEqual([
      {
        cluster: 'c1',
        namespace: 'blue',
        revision: 'blue',
        version: '1.30.0',
        clusterId: 'c1',
        tags: [],
        product: 'istio',
        ready: 2,
        replicas: 2,
        meshId: 'prod',
        trustDomain: 'cluster.local',
      },
      {
        cluster: 'c1',
        namespace: 'istio-system',
        revision: 'default',
        version: '1.31.0',
        clusterId: 'c1',
        tags: [],
        product: 'istio',
        ready: 3,
        replicas: 3,
        meshId: 'prod',
        trustDomain: 'a.example',
      },
    ]);
  });

  it('without mesh config neither mesh nor trust domain is known', () => {
    const silent = istiod('c1').replace('kind: ConfigMap', 'kind: Ignored');
    expect(asked(silent)).toMatchObject([
      { meshId: undefined, trustDomain: undefined },
    ]);
  });

  it('without mesh ID the trust domain names the mesh', () => {
    const nameless = istiod('c1', { mesh: 'trustDomain: a.example' }).replace(
      'defaultConfig: {meshId: prod}, ',
      '',
    );
    expect(asked(nameless)).toMatchObject([{ meshId: 'a.example' }]);
  });

  it('mesh config of an istiod elsewhere comes from the cluster that it reads', () => {
    const external = istiod('c2', { mesh: 'trustDomain: own.example' }).replace(
      'containers:',
      'volumes: [{secret: {secretName: istio-kubeconfig}}], containers:',
    );
    const own = external.replace('kind: ConfigMap', 'kind: Ignored');
    const c2 = docs(
      workload('shop/cart', { cluster: 'c2' }),
      `
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: 'trustDomain: read.example'}
`,
    );
    const domain = (c1: string) =>
      answer(fleet({ c1, c2 }), controlPlanes, 'c1').value[0].trustDomain;
    expect(domain(own)).toBe('read.example');
    // Beside it, what lies in its own cluster comes first.
    expect(domain(external)).toBe('own.example');
    // One that works for its own cluster reads nothing elsewhere.
    expect(
      domain(istiod('c1').replace('kind: ConfigMap', 'kind: Ignored')),
    ).toBeUndefined();
  });

  describe('tags', () => {
    const both = [istiod('c1'), istiod('c1', { revision: 'blue' })];
    const tags = (...objects: readonly string[]) =>
      Object.fromEntries(
        asked(...both, ...objects).map(({ revision, tags: of }) => [
          revision,
          of,
        ]),
      );

    it('are those of webhooks that name the revision, or none for the unnamed one', () => {
      expect(
        tags(
          tag('prod', 'blue'),
          tag('canary', 'blue'),
          tag('old'),
          tag('x', 'r9'),
        ),
      ).toEqual({ blue: ['canary', 'prod'], default: ['old'] });
    });

    it('are those of the Sail operator, each once', () => {
      expect(
        tags(
          sailTag('prod', 'blue'),
          tag('prod', 'blue'),
          sailTag('a', 'blue'),
        ),
      ).toEqual({ blue: ['a', 'prod'], default: [] });
    });

    it('are not webhooks of a revision', () => {
      expect(
        tags(tag('none', 'blue').replace('istio.io/tag: none, ', '')),
      ).toEqual({ blue: [], default: [] });
    });
  });

  it.each<[string, readonly string[], string]>([
    ['nobody says so', [], 'istio'],
    ['the Sail operator has its revision', [sailRevision('default')], 'sail'],
    ['the Sail operator has another revision', [sailRevision('blue')], 'istio'],
    [
      'its namespace has a ServiceMeshControlPlane',
      [maistra('istio-system')],
      'maistra',
    ],
    ['another namespace has one', [maistra('other')], 'istio'],
    [
      'both do, as while OpenShift Service Mesh 2 is left',
      [maistra('istio-system'), sailRevision('default')],
      'maistra',
    ],
  ])('the product where %s', (_, objects, product) => {
    expect(asked(istiod('c1'), ...objects)).toMatchObject([{ product }]);
  });

  it.each<[string, readonly string[], string | undefined]>([
    ['nobody', [byDigest()], undefined],
    [
      'its image, first of all',
      [istiod('c1'), sailRevision('default')],
      '1.31.0',
    ],
    ['the Sail operator', [byDigest(), sailRevision('default')], '1.30.2'],
    [
      'the Sail operator of another revision',
      [byDigest(), sailRevision('b')],
      undefined,
    ],
    ['the operator of Maistra', [byDigest(), maistra('istio-system')], '2.6.1'],
    [
      'the Sail operator before that of Maistra',
      [byDigest(), maistra('istio-system'), sailRevision('default')],
      '1.30.2',
    ],
    [
      'an operator that says nothing',
      [byDigest(), sailRevision('default', "''")],
      undefined,
    ],
  ])('its version is known by %s', (_, objects, version) => {
    expect(asked(...objects)).toMatchObject([{ version }]);
  });
});
