import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import { MeshPolicy } from './meshPolicy';

const read = createPermission({
  name: 'mesh.cluster.read',
  attributes: { action: 'read' },
  resourceType: 'mesh-cluster',
});
const onboard = createPermission({
  name: 'mesh.namespace.onboard',
  attributes: { action: 'create' },
  resourceType: 'mesh-tenant',
});
const shift = createPermission({
  name: 'mesh.traffic.shift',
  attributes: { action: 'update' },
  resourceType: 'mesh-service',
});
const settle = createPermission({
  name: 'mesh.operation.approve',
  attributes: { action: 'update' },
});
const elsewhere = createPermission({
  name: 'catalog.entity.delete',
  attributes: { action: 'delete' },
  resourceType: 'catalog-entity',
});

async function decide(permission: Permission, ownershipEntityRefs: string[]) {
  const info = { userEntityRef: 'user:default/mock', ownershipEntityRefs };
  const policy = new MeshPolicy({ userInfo: mockServices.userInfo(info) });
  return policy.handle(
    { permission },
    { credentials: mockCredentials.user(), info },
  );
}

describe('MeshPolicy', () => {
  it.each([read, onboard, settle, elsewhere])(
    'allows $name to the platform group',
    async permission => {
      expect(await decide(permission, ['group:default/platform'])).toEqual({
        result: AuthorizeResult.ALLOW,
      });
    },
  );

  it.each([read, elsewhere])('allows $name to everybody', async permission => {
    expect(await decide(permission, ['group:default/payments'])).toEqual({
      result: AuthorizeResult.ALLOW,
    });
  });

  it.each([
    { permission: onboard, rule: 'IS_MEMBER' },
    { permission: shift, rule: 'IS_OWNER' },
  ])(
    'allows $permission.name where $rule holds',
    async ({ permission, rule }) => {
      const { resourceType } = permission;
      expect(await decide(permission, ['group:default/payments'])).toEqual({
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'mesh',
        resourceType,
        conditions: {
          rule,
          resourceType,
          params: { claims: ['group:default/payments'] },
        },
      });
    },
  );

  it('refuses any other change', async () => {
    expect(await decide(settle, ['group:default/payments'])).toEqual({
      result: AuthorizeResult.DENY,
    });
  });

  it('refuses a change without a user', async () => {
    const policy = new MeshPolicy({ userInfo: mockServices.userInfo() });
    expect(await policy.handle({ permission: onboard })).toEqual({
      result: AuthorizeResult.DENY,
    });
  });
});
