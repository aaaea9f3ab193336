import { fleet } from '../__testUtils__/fleet';
import { rootConfigMap, ROOTS } from '../__testUtils__/roots';
import { answer } from './answer';
import { trustBundles } from './trustBundles';

const istiod = (namespace: string, revision: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod-${revision}, namespace: ${namespace}, labels: {app: istiod, istio.io/rev: ${revision}}}
spec: {template: {spec: {containers: [{name: discovery, image: 'pilot:1.31.0', env: [{name: CLUSTER_ID, value: c1}]}]}}}
---
apiVersion: v1
kind: Service
metadata: {name: istiod-${revision}, namespace: ${namespace}}
spec: {selector: {app: istiod}, ports: [{port: 15012}]}
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: injector-${revision}, labels: {app: sidecar-injector, istio.io/rev: ${revision}}}
webhooks:
- name: rev.namespace.sidecar-injector.istio.io
  clientConfig: {service: {namespace: ${namespace}, name: istiod-${revision}}}
  namespaceSelector: {matchLabels: {istio.io/rev: ${revision}}}
  rules: [{operations: [CREATE], apiGroups: [''], resources: [pods]}]
---
apiVersion: v1
kind: Namespace
metadata: {name: ${namespace}}
`;

const namespace = (name: string, labels: string) => `
apiVersion: v1
kind: Namespace
metadata: {name: ${name}, labels: {${labels}}}
`;

const bundlesIn = (yaml: string) =>
  answer(fleet({ c1: yaml }), trustBundles, 'c1').value;

describe('trustBundles, reference 7.2', () => {
  it('gives each namespace to the control plane that its workloads belong to', () => {
    const yaml = [
      istiod('mesh-a', 'a'),
      istiod('mesh-b', 'b'),
      namespace('shop', 'istio.io/rev: a'),
      namespace('web', 'maistra.io/member-of: mesh-b'),
      namespace('idle', ''),
      rootConfigMap('mesh-a', 'old'),
      rootConfigMap('shop', 'old'),
      rootConfigMap('mesh-b', 'new'),
      rootConfigMap('web', 'new'),
      rootConfigMap('idle', 'old'),
    ].join('---');
    const value = bundlesIn(yaml);
    expect(
      value.map(({ controlPlane, bundles }) => [
        controlPlane.namespace,
        bundles
          .map(
            ({ certificates, namespaces }) =>
              `${certificates[0].content?.subject}: ${namespaces}`,
          )
          .sort(),
      ]),
    ).toEqual([
      ['mesh-a', ['O=Example, CN=Mesh Root: idle,mesh-a,shop']],
      [
        'mesh-b',
        [
          'O=Example, CN=Mesh Root 2: mesh-b,web',
          // Both read a namespace that neither claims, and both write its roots.
          'O=Example, CN=Mesh Root: idle',
        ],
      ],
    ]);
  });

  it('tells two control planes of one namespace apart by their revision', () => {
    const yaml = [
      istiod('istio-system', 'a'),
      istiod('istio-system', 'b'),
      namespace('shop', 'istio.io/rev: b'),
      rootConfigMap('istio-system', 'old'),
      rootConfigMap('shop', 'new'),
    ].join('---');
    const value = bundlesIn(yaml);
    expect(
      value.map(({ controlPlane, bundles }) => [
        controlPlane.deployment,
        bundles.flatMap(({ namespaces }) => namespaces).sort(),
      ]),
    ).toEqual([
      ['istiod-a', ['istio-system']],
      ['istiod-b', ['istio-system', 'shop']],
    ]);
  });

  it('holds every root once, and namespaces of equal bundles together', () => {
    const yaml = [
      istiod('mesh-a', 'a'),
      rootConfigMap('shop', 'old', 'new', 'old'),
      rootConfigMap('web', 'new', 'old'),
      rootConfigMap('pay', 'old'),
    ].join('---');
    const value = bundlesIn(yaml);
    expect(
      value[0].bundles.map(({ certificates, namespaces }) => [
        certificates.length,
        namespaces,
      ]),
    ).toEqual(
      expect.arrayContaining([
        [1, ['pay']],
        [2, ['shop', 'web']],
      ]),
    );
    expect(value[0].bundles).toHaveLength(2);
  });

  it('knows nobody in a cluster without control plane', () => {
    expect(bundlesIn(rootConfigMap('shop', 'old'))).toEqual([]);
  });

  describe('where pods mount a ClusterTrustBundle', () => {
    const mounting = (namespaceOfIstiod: string, revision: string) =>
      istiod(namespaceOfIstiod, revision).replace(
        '{name: CLUSTER_ID, value: c1}',
        "{name: CLUSTER_ID, value: c1}, {name: ENABLE_CLUSTER_TRUST_BUNDLE_API, value: 'true'}",
      );
    const bundle = (name = 'istio.io:istiod-ca:root-cert') => `
apiVersion: certificates.k8s.io/v1beta1
kind: ClusterTrustBundle
metadata: {name: '${name}'}
spec: {trustBundle: ${JSON.stringify(ROOTS.new)}}
`;
    const held = (...objects: readonly string[]) =>
      bundlesIn(objects.join('---')).map(({ controlPlane, bundles }) => [
        controlPlane.namespace,
        ...bundles.map(
          ({ certificates, namespaces }) =>
            `${certificates[0]?.content?.subject}: ${namespaces}`,
        ),
      ]);

    it('holds for all namespaces, and ConfigMaps do not count', () => {
      expect(
        held(
          mounting('mesh-a', 'a'),
          namespace('shop', ''),
          rootConfigMap('shop', 'old'),
          bundle(),
        ),
      ).toEqual([['mesh-a', 'O=Example, CN=Mesh Root 2: mesh-a,shop']]);
    });

    it('holds for the namespaces of the control planes that do so', () => {
      expect(
        held(
          mounting('mesh-a', 'a'),
          istiod('mesh-b', 'b'),
          namespace('shop', 'istio.io/rev: a'),
          namespace('web', 'istio.io/rev: b'),
          rootConfigMap('shop', 'old'),
          rootConfigMap('web', 'old'),
          bundle(),
        ),
      ).toEqual([
        ['mesh-a', 'O=Example, CN=Mesh Root 2: mesh-a,shop'],
        ['mesh-b', 'O=Example, CN=Mesh Root: web'],
      ]);
    });

    it.each([
      ['is not there', ''],
      ['has another name', bundle('other')],
    ])('nothing is held while it %s', (_, other) => {
      expect(
        held(
          mounting('mesh-a', 'a'),
          rootConfigMap('shop', 'old'),
          ...(other ? [other] : []),
        ),
      ).toEqual([['mesh-a']]);
    });
  });

  it('a namespace of which nobody is the owner belongs to those that read it', () => {
    const selecting = (namespaceOfIstiod: string, revision: string) =>
      [
        istiod(namespaceOfIstiod, revision),
        `
apiVersion: v1
kind: ConfigMap
metadata: {name: istio-${revision}, namespace: ${namespaceOfIstiod}}
data: {mesh: '{discoverySelectors: [{matchLabels: {mesh: ${revision}}}]}'}
`,
      ].join('---');
    const yaml = [
      selecting('mesh-a', 'a'),
      selecting('mesh-b', 'b'),
      namespace('idle', 'mesh: b'),
      rootConfigMap('idle', 'old'),
    ].join('---');
    const value = bundlesIn(yaml);
    expect(
      value.map(({ controlPlane, bundles }) => [
        controlPlane.namespace,
        bundles.flatMap(({ namespaces }) => namespaces),
      ]),
    ).toEqual([
      ['mesh-a', []],
      ['mesh-b', ['idle']],
    ]);
  });
});
