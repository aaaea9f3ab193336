import { ObjectChange } from './MeshApi';
import { planFiles } from './planFiles';

const change = (part: Partial<ObjectChange>): ObjectChange => ({
  cluster: 'eu-west-1',
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  namespace: 'orders',
  name: 'tenant',
  act: 'create',
  fields: [],
  yaml: 'kind: ResourceQuota\n',
  ...part,
});

describe('planFiles', () => {
  it('gives each cluster a folder, and each object a file', () => {
    expect(
      planFiles({
        changes: [
          change({ kind: 'Namespace', namespace: '', name: 'orders' }),
          change({ cluster: 'us-east-1', act: 'unchanged' }),
          change({ kind: 'DestinationRule', act: 'delete', yaml: '' }),
        ],
      }),
    ).toEqual({
      files: [
        {
          path: 'eu-west-1/namespace-orders.yaml',
          content: 'kind: ResourceQuota\n',
        },
        {
          path: 'us-east-1/orders/resourcequota-tenant.yaml',
          content: 'kind: ResourceQuota\n',
        },
      ],
      deleted: ['eu-west-1/orders/destinationrule-tenant.yaml'],
    });
  });

  it.each(['..', '../x', 'a/b', '.git', '', 'c:d', 'a\u0000', 'nul\n', '-'])(
    'T52: refuses %j as the name of a folder',
    cluster => {
      expect(() => planFiles({ changes: [change({ cluster })] })).toThrow(
        'cannot be the name of a file or folder',
      );
    },
  );
});
