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

describe('wouldOwn, case by case, reference 2.1 to 2.3', () => {
  const enabled = namespace({ [INJECTION]: 'enabled' });
  const one = (labels: string, name: string, more = '') => `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: one, labels: {${labels}}}
webhooks:
- name: ${name}
  clientConfig: {service: {namespace: istio-system, name: istiod}}
  namespaceSelector: {matchLabels: {istio-injection: enabled}}
  rules: [{operations: [CREATE], apiGroups: [''], apiVersions: [v1], resources: [pods]}]
  ${more}
`;
  const ask = (
    objects: readonly string[],
    template: Partial<ReturnType<typeof pod>> = {},
  ) =>
    answer(fleet({ c1: objects.join('---') }), wouldOwn, {
      ...pod(),
      ...template,
    }).value;
  const BASE = [istiod('default'), istiod('r1'), enabled];

  it.each<[string, string, string, string]>([
    ['by its label', 'app: sidecar-injector', 'x.example', 'owned'],
    ['by its name', 'app: other', 'x.sidecar-injector.istio.io', 'owned'],
    ['not another one', 'app: other', 'x.example', 'not-injected'],
    [
      'nor by the start of its name',
      '',
      'sidecar-injector.istio.io.x',
      'not-injected',
    ],
  ])('knows an injector %s', (_, labels, name, expected) => {
    expect(ask([...BASE, one(labels, name)]).code).toBe(expected);
  });

  it('leaves out a webhook that is not asked about new pods', () => {
    const other = one('app: sidecar-injector', 'x.example').replace(
      'resources: [pods]',
      'resources: [services]',
    );
    expect(ask([...BASE, other])).toEqual({
      code: 'not-injected',
      reason: 'no label asks for a sidecar',
    });
  });

  it('does not decide what conditions decide', () => {
    const found = ask([
      ...BASE,
      one(
        'app: sidecar-injector',
        'x.example',
        'matchConditions: [{name: a, expression: "false"}]',
      ),
    ]);
    expect(found).toEqual({
      code: 'unknown',
      reason: 'webhook x.example has matchConditions, which are not evaluated',
    });
  });

  it.each<[string, Partial<ReturnType<typeof pod>>, string]>([
    [
      'the network of the host',
      { hostNetwork: true },
      'pods in the network of the host are not injected',
    ],
    ['its label', pod({ [INJECT]: 'false' }), 'no label asks for a sidecar'],
    [
      'its annotation',
      pod({}, { [INJECT]: 'false' }),
      `the pod says ${INJECT}: "false"`,
    ],
  ])('says why not: %s', (_, template, reason) => {
    expect(ask([SYSTEM, enabled], template)).toEqual({
      code: 'not-injected',
      reason,
    });
  });

  it.each([
    'kube-system',
    'kube-public',
    'kube-node-lease',
    'local-path-storage',
  ])('never injects pods of %s', name => {
    const home = enabled.replace('name: shop', `name: ${name}`);
    expect(ask([SYSTEM, home], { namespace: name })).toEqual({
      code: 'not-injected',
      reason: `pods of ${name} are not injected`,
    });
  });

  it('takes neither label nor annotation that is not true or false for an answer', () => {
    const template = pod({ [INJECT]: 'maybe' }, { [INJECT]: 'false' });
    expect(ask([SYSTEM, enabled], template).code).toBe('not-injected');
    expect(ask([SYSTEM, enabled], pod({ [INJECT]: 'maybe' })).code).toBe(
      'owned',
    );
  });

  it('in OpenShift Service Mesh 2 the pod itself has to ask', () => {
    const maistra = `
apiVersion: maistra.io/v2
kind: ServiceMeshControlPlane
metadata: {name: basic, namespace: istio-system}
spec: {version: v2.6}
`;
    expect(ask([SYSTEM, enabled, maistra])).toEqual({
      code: 'not-injected',
      reason: `OpenShift Service Mesh 2 injects only pods that say ${INJECT}: "true"`,
    });
    for (const template of [
      pod({ [INJECT]: 'true' }),
      pod({}, { [INJECT]: 'true' }),
    ])
      expect(ask([SYSTEM, enabled, maistra], template).code).toBe('owned');
  });

  it('asks only where the Namespace is', () => {
    expect(ask([SYSTEM])).toEqual({
      code: 'not-injected',
      reason: 'the Namespace shop does not exist',
    });
  });

  it('a webhook may select by the name of the Namespace', () => {
    const named = (name: string) =>
      one('app: sidecar-injector', 'x.example').replace(
        'istio-injection: enabled',
        `kubernetes.io/metadata.name: ${name}`,
      );
    expect(ask([...BASE, named('shop')]).code).toBe('owned');
    expect(ask([...BASE, named('pay')]).code).toBe('not-injected');
  });

  it('a webhook may select by any label of the pod', () => {
    const byLabel = one(
      'app: sidecar-injector',
      'x.example',
      'objectSelector: {matchLabels: {team: a}}',
    );
    expect(ask([...BASE, byLabel], pod({ team: 'a' })).code).toBe('owned');
    expect(ask([...BASE, byLabel], pod({ team: 'b' })).code).toBe(
      'not-injected',
    );
    expect(ask([...BASE, byLabel]).code).toBe('not-injected');
  });

  it('several webhooks of one revision and one istiod are no conflict, of two istiods they are', () => {
    const second = one('app: sidecar-injector', 'y.example').replace(
      'name: one',
      'name: two',
    );
    const first = one('app: sidecar-injector', 'x.example');
    expect(ask([...BASE, first, second]).code).toBe('owned');
    for (const other of [
      second.replace('name: istiod}', 'name: other}'),
      second.replace('{namespace: istio-system,', '{namespace: other,'),
      second.replace(
        '{app: sidecar-injector}',
        '{app: sidecar-injector, istio.io/rev: r1}',
      ),
      second.replace(
        '{service: {namespace: istio-system, name: istiod}}',
        '{url: "https://192.0.2.1:15017/inject"}',
      ),
    ])
      expect(ask([...BASE, other, first])).toMatchObject({
        code: 'conflict',
        webhooks: [{ name: 'one' }, { name: 'two' }],
      });
  });

  it('the control plane is of that revision, in the namespace of the Service if one is there', () => {
    const elsewhere = istiod('default').replace(
      'namespace: istio-system',
      'namespace: alpha',
    );
    const service = (name: string) => `
apiVersion: v1
kind: Service
metadata: {name: istiod, namespace: ${name}}
spec: {selector: {app: istiod}, ports: [{port: 15012}]}
`;
    const hook = (home: string, revision = 'default') =>
      one(
        `app: sidecar-injector, istio.io/rev: ${revision}`,
        'x.example',
      ).replace('namespace: istio-system', `namespace: ${home}`);
    const placed = (...objects: readonly string[]) => {
      const found = ask([enabled, ...objects]);
      return found.code === 'owned'
        ? `${found.controlPlane.cluster}/${found.controlPlane.namespace} ${found.controlPlane.revision} ${found.controlPlane.version}`
        : found.code;
    };
    const both = [istiod('default'), elsewhere, istiod('r1')];
    expect(placed(...both, service('istio-system'), hook('istio-system'))).toBe(
      'c1/istio-system default 1.31.0',
    );
    expect(placed(...both, service('alpha'), hook('alpha'))).toBe(
      'c1/alpha default 1.31.0',
    );
    expect(placed(...both, service('other'), hook('other'))).toBe(
      'c1/alpha default 1.31.0',
    );
    expect(
      placed(...both, service('istio-system'), hook('istio-system', 'r1')),
    ).toBe('c1/istio-system r1 1.31.0');
    expect(
      placed(...both, service('istio-system'), hook('istio-system', 'r9')),
    ).toBe('c1/istio-system r9 undefined');
    expect(placed(...both, hook('istio-system'))).toBe(
      'undefined/istio-system default undefined',
    );
  });

  it.each<
    [
      string,
      Readonly<Record<string, string>>,
      Partial<ReturnType<typeof pod>>,
      string,
    ]
  >([
    ['the pod', {}, pod({ 'istio.io/dataplane-mode': 'ambient' }), 'ambient'],
    [
      'the pod, in the network of the host',
      {},
      { ...pod({ 'istio.io/dataplane-mode': 'ambient' }), hostNetwork: true },
      'not-injected',
    ],
    ['the Namespace', { 'istio.io/dataplane-mode': 'ambient' }, {}, 'ambient'],
    ['nobody', { 'istio.io/dataplane-mode': 'none' }, {}, 'not-injected'],
    [
      'both, of which injection is first',
      { 'istio.io/dataplane-mode': 'ambient', [INJECTION]: 'enabled' },
      {},
      'owned',
    ],
    [
      'both, and the pod wants no sidecar',
      { 'istio.io/dataplane-mode': 'ambient', [INJECTION]: 'enabled' },
      pod({ [INJECT]: 'false' }),
      'ambient',
    ],
    [
      'the Namespace, which names a revision that nobody has',
      { 'istio.io/dataplane-mode': 'ambient', [REV]: 'ghost' },
      {},
      'dangling-revision',
    ],
  ])('is ambient by the label of %s', (_, labels, template, expected) => {
    expect(ask([SYSTEM, namespace(labels)], template).code).toBe(expected);
  });

  it.each<
    [Readonly<Record<string, string>>, Readonly<Record<string, string>>, string]
  >([
    [{ [REV]: 'ghost' }, {}, 'dangling ghost'],
    [{}, { [REV]: 'ghost' }, 'dangling ghost'],
    [{ [REV]: 'ghost' }, { [REV]: 'r1' }, 'dangling ghost'],
    [{ [REV]: 'ghost' }, { [INJECT]: 'false' }, 'no label asks for a sidecar'],
    [
      { [REV]: 'ghost', [INJECTION]: 'disabled' },
      {},
      'no label asks for a sidecar',
    ],
    [{ [REV]: 'prod' }, { [INJECT]: 'no', x: 'y' }, 'owned'],
    [
      { [REV]: 'default' },
      { [INJECT]: 'false' },
      'no label asks for a sidecar',
    ],
  ])('namespace %j and pod %j: %s', (labels, own, expected) => {
    const found = ask([SYSTEM, namespace(labels)], pod(own));
    expect(
      found.code === 'not-injected'
        ? found.reason
        : `${
            found.code === 'dangling-revision'
              ? `dangling ${found.revision}`
              : found.code
          }`,
    ).toBe(expected);
  });

  it('labels that no webhook of the revision selects exclude the pod', () => {
    const picky = one(
      'app: sidecar-injector, istio.io/rev: r1, istio.io/tag: prod',
      'x.example',
      'objectSelector: {matchLabels: {team: a}}',
    );
    for (const wanted of ['r1', 'prod'])
      expect(ask([istiod('r1'), namespace({ [REV]: wanted }), picky])).toEqual({
        code: 'not-injected',
        reason: 'the labels of the pod exclude it',
      });
  });
});
