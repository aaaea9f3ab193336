import { fleet, seenAs } from '../__testUtils__/fleet';
import {
  docs,
  injector,
  istiod,
  namespace,
  workload,
} from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { fleetControlPlanes } from './fleetControlPlanes';

const FLEET = fleet({
  c1: docs(
    istiod('c1', { revision: 'blue', version: '1.30.0', watches: ['c2'] }),
    istiod('c1', { revision: 'green', version: '1.31.0' }),
    injector('blue'),
    injector('green'),
    namespace('shop', 'istio.io/rev: green'),
    namespace('web', 'istio.io/rev: green'),
    workload('shop/cart', { revision: 'blue', version: '1.29.1', pods: 2 }),
    workload('web/site', { revision: 'green', addresses: '10.0.1' }),
  ),
  c2: workload('shop/cart', { cluster: 'c2' }),
});

describe('fleetControlPlanes, reference 2.4 and 10.5', () => {
  it('counts proxies that run, not labels, and names what waits for a restart', () => {
    const { value } = answer(FLEET, fleetControlPlanes, undefined);

    expect(
      value.controlPlanes.map(({ revision, serves }) => [revision, serves]),
    ).toEqual([
      [
        'blue',
        [
          {
            cluster: 'c1',
            counted: true,
            all: 2,
            ready: 0,
            namespaces: 1,
            versions: [{ version: '1.29.1', proxies: 2 }],
            pending: [{ namespace: 'shop', pods: 2 }],
          },
        ],
      ],
      [
        'green',
        [
          {
            cluster: 'c1',
            counted: true,
            all: 1,
            ready: 0,
            namespaces: 1,
            versions: [{ version: '1.31.0', proxies: 1 }],
            pending: [],
          },
        ],
      ],
    ]);
    expect(value.flows.map(({ cluster, layout }) => [cluster, layout])).toEqual(
      [
        ['c1', 'shared'],
        ['c2', 'none'],
      ],
    );
    expect(value.links.controlPlanes).toHaveLength(2);
    expect(value.unseen).toEqual([]);
  });

  it('does not count what it cannot see', () => {
    const blind = seenAs(FLEET, {
      cluster: 'c1',
      kind: 'Pod',
      state: 'forbidden',
    });
    const { value, gaps } = answer(blind, fleetControlPlanes, undefined);

    expect(value.unseen).toEqual(['c1']);
    expect(value.controlPlanes[0].serves).toMatchObject([
      { cluster: 'c1', counted: false },
    ]);
    expect(gaps).toContainEqual(
      expect.objectContaining({ cluster: 'c1', kind: 'Pod' }),
    );
  });
});
