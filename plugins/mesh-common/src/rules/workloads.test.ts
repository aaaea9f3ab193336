import { fleet } from '../__testUtils__/fleet';
import { docs } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { workloads } from './workloads';

const service = (selector = '{app: cart}') => `
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {selector: ${selector}, ports: [{port: 80}]}
`;

const slice = (...pods: readonly string[]) => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: cart-1, namespace: shop, labels: {kubernetes.io/service-name: cart}}
addressType: IPv4
endpoints: [${pods
  .map(name => `{addresses: [10.0.0.1], targetRef: {kind: Pod, name: ${name}}}`)
  .join()}]
`;

const pod = (
  name: string,
  {
    labels = 'app: cart',
    owner = '',
    hostNetwork = false,
  }: {
    readonly labels?: string;
    readonly owner?: string;
    readonly hostNetwork?: boolean;
  } = {},
) => `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {${labels}}, ownerReferences: [${owner}]}
spec: {hostNetwork: ${hostNetwork}, containers: [{name: app, image: app}]}
`;

const deployment = (name: string, labels = 'app: cart') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec: {selector: {matchLabels: {${labels}}}, template: {metadata: {labels: {${labels}, from: ${name}}}}}
`;

const replicaSet = (name: string) =>
  `{apiVersion: apps/v1, kind: ReplicaSet, name: ${name}, uid: x, controller: true}`;

/** Pods of each workload, and whether a Deployment or the pod itself is its template. */
function found(...objects: readonly string[]): readonly string[] {
  return answer(fleet({ c1: docs(...objects) }), workloads, {
    cluster: 'c1',
    service: { namespace: 'shop', name: 'cart' },
  }).value.map(
    ({ pods, template }) =>
      `${pods.map(({ name }) => name).join()} of ${
        template.labels.get('from') ?? 'itself'
      }${template.hostNetwork ? ' on the host' : ''}`,
  );
}

describe('workloads, reference 2.4', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['nothing', [], []],
    [
      'pods that stand for themselves',
      [service(), pod('a'), pod('b')],
      ['a of itself', 'b of itself'],
    ],
    [
      'pods that are listed without being selected, each once',
      [service(), slice('a', 'b'), pod('a'), pod('b', { labels: 'x: y' })],
      ['a of itself', 'b of itself'],
    ],
    [
      'pods that are listed and do not exist',
      [service(), slice('a', 'gone'), pod('a')],
      ['a of itself'],
    ],
    [
      'a Service without selector selects no pod and no Deployment',
      [service('{}'), deployment('cart'), pod('a')],
      [],
    ],
    [
      'pods of a Deployment',
      [
        service(),
        deployment('cart'),
        pod('a', { owner: replicaSet('cart-6b9f') }),
        pod('b', { owner: replicaSet('cart-77aa') }),
      ],
      ['a,b of cart'],
    ],
    [
      'pods of a Deployment with a longer name',
      [
        service(),
        deployment('cart'),
        deployment('cart-canary'),
        pod('a', { owner: replicaSet('cart-6b9f') }),
        pod('b', { owner: replicaSet('cart-canary-6b9f') }),
      ],
      ['a of cart', 'b of cart-canary'],
    ],
    [
      'pods of something else',
      [
        service(),
        deployment('cart'),
        pod('a', {
          owner:
            '{apiVersion: apps/v1, kind: StatefulSet, name: cart-1, uid: x, controller: true}',
        }),
      ],
      [' of cart', 'a of itself'],
    ],
    [
      'a Deployment of another service',
      [service(), deployment('other', 'app: other'), pod('a')],
      ['a of itself'],
    ],
    [
      'pods without owner belong to the first Deployment that fits',
      [
        service(),
        deployment('cart', 'app: cart, version: v1'),
        deployment('more', 'app: cart'),
        pod('a', { labels: 'app: cart, version: v1' }),
        pod('b'),
      ],
      ['a of cart', 'b of more'],
    ],
    [
      'pods on the network of their node',
      [
        service(),
        deployment('cart'),
        pod('a', { owner: replicaSet('cart-6b9f'), hostNetwork: true }),
        pod('b', { owner: replicaSet('cart-6b9f') }),
      ],
      ['a,b of cart on the host'],
    ],
  ])('%s', (_, objects, expected) => {
    expect(found(...objects)).toEqual(expected);
  });

  it('a pod without Deployment would be made again without what injection added', () => {
    const [{ template }] = answer(
      fleet({
        c1: docs(
          service(),
          pod('a', {
            labels:
              'app: cart, security.istio.io/tlsMode: istio, service.istio.io/canonical-name: cart, service.istio.io/canonical-revision: latest, sidecar.istio.io/inject: "true"',
          }),
        ),
      }),
      workloads,
      { cluster: 'c1', service: { namespace: 'shop', name: 'cart' } },
    ).value;
    expect([...template.labels.keys()]).toEqual([
      'app',
      'sidecar.istio.io/inject',
    ]);
  });
});
