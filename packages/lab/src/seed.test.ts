import { inSeedOrder } from './seed';

describe('inSeedOrder', () => {
  it('creates what others need first, and what gets in their way last', () => {
    const kinds = [
      'MutatingWebhookConfiguration',
      'Pod',
      'ResourceQuota',
      'Namespace',
      'Service',
      'Node',
    ];
    const groups = inSeedOrder(
      kinds.map(kind => ({
        object: { apiVersion: 'v1', kind, metadata: { name: 'a' } },
        fieldManager: 'lab',
      })),
    );
    expect(groups.map(group => group.map(({ object }) => object.kind))).toEqual(
      [
        ['Namespace'],
        ['Node'],
        ['Pod', 'Service'],
        ['ResourceQuota'],
        ['MutatingWebhookConfiguration'],
      ],
    );
  });
});
