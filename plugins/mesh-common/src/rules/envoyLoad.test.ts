import { NO_LABELS } from '../model/record';
import { envoyLoad, LoadQuestion } from './envoyLoad';
import { LoadEndpoint, LocalityGroup } from './localityGroup';

let last = 0;

/** Endpoints of a locality, of which some are healthy. */
function group(
  locality: string,
  priority: number,
  size: { readonly healthy: number; readonly of: number },
  weight = 1,
): LocalityGroup {
  const endpoints = Array.from({ length: size.of }, (_, i): LoadEndpoint => {
    last++;
    return {
      address: `10.0.0.${last}`,
      port: 80,
      cluster: 'c1',
      network: '',
      labels: NO_LABELS,
      weight: 1,
      health: i < size.healthy ? 'healthy' : 'unhealthy',
      mtls: false,
      gateway: false,
    };
  });
  return { locality, priority, weight, endpoints };
}

/** Share in percent of each locality, and what else Envoy does. */
function load(
  groups: readonly LocalityGroup[],
  more: Partial<LoadQuestion> = {},
) {
  const { shares, refused, panicking } = envoyLoad({
    groups,
    localityWeighted: false,
    panicThreshold: 50,
    ...more,
  });
  const percent = new Map(groups.map(({ locality }) => [locality, 0]));
  for (const { locality, share } of shares)
    percent.set(locality, (percent.get(locality) ?? 0) + share * 100);
  const rounded = [...percent].map(([name, value]) => [
    name,
    Math.round(value * 10) / 10,
  ]);
  return { ...Object.fromEntries(rounded), refused, panicking };
}

describe('envoyLoad, reference 5.5', () => {
  it('refuses where there is no endpoint at all', () => {
    expect(
      envoyLoad({ groups: [], localityWeighted: false, panicThreshold: 50 }),
    ).toStrictEqual({ shares: [], refused: 1, panicking: [] });
    expect(load([group('a', 0, { healthy: 0, of: 0 })])).toStrictEqual({
      a: 0,
      refused: 1,
      panicking: [],
    });
  });

  it('without a threshold refuses rather than call the unhealthy', () => {
    const dead = [group('a', 0, { healthy: 0, of: 2 })];
    expect(load(dead, { panicThreshold: 0 })).toStrictEqual({
      a: 0,
      refused: 1,
      panicking: [],
    });
    expect(load(dead)).toStrictEqual({ a: 100, refused: 0, panicking: [0] });
  });

  it.each([
    // 140 percent of what is healthy: 3 of 4 are enough for all.
    [3, { a: 100, b: 0, refused: 0, panicking: [] }],
    [2, { a: 70, b: 30, refused: 0, panicking: [] }],
    // All of b is healthy, so together they are enough and nobody panics.
    [1, { a: 35, b: 65, refused: 0, panicking: [] }],
    [0, { a: 0, b: 100, refused: 0, panicking: [] }],
  ])(
    'spills to the next priority with %d of 4 healthy',
    (healthy, expected) => {
      expect(
        load([
          group('a', 0, { healthy, of: 4 }),
          group('b', 1, { healthy: 2, of: 2 }),
        ]),
      ).toStrictEqual(expected);
    },
  );

  it('panics only in priorities below the threshold, and only if all together are too weak', () => {
    // a: 14 percent, b: 70 percent, of which a gets 14/84.
    expect(
      load([
        group('a', 0, { healthy: 1, of: 10 }),
        group('b', 1, { healthy: 5, of: 10 }),
      ]),
    ).toStrictEqual({ a: 17, b: 83, refused: 0, panicking: [0] });
  });

  it('does not take a priority without endpoints for a healthy one', () => {
    expect(
      load([
        group('a', 0, { healthy: 0, of: 0 }),
        group('b', 1, { healthy: 5, of: 10 }),
      ]),
    ).toStrictEqual({ a: 0, b: 100, refused: 0, panicking: [0] });
  });

  it('in panic everywhere shares by number of endpoints; the first gets what rounding leaves', () => {
    expect(
      load([
        group('a', 0, { healthy: 0, of: 1 }),
        group('b', 1, { healthy: 0, of: 2 }),
      ]),
    ).toStrictEqual({ a: 34, b: 66, refused: 0, panicking: [0, 1] });
  });

  it('weighs localities by weight and health, but not in panic', () => {
    const groups = (healthy: number) => [
      group('a', 0, { healthy, of: 4 }, 3),
      group('b', 0, { healthy, of: 4 }, 1),
    ];
    const weighted = { localityWeighted: true };
    expect(load(groups(4), weighted)).toMatchObject({ a: 75, b: 25 });
    expect(load(groups(1), weighted)).toStrictEqual({
      a: 50,
      b: 50,
      refused: 0,
      panicking: [0],
    });
    expect(load(groups(4))).toMatchObject({ a: 50, b: 50 });
  });

  it('takes ejected endpoints for unhealthy ones', () => {
    const a = group('a', 0, { healthy: 4, of: 4 });
    const b = group('b', 0, { healthy: 4, of: 4 });
    const ejected = (endpoint: LoadEndpoint) => a.endpoints.includes(endpoint);
    expect(load([a, b], { ejected })).toMatchObject({ a: 0, b: 100 });
  });
});
