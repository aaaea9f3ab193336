import { serviceOfHost } from './serviceOfHost';

describe('serviceOfHost, reference 0.1', () => {
  it.each([
    ['cart.shop.svc.cluster.local', { namespace: 'shop', name: 'cart' }],
    ['cart.shop.svc.example.org', undefined],
    ['cart.shop', undefined],
    ['a.cart.shop.svc.cluster.local', undefined],
    ['shop.svc.cluster.local', undefined],
    ['.shop.svc.cluster.local', undefined],
    ['cart..svc.cluster.local', undefined],
    ['*.shop.svc.cluster.local', undefined],
    ['.svc.cluster.local', undefined],
    ['example.com', undefined],
  ])('%s', (host, expected) => {
    expect(serviceOfHost(host, 'cluster.local')).toEqual(expected);
  });
});
