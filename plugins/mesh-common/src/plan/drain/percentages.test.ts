import { percentages } from './percentages';

describe('percentages', () => {
  it.each([
    [[1], [100]],
    [
      [1, 1],
      [50, 50],
    ],
    [
      [1, 1, 1],
      [34, 33, 33],
    ],
    [
      [2, 1],
      [67, 33],
    ],
    [
      [999, 1],
      [100, 0],
    ],
  ])('of %j are %j', (counts, expected) => {
    const found = percentages(new Map(counts.map((count, i) => [i, count])));
    expect([...found.values()]).toEqual(expected);
  });
});
