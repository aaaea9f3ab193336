import { fleet } from '../__testUtils__/fleet';
import { docs, istiod, workload } from '../__testUtils__/meshYaml';
import { twoClusters } from '../__testUtils__/twoClusters';
import { answer } from './answer';
import { links } from './links';

const ask = (clusters: { readonly [name: string]: string }) =>
  answer(fleet(clusters), links, undefined).value;

const proxy = (clusterId: string, network: string) => `
apiVersion: v1
kind: Pod
metadata: {name: proxy-${clusterId}-${network}, namespace: shop}
spec:
  containers:
  - name: istio-proxy
    args: [proxy, sidecar]
    env:
    - {name: ISTIO_META_CLUSTER_ID, value: ${clusterId}}
    - {name: ISTIO_META_NETWORK, value: ${network}}
`;

describe('links, reference 1.1 to 1.4', () => {
  it('lists what a control plane watches, its own cluster first, and what it is told of nobody', () => {
    const [c1, ...others] = ask({
      c1: istiod('c1', { watches: ['c2', 'c9'] }),
      c2: workload('shop/cart', { cluster: 'c2' }),
    }).controlPlanes;
    expect(others).toEqual([]);
    expect(c1).toMatchObject({
      cluster: 'c1',
      clusterId: 'c1',
      known: 'listed',
      toldBy: { kind: 'ConfigMap', name: 'meshwise-links' },
      strangers: ['c9'],
    });
    expect(
      c1.links.map(({ cluster, clusterId }) => [cluster, clusterId]),
    ).toEqual([
      ['c1', 'c1'],
      ['c2', 'c2'],
    ]);
  });

  it('shows where the two sides do not agree on an ID or a network', () => {
    const { c1, c2 } = twoClusters({ remote: 'n2' });
    const [{ links: found }] = ask({
      c1,
      c2: docs(c2, proxy('other', 'n2'), proxy('other', 'n3')),
    }).controlPlanes;
    expect(found).toEqual([
      {
        cluster: 'c1',
        clusterId: 'c1',
        ownId: 'c1',
        network: 'n1',
        claimedNetworks: ['n1'],
      },
      {
        cluster: 'c2',
        clusterId: 'c2',
        ownId: 'other',
        network: 'n2',
        claimedNetworks: ['n2', 'n3'],
      },
    ]);
  });

  it.each<[string, readonly string[], readonly string[], readonly object[]]>([
    ['both ways', ['c2'], ['c1'], []],
    ['one way', ['c2'], [], [{ from: 'c1', to: 'c2' }]],
    ['no way', [], [], []],
  ])('%s', (_, ofC1, ofC2, expected) => {
    const found = ask({
      c1: istiod('c1', { watches: [...ofC1] }),
      c2: istiod('c2', { watches: [...ofC2] }),
    });
    expect(found.oneWay).toEqual(expected);
  });

  it('does not call a cluster without control plane one way: nobody there asks', () => {
    expect(ask(twoClusters()).oneWay).toEqual([]);
  });
});

describe('links of several control planes, reference 1.2', () => {
  it('are by control plane, each with what it is told', () => {
    const { controlPlanes } = ask({
      c1: docs(
        istiod('c1', { watches: ['c2'] }),
        istiod('c1', { revision: 'r2', watches: ['c2'] }),
        istiod('c1', { namespace: 'other', watches: ['c3', 'lost'] }),
      ),
      c2: workload('shop/cart', { cluster: 'c2' }),
      c3: workload('shop/cart', { cluster: 'c3' }),
    });
    expect(
      controlPlanes.map(
        ({ namespace, deployment, clusterId, links: found, strangers }) =>
          `${namespace}/${deployment} ${clusterId}: ${found
            .map(({ cluster }) => cluster)
            .join()} ${strangers.join()}`,
      ),
    ).toEqual([
      'istio-system/istiod c1: c1,c2 ',
      'istio-system/istiod-r2 c1: c1,c2 ',
      'other/istiod c1: c1,c3 lost',
    ]);
  });

  it('the own ID of a cluster in which nothing tells one is not known', () => {
    const [{ links: found }] = ask({
      c1: istiod('c1', { watches: ['c2'] }),
      c2: docs('{apiVersion: v1, kind: Namespace, metadata: {name: shop}}'),
    }).controlPlanes;
    expect(
      found.map(({ cluster, ownId, claimedNetworks }) => [
        cluster,
        ownId,
        claimedNetworks,
      ]),
    ).toEqual([
      ['c1', 'c1', []],
      ['c2', undefined, []],
    ]);
  });

  it('one way links are sorted, and by cluster that is told', () => {
    expect(
      ask({
        c1: istiod('c1', { watches: ['c3', 'c2'] }),
        c2: istiod('c2', { watches: ['c3'] }),
        c3: istiod('c3'),
      }).oneWay,
    ).toEqual([
      { from: 'c1', to: 'c2' },
      { from: 'c1', to: 'c3' },
      { from: 'c2', to: 'c3' },
    ]);
  });
});
