import { fleet } from '../__testUtils__/fleet';
import { decodeClusterLinks, decodeRemoteSecret } from './clusterLinks';

/** A value that may not even be looked at. */
function untouchable(): never {
  throw new Error('the value of a Secret was read');
}

const secret = (more: object) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name: 'istio-remote-secret-c2',
    namespace: 'istio-system',
    labels: { 'istio/multiCluster': 'true' },
  },
  ...more,
});

describe('remote Secrets, reference 1.2', () => {
  it('are read by the names of their data keys, never by a value', () => {
    const data = Object.defineProperties(
      {},
      {
        c2: { enumerable: true, get: untouchable },
        c3: { enumerable: true, get: untouchable },
      },
    );
    expect(decodeRemoteSecret(secret({ data }))).toStrictEqual({
      namespace: 'istio-system',
      name: 'istio-remote-secret-c2',
      clusterIds: ['c2', 'c3'],
    });
  });

  it.each<[string, unknown]>([
    ['another kind', { ...secret({}), kind: 'ConfigMap' }],
    ['no label', { ...secret({}), metadata: { name: 'x' } }],
    ['data of another shape', secret({ data: 'c2' })],
    ['nothing', undefined],
    ['a text', 'Secret'],
  ])('%s is none', (_, raw) => {
    expect(decodeRemoteSecret(raw)).toBeUndefined();
  });

  it('make one complete list per namespace of an istiod, in order of Secret and key', () => {
    const istiod = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
spec: {template: {spec: {containers: [{name: discovery, image: 'pilot:1.31.0'}]}}}
---
apiVersion: v1
kind: Secret
metadata: {name: z, namespace: istio-system, labels: {istio/multiCluster: "true"}}
data: {c2: eA==}
---
apiVersion: v1
kind: Secret
metadata: {name: a, namespace: istio-system, labels: {istio/multiCluster: "true"}}
data: {c4: eA==, c3: eA==}
`;
    const snapshot = fleet({ c1: istiod, c2: '', c3: '' });
    const records = snapshot.view('c1', 'ClusterLinks')?.table.list();
    expect(records?.map(({ links }) => links)).toStrictEqual([
      [
        { source: 'a', clusterId: 'c3', cluster: 'c3' },
        { source: 'a', clusterId: 'c4', cluster: undefined },
        { source: 'z', clusterId: 'c2', cluster: 'c2' },
      ],
    ]);
    expect(snapshot.view('c2', 'ClusterLinks')?.table.size).toBe(0);
  });
});

describe('the ConfigMap meshwise-links', () => {
  it('lists cluster IDs under the name of each Secret', () => {
    const decoded = decodeClusterLinks({
      metadata: { name: 'meshwise-links', namespace: 'istio-system' },
      data: { one: 'c3, c2', two: 'c4\n' },
    });
    expect(decoded).toMatchObject({
      code: 'decoded',
      record: {
        links: [
          { source: 'one', clusterId: 'c2' },
          { source: 'one', clusterId: 'c3' },
          { source: 'two', clusterId: 'c4' },
        ],
      },
    });
  });
});
