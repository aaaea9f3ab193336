import { fleet } from '../__testUtils__/fleet';
import { answer } from '../rules/answer';
import { istiods } from '../rules/istiods';
import { watchedClusters } from '../rules/watchedClusters';
import { LostPods } from './change';
import { Snapshot } from './snapshot';

const node = (name: string, region: string, zone: string) => `
apiVersion: v1
kind: Node
metadata:
  name: ${name}
  labels: {topology.kubernetes.io/region: ${region}, topology.kubernetes.io/zone: ${zone}}
`;

const pod = (name: string, nodeName: string) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {app: cart}}
spec: {nodeName: ${nodeName}, containers: []}
status:
  phase: Running
  podIP: 10.0.0.1
  conditions: [{type: Ready, status: "True"}]
`;

const slice = (name: string, service: string, endpoints: string) => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${name}, namespace: shop, labels: {kubernetes.io/service-name: ${service}}}
addressType: IPv4
ports: [{name: http, port: 8080}]
endpoints: [${endpoints}]
`;

const of = (name: string, conditions = 'ready: true') =>
  `{addresses: [10.0.0.1], conditions: {${conditions}}, targetRef: {kind: Pod, name: ${name}}}`;

const service = (name: string, spec: string) => `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop}
spec: {ports: [{name: http, port: 80}], ${spec}}
`;

const cluster = (...objects: readonly string[]) => objects.join('---');

const FLEET = fleet({
  c1: cluster(
    node('near', 'eu', 'a'),
    node('far', 'eu', 'b'),
    pod('cart-1', 'near'),
    pod('cart-2', 'far'),
    pod('cart-3', 'far'),
    service('cart', 'selector: {app: cart}'),
    service('peers', 'selector: {app: cart}, publishNotReadyAddresses: true'),
    slice('cart-b', 'cart', of('cart-3')),
    slice(
      'cart-a',
      'cart',
      [of('cart-1'), of('cart-2', 'ready: false, terminating: true')].join(),
    ),
    slice('peers-a', 'peers', of('cart-1')),
  ),
  c2: cluster(
    node('near', 'us', 'a'),
    pod('cart-9', 'near'),
    service('cart', 'selector: {app: cart}'),
    slice('cart-a', 'cart', of('cart-9')),
  ),
});

/** Pods whose endpoint of a service is ready, by `cluster/pod`. */
function ready(snapshot: Snapshot, name = 'cart'): readonly string[] {
  return snapshot.clusterNames.flatMap(clusterName =>
    (snapshot.view(clusterName, 'EndpointSlice')?.table.list('shop') ?? [])
      .filter(record => record.service === name)
      .flatMap(record => record.endpoints)
      .filter(endpoint => endpoint.ready !== false)
      .map(endpoint => `${clusterName}/${endpoint.pod}`),
  );
}

const lost = (pods: LostPods) => FLEET.with({ code: 'lose', mode: 'D1', pods });

describe('pods become unready, reference 5.7 D1', () => {
  it.each<[string, LostPods, readonly string[]]>([
    ['a cluster', { code: 'cluster', cluster: 'c1' }, ['c2/cart-9']],
    [
      'a zone in every cluster',
      { code: 'locality', locality: 'eu/b' },
      ['c1/cart-1', 'c2/cart-9'],
    ],
    [
      'a region',
      { code: 'locality', locality: 'us' },
      ['c1/cart-1', 'c1/cart-3'],
    ],
    [
      'a service but its first ready pod',
      {
        code: 'service',
        service: { namespace: 'shop', name: 'cart' },
        cluster: undefined,
        ready: 1,
      },
      ['c1/cart-1', 'c2/cart-9'],
    ],
  ])('%s', (_, pods, expected) => {
    expect(ready(lost(pods))).toStrictEqual(expected);
  });

  it('leaves addresses ready that are published anyway, and what terminates terminating', () => {
    const after = lost({ code: 'cluster', cluster: 'c1' });
    expect(ready(after, 'peers')).toStrictEqual(['c1/cart-1']);
    const terminating = after
      .view('c1', 'EndpointSlice')
      ?.table.get({ namespace: 'shop', name: 'cart-a' })
      ?.endpoints.map(endpoint => endpoint.terminating);
    expect(terminating).toStrictEqual([false, true]);
  });

  it('is an overlay: the fleet before stays as it is', () => {
    lost({ code: 'cluster', cluster: 'c1' });
    expect(ready(FLEET)).toStrictEqual(['c1/cart-1', 'c1/cart-3', 'c2/cart-9']);
  });
});

const GATEWAY = `
apiVersion: v1
kind: Service
metadata:
  name: gateway
  namespace: istio-system
  labels: {topology.istio.io/network: n2}
  annotations: {traffic.istio.io/nodeSelector: "{}"}
spec: {type: LoadBalancer, externalIPs: [192.0.2.1], ports: [{name: tls, port: 15443}]}
status: {loadBalancer: {ingress: [{ip: 203.0.113.1}]}}
`;

const istiod = (secrets = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
spec: {template: {spec: {containers: [{name: discovery, image: 'registry:5000/pilot:1.31.0'}]}}}
${secrets}`;

const secret = (name: string, clusterId: string) => `---
apiVersion: v1
kind: Secret
metadata: {name: ${name}, namespace: istio-system, labels: {istio/multiCluster: "true"}}
data: {${clusterId}: cmVkYWN0ZWQ=}
`;

const watched = (snapshot: Snapshot, clusterName: string) =>
  answer(snapshot, istiods, clusterName).value.flatMap(found =>
    answer(snapshot, watchedClusters, found).value.registries.map(
      registry => registry.cluster,
    ),
  );

describe('other losses, reference 5.7', () => {
  const mesh = fleet({
    c1: istiod(secret('to-c2', 'c2') + secret('to-c3', 'c3')),
    c2: GATEWAY,
    c3: istiod(secret('to-c1', 'c1')),
  });

  it('D6: gateways lose every address', () => {
    const after = mesh.with({ code: 'lose', mode: 'D6', cluster: 'c2' });
    const gateway = after
      .view('c2', 'Service')
      ?.table.get({ namespace: 'istio-system', name: 'gateway' });
    expect(gateway).toMatchObject({ externalIps: [], ingress: [] });
    expect(gateway?.annotations.size).toBe(0);
  });

  it.each(['D7', 'D8'] as const)('%s: nobody watches a remote', mode => {
    const after = mesh.with({ code: 'lose', mode, cluster: 'c2' });
    expect(watched(after, 'c1')).toStrictEqual(['c3']);
    expect(after.clusterNames).toStrictEqual(['c1', 'c2', 'c3']);
  });

  it('D7: nobody watches a remote again that is known by another name, or only assumed to be watched', () => {
    const remote = `
apiVersion: v1
kind: Pod
metadata: {name: cart, namespace: shop}
spec:
  containers:
  - name: istio-proxy
    image: 'proxyv2:1.31.0'
    env:
    - {name: ISTIO_META_CLUSTER_ID, value: id-of-two}
    - {name: ISTIO_META_MESH_ID, value: cluster.local}
`;
    const config = `---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: ''}
`;
    const listed = fleet({
      one: istiod(config + secret('to-two', 'id-of-two')),
      two: remote,
    });
    const assumed = listed.with({
      code: 'delete',
      cluster: 'one',
      kind: 'ClusterLinks',
      namespace: 'istio-system',
      name: 'meshwise-links',
    });
    for (const before of [listed, assumed]) {
      expect(watched(before, 'one')).toStrictEqual(['two']);
      const afterLoss = before.with({
        code: 'lose',
        mode: 'D7',
        cluster: 'two',
      });
      expect(watched(afterLoss, 'one')).toStrictEqual([]);
    }
  });

  it('D7: a link that is made again is there again', () => {
    const links = mesh.view('c1', 'ClusterLinks')?.table.list() ?? [];
    const again = links.map(record => ({
      code: 'apply' as const,
      cluster: 'c1',
      kind: 'ClusterLinks' as const,
      record,
    }));
    const afterLoss = mesh.with({ code: 'lose', mode: 'D7', cluster: 'c2' });
    expect(watched(afterLoss.with(...again), 'c1')).toStrictEqual(['c2', 'c3']);
  });

  it('D7: a primary goes as a whole', () => {
    const after = mesh.with({ code: 'lose', mode: 'D7', cluster: 'c3' });
    expect(watched(after, 'c1')).toStrictEqual(['c2']);
    expect(after.clusterNames).toStrictEqual(['c1', 'c2']);
  });

  it.each(['D3', 'D4', 'D5'] as const)('%s: istiod does not notice', mode => {
    expect(mesh.with({ code: 'lose', mode, cluster: 'c2' })).toBe(mesh);
  });
});

describe('labels and versions', () => {
  it('sets and removes labels and leaves the rest', () => {
    const labels = new Map([
      ['topology.kubernetes.io/zone', 'c'],
      ['topology.kubernetes.io/region', undefined],
    ]);
    const after = FLEET.with({
      code: 'relabel',
      cluster: 'c1',
      kind: 'Node',
      namespace: '',
      name: 'near',
      labels,
    });
    const found = after
      .view('c1', 'Node')
      ?.table.get({ namespace: '', name: 'near' });
    expect([...(found?.labels ?? [])]).toStrictEqual([
      ['topology.kubernetes.io/zone', 'c'],
    ]);
    expect(ready(after)).toStrictEqual(ready(FLEET));
  });

  it('changes nothing where the object does not exist', () => {
    const labels = new Map([['a', 'b']]);
    const change = {
      code: 'relabel',
      cluster: 'c1',
      kind: 'Node',
      namespace: '',
      name: 'ghost',
      labels,
    } as const;
    expect(FLEET.with(change)).toBe(FLEET);
  });

  it('lets control planes run another version', () => {
    const after = fleet({ c1: istiod() }).with({
      code: 'version',
      cluster: undefined,
      version: '1.29.0',
    });
    expect(after.view('c1', 'Deployment')?.table.list()[0].istiod?.image).toBe(
      'registry:5000/pilot:1.29.0',
    );
  });
});
