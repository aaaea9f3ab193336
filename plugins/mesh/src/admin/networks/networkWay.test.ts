import { inOneMesh, wayState } from './networkWay';

describe('wayState', () => {
  const through = (all: number, ready: number) =>
    ({ code: 'gateway', pods: { all, ready } } as const);

  it.each([
    ['direct', { code: 'direct', pods: undefined }, 'healthy', 'direct'],
    ['all pods ready', through(2, 2), 'healthy', 'gateway'],
    ['some pods ready', through(2, 1), 'degraded', 'somePods'],
    ['no pod ready', through(2, 0), 'down', 'noPod'],
    ['no pod at all', through(0, 0), 'down', 'noPod'],
    [
      'a gateway elsewhere',
      { code: 'gateway', pods: undefined },
      'unknown',
      'unseenGateway',
    ],
    [
      'another network without gateway',
      { code: 'unreachable', pods: undefined },
      'down',
      'unreachable',
    ],
  ] as const)('%s', (_, way, state, code) => {
    expect(wayState(way, true)).toEqual({ state, code });
  });

  it('is nothing wrong between meshes', () => {
    const way = { code: 'undiscovered', pods: undefined } as const;

    expect(wayState(way, true).state).toBe('degraded');
    expect(wayState(way, false)).toEqual({
      state: 'not-applicable',
      code: 'otherMesh',
    });
  });
});

describe('inOneMesh', () => {
  it('asks which meshes the networks of clusters belong to', () => {
    const networks = [
      { mesh: 'prod', network: 'n1', clusters: ['a'] },
      { mesh: 'prod', network: 'n2', clusters: ['b'] },
      { mesh: 'edge', network: 'n1', clusters: ['c'] },
    ];

    expect(inOneMesh({ networks }, 'a', 'b')).toBe(true);
    expect(inOneMesh({ networks }, 'a', 'c')).toBe(false);
    expect(inOneMesh({ networks }, 'a', 'd')).toBe(false);
  });
});
