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
      allowedRegions: new Map(),
      approveDrains: false,
      approvers: [],
      checkUserRights: false,
      allowSecretReaders: false,
      platformGroups: [],
      links: new Map(),
      trustDistributors: new Map(),
    });
  });

  it('reads the links, of all istiods of a cluster or of those in one namespace', () => {
    const { links } = read({
      links: [
        { cluster: 'c1', watches: [{ cluster: 'c2' }] },
        {
          cluster: 'c1',
          namespace: 'mesh-b',
          watches: [{ cluster: 'c3', clusterId: 'id-3' }],
        },
        { cluster: 'c2', watches: [] },
      ],
    });
    expect([...links.keys()]).toEqual(['c1', 'c2']);
    expect(links.get('c1')).toMatchObject([
      {
        namespace: '',
        name: 'mesh.links',
        links: [
          { source: 'mesh.links[0]', cluster: 'c2', clusterId: undefined },
        ],
      },
      {
        namespace: 'mesh-b',
        links: [{ source: 'mesh.links[1]', cluster: 'c3', clusterId: 'id-3' }],
      },
    ]);
    expect(links.get('c2')).toMatchObject([{ links: [] }]);
  });

  it('reads distributors of roots, and refuses two for one cluster and one that chooses nothing', () => {
    const distributor = {
      cluster: 'c1',
      namespace: 'cert-manager',
      labels: { 'trust.example.com/bundle': 'istio' },
      key: 'ca.crt',
    };
    const { trustDistributors } = read({ trustDistributors: [distributor] });
    expect([...trustDistributors]).toEqual([
      [
        'c1',
        {
          namespace: 'cert-manager',
          labels: new Map([['trust.example.com/bundle', 'istio']]),
          key: 'ca.crt',
        },
      ],
    ]);
    expect(() =>
      read({ trustDistributors: [distributor, distributor] }),
    ).toThrow('names the cluster "c1" twice');
    for (const labels of [{}, { on: true }]) {
      expect(() =>
        read({ trustDistributors: [{ ...distributor, labels }] }),
      ).toThrow('needs labels for the cluster "c1"');
    }
  });

  it('reads whom to tell that approval is needed, and refuses what names nobody', () => {
    const { approvers } = read({ approvers: ['group:platform', 'user:x/ann'] });
    expect(approvers).toEqual(['group:default/platform', 'user:x/ann']);
    expect(read({ platformGroups: ['group:platform'] }).platformGroups).toEqual(
      ['group:default/platform'],
    );
    expect(() => read({ platformGroups: ['?'] })).toThrow(
      'mesh.platformGroups holds "?"',
    );
    expect(() => read({ approvers: ['platform'] })).toThrow(
      'mesh.approvers holds "platform"; write the entity reference',
    );
  });

  it('reads where data may be handled, and whether drains need approval', () => {
    const { allowedRegions, approveDrains } = read({
      allowedRegions: [{ namespace: 'payments', regions: ['eu-west'] }],
      approveDrains: true,
    });
    expect(allowedRegions).toEqual(
      new Map([['payments', new Set(['eu-west'])]]),
    );
    expect(approveDrains).toBe(true);
  });

  it('reads the writers', () => {
    const writers = [{ cluster: 'c1', tokenFile: '/run/c1' }];
    expect(read({ writers }).writers).toEqual(new Map([['c1', '/run/c1']]));
  });

  it.each`
    mesh                                                                                   | message
    ${{ writers: [{ cluster: 'c1', tokenFile: 'a' }, { cluster: 'c1', tokenFile: 'b' }] }} | ${'mesh.writers names the cluster "c1" twice'}
    ${{ writers: [{ cluster: 'c1' }] }}                                                    | ${"Missing required config value at 'mesh.writers[0].tokenFile'"}
    ${{ allowedRegions: [{ namespace: 'a', regions: [] }] }}                               | ${'mesh.allowedRegions lists no region'}
    ${{ protectedNamespaces: ['*'] }}                                                      | ${'mesh.protectedNamespaces holds "*"'}
    ${{ protectedNamespaces: ['Infra'] }}                                                  | ${'mesh.protectedNamespaces holds "Infra"'}
    ${{ links: [{ cluster: 'c1', watches: [] }, { cluster: 'c1', watches: [] }] }}         | ${'mesh.links[1] names the cluster "c1" a second time'}
    ${{ links: [{ cluster: 'c1', watches: [{ cluster: 'c1' }] }] }}                        | ${'names the cluster "c1" itself'}
    ${{ links: [{ cluster: 'c1' }] }}                                                      | ${"Missing required config value at 'mesh.links[0].watches'"}
    ${{ tenantRole: 'cluster-admin' }}                                                     | ${'mesh.tenantRole is "cluster-admin"'}
  `('refuses $mesh', ({ mesh, message }) => {
    expect(() => read(mesh)).toThrow(message);
  });
});
