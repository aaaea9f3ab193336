import { waveOf, wavesOf } from './waves';

const items = ['c1', 'c2', 'c3'].flatMap(cluster =>
  ['a', 'b'].map(name => ({ cluster, name })),
);

const shape = (...args: Parameters<typeof wavesOf<(typeof items)[number]>>) =>
  wavesOf(...args).map(({ clusters, parallel, settles }) => ({
    clusters: clusters.map(group =>
      group.map(({ cluster, name }) => `${cluster}${name}`).join(' '),
    ),
    parallel,
    settles,
  }));

describe('waves, faults and bad input 3.5.4', () => {
  it('tenancy: one cluster, then two at a time', () => {
    expect(shape('tenancy', items, 'c2')).toEqual([
      { clusters: ['c2a c2b'], parallel: 1, settles: false },
      { clusters: ['c1a c1b', 'c3a c3b'], parallel: 2, settles: false },
    ]);
  });

  it('failover: one cluster that settles, then the others; the first if the preferred one is no target', () => {
    expect(shape('failover', items, 'elsewhere')).toEqual([
      { clusters: ['c1a c1b'], parallel: 1, settles: true },
      { clusters: ['c2a c2b', 'c3a c3b'], parallel: 8, settles: false },
    ]);
    const one = items.filter(({ cluster }) => cluster === 'c1');
    expect(shape('failover', one, undefined)).toEqual([
      { clusters: ['c1a c1b'], parallel: 1, settles: false },
    ]);
  });

  it('evacuation: all at once', () => {
    expect(shape('evacuation', items, 'c2')).toEqual([
      {
        clusters: ['c1a c1b', 'c2a c2b', 'c3a c3b'],
        parallel: 8,
        settles: false,
      },
    ]);
  });

  it('trust: no cluster begins a stage before all have ended the one before', () => {
    expect(shape('trust', items.slice(0, 5), 'c2')).toEqual([
      { clusters: ['c1a', 'c2a', 'c3a'], parallel: 8, settles: false },
      { clusters: ['c1b', 'c2b'], parallel: 8, settles: false },
    ]);
  });

  it('tells in which wave a cluster begins', () => {
    const wave = waveOf(wavesOf('tenancy', items, 'c2'));
    expect(['c1', 'c2', 'c3'].map(wave)).toEqual([1, 0, 1]);
  });
});
