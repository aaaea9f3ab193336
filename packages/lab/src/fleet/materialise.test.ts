import { KubernetesObject } from '../kubernetesObject';
import { parseManifests } from './loadFleet';
import { materialise } from './materialise';

const now = new Date('2026-03-10T12:00:00Z');

const BASE = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio.io/rev: r1 } }
---
apiVersion: v1
kind: Node
metadata: { name: node-a, labels: { topology.kubernetes.io/region: eu, topology.kubernetes.io/zone: eu-a } }
spec: { podCIDR: 10.10.1.0/24 }
status: { addresses: [{ type: InternalIP, address: 192.168.0.1 }] }
---
apiVersion: v1
kind: Node
metadata: { name: node-b, labels: { topology.kubernetes.io/region: eu, topology.kubernetes.io/zone: eu-b, disk: fast } }
spec: { podCIDR: 10.10.2.0/24 }
---
apiVersion: v1
kind: Node
metadata: { name: node-c }
spec: { unschedulable: true }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: istio-sidecar-injector-r1, namespace: istio-system }
data:
  values: '{"global": {"tag": "1.31.1", "network": "n1", "meshID": "mesh", "multiCluster": {"clusterName": "c1"}}}'
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: { name: istio-sidecar-injector-r1, labels: { istio.io/rev: r1 } }
webhooks:
  - name: rev.namespace.sidecar-injector.istio.io
    clientConfig: { service: { namespace: istio-system, name: istiod-r1, path: /inject } }
    namespaceSelector: { matchLabels: { istio.io/rev: r1 } }
`;

const CART = `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
  namespace: shop
  annotations: { note: kept, DIRECTIVES }
spec:
  replicas: 3
  template:
    metadata: { labels: { app: cart, version: v2 } }
    spec:
      containers:
        - { name: app, image: cart:1, ports: [{ name: http, containerPort: 8080 }] }
`;

const CART_SERVICE = `
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop, labels: { team: shop } }
spec:
  selector: { app: cart }
  ports: [{ name: http, port: 80, targetPort: http, appProtocol: http }]
`;

function make(...texts: string[]) {
  const seeds = materialise({
    name: 'east',
    podCidr: '10.10.0.0/16',
    serviceCidr: '10.110.0.0/16',
    now,
    objects: texts.flatMap(text => parseManifests(text, 'test.yaml')),
  });
  const find = (kind: string): readonly KubernetesObject[] =>
    seeds.map(({ object }) => object).filter(object => object.kind === kind);
  return { seeds, find };
}

const cart = (directives = '') => CART.replace('DIRECTIVES', directives);

const proxyOf = (pod: KubernetesObject) =>
  (
    pod.spec as {
      containers: {
        name: string;
        image: string;
        env: { name: string; value: string }[];
      }[];
    }
  ).containers.find(({ name }) => name === 'istio-proxy');

describe('materialise', () => {
  it('makes the pods of a Deployment, spread over zones, ready and injected', () => {
    const pods = make(BASE, cart()).find('Pod');

    expect(pods).toHaveLength(3);
    expect(new Set(pods.map(({ metadata }) => metadata.name)).size).toBe(3);
    expect(
      new Set(pods.map(({ spec }) => (spec as { nodeName: string }).nodeName)),
    ).toEqual(new Set(['node-a', 'node-b']));
    const [pod] = pods.filter(
      ({ metadata }) =>
        metadata.labels?.['topology.kubernetes.io/zone'] === 'eu-a',
    );
    expect(pod).toMatchObject({
      metadata: {
        namespace: 'shop',
        labels: {
          app: 'cart',
          'security.istio.io/tlsMode': 'istio',
          'service.istio.io/canonical-name': 'cart',
          'service.istio.io/canonical-revision': 'v2',
          'topology.istio.io/network': 'n1',
          'topology.kubernetes.io/region': 'eu',
        },
        annotations: { 'istio.io/rev': 'r1' },
        ownerReferences: [{ kind: 'ReplicaSet' }],
      },
      spec: { nodeName: 'node-a', serviceAccountName: 'default' },
      status: {
        phase: 'Running',
        hostIP: '192.168.0.1',
        podIP: expect.stringMatching(/^10\.10\.1\.\d+$/),
        startTime: '2026-03-09T12:00:00Z',
      },
    });
    expect(
      JSON.parse(pod.metadata.annotations?.['sidecar.istio.io/status'] ?? ''),
    ).toMatchObject({ revision: 'r1', containers: ['istio-proxy'] });
    const proxy = proxyOf(pod);
    expect(proxy?.image).toBe('docker.io/istio/proxyv2:1.31.1');
    const env = new Map(proxy?.env.map(({ name, value }) => [name, value]));
    expect(env.get('ISTIO_META_CLUSTER_ID')).toBe('c1');
    expect(env.get('ISTIO_META_NETWORK')).toBe('n1');
    expect(JSON.parse(env.get('PROXY_CONFIG') ?? '')).toEqual({
      discoveryAddress: 'istiod-r1.istio-system.svc:15012',
      meshId: 'mesh',
    });
  });

  it('makes the same objects at every start', () => {
    expect(make(BASE, cart(), CART_SERVICE).seeds).toEqual(
      make(BASE, cart(), CART_SERVICE).seeds,
    );
  });

  it('obeys its directives and takes them off', () => {
    const { find } = make(
      BASE,
      cart(`
        lab.meshwise.io/injected-revision: 1-29,
        lab.meshwise.io/proxy-version: 1.29.2,
        lab.meshwise.io/cluster-id: Kubernetes,
        lab.meshwise.io/ready-replicas: "1",
      `),
    );
    const [deployment] = find('Deployment');
    expect(deployment.metadata.annotations).toEqual({ note: 'kept' });
    expect(deployment.status).toMatchObject({
      replicas: 3,
      readyReplicas: 1,
      unavailableReplicas: 2,
    });
    const pods = find('Pod');
    const proxy = proxyOf(pods[0]);
    expect(proxy?.image).toBe('docker.io/istio/proxyv2:1.29.2');
    expect(proxy?.env).toContainEqual({
      name: 'ISTIO_META_CLUSTER_ID',
      value: 'Kubernetes',
    });
    expect(pods[0].metadata.annotations?.['istio.io/rev']).toBe('1-29');
    const readiness = pods.map(
      ({ status }) =>
        (
          status as { conditions: { type: string; status: string }[] }
        ).conditions
          .filter(({ type }) => type === 'Ready')
          .map(condition => condition.status)[0],
    );
    expect(readiness).toEqual(['True', 'False', 'False']);
  });

  it('leaves a pod alone that was not injected', () => {
    const [pod] = make(
      BASE,
      cart('lab.meshwise.io/injected-revision: none'),
    ).find('Pod');
    expect(proxyOf(pod)).toBeUndefined();
    expect(pod.metadata.labels?.['security.istio.io/tlsMode']).toBeUndefined();
  });

  it('writes EndpointSlices with node, zone, readiness and the resolved port', () => {
    const [slice, ...others] = make(
      BASE,
      cart('lab.meshwise.io/ready-replicas: "2"'),
      CART_SERVICE,
    ).find('EndpointSlice');
    expect(others).toEqual([]);
    expect(slice).toMatchObject({
      metadata: {
        namespace: 'shop',
        labels: { 'kubernetes.io/service-name': 'cart', team: 'shop' },
      },
      addressType: 'IPv4',
      ports: [
        { name: 'http', port: 8080, protocol: 'TCP', appProtocol: 'http' },
      ],
    });
    const { endpoints } = slice as unknown as {
      endpoints: {
        nodeName: string;
        zone: string;
        conditions: { ready: boolean };
      }[];
    };
    expect(endpoints.map(({ conditions }) => conditions.ready)).toEqual([
      true,
      true,
      false,
    ]);
    for (const { nodeName, zone } of endpoints) {
      expect(zone).toBe(nodeName.replace('node', 'eu'));
    }
  });

  it('gives Services addresses of their range, except those that want none or their own', () => {
    const service = (name: string, spec: string) =>
      `{ apiVersion: v1, kind: Service, metadata: { name: ${name}, namespace: shop }, spec: ${spec} }`;
    const addresses = make(
      BASE,
      service('a', '{}'),
      service('b', '{ clusterIP: 10.110.0.11 }'),
      service('c', '{}'),
      service('headless', '{ clusterIP: None }'),
      service(
        'external',
        '{ type: ExternalName, externalName: a.example.com }',
      ),
    )
      .find('Service')
      .map(({ spec }) => (spec as { clusterIP?: string }).clusterIP);
    expect(addresses).toEqual([
      '10.110.0.10',
      '10.110.0.11',
      '10.110.0.12',
      'None',
      undefined,
    ]);
  });

  it('seeds as the field manager a manifest names', () => {
    const { seeds } = make(
      `{ apiVersion: v1, kind: Namespace, metadata: { name: a, annotations: { lab.meshwise.io/field-manager: argocd } } }`,
    );
    expect(seeds).toEqual([
      {
        fieldManager: 'argocd',
        object: {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'a' },
        },
      },
    ]);
  });

  it.each([
    [
      'an unknown directive',
      [BASE, cart('lab.meshwise.io/colour: red')],
      'Deployment.apps shop/cart has the annotation lab.meshwise.io/colour, which the lab does not know',
    ],
    [
      'a proxy of an unknown version',
      [BASE, cart('lab.meshwise.io/injected-revision: ghost')],
      'set one, or the annotation lab.meshwise.io/proxy-version',
    ],
    [
      'a cluster without nodes',
      [cart()],
      'east: Deployment.apps shop/cart gets no pods: no node of the cluster fits',
    ],
  ])('refuses %s', (_, texts, message) => {
    expect(() => make(...texts)).toThrow(message);
  });
});
