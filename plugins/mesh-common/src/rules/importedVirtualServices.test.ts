import { importedVirtualServices } from './importedVirtualServices';
import { MeshVirtualService } from './meshVirtualService';

const virtualService = (
  name: string,
  hosts: readonly string[],
  more: Partial<MeshVirtualService> = {},
): MeshVirtualService => ({
  namespace: 'shop',
  name,
  created: 0,
  hosts,
  gateways: ['mesh'],
  exportTo: [],
  http: [],
  tls: [],
  tcp: [],
  semantics: 'istio',
  from: [],
  ...more,
});

const CART = virtualService('cart', ['cart.shop.svc.cluster.local']);
const WIDE = virtualService('wide', ['*.shop.svc.cluster.local']);
const PAY = virtualService('pay', ['pay.pay.svc.cluster.local'], {
  namespace: 'pay',
});
const OWN = virtualService('own', ['own.web.svc.cluster.local'], {
  namespace: 'web',
});
const ROUTE = virtualService('route', ['*.shop.svc.cluster.local'], {
  semantics: 'gateway-api',
});

describe('importedVirtualServices, reference 3.8', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['everything', ['*/*'], ['cart', 'wide', 'pay', 'own', 'route']],
    ['one namespace', ['shop/*'], ['cart', 'wide', 'route']],
    ['the own namespace', ['./*'], ['own']],
    [
      'one host; a wildcard that overlaps it counts, unless it is of the Gateway API',
      ['shop/cart.shop.svc.cluster.local'],
      ['cart', 'wide'],
    ],
    ['a host of another namespace', ['pay/cart.shop.svc.cluster.local'], []],
    ['nothing', [], []],
    ['nothing, as it may be written', ['~/*'], []],
    ['all but a namespace', ['*/*', '~shop/*'], ['pay', 'own']],
    [
      'a namespace without one host; what is wider stays',
      ['shop/*', '~shop/cart.shop.svc.cluster.local'],
      ['wide', 'route'],
    ],
    [
      'all but the own namespace',
      ['*/*', '~./*'],
      ['cart', 'wide', 'pay', 'route'],
    ],
    [
      'an exclusion of another namespace excludes nothing here',
      ['shop/*', '~pay/*'],
      ['cart', 'wide', 'route'],
    ],
    ['what is not an item of a Sidecar', ['*'], []],
  ])('%s', (_, hosts, expected) => {
    expect(
      importedVirtualServices([CART, WIDE, PAY, OWN, ROUTE], hosts, 'web').map(
        ({ name }) => name,
      ),
    ).toEqual(expected);
  });

  it('one of several hosts is enough', () => {
    const both = virtualService('both', [
      'a.example.com',
      'cart.shop.svc.cluster.local',
    ]);
    expect(
      importedVirtualServices([both], ['*/cart.shop.svc.cluster.local'], 'web'),
    ).toEqual([both]);
  });
});
