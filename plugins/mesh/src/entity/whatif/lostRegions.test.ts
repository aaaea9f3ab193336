import { part, serviceView } from '../../__testUtils__/fixtures';
import { lostRegions } from './lostRegions';

const at = (cluster: string, locality: string, ready = 2) =>
  part(cluster, { localities: [{ locality, ready, total: 2 }] });

const { endpoints } = serviceView([
  at('eu-1', 'eu/a'),
  at('eu-2', 'eu/b'),
  at('us-1', 'us/a'),
]);

describe('lostRegions', () => {
  it('goes from the region of a lost cluster to the one that keeps ready endpoints', () => {
    expect(
      lostRegions([{ code: 'cluster', cluster: 'eu-1' }], endpoints),
    ).toEqual([{ from: 'eu', to: 'us' }]);
  });

  it('takes a lost zone for its region', () => {
    expect(
      lostRegions([{ code: 'locality', locality: 'us/a' }], endpoints),
    ).toEqual([{ from: 'us', to: 'eu' }]);
    expect(
      lostRegions([{ code: 'locality', locality: 'u' }], endpoints),
    ).toEqual([]);
  });

  it('leaves the target open where nobody, or more than one, could take over', () => {
    const { endpoints: three } = serviceView([
      at('eu-1', 'eu/a'),
      at('us-1', 'us/a'),
      at('ap-1', 'ap/a'),
    ]);
    const { endpoints: none } = serviceView([
      at('eu-1', 'eu/a'),
      at('us-1', 'us/a', 0),
    ]);
    const lost = [{ code: 'cluster', cluster: 'eu-1' }] as const;

    expect(lostRegions(lost, three)).toEqual([{ from: 'eu' }]);
    expect(lostRegions(lost, none)).toEqual([{ from: 'eu' }]);
  });

  it('never sends anybody to what is not seen', () => {
    const { endpoints: silent } = serviceView([
      at('eu-1', 'eu/a'),
      { ...at('us-1', 'us/a'), knowledge: 'stale' },
    ]);

    expect(lostRegions([{ code: 'cluster', cluster: 'eu-1' }], silent)).toEqual(
      [{ from: 'eu' }],
    );
  });

  it('is empty for losses that take no endpoint', () => {
    expect(
      lostRegions([{ code: 'gateways', cluster: 'eu-1' }], endpoints),
    ).toEqual([]);
  });
});
