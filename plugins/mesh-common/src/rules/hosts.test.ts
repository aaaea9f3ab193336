import {
  fullHost,
  hostsOverlap,
  hostSubsetOf,
  mostSpecificHost,
} from './hosts';

describe('hosts, reference 6.0', () => {
  it.each([
    [
      'a.ns.svc.cluster.local',
      ['*.local', '*.svc.cluster.local'],
      '*.svc.cluster.local',
    ],
    [
      'a.ns.svc.cluster.local',
      ['*a.ns.svc.cluster.local'],
      '*a.ns.svc.cluster.local',
    ],
    [
      'a.ns.svc.cluster.local',
      ['*.ns.svc.cluster.local', 'a.ns.svc.cluster.local'],
      'a.ns.svc.cluster.local',
    ],
    ['*.foo.com', ['a.foo.com', '*.com'], '*.com'],
    ['a.example.org', ['*.com', 'b.example.org'], undefined],
  ])('most specific for %s among %j is %s', (needle, candidates, hit) => {
    expect(mostSpecificHost(needle, candidates)).toBe(hit);
    expect(mostSpecificHost(needle, [...candidates].reverse())).toBe(hit);
  });

  it('tells covering from having a name in common', () => {
    expect(hostSubsetOf('*.com', 'a.com')).toBe(false);
    expect(hostsOverlap('*.com', 'a.com')).toBe(true);
    expect(hostsOverlap('a.com', 'b.com')).toBe(false);
  });

  it.each([
    ['reviews', 'reviews.shop.svc.cluster.local'],
    ['Reviews', 'reviews.shop.svc.cluster.local'],
    ['reviews.other', 'reviews.other'],
    ['*', '*'],
  ])('%s in namespace shop means %s', (host, full) => {
    expect(fullHost(host, 'shop', 'cluster.local')).toBe(full);
  });
});
