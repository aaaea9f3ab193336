import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { fleet } from '../__testUtils__/fleet';
import { CatalogOwnership } from './CatalogOwnership';

const SERVICE = { namespace: 'shop', name: 'cart' };

function setUp() {
  const catalog = catalogServiceMock({
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: {
          name: 'cart',
          namespace: 'default',
          annotations: { 'meshwise.io/service': 'shop/cart' },
        },
        relations: [{ type: 'ownedBy', targetRef: 'group:default/team-shop' }],
      },
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Group',
        metadata: {
          name: 'team-shop',
          namespace: 'default',
          annotations: { 'meshwise.io/kubernetes-group': 'shop-developers' },
        },
      },
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: {
          name: 'ann',
          namespace: 'default',
          annotations: { 'meshwise.io/kubernetes-user': 'ann@corp' },
        },
        relations: [{ type: 'memberOf', targetRef: 'group:default/team-shop' }],
      },
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: {
          name: 'eve',
          namespace: 'default',
          annotations: { 'meshwise.io/kubernetes-user': 'system:admin' },
        },
      },
    ],
  });
  const ownership = CatalogOwnership.create({
    catalog,
    auth: mockServices.auth(),
  });
  return { catalog, ownership, stream: jest.spyOn(catalog, 'streamEntities') };
}

describe('CatalogOwnership', () => {
  afterEach(() => jest.useRealTimers());

  it('asks the catalog again after half a minute, and not before', async () => {
    jest.useFakeTimers({ now: 0 });
    const { ownership, stream } = setUp();
    const owners = () => ownership.ownersOf(SERVICE, fleet({}));
    expect(await Promise.all([owners(), owners()])).toEqual([
      ['group:default/team-shop'],
      ['group:default/team-shop'],
    ]);
    expect(stream).toHaveBeenCalledTimes(1);
    jest.setSystemTime(30_001);
    await owners();
    expect(stream).toHaveBeenCalledTimes(2);
  });

  it('knows users of the clusters by annotation, and takes no name of the system', async () => {
    const { ownership } = setUp();
    await expect(ownership.clusterSubject('user:default/ann')).resolves.toEqual(
      { user: 'ann@corp', groups: ['shop-developers'] },
    );
    for (const ref of ['user:default/eve', 'user:default/nobody']) {
      await expect(ownership.clusterSubject(ref)).resolves.toBeUndefined();
    }
  });

  it('does not keep a failure', async () => {
    const { ownership, stream } = setUp();
    stream.mockImplementationOnce(() => {
      throw new Error('catalog is down');
    });
    const owners = () => ownership.ownersOf(SERVICE, fleet({}));
    await expect(owners()).rejects.toThrow('catalog is down');
    expect(await owners()).toEqual(['group:default/team-shop']);
  });

  it('finds groups by their exact name only', async () => {
    const { ownership } = setUp();
    const credentials = mockCredentials.user();
    expect(await ownership.tenant('team-shop', credentials)).toEqual({
      name: 'team-shop',
      kubernetesGroup: 'shop-developers',
    });
    for (const name of ['Team-Shop', 'nobody', '', 'a/b', 'user:x']) {
      expect(await ownership.tenant(name, credentials)).toBeUndefined();
    }
  });

  it('refuses what is no reference of an entity', async () => {
    const { ownership } = setUp();
    const credentials = mockCredentials.user();
    await expect(ownership.entity('cart', credentials)).rejects.toThrow(
      '"cart" is not an entity reference',
    );
    expect(
      await ownership.entity('component:default/none', credentials),
    ).toBeUndefined();
  });
});
