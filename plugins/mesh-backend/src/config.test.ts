import { ConfigReader } from '@backstage/config';
import { readMeshConfig } from './config';

const read = (mesh: object | undefined) =>
  readMeshConfig(new ConfigReader(mesh ? { mesh: { ...mesh } } : {}));

describe('readMeshConfig', () => {
  it('works without any configuration', () => {
    expect(read(undefined)).toEqual({
      writers: new Map(),
      protectedNamespaces: [],
      tenantRole: 'view',
      separateClusters: new Set(),
      canaryCluster: undefined,
    });
  });

  it('reads the writers', () => {
    const writers = [{ cluster: 'c1', tokenFile: '/run/c1' }];
    expect(read({ writers }).writers).toEqual(new Map([['c1', '/run/c1']]));
  });

  it.each`
    mesh                                                                                   | message
    ${{ writers: [{ cluster: 'c1', tokenFile: 'a' }, { cluster: 'c1', tokenFile: 'b' }] }} | ${'mesh.writers names the cluster "c1" twice'}
    ${{ writers: [{ cluster: 'c1' }] }}                                                    | ${"Missing required config value at 'mesh.writers[0].tokenFile'"}
    ${{ protectedNamespaces: ['*'] }}                                                      | ${'mesh.protectedNamespaces holds "*"'}
    ${{ protectedNamespaces: ['Infra'] }}                                                  | ${'mesh.protectedNamespaces holds "Infra"'}
    ${{ tenantRole: 'cluster-admin' }}                                                     | ${'mesh.tenantRole is "cluster-admin"'}
  `('refuses $mesh', ({ mesh, message }) => {
    expect(() => read(mesh)).toThrow(message);
  });
});
