import { driftSides, servedBy } from './driftSides';

describe('driftSides', () => {
  it('names who has which side of each difference', () => {
    expect(
      driftSides({
        code: 'missing',
        present: ['a'],
        missing: ['b'],
        subsets: false,
      }),
    ).toEqual([
      { code: 'present', primaries: ['a'] },
      { code: 'missing', primaries: ['b'] },
    ]);
    expect(
      driftSides({
        code: 'differs',
        variants: [['a', 'b'], ['c']],
        fields: ['host'],
      }).map(({ number, primaries }) => [number, primaries]),
    ).toEqual([
      [1, ['a', 'b']],
      [2, ['c']],
    ]);
    expect(
      driftSides({
        code: 'shadowed',
        effective: ['a'],
        shadowed: ['b'],
        by: 'x/y',
      })[1],
    ).toEqual({ code: 'shadowed', primaries: ['b'], object: 'x/y' });
    expect(
      driftSides({
        code: 'age-order',
        winners: [{ cluster: 'a', object: 'x/old' }],
      }),
    ).toEqual([{ code: 'winner', primaries: ['a'], object: 'x/old' }]);
  });
});

describe('servedBy', () => {
  it('adds the remotes of primaries', () => {
    const primaries = [
      { cluster: 'a', serves: ['a', 'remote'] },
      { cluster: 'b', serves: ['b'] },
    ];

    expect(servedBy({ primaries }, ['a'])).toEqual(['a', 'remote']);
    expect(servedBy({ primaries }, ['c'])).toEqual([]);
  });
});
