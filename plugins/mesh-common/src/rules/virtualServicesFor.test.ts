import { fleet } from '../__testUtils__/fleet';
import { config, docs, istiod } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { virtualServicesFor } from './virtualServicesFor';

const ISTIOD = {
  cluster: 'c1',
  namespace: 'istio-system',
  deployment: 'istiod',
};

/** Names of what proxies of namespace `web` are given, in order. */
const given = (
  objects: readonly string[],
  options: { readonly mesh?: string; readonly gateway?: string } = {},
) => {
  const { mesh = '', gateway = 'mesh' } = options;
  const snapshot = fleet({ c1: docs(istiod('c1', { mesh }), ...objects) });
  return answer(snapshot, virtualServicesFor, {
    controlPlane: ISTIOD,
    namespace: 'web',
    gateway,
  }).value.map(({ namespace, name }) => `${namespace}/${name}`);
};

const route = (key: string, exportTo?: string, day = '01', more = '') =>
  config(
    'VirtualService',
    key,
    `{hosts: [cart.shop.svc.cluster.local], ${
      exportTo === undefined ? '' : `exportTo: [${exportTo}],`
    } ${more}}`,
    `creationTimestamp: '2026-01-${day}T00:00:00Z'`,
  );

const SERVICE = `
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {clusterIP: 10.96.0.1, ports: [{name: http, port: 80}]}
`;

const httpRoute = (home: string, day: string) => `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: route, namespace: ${home}, creationTimestamp: '2026-01-${day}T00:00:00Z'}
spec: {parentRefs: [{group: '', kind: Service, name: cart, namespace: shop, port: 80}], rules: [{backendRefs: [{name: cart, namespace: shop, port: 80}]}]}
`;

describe('virtualServicesFor, reference 6.3', () => {
  it.each<[string, string | undefined, boolean, boolean]>([
    ['nobody in particular', undefined, true, true],
    ['everybody', '"*"', true, true],
    ['everybody, and a namespace', 'pay, "*"', true, true],
    ['its own namespace', '"."', true, false],
    ['its own namespace by name', 'web', true, true],
    ['another namespace', 'pay', false, false],
    ['no namespace', '"~"', false, false],
    ['no namespace, which wins over one', '"~", web', false, false],
  ])('exported to %s', (_, exportTo, own, elsewhere) => {
    expect(given([route('web/mine', exportTo)])).toEqual(
      own ? ['web/mine'] : [],
    );
    expect(given([route('shop/theirs', exportTo)])).toEqual(
      elsewhere ? ['shop/theirs'] : [],
    );
  });

  it.each([
    ['everybody', '"*"', ['web/mine', 'shop/theirs']],
    ['the own namespace', '"."', ['web/mine']],
    ['no namespace', '"~"', []],
  ])('without export, the mesh config decides: %s', (_, defaults, expected) => {
    const mesh = `defaultVirtualServiceExportTo: [${defaults}]`;
    const objects = [route('shop/theirs'), route('web/mine')];
    expect(given(objects, { mesh })).toEqual(expected);
  });

  it('what is private comes first, then what is exported by name, then own routes of the Gateway API, then the rest; each by age', () => {
    expect(
      given([
        SERVICE,
        route('shop/public-new', undefined, '02'),
        route('web/public', '"*"', '01'),
        httpRoute('web', '03'),
        route('shop/exported-new', 'web', '05'),
        route('shop/exported', 'web', '04'),
        route('web/private-new', 'web', '07'),
        route('web/private', '"."', '06'),
      ]),
    ).toEqual([
      'web/private',
      'web/private-new',
      'shop/exported',
      'shop/exported-new',
      expect.stringMatching(/^web\/web~/),
      'web/public',
      'shop/public-new',
    ]);
  });

  it('a route of the Gateway API of another namespace is for everybody, by age', () => {
    expect(
      given([
        SERVICE,
        route('shop/new', undefined, '03'),
        httpRoute('shop', '02'),
        route('shop/old', undefined, '01'),
      ]),
    ).toEqual(['shop/old', expect.stringMatching(/^shop\/shop~/), 'shop/new']);
  });

  it('are those of the gateway that is asked for', () => {
    const objects = [
      route('shop/sidecars'),
      route('shop/edge', undefined, '02', 'gateways: [edge]'),
      route('shop/both', undefined, '03', 'gateways: [web/edge, mesh]'),
    ];
    expect(given(objects)).toEqual(['shop/sidecars', 'shop/both']);
    expect(given(objects, { gateway: 'shop/edge' })).toEqual(['shop/edge']);
    expect(given(objects, { gateway: 'web/edge' })).toEqual(['shop/both']);
  });

  it('there are none of a control plane that does not exist', () => {
    const snapshot = fleet({ c1: docs(istiod('c1'), route('web/mine')) });
    const controlPlane = { ...ISTIOD, cluster: 'c9' };
    expect(
      answer(snapshot, virtualServicesFor, {
        controlPlane,
        namespace: 'web',
        gateway: 'mesh',
      }).value,
    ).toEqual([]);
  });
});
