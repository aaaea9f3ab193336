import { fleet } from '../__testUtils__/fleet';
import { docs, injector } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { findings } from './findings';
import { controlPlanes } from './controlPlanes';
import { wouldOwn } from './injection';

const ABSENT = '–';

const given = (pairs: readonly (readonly [string, string])[]) =>
  new Map(pairs.filter(([, value]) => value !== ABSENT));

const namespace = (labels: ReadonlyMap<string, string>, name = 'shop') => `
apiVersion: v1
kind: Namespace
metadata: {name: ${name}, labels: ${JSON.stringify(Object.fromEntries(labels))}}
`;

const template = (
  labels: ReadonlyMap<string, string>,
  options: {
    readonly annotations?: ReadonlyMap<string, string>;
    readonly hostNetwork?: boolean;
    readonly namespace?: string;
  } = {},
) => ({
  cluster: 'c1',
  namespace: 'shop',
  labels,
  annotations: new Map<string, string>(),
  hostNetwork: false,
  ...options,
});

describe('enrolment in ambient, reference 2.6', () => {
  const MODE = 'istio.io/dataplane-mode';
  const REV = 'istio.io/rev';
  const INJECT = 'sidecar.istio.io/inject';

  it.each([
    ['ambient', ABSENT, ABSENT, ABSENT, 'ambient'],
    ['ambient', 'none', ABSENT, ABSENT, 'not-injected'],
    ['ambient', 'ambient', ABSENT, ABSENT, 'ambient'],
    ['ambient', 'something', ABSENT, ABSENT, 'ambient'],
    [ABSENT, 'ambient', ABSENT, ABSENT, 'ambient'],
    [ABSENT, ABSENT, ABSENT, ABSENT, 'not-injected'],
    ['none', ABSENT, ABSENT, ABSENT, 'not-injected'],
    ['none', 'ambient', ABSENT, ABSENT, 'ambient'],
    // Injection happens first.
    ['ambient', ABSENT, 'r1', ABSENT, 'owned'],
    ['ambient', 'ambient', 'r1', ABSENT, 'owned'],
    ['ambient', ABSENT, 'r1', 'false', 'ambient'],
    ['ambient', 'none', 'r1', 'false', 'not-injected'],
  ])(
    'namespace %s, pod %s, revision %s, annotation inject %s: %s',
    (ofNamespace, ofPod, revision, inject, expected) => {
      const snapshot = fleet({
        c1: docs(
          injector('r1'),
          namespace(
            given([
              [MODE, ofNamespace],
              [REV, revision],
            ]),
          ),
        ),
      });
      const pod = template(given([[MODE, ofPod]]), {
        annotations: given([[INJECT, inject]]),
      });
      expect(answer(snapshot, wouldOwn, pod).value.code).toBe(expected);
    },
  );

  it.each(['ambient', ABSENT])(
    'never of a pod on the network of its node, label %s',
    label => {
      const snapshot = fleet({ c1: namespace(given([[MODE, 'ambient']])) });
      const pod = template(given([[MODE, label]]), { hostNetwork: true });
      expect(answer(snapshot, wouldOwn, pod).value.code).toBe('not-injected');
    },
  );
});

describe('objects of the Sail operator, reference 2.7', () => {
  const istiod = (image: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod-default-v1-30-3, namespace: istio-system, labels: {app: istiod, istio.io/rev: default-v1-30-3}}
spec: {template: {spec: {containers: [{name: discovery, image: '${image}'}]}}}
`;
  const REVISION = `
apiVersion: sailoperator.io/v1
kind: IstioRevision
metadata: {name: default-v1-30-3}
spec: {version: v1.30.3, namespace: istio-system}
`;
  const tag = (name: string, revision: string) => `
apiVersion: sailoperator.io/v1
kind: IstioRevisionTag
metadata: {name: ${name}}
spec: {targetRef: {kind: Istio, name: default}}
status: {istioRevision: ${revision}, istiodNamespace: istio-system}
`;

  it.each([
    ['the tag of the image', istiod('pilot:1.30.2'), '1.30.2'],
    [
      'the operator, for an image by digest',
      istiod('pilot@sha256:abc'),
      '1.30.3',
    ],
  ])('a version is that of %s', (_, deployment, version) => {
    const snapshot = fleet({ c1: docs(deployment, REVISION) });
    expect(answer(snapshot, controlPlanes, 'c1').value).toMatchObject([
      { revision: 'default-v1-30-3', version, product: 'sail' },
    ]);
  });

  it('a tag names the revision that its status names', () => {
    const snapshot = fleet({
      c1: docs(
        istiod('pilot:1.30.3'),
        REVISION,
        tag('prod', 'default-v1-30-3'),
        tag('default', 'default-v1-30-3'),
        tag('old', 'default-v1-29-0'),
      ),
    });
    expect(answer(snapshot, controlPlanes, 'c1').value).toMatchObject([
      { tags: ['default', 'prod'] },
    ]);
  });

  it('without an IstioRevision of that name it is not the operator’s', () => {
    const snapshot = fleet({
      c1: docs(
        istiod('pilot@sha256:abc'),
        REVISION.replace('default-v1-30-3}', 'other}'),
      ),
    });
    expect(answer(snapshot, controlPlanes, 'c1').value).toMatchObject([
      { version: undefined, product: 'istio' },
    ]);
  });
});

describe('OpenShift Service Mesh 2, reference 2.8', () => {
  const MEMBER = 'maistra.io/member-of';
  const IGNORE = 'maistra.io/ignore-namespace';
  const INJECT = 'sidecar.istio.io/inject';

  const smcp = (home: string) => `
apiVersion: maistra.io/v2
kind: ServiceMeshControlPlane
metadata: {name: basic, namespace: ${home}}
spec: {version: v2.5}
status: {chartVersion: 2.5.1}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod-basic, namespace: ${home}, labels: {app: istiod, istio.io/rev: basic}}
spec: {template: {spec: {containers: [{name: discovery, image: 'pilot@sha256:abc'}]}}}
---
apiVersion: v1
kind: Service
metadata: {name: istiod-basic, namespace: ${home}}
spec: {selector: {app: istiod}, ports: [{port: 15012}]}
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: istiod-basic-${home}, labels: {app: sidecar-injector, istio.io/rev: basic}}
webhooks:
- name: sidecar-injector.istio.io
  clientConfig: {service: {namespace: ${home}, name: istiod-basic}}
  namespaceSelector:
    matchExpressions:
    - {key: ${MEMBER}, operator: In, values: [${home}]}
    - {key: ${IGNORE}, operator: DoesNotExist}
    - {key: istio-injection, operator: NotIn, values: [disabled]}
    - {key: istio-env, operator: DoesNotExist}
  rules: [{operations: [CREATE], apiGroups: [''], resources: [pods]}]
`;
  const BOTH = docs(smcp('blue'), smcp('green'));

  it.each<[string, readonly (readonly [string, string])[], string, string]>([
    ['a member, and the pod asks for it', [[MEMBER, 'blue']], 'true', 'blue'],
    ['a member of the other one', [[MEMBER, 'green']], 'true', 'green'],
    [
      'a member, and the pod says nothing',
      [[MEMBER, 'blue']],
      ABSENT,
      'not-injected',
    ],
    [
      'a member, and the pod does not want it',
      [[MEMBER, 'blue']],
      'false',
      'not-injected',
    ],
    ['no member', [], 'true', 'not-injected'],
    ['a member of nobody', [[MEMBER, 'red']], 'true', 'not-injected'],
    [
      'a member that is to be ignored',
      [
        [MEMBER, 'blue'],
        [IGNORE, ''],
      ],
      'true',
      'not-injected',
    ],
    [
      'a member with injection disabled',
      [
        [MEMBER, 'blue'],
        ['istio-injection', 'disabled'],
      ],
      'true',
      'not-injected',
    ],
    [
      'a member with injection enabled, which is not needed',
      [
        [MEMBER, 'blue'],
        ['istio-injection', 'enabled'],
      ],
      'true',
      'blue',
    ],
    [
      'a namespace enabled as upstream does it',
      [['istio-injection', 'enabled']],
      ABSENT,
      'not-injected',
    ],
  ])('%s', (_, labels, inject, expected) => {
    const snapshot = fleet({ c1: docs(BOTH, namespace(new Map(labels))) });
    for (const pod of [
      template(given([[INJECT, inject]])),
      template(new Map(), { annotations: given([[INJECT, inject]]) }),
    ]) {
      const { value } = answer(snapshot, wouldOwn, pod);
      expect(
        value.code === 'owned' ? value.controlPlane.namespace : value.code,
      ).toBe(expected);
    }
  });

  it('a control plane is known by its namespace, and its version by the operator', () => {
    expect(
      answer(fleet({ c1: BOTH }), controlPlanes, 'c1').value,
    ).toMatchObject([
      { namespace: 'blue', product: 'maistra', version: '2.5.1' },
      { namespace: 'green', product: 'maistra', version: '2.5.1' },
    ]);
  });

  const roll = (home: string, members: string, configured = members) => `
apiVersion: maistra.io/v1
kind: ServiceMeshMemberRoll
metadata: {name: default, namespace: ${home}}
spec: {members: [${members}]}
status: {configuredMembers: [${configured}]}
`;

  it.each<[string, string, readonly string[], boolean]>([
    ['listed and labelled', roll('blue', 'shop'), ['blue'], false],
    ['listed, labelled for another one', roll('blue', 'shop'), ['green'], true],
    ['listed, not labelled yet', roll('blue', 'shop', ''), [], true],
    ['still configured, label gone', roll('blue', '', 'shop'), [], true],
    ['all are members', roll('blue', "'*'", ''), [], false],
  ])('is in transition or not: %s', (_, listed, [label], expected) => {
    const labels = given([[MEMBER, label ?? ABSENT]]);
    const snapshot = fleet({ c1: docs(BOTH, listed, namespace(labels)) });
    const codes = findings(snapshot).findings.map(({ code }) => code);
    expect(codes.includes('member-in-transition')).toBe(expected);
  });
});
