import { fleet, seenAs } from '../__testUtils__/fleet';
import { answer } from './answer';
import { wouldOwn } from './injection';

/** One webhook as the charts of Istio write it. */
const webhook = (
  prefix: string,
  namespace: readonly string[],
  pod: readonly string[],
) => `
  - name: ${prefix}.sidecar-injector.istio.io
    clientConfig: {service: {namespace: istio-system, name: istiod}}
    namespaceSelector: {matchExpressions: [${namespace.join(', ')}]}
    objectSelector: {matchExpressions: [${pod.join(', ')}]}
    rules: [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}]`;

const is = (key: string, ...values: readonly string[]) =>
  `{key: ${key}, operator: In, values: [${values
    .map(v => `'${v}'`)
    .join(', ')}]}`;
const not = (key: string, value: string) =>
  `{key: ${key}, operator: NotIn, values: ['${value}']}`;
const lacks = (key: string) => `{key: ${key}, operator: DoesNotExist}`;

const INJECTION = 'istio-injection';
const REV = 'istio.io/rev';
const INJECT = 'sidecar.istio.io/inject';

const revisioned = (name: string) => [
  webhook(
    'rev.namespace',
    [is(REV, name), lacks(INJECTION)],
    [not(INJECT, 'false')],
  ),
  webhook(
    'rev.object',
    [lacks(REV), lacks(INJECTION)],
    [not(INJECT, 'false'), is(REV, name)],
  ),
];

const byDefault = [
  webhook('namespace', [is(INJECTION, 'enabled')], [not(INJECT, 'false')]),
  webhook(
    'object',
    [lacks(INJECTION), lacks(REV)],
    [is(INJECT, 'true'), lacks(REV)],
  ),
];

const configuration = (
  name: string,
  labels: string,
  webhooks: readonly string[],
) => `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: ${name}, labels: {app: sidecar-injector, ${labels}}}
webhooks:${webhooks.join('')}
`;

const istiod = (revision: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod-${revision}, namespace: istio-system, labels: {app: istiod, istio.io/rev: ${revision}}}
spec: {template: {spec: {containers: [{name: discovery, image: 'pilot:1.31.0'}]}}}
`;

const SYSTEM = [
  configuration('istio-sidecar-injector', 'istio.io/rev: default', [
    ...revisioned('default'),
    ...byDefault,
  ]),
  configuration(
    'istio-sidecar-injector-r1',
    'istio.io/rev: r1',
    revisioned('r1'),
  ),
  configuration(
    'istio-revision-tag-prod',
    'istio.io/rev: r1, istio.io/tag: prod',
    revisioned('prod'),
  ),
  istiod('default'),
  istiod('r1'),
  `
apiVersion: v1
kind: Service
metadata: {name: istiod, namespace: istio-system}
spec: {selector: {app: istiod}, ports: [{name: https-dns, port: 15012}]}
`,
].join('---');

const namespace = (labels: { readonly [key: string]: string }) => `
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: ${JSON.stringify(labels)}}
`;

const pod = (
  labels: { readonly [key: string]: string } = {},
  annotations: { readonly [key: string]: string } = {},
) => ({
  cluster: 'c1',
  namespace: 'shop',
  labels: new Map(Object.entries(labels)),
  annotations: new Map(Object.entries(annotations)),
  hostNetwork: false,
});

describe('wouldOwn, reference 2.2', () => {
  it.each([
    [1, '–', '–', '–', '–', 'none'],
    [2, 'enabled', '–', '–', '–', 'default'],
    [3, 'enabled', 'r1', '–', '–', 'default'],
    [4, 'enabled', '–', 'r1', '–', 'default'],
    [5, 'disabled', 'r1', '–', '–', 'none'],
    [6, 'disabled', '–', '–', 'true', 'none'],
    [7, 'disabled', '–', 'r1', '–', 'none'],
    [8, '–', 'r1', '–', '–', 'r1'],
    [9, '–', 'r1', '–', 'false', 'none'],
    [10, '–', 'r1', 'r2', '–', 'r1'],
    [11, '–', '–', 'r1', '–', 'r1'],
    [12, '–', '–', '–', 'true', 'default'],
    [13, '–', '–', 'r1', 'false', 'none'],
    [14, '–', 'default', '–', '–', 'default'],
    [15, '–', 'prod', '–', '–', 'r1, tag prod'],
    [16, '–', 'ghost', '–', '–', 'dangling ghost'],
    [17, 'true', 'r1', '–', '–', 'none'],
  ])(
    'row %i: istio-injection %s, rev %s, pod rev %s, inject %s: %s',
    (_, injection, rev, podRev, inject, expected) => {
      const given = (pairs: readonly (readonly [string, string])[]) =>
        Object.fromEntries(pairs.filter(([, value]) => value !== '–'));
      const snapshot = fleet({
        c1: `${SYSTEM}---${namespace(
          given([
            [INJECTION, injection],
            [REV, rev],
          ]),
        )}`,
      });
      const labels = given([
        [REV, podRev],
        [INJECT, inject],
      ]);
      const { value, gaps } = answer(snapshot, wouldOwn, pod(labels));
      const text = {
        owned: () =>
          value.code === 'owned' &&
          [
            value.controlPlane.revision,
            ...(value.tag ? [`tag ${value.tag}`] : []),
          ].join(', '),
        'dangling-revision': () =>
          value.code === 'dangling-revision' && `dangling ${value.revision}`,
        'not-injected': () => 'none',
        conflict: () => 'conflict',
        ambient: () => 'ambient',
        unknown: () => 'unknown',
      };
      expect(text[value.code]()).toBe(expected);
      expect(gaps).toEqual([]);
    },
  );
});

describe('wouldOwn, reference 2.1 and 2.3', () => {
  const enabled = namespace({ [INJECTION]: 'enabled' });

  it('names the control plane and the webhook that decide, with evidence', () => {
    const { value, because } = answer(
      fleet({ c1: `${SYSTEM}---${enabled}` }),
      wouldOwn,
      pod(),
    );
    expect(value).toEqual({
      code: 'owned',
      controlPlane: {
        cluster: 'c1',
        namespace: 'istio-system',
        revision: 'default',
        version: '1.31.0',
      },
      tag: undefined,
      webhook: {
        cluster: 'c1',
        kind: 'MutatingWebhookConfiguration',
        namespace: '',
        name: 'istio-sidecar-injector',
      },
    });
    expect(because.map(({ object, field }) => [object.name, field])).toEqual([
      ['shop', 'metadata.labels["istio-injection"]'],
      [
        'istio-sidecar-injector',
        'webhooks["namespace.sidecar-injector.istio.io"]',
      ],
    ]);
  });

  it('is a conflict when webhooks of two revisions match', () => {
    const second = configuration('other', 'istio.io/rev: r2', byDefault);
    const { value } = answer(
      fleet({ c1: [SYSTEM, enabled, second].join('---') }),
      wouldOwn,
      pod(),
    );
    expect(value).toMatchObject({
      code: 'conflict',
      webhooks: [{ name: 'istio-sidecar-injector' }, { name: 'other' }],
    });
  });

  it.each([
    ['an annotation', pod({}, { [INJECT]: 'false' })],
    ['the network of the host', { ...pod(), hostNetwork: true }],
  ])('is not injected because of %s', (_, template) => {
    const snapshot = fleet({ c1: `${SYSTEM}---${enabled}` });
    expect(answer(snapshot, wouldOwn, template).value.code).toBe(
      'not-injected',
    );
  });

  it('lets the label win over the annotation', () => {
    const snapshot = fleet({ c1: `${SYSTEM}---${enabled}` });
    const template = pod({ [INJECT]: 'true' }, { [INJECT]: 'false' });
    expect(answer(snapshot, wouldOwn, template).value.code).toBe('owned');
  });

  it('is ambient when no webhook matches and the namespace says so', () => {
    const snapshot = fleet({
      c1: `${SYSTEM}---${namespace({ 'istio.io/dataplane-mode': 'ambient' })}`,
    });
    expect(answer(snapshot, wouldOwn, pod()).value).toEqual({
      code: 'ambient',
    });
    const none = pod({ 'istio.io/dataplane-mode': 'none' });
    expect(answer(snapshot, wouldOwn, none).value.code).toBe('not-injected');
  });

  it.each(['MutatingWebhookConfiguration', 'Namespace'] as const)(
    'is unknown, not "none", while the kind %s cannot be read',
    kind => {
      const snapshot = seenAs(fleet({ c1: `${SYSTEM}---${enabled}` }), {
        cluster: 'c1',
        kind,
        state: 'forbidden',
      });
      const { value, gaps } = answer(snapshot, wouldOwn, pod());
      expect(value.code).toBe('unknown');
      expect(gaps).toMatchObject([{ cluster: 'c1', kind, state: 'forbidden' }]);
    },
  );
});
