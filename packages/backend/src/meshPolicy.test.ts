import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import {
  meshAccessGrantPermission,
  meshClusterDrainPermission,
  meshClusterReadPermission,
  meshFailoverChangePermission,
  meshNamespaceOffboardPermission,
  meshNamespaceOnboardPermission,
  meshOperationApprovePermission,
  meshOperationReadPermission,
  meshPermissions,
  meshServiceReadPermission,
  meshTrustChangePermission,
} from '@meshwise/backstage-plugin-mesh-common';
import { MeshPolicy } from './meshPolicy';

const ofOtherPlugin = createPermission({
  name: 'catalog.entity.delete',
  attributes: { action: 'delete' },
  resourceType: 'catalog-entity',
});
const addedLater = createPermission({
  name: 'mesh.something.new',
  attributes: { action: 'update' },
});

function decide(permission: Permission, ...ownershipEntityRefs: string[]) {
  const info = { userEntityRef: 'user:default/mock', ownershipEntityRefs };
  const policy = new MeshPolicy({ userInfo: mockServices.userInfo(info) });
  const credentials = mockCredentials.user();
  return policy.handle({ permission }, { credentials, info });
}

describe('MeshPolicy', () => {
  it.each([...meshPermissions, addedLater])(
    'allows $name to the platform group',
    async permission => {
      expect(await decide(permission, 'group:default/platform')).toEqual({
        result: AuthorizeResult.ALLOW,
      });
    },
  );

  it.each([meshClusterReadPermission, ofOtherPlugin])(
    'allows $name to everybody',
    async permission => {
      expect(await decide(permission, 'group:default/team-shop')).toEqual({
        result: AuthorizeResult.ALLOW,
      });
    },
  );

  it('allows to see a service to the owners of its entities', async () => {
    expect(
      await decide(meshServiceReadPermission, 'group:default/team-shop'),
    ).toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'mesh',
      resourceType: 'mesh-service',
      conditions: {
        rule: 'IS_OWNER',
        resourceType: 'mesh-service',
        params: { claims: ['group:default/team-shop'] },
      },
    });
  });

  it.each([
    meshNamespaceOnboardPermission,
    meshNamespaceOffboardPermission,
    meshAccessGrantPermission,
    meshFailoverChangePermission,
  ])('allows $name to the members of a team', async permission => {
    expect(await decide(permission, 'group:default/team-shop')).toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'mesh',
      resourceType: 'mesh-tenant',
      conditions: {
        rule: 'IS_MEMBER',
        resourceType: 'mesh-tenant',
        params: { claims: ['group:default/team-shop'] },
      },
    });
  });

  it.each([
    meshOperationReadPermission,
    meshOperationApprovePermission,
    meshClusterDrainPermission,
    meshTrustChangePermission,
    addedLater,
  ])('refuses $name to everybody else', async permission => {
    expect(await decide(permission, 'group:default/team-shop')).toEqual({
      result: AuthorizeResult.DENY,
    });
  });

  it.each(meshPermissions)('refuses $name without a user', async permission => {
    const policy = new MeshPolicy({ userInfo: mockServices.userInfo() });
    expect(await policy.handle({ permission })).toEqual({
      result: AuthorizeResult.DENY,
    });
  });
});
