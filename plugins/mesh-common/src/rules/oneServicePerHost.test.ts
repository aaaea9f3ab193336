import { fleet } from '../__testUtils__/fleet';
import { config, docs, istiod } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { meshServices } from './meshServices';
import { oneNamespacePerHost, oneServicePerHost } from './oneServicePerHost';

const SERVICE = `
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop, creationTimestamp: '2026-01-09T00:00:00Z'}
spec: {clusterIP: 10.96.0.1, ports: [{name: http, port: 80}]}
`;

let day = 1;
beforeEach(() => {
  day = 1;
});

/** ServiceEntries for one host, each younger than the one before. */
const entry = (
  key: string,
  port: number,
  more = '',
  host = 'api.example.com',
) =>
  config(
    'ServiceEntry',
    key,
    `{hosts: [${host}], ports: [{number: ${port}, name: p${port}, protocol: TCP}], resolution: DNS, ${more}}`,
    `creationTimestamp: '2026-01-0${(day += 1)}T00:00:00Z'`,
  );

const known = (...objects: readonly string[]) =>
  answer(fleet({ c1: docs(istiod('c1'), ...objects) }), meshServices, {
    cluster: 'c1',
    namespace: 'istio-system',
    deployment: 'istiod',
  }).value.services.filter(({ namespace }) => namespace !== 'istio-system');

describe('oneServicePerHost, reference 3.7', () => {
  const kept = (...objects: readonly string[]) =>
    oneServicePerHost(known(...objects)).map(
      ({ namespace, name, ports }) =>
        `${namespace}/${name} ${ports.map(({ number }) => number).join()}`,
    );

  it.each<[string, () => readonly string[], readonly string[]]>([
    [
      'hosts of their own stand apart',
      () => [entry('shop/a', 1), entry('shop/b', 2, '', 'b.example.com')],
      ['shop/a 1', 'shop/b 2'],
    ],
    [
      'a Kubernetes Service before an older ServiceEntry',
      () => [entry('shop/a', 1, '', 'cart.shop.svc.cluster.local'), SERVICE],
      ['shop/cart 80'],
    ],
    [
      'entries that are alike join their ports, each number once',
      () => [entry('shop/a', 1), entry('shop/b', 2), entry('shop/c', 1)],
      ['shop/a 1,2'],
    ],
    [
      'entries of other namespaces do not',
      () => [entry('shop/a', 1), entry('web/b', 2)],
      ['shop/a 1'],
    ],
    [
      'nor those that are exported otherwise',
      () => [entry('shop/a', 1), entry('shop/b', 2, "exportTo: ['.']")],
      ['shop/a 1'],
    ],
    [
      'export in another order is the same',
      () => [
        entry('shop/a', 1, "exportTo: ['.', web]"),
        entry('shop/b', 2, "exportTo: [web, '.']"),
      ],
      ['shop/a 1,2'],
    ],
    [
      'nor those that select other workloads',
      () => [
        entry('shop/a', 1),
        entry('shop/b', 2, 'workloadSelector: {labels: {app: x}}'),
      ],
      ['shop/a 1'],
    ],
    [
      'nor those that are resolved otherwise',
      () => [
        entry('shop/a', 1),
        entry('shop/b', 2).replace('resolution: DNS', 'resolution: STATIC'),
      ],
      ['shop/a 1'],
    ],
  ])('%s', (_, objects, expected) => {
    expect(kept(...objects())).toEqual(expected);
  });
});

describe('oneNamespacePerHost, reference 3.8', () => {
  const HOST = 'cart.shop.svc.cluster.local';
  const kept = (client: string, ...objects: readonly string[]) =>
    oneNamespacePerHost(known(...objects), client).map(
      ({ namespace, name }) => `${namespace}/${name}`,
    );

  it('is that of the first, with all of its services', () => {
    expect(
      kept('web', entry('pay/a', 1), entry('shop/b', 2), entry('pay/c', 3)),
    ).toEqual(['pay/a', 'pay/c']);
  });

  it('is that of a Kubernetes Service before any other', () => {
    expect(kept('web', entry('pay/a', 1, '', HOST), SERVICE)).toEqual([
      'shop/cart',
    ]);
  });

  it('is that of the client before all', () => {
    expect(
      kept(
        'pay',
        SERVICE,
        entry('pay/a', 1, '', HOST),
        entry('x/b', 2, '', HOST),
      ),
    ).toEqual(['pay/a']);
    expect(kept('pay', entry('shop/a', 1), entry('pay/b', 2))).toEqual([
      'pay/b',
    ]);
  });
});
