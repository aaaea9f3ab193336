import { fleet } from '../__testUtils__/fleet';
import { config, docs, istiod, namespace } from '../__testUtils__/meshYaml';
import { ConfigKind } from '../model/configKinds';
import { Rule } from '../model/rule';
import { allViews } from './allViews';
import { answer } from './answer';
import { ConfigOf } from './configNeeded';
import { Contest, contestOf } from './configWinner';

/** Created on a day of January 2026. */
const day = (number: string, more = '') =>
  `creationTimestamp: '2026-01-${number}T00:00:00Z', ${more}`;

/** How `shop/mine`, of the 10th, fares beside other objects. */
function fares(
  kind: ConfigKind,
  spec: string,
  others: readonly string[] = [],
): Contest | undefined {
  const rule: Rule<void, Contest | undefined> = {
    source: '6.3',
    nameOf: () => 'contest',
    ask(mesh) {
      const [view] = mesh.ask(allViews, undefined);
      const record = mesh.get('c1', kind, { namespace: 'shop', name: 'mine' });
      return contestOf(mesh, view, { kind, record } as ConfigOf);
    },
  };
  const c1 = docs(
    istiod('c1'),
    namespace('shop'),
    config(kind, 'shop/mine', spec, day('10')),
    ...others,
  );
  return answer(fleet({ c1 }), rule, undefined).value;
}

const wins = (...others: readonly string[]): Contest => ({
  winner: 'shop/mine',
  among: [...others, 'shop/mine'].sort(),
  wins: true,
});

const losesTo = (winner: string, ...others: readonly string[]): Contest => ({
  winner,
  among: [winner, ...others, 'shop/mine'].sort(),
  wins: false,
});

describe('contestOf, reference 6.1: DestinationRules', () => {
  const rule = (key: string, host: string, metadata = '') =>
    config('DestinationRule', key, `{host: '${host}'}`, metadata);
  const CART = 'cart.shop.svc.cluster.local';

  it.each<[string, string, readonly string[], Contest | undefined]>([
    ['alone', 'cart', [], wins()],
    ['beside one for another host', 'cart', [rule('shop/a', 'pay')], wins()],
    [
      'older than another of its namespace: both are joined, the oldest first',
      'cart',
      [rule('shop/a', CART, day('11'))],
      wins('shop/a'),
    ],
    [
      'younger than another of its namespace: joined with it all the same',
      'cart',
      [rule('shop/z', CART, day('09'))],
      { winner: 'shop/z', among: ['shop/mine', 'shop/z'], wins: true },
    ],
    [
      'before one for all hosts of the root namespace',
      'cart',
      [rule('istio-system/all', '*.local', day('09'))],
      wins(),
    ],
    [
      'of another namespace than the service, whose own comes first',
      'pay.bank.svc.cluster.local',
      [rule('bank/pay', 'pay', day('11'))],
      { winner: 'bank/pay', among: ['bank/pay'], wins: false },
    ],
    [
      'of another namespace than the service, for which nobody looks there',
      'pay.bank.svc.cluster.local',
      [],
      { winner: undefined, among: [], wins: false },
    ],
    ['for a host outside of the mesh', 'example.com', [], wins()],
    ['for many hosts, which has no rivals', '*.local', [], undefined],
  ])('%s', (_, host, others, expected) => {
    expect(fares('DestinationRule', `{host: '${host}'}`, others)).toEqual(
      expected,
    );
  });

  it('that is not exported has no effect on callers elsewhere', () => {
    expect(fares('DestinationRule', `{host: cart, exportTo: ['.']}`)).toEqual({
      winner: undefined,
      among: [],
      wins: false,
    });
  });

  it('for some workloads only has no rivals', () => {
    const spec = '{host: cart, workloadSelector: {matchLabels: {app: web}}}';
    expect(fares('DestinationRule', spec)).toBeUndefined();
  });
});

describe('contestOf, reference 6.3: VirtualServices of sidecars', () => {
  const route = (key: string, spec: string, metadata: string) =>
    config('VirtualService', key, spec, metadata);
  const OLDER = day('09');
  const FULL = '{hosts: [cart.shop.svc.cluster.local]}';

  it.each<[string, string, readonly string[], Contest | undefined]>([
    ['alone', '{hosts: [cart]}', [], wins()],
    [
      'the oldest of a host',
      '{hosts: [cart]}',
      [route('web/a', FULL, day('11'))],
      wins('web/a'),
    ],
    [
      'a younger one, by whatever name the host is called',
      '{hosts: [cart]}',
      [route('web/a', FULL, OLDER), route('web/b', FULL, day('08'))],
      losesTo('web/b', 'web/a'),
    ],
    [
      'one of the same age, decided by name',
      '{hosts: [cart]}',
      [route('shop/a', FULL, day('10'))],
      losesTo('shop/a'),
    ],
    [
      'with a host in common',
      '{hosts: [pay, cart]}',
      [route('shop/a', '{hosts: [web, cart]}', OLDER)],
      losesTo('shop/a'),
    ],
    [
      'with no host in common',
      '{hosts: [pay]}',
      [route('shop/a', '{hosts: [cart]}', OLDER)],
      wins(),
    ],
    [
      'a host of the same short name in another namespace',
      '{hosts: [cart]}',
      [route('web/a', '{hosts: [cart]}', OLDER)],
      wins(),
    ],
    [
      'beside one of a gateway only',
      '{hosts: [cart]}',
      [route('shop/a', '{hosts: [cart], gateways: [edge]}', OLDER)],
      wins(),
    ],
    [
      'beside one of a gateway and of sidecars',
      '{hosts: [cart]}',
      [route('shop/a', '{hosts: [cart], gateways: [edge, mesh]}', OLDER)],
      losesTo('shop/a'),
    ],
    [
      'beside one that this istiod does not read',
      '{hosts: [cart]}',
      [route('shop/a', FULL, day('09', 'labels: {istio.io/rev: other}'))],
      wins(),
    ],
    [
      'of a gateway and of sidecars',
      '{hosts: [cart], gateways: [edge, mesh]}',
      [route('shop/a', FULL, OLDER)],
      losesTo('shop/a'),
    ],
    [
      'of a gateway only, which has no rivals among those of sidecars',
      '{hosts: [cart], gateways: [edge]}',
      [route('shop/a', FULL, OLDER)],
      undefined,
    ],
  ])('%s', (_, spec, others, expected) => {
    expect(fares('VirtualService', spec, others)).toEqual(expected);
  });
});

describe.each<[string, ConfigKind, string, string]>([
  [
    '7.6',
    'PeerAuthentication',
    '{mtls: {mode: STRICT}}',
    '{selector: {matchLabels: {app: a}}}',
  ],
  [
    '3.8',
    'Sidecar',
    `{egress: [{hosts: ['./*']}]}`,
    '{workloadSelector: {labels: {app: a}}}',
  ],
])('contestOf, reference %s: %s of a namespace', (_, kind, whole, selected) => {
  const of = (key: string, date: string, spec = whole) =>
    config(kind, key, spec, day(date));

  it.each<[string, readonly string[], Contest]>([
    ['alone', [], wins()],
    ['older', [of('shop/a', '11')], wins('shop/a')],
    ['younger', [of('shop/a', '09')], losesTo('shop/a')],
    ['in another namespace', [of('web/a', '09')], wins()],
    ['for some workloads only', [of('shop/a', '09', selected)], wins()],
  ])('beside another: %s', (__, others, expected) => {
    expect(fares(kind, whole, others)).toEqual(expected);
  });

  it('for some workloads only has no rivals', () => {
    expect(fares(kind, selected, [of('shop/a', '09')])).toBeUndefined();
  });
});

describe('contestOf, reference 7.7', () => {
  it('AuthorizationPolicies have no rivals: all of them count', () => {
    expect(
      fares('AuthorizationPolicy', '{rules: [{}]}', [
        config('AuthorizationPolicy', 'shop/a', '{rules: [{}]}'),
      ]),
    ).toBeUndefined();
  });
});
