import { ServiceDrift } from '@meshwise/backstage-plugin-mesh-common';
import { differing } from './differing';

const object = { kind: 'DestinationRule', namespace: 'shop', name: 'cart' };

const drift = (...drifts: ServiceDrift['drifts']): ServiceDrift => ({
  mesh: 'prod',
  kind: 'DestinationRule',
  namespace: 'shop',
  name: 'cart',
  readBy: 'client',
  primaries: ['c1', 'c2', 'c3'],
  drifts,
  fields: [],
});

describe('differing', () => {
  it.each<[string, ServiceDrift['drifts'][number], number]>([
    [
      'copies that differ from most',
      { code: 'differs', variants: [['c1', 'c3'], ['c2']], fields: ['host'] },
      1,
    ],
    [
      'clusters that lack it',
      {
        code: 'missing',
        present: ['c1'],
        missing: ['c2', 'c3'],
        subsets: false,
      },
      2,
    ],
    [
      'clusters in which it has no effect',
      {
        code: 'shadowed',
        effective: ['c1', 'c2'],
        shadowed: ['c3'],
        by: 'web/x',
      },
      1,
    ],
    [
      'clusters with another winner',
      {
        code: 'age-order',
        winners: [
          { cluster: 'c1', object: 'shop/a' },
          { cluster: 'c2', object: 'shop/b' },
        ],
      },
      1,
    ],
  ])('counts %s', (_, drifted, count) => {
    expect(differing(object, [drift(drifted)])).toEqual({ count, all: 3 });
  });

  it('counts a cluster once', () => {
    const found = differing(object, [
      drift(
        { code: 'differs', variants: [['c1'], ['c2']], fields: ['host'] },
        { code: 'shadowed', effective: ['c1'], shadowed: ['c2'], by: 'web/x' },
      ),
    ]);
    expect(found).toEqual({ count: 1, all: 3 });
  });

  it('is nothing for objects that are the same everywhere', () => {
    expect(differing({ ...object, name: 'other' }, [])).toBeUndefined();
  });
});
