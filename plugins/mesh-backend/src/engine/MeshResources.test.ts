import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Memo } from '@meshwise/backstage-plugin-mesh-common';
import { FakeStore } from '../__testUtils__/FakeStore';
import { primaryCluster } from '../__testUtils__/primaryCluster';
import { CatalogOwnership } from '../ownership/CatalogOwnership';
import { MeshResources } from './MeshResources';

const component = (
  name: string,
  owner: string,
  annotations: Record<string, string>,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', annotations },
  relations: [
    { type: 'ownedBy', targetRef: owner },
    { type: 'partOf', targetRef: 'system:default/shop' },
  ],
});

function resources(...entities: readonly Entity[]) {
  const catalog = catalogServiceMock({ entities: [...entities] });
  const auth = mockServices.auth();
  return MeshResources.create({
    store: FakeStore.create({
      c1: { yaml: primaryCluster('c1') },
      empty: {},
      partner: { signIn: true },
    }),
    ownership: CatalogOwnership.create({ catalog, auth }),
    memo: Memo.create(),
  });
}

describe('MeshResources', () => {
  it('gives a service the owners of all entities that stand for it', async () => {
    const known = resources(
      component('named', 'group:default/a', {
        'meshwise.io/service': 'shop/cart, shop/gone',
      }),
      component('selected', 'group:default/b', {
        'backstage.io/kubernetes-id': 'cart',
        'backstage.io/kubernetes-namespace': 'shop',
      }),
      component('elsewhere', 'group:default/c', {
        'backstage.io/kubernetes-id': 'cart',
        'backstage.io/kubernetes-namespace': 'sandbox',
      }),
      component('unrelated', 'group:default/d', {}),
    );
    expect(await known.service('shop/cart')).toEqual({
      service: 'shop/cart',
      namespace: 'shop',
      ownerRefs: ['group:default/a', 'group:default/b'],
    });
    expect(await known.service('shop/gone')).toMatchObject({
      ownerRefs: ['group:default/a'],
    });
    expect(await known.service('other/service')).toMatchObject({
      ownerRefs: [],
    });
  });

  it.each(['', 'cart', 'a/b/c', '__proto__'])(
    'knows no service "%s"',
    async key => {
      expect(await resources().service(key)).toBeUndefined();
    },
  );

  it('does not take the label of a namespace for ownership of its services', async () => {
    // The namespace shop is labelled with team-shop; whoever may label one must not gain sight of its services.
    expect(await resources().service('shop/cart')).toMatchObject({
      ownerRefs: [],
    });
  });

  it('knows the mesh of a cluster where it can be known', () => {
    const known = resources();
    expect(known.cluster('c1')).toEqual({ name: 'c1', meshes: ['mesh-1'] });
    expect(known.cluster('empty')).toEqual({ name: 'empty', meshes: [] });
    expect(known.cluster('partner')).toEqual({ name: 'partner', meshes: [] });
    expect(known.cluster('constructor')).toBeUndefined();
  });

  it('knows tenants by the reference of their group', () => {
    const known = resources();
    expect(known.tenant('Team-Shop')).toEqual({
      name: 'Team-Shop',
      groupRef: 'group:default/team-shop',
    });
    expect(known.tenant('')).toBeUndefined();
  });
});
