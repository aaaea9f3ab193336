import { endpoint, part, serviceView } from '../__testUtils__/fixtures';
import { serviceRegions } from './serviceRegions';

const at = (cluster: string, locality: string, ready: number) =>
  part(cluster, { localities: [{ locality, ready, total: 2 }] });

describe('serviceRegions', () => {
  it('adds up zones and clusters, and leaves out what has no region', () => {
    const { endpoints } = serviceView([
      at('c1', 'eu/a', 1),
      at('c2', 'eu/b', 2),
      at('c3', 'us/a', 0),
      at('c4', '', 2),
    ]);
    expect(serviceRegions(endpoints)).toEqual([
      { region: 'eu', ready: 3, seen: true },
      { region: 'us', ready: 0, seen: true },
    ]);
  });

  it('does not call a region seen of which a cluster is silent', () => {
    const { endpoints } = serviceView([
      { ...at('c1', 'eu/a', 1), knowledge: 'stale' },
      { ...at('c2', 'eu/b', 2), endpoints: [endpoint('c2', 1)] },
    ]);
    expect(serviceRegions(endpoints)).toEqual([
      { region: 'eu', ready: 3, seen: false },
    ]);
  });
});
