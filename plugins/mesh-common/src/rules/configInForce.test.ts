import { fleet } from '../__testUtils__/fleet';
import { twoClusters } from '../__testUtils__/twoClusters';
import { answer } from './answer';
import { configInForce, InForce } from './configInForce';

const CART = 'cart.shop.svc.cluster.local';

/** `shop/dr1 cart` is a rule dr1 of namespace shop for host cart; `-> .` adds an export, `@c2` another cluster, `rev=x` a label. */
const object = (text: string, kind: string, spec: (host: string) => string) => {
  const [place, host, ...rest] = text.split(' ');
  const [namespace, name] = place.split('/');
  const exportTo = rest.find(part => part.startsWith('->'))?.slice(2);
  const revision = rest.find(part => part.startsWith('rev='))?.slice(4);
  const created = rest.find(part => part.startsWith('at='))?.slice(3) ?? '01';
  return {
    cluster: rest.includes('@c2') ? 'c2' : 'c1',
    yaml: `
apiVersion: networking.istio.io/v1
kind: ${kind}
metadata:
  name: ${name}
  namespace: ${namespace}
  creationTimestamp: '2026-01-${created}T00:00:00Z'
  labels: {${revision ? `istio.io/rev: ${revision}` : ''}}
spec:
  ${spec(host)}
  ${exportTo ? `exportTo: ['${exportTo}']` : ''}
`,
  };
};

const rule = (text: string) =>
  object(text, 'DestinationRule', host => `host: '${host}'`);

const route = (text: string) =>
  object(
    text,
    'VirtualService',
    host =>
      `hosts: ['${host}']\n  http: [{route: [{destination: {host: cart.shop.svc.cluster.local}}]}]`,
  );

const ask = (objects: readonly ReturnType<typeof object>[], more = '') => {
  const { c1, c2 } = twoClusters({ remote: 'n1' });
  const of = (cluster: string) =>
    objects.filter(item => item.cluster === cluster).map(item => item.yaml);
  return answer(
    fleet({
      c1: [c1, more, ...of('c1')].filter(Boolean).join('---'),
      c2: [c2, ...of('c2')].join('---'),
    }),
    configInForce,
    {
      client: { cluster: 'c1', namespace: 'web', pod: 'web' },
      host: CART,
    },
  );
};

const text = ({ objects, others }: InForce) => ({
  used: objects.map(({ namespace, name }) => `${namespace}/${name}`).join(),
  others: Object.fromEntries(
    others.map(({ object: { namespace, name }, reason }) => [
      `${namespace}/${name}`,
      reason,
    ]),
  ),
});

describe('configInForce, reference 6.1', () => {
  it.each<[string, readonly string[], string, Record<string, string>]>([
    ['nothing', [], '', {}],
    [
      'service namespace before root',
      ['shop/dr1 cart', 'istio-system/dr2 *.local'],
      'shop/dr1',
      { 'istio-system/dr2': 'shadowed' },
    ],
    [
      'client namespace first, although less specific',
      ['shop/dr1 cart', 'web/dr3 *.svc.cluster.local'],
      'web/dr3',
      { 'shop/dr1': 'shadowed' },
    ],
    [
      'private rule of the service falls to root',
      ['shop/dr1 cart ->.', 'istio-system/dr2 *.local'],
      'istio-system/dr2',
      { 'shop/dr1': 'not-exported' },
    ],
    [
      'private rule and an exported wildcard of the service',
      ['shop/dr1 cart ->.', 'shop/dr4 *.shop.svc.cluster.local'],
      'shop/dr4',
      { 'shop/dr1': 'not-exported' },
    ],
    [
      'rule of a third namespace',
      ['pay/dr5 cart.shop.svc.cluster.local'],
      '',
      { 'pay/dr5': 'shadowed' },
    ],
    [
      'rules of one namespace are joined, oldest first',
      ['shop/b cart at=02', 'shop/a cart at=03'],
      'shop/b,shop/a',
      {},
    ],
    [
      'rules of different export: the newest',
      ['shop/b cart at=02', 'shop/a cart at=03 ->web'],
      'shop/a',
      { 'shop/b': 'lost-to-another' },
    ],
    [
      'revision and remote cluster',
      ['shop/x cart rev=prod', 'shop/y cart @c2'],
      '',
      { 'shop/x': 'other-revision', 'shop/y': 'other-config-cluster' },
    ],
  ])('%s', (_, rules, used, others) => {
    const { value } = ask(rules.map(rule));
    expect(text(value.destinationRules)).toEqual({ used, others });
  });
});

describe('configInForce, reference 6.3', () => {
  it.each<[string, readonly string[], string, Record<string, string>]>([
    [
      'the oldest wins, nothing is joined',
      ['shop/new cart at=03', 'shop/old cart at=02'],
      'shop/old',
      { 'shop/new': 'lost-to-another' },
    ],
    [
      'private before public, whatever the age',
      [
        'shop/public cart at=02',
        'web/private cart.shop.svc.cluster.local at=03 ->.',
      ],
      'web/private',
      { 'shop/public': 'lost-to-another' },
    ],
    [
      'exact before wildcard',
      ['shop/wild *.shop.svc.cluster.local at=02', 'shop/exact cart at=03'],
      'shop/exact',
      { 'shop/wild': 'shadowed' },
    ],
    [
      'not exported',
      ['shop/private cart ->.'],
      '',
      { 'shop/private': 'not-exported' },
    ],
    [
      'a copy in a remote',
      ['shop/far cart @c2'],
      '',
      { 'shop/far': 'other-config-cluster' },
    ],
  ])('%s', (_, routes, used, others) => {
    const { value } = ask(routes.map(route));
    expect(text(value.routes)).toEqual({ used, others });
  });
});

describe('configInForce, reference 3.8', () => {
  const sidecar = (hosts: string) => `
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: {name: default, namespace: web}
spec: {egress: [{hosts: ['${hosts}']}]}
`;

  it('names the definitions, the defining copy first', () => {
    const { value } = ask([]);
    expect(value).toMatchObject({
      configCluster: 'c1',
      visible: true,
      sidecar: undefined,
      definitions: [
        { cluster: 'c1', kind: 'Service', name: 'cart' },
        { cluster: 'c2', kind: 'Service', name: 'cart' },
      ],
    });
  });

  it('says that a Sidecar hides the host', () => {
    const { value } = ask([route('shop/vs cart')], sidecar('pay/*'));
    expect(value).toMatchObject({
      visible: false,
      sidecar: { cluster: 'c1', kind: 'Sidecar', name: 'default' },
      definitions: [],
    });
    expect(text(value.routes).others).toEqual({ 'shop/vs': 'not-imported' });
  });
});
