import {
  configuredLinks,
  decode,
  Kind,
  ObjectRecord,
  recordKey,
  ServiceRecord,
} from '@meshwise/backstage-plugin-mesh-common';
import { FakeClock } from '../__testUtils__/FakeClock';
import { ClusterDescription } from './clusterStatus';
import { Divergence, FleetStore } from './FleetStore';
import { StoreChange } from './MeshStore';

const TICK = 100;

function service(name: string, uid = name, labels = {}): ServiceRecord {
  const decoded = decode('Service', {
    metadata: { name, namespace: 'shop', uid, labels },
    spec: { ports: [{ port: 80 }] },
  });
  if (decoded.code === 'unreadable') throw new Error(decoded.problem);
  return decoded.record;
}

const described = (
  name: string,
  overrides: Partial<ClusterDescription> = {},
): ClusterDescription => ({
  name,
  title: undefined,
  authProvider: 'serviceAccount',
  access: 'server-side',
  reason: undefined,
  ...overrides,
});

describe('FleetStore', () => {
  function setUp() {
    const clock = new FakeClock();
    const stop = new AbortController();
    const divergences: Divergence[] = [];
    const store = FleetStore.create({
      clock,
      signal: stop.signal,
      onDiverged: divergence => divergences.push(divergence),
    });
    const changes: StoreChange[] = [];
    store.subscribe(change => changes.push(change), stop.signal);
    const cluster = (name: string) => {
      const made = store.newStore(name);
      store.show(described(name), made);
      return made;
    };
    const services = (name: string) =>
      [...(store.snapshot().view(name, 'Service')?.table.records() ?? [])].map(
        record => `${recordKey(record)} ${record.uid}`,
      );
    const changedKinds = (change: StoreChange, name: string): Kind[] => [
      ...(change.changed.get(name) ?? []),
    ];
    return {
      clock,
      stop,
      store,
      changes,
      divergences,
      cluster,
      services,
      changedKinds,
    };
  }

  it('shows the links of the configuration beside those of the cluster, and follows it', async () => {
    const { clock, store, changes, cluster, changedKinds } = setUp();
    const links = (source: string) =>
      configuredLinks([{ cluster: 'west', clusterId: undefined }], {
        namespace: '',
        source,
      });
    const shown = () =>
      store
        .snapshot()
        .view('east', 'ClusterLinks')
        ?.table.list()
        .map(record => record.links[0]?.source);
    store.setLinks(new Map([['east', [links('before')]]]));
    cluster('east').part('ClusterLinks', 'meshwise-links').report('forbidden');
    await clock.advance(TICK);
    expect(shown()).toEqual(['before']);
    store.setLinks(new Map([['east', [links('after')]]]));
    await clock.advance(TICK);
    expect(shown()).toEqual(['after']);
    expect(changedKinds(changes[1], 'east')).toEqual(['ClusterLinks']);
    store.setLinks(new Map());
    await clock.advance(TICK);
    expect(shown()).toEqual([]);
    const view = store.snapshot().view('east', 'ClusterLinks');
    expect(view?.coverage.state).toBe('forbidden');
  });

  it('gathers the changes of a tick into one snapshot', async () => {
    const { clock, store, changes, cluster, services, changedKinds } = setUp();
    const east = cluster('east').part('Service', '');
    cluster('west');
    await clock.advance(TICK);
    expect(changes).toHaveLength(1);
    const before = store.snapshot();
    east.replace([service('cart')], []);
    east.change({ upsert: [service('search')] });
    east.change({ remove: [service('cart')] });
    east.change({ upsert: [service('search', 'reborn')] });
    expect(store.snapshot()).toBe(before);
    await clock.advance(TICK);
    expect(changes).toHaveLength(2);
    expect(changes[1].snapshot).toBe(store.snapshot());
    expect(services('east')).toEqual(['shop/search reborn']);
    expect(changedKinds(changes[1], 'east')).toEqual(['Service']);
    expect(changes[1].changed.has('west')).toBe(false);
  });

  it('has new ages in the snapshot without calling them a change', async () => {
    const { clock, store, changes, cluster } = setUp();
    const east = cluster('east');
    east.alive('v1.36.3');
    const part = east.part('Pod', '');
    part.listed();
    part.report('synced');
    await clock.advance(TICK);
    const asOf = () => store.snapshot().view('east', 'Pod')?.coverage.asOf ?? 0;
    const before = asOf();
    await clock.advance(60_000);
    part.seen();
    part.report('synced');
    east.alive(undefined);
    await clock.advance(TICK);
    expect(asOf()).toBe(before + 60_000 + TICK);
    expect(store.clusters()[0].lastSeen).toBe(asOf());
    expect(changes).toHaveLength(1);
    part.report('timeout', 'gone');
    await clock.advance(TICK);
    expect(changes).toHaveLength(2);
  });

  it('shares what did not change, down to the records', async () => {
    const { clock, store, cluster } = setUp();
    const east = cluster('east');
    cluster('west');
    east.part('Service', '').replace([service('cart')], []);
    await clock.advance(TICK);
    const before = store.snapshot();
    east.part('Service', '').replace([service('cart'), service('new')], []);
    await clock.advance(TICK);
    const after = store.snapshot();
    const cart = { namespace: 'shop', name: 'cart' };
    expect(after.view('east', 'Service')?.table.get(cart)).toBe(
      before.view('east', 'Service')?.table.get(cart),
    );
    expect(after.view('east', 'Pod')).toBe(before.view('east', 'Pod'));
    expect(after.clusters.get('west')).toBe(before.clusters.get('west'));
  });

  it('tells the kinds that are not known yet from those that are', async () => {
    const { clock, store, cluster } = setUp();
    const east = cluster('east');
    const pods = east.part('Pod', '');
    await clock.advance(TICK);
    const state = (kind: Kind) =>
      store.snapshot().view('east', kind)?.coverage.state;
    expect(state('Pod')).toBe('syncing');
    east.reportUndiscovered('auth', 'HTTP 401');
    pods.listed();
    pods.report('synced');
    await clock.advance(TICK);
    expect(state('Pod')).toBe('synced');
    expect(state('Service')).toBe('auth');
    expect(east.settled).toBe(false);
  });

  it('covers a kind of several objects as badly as the worst and as long ago as the oldest', async () => {
    const { clock, store, cluster } = setUp();
    const east = cluster('east');
    const plain = east.part('MeshConfig', 'istio');
    plain.listed();
    plain.report('synced');
    await clock.advance(1_000);
    const blue = east.part('MeshConfig', 'istio-blue');
    blue.report('forbidden', 'HTTP 403');
    await clock.advance(TICK);
    const coverage = () =>
      store.snapshot().view('east', 'MeshConfig')?.coverage;
    expect(coverage()).toMatchObject({
      state: 'forbidden',
      reason: 'HTTP 403',
      listedAt: undefined,
    });
    east.removePart('MeshConfig', 'istio-blue');
    await clock.advance(TICK);
    expect(coverage()?.state).toBe('synced');
  });

  describe('the status of a cluster', () => {
    it('is its worst kind, named', async () => {
      const { clock, store, cluster } = setUp();
      const east = cluster('east');
      for (const kind of ['Pod', 'Service', 'Node', 'Namespace'] as const) {
        const part = east.part(kind, '');
        part.listed();
        part.report('synced');
      }
      east.reportUndiscovered('not-installed', '');
      east.alive('v1.36.3');
      await clock.advance(TICK);
      expect(store.clusters()[0]).toMatchObject({
        state: 'synced',
        reason: undefined,
        kubernetesVersion: 'v1.36.3',
      });
      const { since } = store.clusters()[0];
      east.part('Pod', '').report('forbidden', 'HTTP 403: no pods');
      east.part('Node', '').report('forbidden', 'HTTP 403: no nodes');
      await clock.advance(60_000);
      expect(store.clusters()[0]).toMatchObject({
        state: 'forbidden',
        reason: 'Node (and 1 more): HTTP 403: no nodes',
      });
      expect(store.clusters()[0].since).toBeGreaterThan(since);
    });

    it('says why without naming kinds when all are concerned', async () => {
      const { clock, store, cluster } = setUp();
      cluster('east').reportUndiscovered('timeout', 'nothing listens');
      await clock.advance(TICK);
      expect(store.clusters()[0]).toMatchObject({
        state: 'timeout',
        reason: 'nothing listens',
        lastSeen: undefined,
      });
    });

    it('is given for clusters that are not read, in order of name', async () => {
      const { clock, store, cluster } = setUp();
      cluster('west');
      store.show(described('constructor', { access: 'sign-in' }), undefined);
      store.show(
        described('a', { access: 'invalid', reason: 'no url' }),
        undefined,
      );
      await clock.advance(TICK);
      expect(store.clusters().map(({ name, state }) => [name, state])).toEqual([
        ['a', undefined],
        ['constructor', undefined],
        ['west', 'syncing'],
      ]);
      expect([...store.snapshot().clusters.keys()]).toEqual(['west']);
    });
  });

  it('replaces one generation by the next without a gap and without new records', async () => {
    const { clock, store, cluster, services, changes } = setUp();
    const old = cluster('east');
    old.part('Service', '').replace([service('cart'), service('gone')], []);
    await clock.advance(TICK);
    const before = store.snapshot().view('east', 'Service')?.table;
    const next = store.newStore('east');
    next.part('Service', '').replace([service('cart'), service('new')], []);
    await clock.advance(TICK);
    expect(store.snapshot().view('east', 'Service')?.table).toBe(before);
    store.show(described('east'), next);
    await clock.advance(TICK);
    expect(services('east').sort()).toEqual(['shop/cart cart', 'shop/new new']);
    const cart = { namespace: 'shop', name: 'cart' };
    expect(store.snapshot().view('east', 'Service')?.table.get(cart)).toBe(
      before?.get(cart),
    );
    const seen = changes.map(({ snapshot }) =>
      snapshot.view('east', 'Service'),
    );
    expect(seen.every(view => view?.table.get(cart))).toBe(true);
    old.part('Service', '').replace([], []);
    await clock.advance(TICK);
    expect(services('east')).toHaveLength(2);
  });

  it('forgets a cluster, and tells', async () => {
    const { clock, store, cluster, changes } = setUp();
    cluster('east');
    await clock.advance(TICK);
    store.hide('east');
    await clock.advance(TICK);
    expect(store.clusters()).toEqual([]);
    expect(changes.at(-1)?.changed.has('east')).toBe(true);
    expect(changes.at(-1)?.snapshot.clusters.size).toBe(0);
  });

  it('tells why there are no clusters, and when there are', async () => {
    const { clock, store, changes } = setUp();
    store.setUnavailable('no module');
    await clock.advance(TICK);
    expect(store.unavailable()).toBe('no module');
    store.setUnavailable(undefined);
    await clock.advance(TICK);
    expect(store.unavailable()).toBeUndefined();
    expect(changes).toHaveLength(2);
  });

  it('sets unreadable objects apart until they can be read', async () => {
    const { clock, store, cluster } = setUp();
    const part = cluster('east').part('Service', '');
    part.replace([service('cart')], []);
    const unreadable = {
      code: 'unreadable',
      namespace: 'shop',
      name: 'cart',
      field: 'spec',
      problem: 'odd',
    } as const;
    part.change({ unreadable: [unreadable] });
    await clock.advance(TICK);
    const table = () => store.snapshot().view('east', 'Service')?.table;
    expect(table()?.size).toBe(0);
    expect(table()?.unreadable.get('shop/cart')).toBe(unreadable);
    part.change({ upsert: [service('cart')] });
    await clock.advance(TICK);
    expect(table()?.size).toBe(1);
    expect(table()?.unreadable.size).toBe(0);
  });

  it('tells of copies that were wrong', () => {
    const { cluster, divergences } = setUp();
    cluster('east').part('Pod', '').diverged(2);
    expect(divergences).toEqual([{ cluster: 'east', kind: 'Pod', objects: 2 }]);
  });

  it('stops ticking when it is told to', async () => {
    const { clock, stop, store, cluster } = setUp();
    const east = cluster('east');
    stop.abort();
    const before = store.snapshot();
    const record: ObjectRecord = service('late');
    east.part('NetworkPolicy', '').replace([record], []);
    await clock.advance(1_000);
    expect(store.snapshot()).toBe(before);
    expect(clock.timers).toBe(0);
  });
});
