import { fleet, seenAs } from '../__testUtils__/fleet';
import { answer } from './answer';
import { governedBy } from './governedBy';

const CART = { service: { namespace: 'shop', name: 'cart' } };

const revision = (name: string) => `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: injector-${name}, labels: {app: sidecar-injector, istio.io/rev: ${name}}}
webhooks:
- name: rev.namespace.sidecar-injector.istio.io
  clientConfig: {service: {namespace: istio-system, name: istiod-${name}}}
  namespaceSelector: {matchLabels: {istio.io/rev: ${name}}}
  rules: [{operations: [CREATE], apiGroups: [''], resources: [pods]}]
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod-${name}, namespace: istio-system, labels: {app: istiod, istio.io/rev: ${name}}}
spec: {template: {spec: {containers: [{name: discovery, image: 'pilot:1.3${
  name === 'r1' ? 0 : 1
}.0'}]}}}
---
apiVersion: v1
kind: Service
metadata: {name: istiod-${name}, namespace: istio-system}
spec: {selector: {app: istiod}, ports: [{port: 15012}]}
`;

const pod = (name: string, rev?: string) => `
apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: shop
  labels: {app: cart}
  annotations: {${
    rev ? `sidecar.istio.io/status: '{"revision":"${rev}"}'` : ''
  }}
spec:
  containers:
  - ${
    rev
      ? `{name: istio-proxy, image: 'proxyv2:1.30.0', env: [{name: CA_ADDR, value: 'istiod-${rev}.istio-system.svc:15012'}]}`
      : '{name: app}'
  }
`;

const shop = (rev: string) => `
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {istio.io/rev: ${rev}}}
---
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {selector: {app: cart}, ports: [{port: 80}]}
`;

const join = (...objects: readonly string[]) => objects.join('---');

describe('governedBy, reference 2.4', () => {
  const moved = join(
    revision('r1'),
    revision('r2'),
    shop('r2'),
    pod('cart-1', 'r1'),
    pod('cart-2', 'r2'),
    pod('cart-3'),
  );

  it('tells who would own from who owns; the difference is a pending restart', () => {
    const { value, gaps } = answer(
      fleet({ c1: moved, c2: shop('ghost'), c3: '' }),
      governedBy,
      CART,
    );
    expect(gaps).toEqual([]);
    expect(value.clusters).toMatchObject([
      {
        cluster: 'c1',
        wouldOwn: {
          code: 'owned',
          controlPlane: { cluster: 'c1', revision: 'r2', version: '1.31.0' },
        },
        configCluster: 'c1',
      },
      {
        cluster: 'c2',
        wouldOwn: { code: 'dangling-revision', revision: 'ghost' },
        owns: [],
        configCluster: undefined,
      },
    ]);
    expect(
      new Map(
        value.clusters[0].owns.map(owned => [
          owned.pods.join(),
          [owned.revision, owned.controlPlane?.version, owned.pendingRestart],
        ]),
      ),
    ).toEqual(
      new Map<string, unknown>([
        ['cart-1', ['r1', '1.30.0', true]],
        ['cart-2', ['r2', '1.31.0', false]],
        ['cart-3', [undefined, undefined, true]],
      ]),
    );
  });

  it('finds the control plane of a remote by the address its proxies connect to', () => {
    const primary = join(
      revision('r1'),
      `
apiVersion: v1
kind: Service
metadata: {name: eastwest, namespace: istio-system}
spec: {type: LoadBalancer, selector: {a: b}, ports: [{port: 15012}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.1}]}}
`,
    );
    const remote = join(
      revision('r1').split('---')[0],
      `
apiVersion: v1
kind: Service
metadata: {name: istiod-r1, namespace: istio-system}
spec: {type: ExternalName, externalName: 203.0.113.1, ports: [{port: 15012}]}
`,
      shop('r1'),
      pod('cart-1', 'r1'),
    );
    const { value } = answer(
      fleet({ c1: primary, c2: remote }),
      governedBy,
      CART,
    );
    expect(value.clusters).toMatchObject([
      {
        cluster: 'c2',
        wouldOwn: { code: 'owned', controlPlane: { cluster: 'c1' } },
        owns: [
          {
            controlPlane: { cluster: 'c1', version: '1.30.0' },
            pendingRestart: false,
          },
        ],
        configCluster: 'c1',
      },
    ]);
  });

  it('leaves the pods of a Gateway alone: istiod writes them, whatever the labels of the Namespace say', () => {
    const gateway = pod('cart-1', 'r1').replace(
      'labels: {app: cart}',
      'labels: {app: cart, gateway.networking.k8s.io/gateway-name: cart}',
    );
    const { value } = answer(
      fleet({ c1: join(revision('r1'), shop('none'), gateway) }),
      governedBy,
      CART,
    );
    expect(value.clusters[0].owns).toMatchObject([
      { revision: 'r1', pendingRestart: false },
    ]);
  });

  it('is unknown where webhooks or Services cannot be read', () => {
    const snapshot = fleet({ c1: moved });
    const kinds = ['MutatingWebhookConfiguration', 'Service'] as const;
    for (const kind of kinds) {
      const blind = seenAs(snapshot, {
        cluster: 'c1',
        kind,
        state: 'forbidden',
      });
      const { value, gaps } = answer(blind, governedBy, CART);
      expect(value.clusters[0].wouldOwn.code).toBe('unknown');
      expect(gaps.map(gap => gap.kind)).toContain(kind);
    }
  });

  const governed = (...objects: readonly string[]) =>
    answer(fleet({ c1: join(...objects) }), governedBy, CART).value.clusters[0];
  const namespace = (labels: string) => `
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {${labels}}}
`;
  const service = shop('').split('---')[1];

  it.each<[string, readonly string[], object]>([
    [
      'a Namespace that asks for nothing: whoever has a sidecar loses it',
      [namespace(''), service, pod('cart-1', 'r1'), pod('cart-2')],
      { 'cart-1': true, 'cart-2': false },
    ],
    [
      'a revision that nothing serves',
      [shop('r9'), pod('cart-1', 'r1'), pod('cart-2')],
      { 'cart-1': true, 'cart-2': false },
    ],
    [
      'an ambient Namespace',
      [
        namespace('istio.io/dataplane-mode: ambient'),
        service,
        pod('cart-1', 'r1'),
        pod('cart-2'),
      ],
      { 'cart-1': true, 'cart-2': false },
    ],
    [
      'the revision that they have',
      [shop('r1'), pod('cart-1', 'r1'), pod('cart-2')],
      { 'cart-1': false, 'cart-2': true },
    ],
  ])('a restart is pending under %s', (_, objects, expected) => {
    const { owns } = governed(revision('r1'), revision('r2'), ...objects);
    expect(
      Object.fromEntries(
        owns.flatMap(({ pods, pendingRestart }) =>
          pods.map(name => [name, pendingRestart] as const),
        ),
      ),
    ).toEqual(expected);
  });

  it('workloads that would be owned differently have no owner together', () => {
    const { wouldOwn } = governed(
      revision('r1'),
      revision('r2'),
      shop('r1'),
      pod('cart-1', 'r1'),
      pod('cart-2').replace(
        'labels: {app: cart}',
        'labels: {app: cart, sidecar.istio.io/inject: "false"}',
      ),
    );
    expect(wouldOwn).toEqual({
      code: 'unknown',
      reason:
        'its workloads would not all be owned alike: not-injected, revision r1',
    });
  });

  it('says which revision it is that nothing serves', () => {
    const { wouldOwn } = governed(
      revision('r1'),
      namespace(''),
      service,
      pod('cart-1').replace(
        'labels: {app: cart}',
        'labels: {app: cart, istio.io/rev: r9}',
      ),
      pod('cart-2'),
    );
    expect(wouldOwn).toEqual({
      code: 'unknown',
      reason:
        'its workloads would not all be owned alike: not-injected, revision r9, which nothing serves',
    });
  });

  it('no restart is pending where nobody knows who would own a pod', () => {
    const blind = seenAs(
      fleet({ c1: join(revision('r1'), shop('r1'), pod('cart-1', 'r1')) }),
      {
        cluster: 'c1',
        kind: 'MutatingWebhookConfiguration',
        state: 'forbidden',
      },
    );
    const [{ owns }] = answer(blind, governedBy, CART).value.clusters;
    expect(owns).toMatchObject([{ revision: 'r1', pendingRestart: false }]);
  });

  it('tells the revisions in order, and what has no sidecar last', () => {
    const { owns } = governed(
      revision('r1'),
      revision('r2'),
      shop('r1'),
      pod('cart-1'),
      pod('cart-2', 'r2'),
      pod('cart-3', 'r1'),
    );
    expect(owns.map(owned => owned.revision)).toEqual(['r1', 'r2', undefined]);
  });

  it('is told of a cluster with endpoints only, too', () => {
    const slice = `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: cart-1, namespace: shop, labels: {kubernetes.io/service-name: cart}}
addressType: IPv4
ports: [{port: 80}]
endpoints: [{addresses: [10.0.0.1]}]
`;
    expect(
      governed(revision('r1'), namespace('istio.io/rev: r1'), slice),
    ).toMatchObject({
      cluster: 'c1',
      wouldOwn: { code: 'owned', controlPlane: { revision: 'r1' } },
      owns: [],
    });
  });

  describe('the cluster from which configuration comes, reference 6.5', () => {
    /** An istiod of another cluster, which reads its configuration there. */
    const external = (name: string) =>
      revision(name).replace(
        '{spec: {containers: [{name: discovery,',
        '{spec: {volumes: [{secret: {secretName: istio-kubeconfig}}], containers: [{name: discovery, env: [{name: CLUSTER_ID, value: far}],',
      );
    const far = `
apiVersion: v1
kind: Pod
metadata: {name: any, namespace: shop}
spec: {containers: [{name: istio-proxy, env: [{name: ISTIO_META_CLUSTER_ID, value: far}]}]}
`;
    const from = (...objects: readonly string[]) =>
      answer(fleet({ c1: join(...objects), c9: far }), governedBy, CART).value
        .clusters[0].configCluster;

    it.each<[string, readonly string[], string | undefined]>([
      ['that of the istiod', [shop('r1'), pod('cart-1', 'r1')], 'c1'],
      ['the one that it reads', [shop('r2'), pod('cart-1', 'r2')], 'c9'],
      [
        'that of the one that would own, not that of the one that does',
        [shop('r2'), pod('cart-1', 'r1')],
        'c9',
      ],
      [
        'that of the one that does, where none would own',
        [namespace(''), service, pod('cart-1', 'r2')],
        'c9',
      ],
      [
        'none where nobody owns',
        [namespace(''), service, pod('cart-1')],
        undefined,
      ],
      [
        'none where nothing runs and nobody would own',
        [namespace(''), service],
        undefined,
      ],
      ['the one of who would own what does not run', [shop('r2')], 'c9'],
    ])('is %s', (_, objects, expected) => {
      expect(from(revision('r1'), external('r2'), ...objects)).toBe(expected);
    });

    it('is not that of an istiod of the same revision in another namespace', () => {
      const other = external('r1')
        .replaceAll('namespace: istio-system', 'namespace: before')
        .replace('name: injector-r1', 'name: before')
        .replace(
          '{istio.io/rev: r1}}\n  rules',
          '{istio.io/rev: none}}\n  rules',
        );
      expect(from(other, revision('r1'), shop('r1'), pod('cart-1', 'r1'))).toBe(
        'c1',
      );
    });
  });

  it('a service without pods is owned as any pod of its Namespace would be', () => {
    expect(governed(revision('r1'), shop('r1'))).toMatchObject({
      wouldOwn: { code: 'owned', controlPlane: { revision: 'r1' } },
      owns: [],
      configCluster: 'c1',
    });
  });

  it('pods of one kind are told together, in order', () => {
    const { owns } = governed(
      revision('r1'),
      shop('r1'),
      pod('cart-2', 'r1'),
      pod('cart-1', 'r1'),
    );
    expect(owns.map(({ pods }) => pods)).toEqual([['cart-1', 'cart-2']]);
  });

  it('a proxy that names no istiod is of an unknown control plane', () => {
    const { owns } = governed(
      revision('r1'),
      shop('r1'),
      pod('cart-1', 'r1').replace(/, env: .*\}\]/, ''),
    );
    expect(owns).toMatchObject([
      { controlPlane: { cluster: undefined, namespace: '', revision: 'r1' } },
    ]);
  });

  it('a service of which there is nothing has no part in a cluster', () => {
    expect(
      answer(fleet({ c1: revision('r1') }), governedBy, CART).value.clusters,
    ).toEqual([]);
  });
});
