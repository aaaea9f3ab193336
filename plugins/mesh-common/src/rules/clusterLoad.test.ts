import { plainCluster } from '../__testUtils__/plainCluster';
import { clusterLoad } from './clusterLoad';
import { AssignedEndpoint, EnvoyCluster } from './proxyConfig';

function endpoint(
  last: number,
  more: Partial<AssignedEndpoint> = {},
): AssignedEndpoint {
  return {
    address: `10.0.0.${last}`,
    port: 80,
    locality: 'eu/a',
    priority: 0,
    weight: 1,
    localityWeight: 1,
    health: 'healthy',
    network: '',
    cluster: 'c1',
    gateway: false,
    mtls: false,
    ...more,
  };
}

/** Shares in percent by the end of the address, and the rest of the load. */
function load(
  endpoints: readonly AssignedEndpoint[],
  {
    broken = [],
    unnoticed = [],
    ...more
  }: Partial<EnvoyCluster> & {
    /** Ends of addresses of which every request fails. */
    readonly broken?: readonly number[];
    /** Those of which outlier detection does not know. */
    readonly unnoticed?: readonly number[];
  } = {},
) {
  const isOneOf = ({ address }: AssignedEndpoint, ends: readonly number[]) =>
    ends.includes(Number(address.split('.')[3]));
  const found = clusterLoad({
    cluster: plainCluster({ endpoints, ...more }),
    failing: at => Number(isOneOf(at, broken)),
    noticed: at => Number(isOneOf(at, broken) && !isOneOf(at, unnoticed)),
  });
  const percent = (share: number) => Math.round(share * 1000) / 10;
  return {
    ...found,
    parts: found.parts.map(
      ({ endpoint: { address }, share, failing }) =>
        `${address.split('.')[3]}: ${percent(share)}${
          failing > 0 ? ` failing ${percent(failing)}` : ''
        }`,
    ),
  };
}

const detection = (maxEjectionPercent: number) => ({
  outlierDetection: { consecutive5xx: 5, maxEjectionPercent },
});

describe('clusterLoad, reference 5.5 and 5.6', () => {
  it('without outlier detection what fails keeps its share', () => {
    expect(load([endpoint(1), endpoint(2)], { broken: [2] })).toEqual({
      parts: ['1: 50', '2: 50 failing 50'],
      refused: 0,
      ejection: { code: 'not-armed', reason: 'no-outlier-detection' },
      beyondLimit: 1,
      repeated: false,
    });
  });

  it('with it, it is taken out of use', () => {
    expect(
      load([endpoint(1), endpoint(2)], { broken: [2], ...detection(100) }),
    ).toMatchObject({
      parts: ['1: 100'],
      beyondLimit: 0,
      ejection: { code: 'armed', atMost: 2 },
    });
  });

  it('but not before it is noticed', () => {
    expect(
      load([endpoint(1), endpoint(2)], {
        broken: [2],
        unnoticed: [2],
        ...detection(100),
      }),
    ).toMatchObject({ parts: ['1: 50', '2: 50 failing 50'], beyondLimit: 0 });
  });

  it('nor more than may be', () => {
    expect(
      load([endpoint(1), endpoint(2), endpoint(3), endpoint(4)], {
        broken: [1, 2, 3],
        ...detection(50),
      }),
    ).toMatchObject({
      parts: ['3: 50 failing 50', '4: 50'],
      beyondLimit: 1,
      ejection: { code: 'weak', atMost: 2, needed: 4 },
    });
  });

  it('earlier priorities first, and only what gets requests counts', () => {
    const later = endpoint(1, { priority: 1, locality: 'eu/b' });
    expect(
      load([later, endpoint(2), endpoint(3)], {
        broken: [1, 2],
        ...detection(34),
      }),
    ).toMatchObject({
      parts: ['3: 70', '1: 30 failing 30'],
      beyondLimit: 1,
      ejection: { atMost: 1 },
    });
  });

  it.each<[AssignedEndpoint['health'], readonly string[]]>([
    ['healthy', ['1: 50', '3: 50 failing 50']],
    ['unknown', ['1: 50', '3: 50 failing 50']],
    ['unhealthy', ['1: 100']],
    ['draining', ['1: 100']],
  ])(
    'an endpoint that is %s and fails takes the only place among the ejected, or gets no requests anyway',
    (health, expected) => {
      const endpoints = [endpoint(1), endpoint(2, { health }), endpoint(3)];
      expect(
        load(endpoints, { broken: [2, 3], ...detection(34) }).parts,
      ).toEqual(expected);
    },
  );

  it('panics below 50 percent unless the cluster says otherwise', () => {
    const endpoints = [
      endpoint(1),
      endpoint(2, { health: 'unhealthy' }),
      endpoint(3, { health: 'unhealthy' }),
    ];
    expect(load(endpoints).parts).toEqual(['1: 100']);
    expect(load(endpoints, { panicThreshold: undefined }).parts).toEqual([
      '1: 33.3',
      '2: 33.3',
      '3: 33.3',
    ]);
    expect(
      load(endpoints.slice(0, 2), { panicThreshold: undefined }).parts,
    ).toEqual(['1: 100']);
  });

  it('refuses where nobody is', () => {
    expect(load([])).toMatchObject({ parts: [], refused: 1, repeated: false });
  });

  it('counts an address once, and says so', () => {
    expect(load([endpoint(1), endpoint(2), endpoint(1)])).toMatchObject({
      parts: ['1: 50', '2: 50'],
      repeated: true,
    });
  });

  it('weighs localities, each with its endpoints', () => {
    const endpoints = [
      endpoint(1, { localityWeight: 3 }),
      endpoint(2, { locality: 'eu/b' }),
      endpoint(3, { localityWeight: 3 }),
      endpoint(4, { locality: 'eu/b', priority: 1 }),
    ];
    expect(load(endpoints, { localityWeighted: true }).parts).toEqual([
      '1: 37.5',
      '3: 37.5',
      '2: 25',
    ]);
    expect(load(endpoints).parts).toEqual(['1: 33.3', '3: 33.3', '2: 33.3']);
  });
});
