import { fleet } from '../__testUtils__/fleet';
import { answer } from './answer';
import { istiods } from './istiods';
import { watchedClusters } from './watchedClusters';

const istiod = (clusterId: string) => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
spec:
  template:
    spec:
      containers:
      - {name: discovery, image: 'pilot:1.31.0', env: [{name: CLUSTER_ID, value: ${clusterId}}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: '{defaultConfig: {meshId: mesh1}}'}
`;

const links = (text: string) => `---
apiVersion: v1
kind: ConfigMap
metadata: {name: meshwise-links, namespace: istio-system}
data: {links: '${text}'}
`;

const proxy = (clusterId: string) => `
apiVersion: v1
kind: Pod
metadata: {name: cart, namespace: shop}
spec:
  containers:
  - name: istio-proxy
    image: proxyv2:1.31.0
    env:
    - {name: ISTIO_META_CLUSTER_ID, value: ${clusterId}}
    - {name: ISTIO_META_MESH_ID, value: mesh1}
`;

function ask(clusters: { readonly [name: string]: string }, listed = true) {
  let snapshot = fleet(clusters);
  const key = { namespace: 'istio-system', name: 'meshwise-links' };
  if (!listed)
    snapshot = snapshot.with({
      code: 'delete',
      cluster: 'one',
      kind: 'ClusterLinks',
      ...key,
    });
  const [own] = answer(snapshot, istiods, 'one').value;
  return answer(snapshot, watchedClusters, own).value;
}

describe('watchedClusters, reference 1.2', () => {
  it('takes each ID once, ignores its own, and finds clusters by what their proxies claim', () => {
    const one = istiod('c1') + links('c1 c2 c2 c9');
    expect(ask({ one, two: proxy('c2') })).toStrictEqual({
      known: 'listed',
      registries: [{ cluster: 'two', clusterId: 'c2' }],
      strangers: ['c9'],
    });
  });

  it('knows that nothing is watched where a list is empty', () => {
    expect(ask({ one: istiod('c1'), two: proxy('c2') })).toStrictEqual({
      known: 'listed',
      registries: [],
      strangers: [],
    });
  });

  it('assumes every cluster of the mesh where nobody lists the links', () => {
    const clusters = { one: istiod('c1'), two: proxy('c2') };
    expect(ask(clusters, false)).toStrictEqual({
      known: 'assumed',
      registries: [{ cluster: 'two', clusterId: 'c2' }],
      strangers: [],
    });
  });
});
