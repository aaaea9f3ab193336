import { fleet, seenAs } from '../__testUtils__/fleet';
import { Change } from '../model/change';
import { SyncState } from '../model/coverage';
import { configuredLinks } from '../model/records/clusterLinks';
import { answer } from './answer';
import { istiods } from './istiods';
import { networkGateways } from './networkGateways';
import { watchedClusters } from './watchedClusters';

const istiod = (clusterId: string, meshId = 'mesh1') => `
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
data: {mesh: '{defaultConfig: {meshId: ${meshId}}}'}
`;

const links = (text: string) => `---
apiVersion: v1
kind: ConfigMap
metadata: {name: meshwise-links, namespace: istio-system}
data: {links: '${text}'}
`;

const proxy = (clusterId: string, meshId = 'mesh1') => `
apiVersion: v1
kind: Pod
metadata: {name: cart, namespace: shop}
spec:
  containers:
  - name: istio-proxy
    image: proxyv2:1.31.0
    env:
    - {name: ISTIO_META_CLUSTER_ID, value: ${clusterId}}
    - {name: ISTIO_META_MESH_ID, value: ${meshId}}
`;

/** What the configuration tells of the istiods in cluster one. */
const configured = (
  watches: readonly { readonly cluster: string; readonly clusterId?: string }[],
  namespace = '',
): Change => ({
  code: 'apply',
  cluster: 'one',
  kind: 'ClusterLinks',
  record: configuredLinks(
    watches.map(({ cluster, clusterId }) => ({ cluster, clusterId })),
    { namespace, source: 'mesh.links[0]' },
  ),
});

/** As on a live cluster, in which no Secret is read and no job lists the links. */
const unlisted: Change = {
  code: 'delete',
  cluster: 'one',
  kind: 'ClusterLinks',
  namespace: 'istio-system',
  name: 'meshwise-links',
};

const CONFIG_MAP = {
  cluster: 'one',
  kind: 'ConfigMap',
  namespace: 'istio-system',
  name: 'meshwise-links',
};

function ask(
  clusters: { readonly [name: string]: string },
  ...changes: readonly Change[]
) {
  const snapshot = fleet(clusters).with(...changes);
  const [own] = answer(snapshot, istiods, 'one').value;
  return answer(snapshot, watchedClusters, own);
}

/** When a cluster that cannot be reached was last seen. */
const LONG_AGO = 1;

const two = { cluster: 'two', clusterId: 'c2' };

describe('watchedClusters, reference 1.2', () => {
  it('takes each ID once, ignores its own, and finds clusters by what their proxies claim', () => {
    const one = istiod('c1') + links('c1 c2 c2 c9');
    expect(ask({ one, two: proxy('c2') }).value).toStrictEqual({
      known: 'listed',
      toldBy: CONFIG_MAP,
      registries: [two],
      strangers: ['c9'],
    });
  });

  it('knows that nothing is watched where a list is empty', () => {
    const found = ask({ one: istiod('c1'), two: proxy('c2') });
    expect(found.value).toMatchObject({ known: 'listed', registries: [] });
  });

  describe('of the configuration', () => {
    const one = istiod('c1') + links('c3');
    const clusters = { one, two: proxy('c2'), three: proxy('c3') };

    it('wins over what the cluster lists, and finds the ID of a cluster', () => {
      const found = ask(clusters, configured([{ cluster: 'two' }]));
      expect(found.value).toStrictEqual({
        known: 'configured',
        toldBy: {
          cluster: 'one',
          kind: 'Configuration',
          namespace: '',
          name: 'mesh.links',
        },
        registries: [two],
        strangers: [],
      });
    });

    it('may name the ID, and a cluster that nobody reads', () => {
      const watches = [{ cluster: 'unread', clusterId: 'c2' }];
      expect(ask(clusters, configured(watches)).value.registries).toEqual(
        watches,
      );
    });

    it('is for one namespace if it says so, before what it says for all', () => {
      const all = configured([{ cluster: 'three' }]);
      const registries = (namespace: string) =>
        ask(
          clusters,
          all,
          configured([{ cluster: 'two' }], namespace),
        ).value.registries.map(({ cluster }) => cluster);
      expect(registries('istio-system')).toEqual(['two']);
      expect(registries('elsewhere')).toEqual(['three']);
    });

    it('needs no ConfigMap, so that one which cannot be read is no gap', () => {
      const gapsAfter = (...changes: readonly Change[]) => {
        const snapshot = seenAs(fleet(clusters).with(...changes), {
          cluster: 'one',
          kind: 'ClusterLinks',
          state: 'auth',
        });
        const [own] = answer(snapshot, istiods, 'one').value;
        return answer(snapshot, watchedClusters, own).gaps;
      };
      expect(gapsAfter(configured([two]))).toEqual([]);
      expect(gapsAfter()).toMatchObject([{ kind: 'ClusterLinks' }]);
    });
  });

  describe('where nobody lists the links', () => {
    const clusters = { one: istiod('c1'), two: proxy('c2') };

    it('assumes every cluster of the mesh', () => {
      expect(ask(clusters, unlisted).value).toStrictEqual({
        known: 'assumed',
        toldBy: CONFIG_MAP,
        registries: [two],
        strangers: [],
      });
    });

    it('says in the evidence of every answer that rests on it what is assumed, and why', () => {
      const snapshot = fleet(clusters).with(unlisted);
      const key = {
        cluster: 'one',
        namespace: 'istio-system',
        deployment: 'istiod',
      };
      const { because } = answer(snapshot, networkGateways, key);
      expect(because).toContainEqual({
        object: CONFIG_MAP,
        field: 'data',
        source: '1.2',
        found: expect.stringMatching(
          /^assumed: .*taken to watch all others of its mesh: two$/,
        ),
      });
      expect(because).toContainEqual(
        expect.objectContaining({ field: 'data.mesh', found: 'mesh1' }),
      );
    });

    describe('and a further cluster cannot be reached', () => {
      const asked = (three: string, state: SyncState = 'timeout') => {
        const snapshot = seenAs(fleet({ ...clusters, three }).with(unlisted), {
          cluster: 'three',
          state,
          asOf: LONG_AGO,
        });
        const [own] = answer(snapshot, istiods, 'one').value;
        return answer(snapshot, watchedClusters, own);
      };

      it.each([
        ['its control planes', istiod('c3', 'mesh2')],
        ['the proxies of a remote', proxy('c3', 'mesh2')],
      ])(
        'does without it if %s have said that they are of another mesh',
        (_, three) => {
          const { value, gaps, asOf } = asked(three);
          expect(value.registries).toEqual([two]);
          expect(gaps).toEqual([]);
          expect(asOf).not.toBe(LONG_AGO);
        },
      );

      it('is as old as what was last seen of a cluster that may be of the mesh', () => {
        expect(asked(istiod('c3')).asOf).toBe(LONG_AGO);
      });

      it.each([
        ['it may be of the mesh', istiod('c3'), 'timeout'],
        ['its proxies are of the mesh', proxy('c3'), 'timeout'],
        ['nobody there has said', proxy('c3', "''"), 'timeout'],
        [
          'what it would say was never seen',
          istiod('c3', 'mesh2'),
          'forbidden',
        ],
        [
          'one of its control planes is of the mesh',
          `${istiod('c3', 'mesh2')}---${istiod('c3')
            .replaceAll('name: istiod,', 'name: istiod-b, ')
            .replaceAll('name: istio,', 'name: istio-b,')
            .replace('{app: istiod}', '{app: istiod, istio.io/rev: b}')}`,
          'timeout',
        ],
      ] as const)('is not sure while %s', (_, three, state) => {
        expect(asked(three, state).gaps).not.toEqual([]);
      });
    });
  });

  it('nothing is known of an istiod that is not there', () => {
    const snapshot = fleet({
      one: istiod('c1') + links('c2'),
      two: proxy('c2'),
    });
    for (const changed of [
      { cluster: 'two' },
      { namespace: 'other' },
      { deployment: 'other' },
    ]) {
      const name = {
        cluster: 'one',
        namespace: 'istio-system',
        deployment: 'istiod',
        ...changed,
      };
      expect(answer(snapshot, watchedClusters, name).value).toStrictEqual({
        known: 'assumed',
        toldBy: {
          ...CONFIG_MAP,
          cluster: name.cluster,
          namespace: name.namespace,
        },
        registries: [],
        strangers: [],
      });
    }
  });

  it('a list without its own ID, and an entry for it twice, make no difference', () => {
    const of = (text: string) =>
      ask({ one: istiod('c1') + links(text), two: proxy('c2') }).value;
    expect(of('c2')).toStrictEqual(of('c1 c2 c2'));
    expect(of('c9 c9').strangers).toEqual(['c9']);
  });

  it('says where it was told', () => {
    const found = ask({ one: istiod('c1') + links('c2'), two: proxy('c2') });
    expect(found.because).toContainEqual(
      expect.objectContaining({ object: CONFIG_MAP, field: 'data' }),
    );
  });

  describe('of an istiod that works for another cluster', () => {
    const external = (env = '') =>
      istiod('c2')
        .replace(
          'spec:\n      containers',
          'spec:\n      volumes: [{secret: {secretName: istio-kubeconfig}}]\n      containers',
        )
        .replace('value: c2}]', `value: c2}, ${env}]`);
    const OWN = `{name: LOCAL_CLUSTER_SECRET_WATCHER, value: 'true'}`;
    const watched = (home: string, read: string) =>
      ask({ one: home, two: read, three: proxy('c3'), four: proxy('c4') })
        .value;

    it('are told in that cluster', () => {
      expect(
        watched(external() + links('c3'), proxy('c2') + links('c4')),
      ).toMatchObject({
        known: 'listed',
        toldBy: { cluster: 'two' },
        registries: [{ cluster: 'four', clusterId: 'c4' }],
      });
    });

    it('are told in its own cluster, if it looks there', () => {
      expect(
        watched(external(OWN) + links('c3'), proxy('c2') + links('c4')),
      ).toMatchObject({
        known: 'listed',
        toldBy: { cluster: 'one' },
        registries: [{ cluster: 'three', clusterId: 'c3' }],
      });
    });

    it('are not known while nobody knows that cluster', () => {
      expect(watched(external(), proxy('other'))).toMatchObject({
        known: 'assumed',
        toldBy: { cluster: 'one' },
      });
    });
  });
});
