import { fleet, seenAs } from '../__testUtils__/fleet';
import { docs, istiod, namespace, workload } from '../__testUtils__/meshYaml';
import { SyncState } from '../model/coverage';
import { Snapshot } from '../model/snapshot';
import { answer } from './answer';
import { proxyOf } from './proxyOf';
import { servingCluster } from './servingCluster';
import { servingViews } from './servingViews';

const announced = (by: string) =>
  docs(
    `{apiVersion: v1, kind: Namespace, metadata: {name: istio-system, annotations: {topology.istio.io/controlPlaneClusters: '${by}'}}}`,
    namespace('shop'),
    workload('shop/cart', { cluster: 'm' }),
  );

const primary = (id: string, env = '') => istiod(id, { env, watches: ['m'] });
const SERVES = '{name: EXTERNAL_ISTIOD, value: "true"}';

describe('who serves a remote, reference 1.5', () => {
  it.each<[string, { readonly [name: string]: string }, string | undefined]>([
    [
      'the cluster that it names',
      { a: primary('a'), m: announced('z'), z: primary('z') },
      'z',
    ],
    [
      'the only one with an istiod',
      { m: announced('*'), z: primary('z') },
      'z',
    ],
    [
      'the only one that is told to serve remotes',
      { a: primary('a'), m: announced('*'), z: primary('z', SERVES) },
      'z',
    ],
    [
      'nobody knows, if several might',
      { a: primary('a'), m: announced('*'), z: primary('z') },
      undefined,
    ],
    [
      'nobody knows, if several are told to',
      { a: primary('a', SERVES), m: announced('*'), z: primary('z', SERVES) },
      undefined,
    ],
    [
      'nobody knows, if it names a cluster that is not here',
      { m: announced('hub'), z: primary('z', SERVES) },
      undefined,
    ],
    [
      'the one that is here of several that it names',
      { a: primary('a'), m: announced('hub, z'), z: primary('z') },
      'z',
    ],
    ['nobody', { m: announced('*') }, undefined],
    ['nobody, as it is no remote', { m: primary('m') }, undefined],
  ])('%s', (_, clusters, expected) => {
    const snapshot = fleet(clusters);
    expect(answer(snapshot, servingCluster, 'm').value).toBe(expected);
  });

  const CLUSTERS = { a: '{}', m: announced('*'), z: primary('z') };
  const told = (snapshot: Snapshot) => {
    const { value, gaps } = answer(snapshot, servingCluster, 'm');
    return [value, gaps.map(({ cluster }) => cluster)];
  };

  it.each<[SyncState, string | undefined, readonly string[]]>([
    ['timeout', 'z', []],
    ['forbidden', undefined, ['a']],
  ])(
    'what a cluster without istiods would say in state %s',
    (state, served, gaps) => {
      const at = { cluster: 'a', kind: 'Deployment', state } as const;
      expect(told(seenAs(fleet(CLUSTERS), at))).toEqual([served, gaps]);
    },
  );

  it('a Deployment that cannot be read may be an istiod', () => {
    const unreadable = `{apiVersion: apps/v1, kind: Deployment, metadata: {name: istiod, namespace: istio-system, labels: 1}}`;
    expect(told(fleet({ ...CLUSTERS, a: unreadable }))).toEqual(['z', ['a']]);
  });

  it('its proxies and its control planes are told alike', () => {
    const cart = { cluster: 'm', namespace: 'shop', pod: 'cart-1' };
    const both = (clusters: { readonly [name: string]: string }) => {
      const snapshot = fleet(clusters);
      return [
        answer(snapshot, proxyOf, cart).value?.view?.key.cluster,
        answer(snapshot, servingViews, 'm').value.map(({ key }) => key.cluster),
      ];
    };
    const remote = { m: announced('*') };
    expect(both({ ...remote, z: primary('z') })).toEqual(['z', ['z']]);
    expect(both({ ...remote, a: primary('a'), z: primary('z') })).toEqual([
      undefined,
      [],
    ]);
  });
});
