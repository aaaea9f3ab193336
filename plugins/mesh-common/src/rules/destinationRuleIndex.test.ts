import { DestinationRuleRecord } from '../model/records/destinationRule';
import { DestinationRuleIndex } from './destinationRuleIndex';

const cart = { host: 'cart.shop.svc.cluster.local', namespace: 'shop' };

function rule(
  namespace: string,
  name: string,
  options: Partial<DestinationRuleRecord> & { readonly host: string },
): DestinationRuleRecord {
  return {
    namespace,
    name,
    uid: '',
    created: 1,
    deleting: false,
    labels: new Map(),
    annotations: new Map(),
    trafficPolicy: undefined,
    subsets: [],
    exportTo: [],
    workloadSelector: undefined,
    ...options,
  };
}

function subset(name: string) {
  return {
    name,
    labels: new Map([['version', name]]),
    trafficPolicy: undefined,
  };
}

function found(
  rules: readonly DestinationRuleRecord[],
  client: string,
  options: {
    readonly labels?: Map<string, string>;
    readonly defaultExportTo?: readonly string[];
  } = {},
) {
  const merged = DestinationRuleIndex.create({
    rules,
    rootNamespace: 'istio-system',
    domain: 'cluster.local',
    defaultExportTo: options.defaultExportTo ?? ['*'],
  }).ruleFor({ namespace: client, labels: options.labels ?? new Map() }, cart);
  return merged?.from.map(({ namespace, name }) => `${namespace}/${name}`);
}

const dr1 = rule('shop', 'dr1', { host: 'cart' });
const dr2 = rule('istio-system', 'dr2', { host: '*.local' });
const dr3 = rule('web', 'dr3', { host: '*.svc.cluster.local' });
const hidden = { ...dr1, exportTo: ['.'] };
const dr4 = rule('shop', 'dr4', { host: '*.shop.svc.cluster.local' });

describe('DestinationRule look-up, reference 6.1', () => {
  it.each([
    [
      "the service's namespace before the root namespace",
      [dr1, dr2],
      'web',
      ['shop/dr1'],
    ],
    [
      "the client's namespace first, even if less specific",
      [dr1, dr2, dr3],
      'web',
      ['web/dr3'],
    ],
    [
      'a private rule is not seen elsewhere',
      [hidden, dr2],
      'web',
      ['istio-system/dr2'],
    ],
    [
      'and does not hide a less specific exported one',
      [hidden, dr2, dr4],
      'web',
      ['shop/dr4'],
    ],
    ["another client's rule does not count", [dr3], 'pay', undefined],
    [
      'a rule exported elsewhere hides a less specific one',
      [{ ...dr1, exportTo: ['ops'] }, dr2, dr4],
      'web',
      ['istio-system/dr2'],
    ],
    [
      'a client in the root namespace sees the rules of the service',
      [dr1, dr2],
      'istio-system',
      ['shop/dr1'],
    ],
  ])('%s', (_, rules, client, expected) => {
    expect(found(rules, client)).toEqual(expected);
    expect(found([...rules].reverse(), client)).toEqual(expected);
  });

  it('takes the default export of the mesh for rules that say nothing', () => {
    expect(found([dr1], 'web', { defaultExportTo: ['.'] })).toBeUndefined();
    expect(found([dr1], 'shop', { defaultExportTo: ['.'] })).toEqual([
      'shop/dr1',
    ]);
  });
});

describe('merging of DestinationRules, reference 6.2', () => {
  function merged(rules: readonly DestinationRuleRecord[], client = 'web') {
    return DestinationRuleIndex.create({
      rules,
      rootNamespace: 'istio-system',
      domain: 'cluster.local',
      defaultExportTo: ['*'],
    }).ruleFor({ namespace: client, labels: new Map() }, cart);
  }

  it('joins subsets of rules with the same export, the older first', () => {
    const older = rule('shop', 'b', { host: 'cart', subsets: [subset('v1')] });
    const younger = rule('shop', 'a', {
      host: 'cart',
      created: 2,
      subsets: [subset('v1'), subset('v2')],
    });
    const result = merged([younger, older]);
    expect(result?.subsets.map(({ name }) => name)).toEqual(['v1', 'v2']);
    expect(result?.from.map(({ name }) => name)).toEqual(['b', 'a']);
  });

  it('keeps rules with different export apart and uses the newest', () => {
    const one = rule('shop', 'a', { host: 'cart', subsets: [subset('v1')] });
    const two = rule('shop', 'b', {
      host: 'cart',
      created: 2,
      exportTo: ['*'],
      subsets: [subset('v2')],
    });
    expect(merged([one, two])?.subsets.map(({ name }) => name)).toEqual(['v2']);
  });

  it('swallows a newer rule of wider export', () => {
    const narrow = rule('shop', 'a', { host: 'cart', exportTo: ['web'] });
    const wide = rule('shop', 'b', {
      host: 'cart',
      created: 2,
      exportTo: ['web', 'pay'],
    });
    expect(found([narrow, wide], 'web')).toEqual(['shop/a', 'shop/b']);
    expect(found([narrow, wide], 'pay')).toBeUndefined();
  });

  it('prefers a rule whose selector names the client', () => {
    const general = rule('web', 'all', { host: cart.host });
    const special = rule('web', 'front', {
      host: cart.host,
      created: 9,
      workloadSelector: new Map([['app', 'front']]),
    });
    const front = { labels: new Map([['app', 'front']]) };
    expect(found([general, special], 'web', front)).toEqual(['web/front']);
    expect(found([general, special], 'web')).toEqual(['web/all']);
  });
});
