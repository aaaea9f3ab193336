import { proxySkew } from './proxySkew';

describe('proxySkew', () => {
  it.each([
    ['1.29.2', '1.29.0', { code: 'fine' }],
    ['1.29.2', '1.28.6', { code: 'fine' }],
    ['1.29.2', '1.27.1', { code: 'older', minors: 2 }],
    ['1.29.2', '1.30.0', { code: 'newer' }],
    ['2.5.2', '2.5.2', { code: 'unknown' }],
    [undefined, '1.30.0', { code: 'unknown' }],
    ['1.30.0', undefined, { code: 'unknown' }],
  ])('control plane %s, proxies %s', (own, theirs, expected) => {
    expect(proxySkew(own, theirs)).toEqual(expected);
  });
});
