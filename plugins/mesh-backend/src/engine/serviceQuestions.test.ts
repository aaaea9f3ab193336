import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  snapshotFromWire,
  WhatIf,
} from '@meshwise/backstage-plugin-mesh-common';
import { callerPod } from '../__testUtils__/callerPod';
import { FakeStore } from '../__testUtils__/FakeStore';
import { primaryCluster } from '../__testUtils__/primaryCluster';
import { CatalogOwnership } from '../ownership/CatalogOwnership';
import { AuthorizedMesh } from './AuthorizedMesh';
import type { Caller } from './Caller';
import { MeshEngine, MeshEngineOptions } from './MeshEngine';

const CART = { namespace: 'shop', name: 'cart' };

const store = FakeStore.create({
  c1: { yaml: primaryCluster('c1') + callerPod('c1') },
  c2: { yaml: primaryCluster('c2') + callerPod('c2') },
  c3: { yaml: 'apiVersion: v1\nkind: Namespace\nmetadata: { name: other }' },
});

const caller = (sees: Caller['sees']): Caller => ({
  name: 'user:default/ann',
  credentials: mockCredentials.user(),
  sees,
  seesAllOperations: false,
});

function engine() {
  return MeshEngine.create({
    store,
    ownership: CatalogOwnership.create({
      catalog: catalogServiceMock(),
      auth: mockServices.auth(),
    }),
    // These questions never plan.
    operations: {} as MeshEngineOptions['operations'],
    writable: () => false,
  });
}

describe('how a service is reached', () => {
  it('tells each pair of clusters in short and the chosen client in full', async () => {
    const api = engine().as(caller(() => true));

    const { value } = await api.reach(CART, { client: 'c2' });

    expect(value.targets).toEqual(['c1', 'c2']);
    expect(
      value.rows.map(({ cluster, caller: asked, cells }) => [
        cluster,
        asked?.name,
        cells.map(({ to }) => to),
      ]),
    ).toEqual([
      ['c1', 'cart', ['c1', 'c2']],
      ['c2', 'cart', ['c1', 'c2']],
      ['c3', undefined, []],
    ]);
    expect(value.chosen?.cluster).toBe('c2');
    for (const { reach } of value.chosen?.traces ?? [])
      expect(reach.value.checks).toHaveLength(34);
    const [, own] = value.chosen?.traces ?? [];
    expect(own).toMatchObject({ to: 'c2' });
  });

  it('says the same of a workload that is not there and of a cluster that is hidden', async () => {
    const api = engine().as(caller(cluster => cluster === 'c1'));

    const none = await api.reach(CART, { client: 'c1', from: 'shop/none' });
    const hidden = await api.reach(CART, { client: 'c3' });

    expect(none.value.chosen?.caller).toBeUndefined();
    expect(none.value.chosen?.traces).toEqual([]);
    expect(hidden.value.chosen).toBeUndefined();
    expect(JSON.stringify(hidden)).not.toContain('c3');
  });
});

describe('what a browser gets to ask what if', () => {
  it('answers as the server would', async () => {
    const api = engine().as(caller(() => true));

    const { value } = await api.serviceSnapshot(CART);

    const sent: typeof value = JSON.parse(JSON.stringify(value));
    const losses = [{ code: 'cluster', cluster: 'c2' }] as const;
    const there = WhatIf.create({
      snapshot: snapshotFromWire(sent.snapshot),
      callers: () => ({ value: sent.callers, gaps: [] }),
    }).ask({ service: CART, losses });
    const here = WhatIf.create({ snapshot: store.snapshot() }).ask({
      service: CART,
      losses,
    });
    expect(there).toEqual(here);
    expect(there.groups.map(({ group }) => group.cluster)).toEqual([
      'c1',
      'c2',
    ]);
  });

  it('has no secret, and nothing of clusters that have no part of the service and may not be seen', async () => {
    const api = engine().as(caller(() => false));

    const text = JSON.stringify(await api.serviceSnapshot(CART));

    expect(text).toContain('cart-0');
    expect(text).not.toContain('not-for-browsers');
    expect(text).not.toContain('c3');
  });
});

describe('permissions', () => {
  it('are those of the service', async () => {
    const refused = jest.fn();
    const permissions = mockServices.permissions.mock({
      authorize: async () => [{ result: AuthorizeResult.DENY }],
    });
    const api = AuthorizedMesh.create({
      mesh: { as: refused },
      permissions,
      permissionsRegistry: mockServices.permissionsRegistry.mock(),
      resources: {} as never,
      requestOf: async () => undefined,
    }).as(caller(() => true));

    for (const ask of [api.service, api.reach, api.serviceSnapshot])
      await expect(ask(CART)).rejects.toThrow(
        'You may not see the service "shop/cart"',
      );
    expect(refused).not.toHaveBeenCalled();
    expect(permissions.authorize).toHaveBeenCalledTimes(3);
  });
});
