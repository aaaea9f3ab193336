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

describe('DestinationRules by namespace and client, reference 6.1', () => {
  const root = (name: string, exportTo: readonly string[]) =>
    rule('istio-system', name, { host: cart.host, exportTo });

  it.each<[string, readonly DestinationRuleRecord[], string, unknown]>([
    ['named, in its own', [{ ...dr1, exportTo: ['shop'] }], 'shop', 'dr1'],
    ['named, elsewhere', [{ ...dr1, exportTo: ['shop'] }], 'web', undefined],
    [
      'for others only, in its own',
      [{ ...dr1, exportTo: ['web'] }],
      'shop',
      undefined,
    ],
    ['for others only, there', [{ ...dr1, exportTo: ['web'] }], 'web', 'dr1'],
    [
      'private and for others, there',
      [{ ...dr1, exportTo: ['.', 'web'] }],
      'web',
      'dr1',
    ],
    [
      'private and for others, in its own',
      [{ ...dr1, exportTo: ['.', 'web'] }],
      'shop',
      'dr1',
    ],
    [
      'private and for others, elsewhere',
      [{ ...dr1, exportTo: ['.', 'web'] }],
      'pay',
      undefined,
    ],
    ['for all, elsewhere', [{ ...dr1, exportTo: ['*'] }], 'pay', 'dr1'],
    ['of the root namespace, private', [root('r', ['.'])], 'web', undefined],
    ['private there, for itself', [root('r', ['.'])], 'istio-system', 'r'],
    [
      'named there, for itself',
      [root('r', ['istio-system'])],
      'istio-system',
      'r',
    ],
    ['exported there, for itself', [root('r', ['*'])], 'istio-system', 'r'],
    [
      'of the client, who is not the service',
      [rule('web', 'own', { host: cart.host, exportTo: ['.'] }), dr1],
      'web',
      'own',
    ],
    ['of nobody', [], 'web', undefined],
  ])('%s', (_, rules, client, expected) => {
    const names = found(rules, client)?.map(name => name.split('/')[1]);
    expect(names).toEqual(expected === undefined ? undefined : [expected]);
  });

  it('a private rule by default is not exported by the root namespace either', () => {
    const rules = [root('r', [])];
    const defaultExportTo = ['.'];
    expect(found(rules, 'web', { defaultExportTo })).toBeUndefined();
    expect(found(rules, 'istio-system', { defaultExportTo })).toEqual([
      'istio-system/r',
    ]);
  });

  const front = new Map([['app', 'front']]);
  const special = (name: string, more: Partial<DestinationRuleRecord> = {}) =>
    rule('web', name, { host: cart.host, workloadSelector: front, ...more });

  it.each<
    [string, readonly DestinationRuleRecord[], Map<string, string>, unknown]
  >([
    ['the labels of the client', [special('a')], front, ['web/a']],
    ['and more', [special('a')], new Map([...front, ['x', 'y']]), ['web/a']],
    ['others', [special('a')], new Map([['app', 'back']]), undefined],
    [
      'another label, too',
      [special('a', { workloadSelector: new Map([...front, ['x', 'y']]) })],
      front,
      undefined,
    ],
    [
      'the same twice',
      [special('b', { created: 2 }), special('a')],
      front,
      ['web/a', 'web/b'],
    ],
    [
      'more than another one',
      [
        special('a'),
        special('b', {
          created: 2,
          workloadSelector: new Map([...front, ['x', 'y']]),
        }),
      ],
      new Map([...front, ['x', 'y']]),
      ['web/a'],
    ],
    [
      'the labels, whatever the export',
      [special('a', { exportTo: ['pay'] })],
      front,
      ['web/a'],
    ],
  ])('a selector that names %s', (_, rules, labels, expected) => {
    expect(found(rules, 'web', { labels })).toEqual(expected);
    expect(found(rules, 'pay', { labels })).toBeUndefined();
  });

  it('a rule with a selector is added to first, however young it is', () => {
    const general = rule('web', 'all', { host: cart.host, exportTo: ['.'] });
    const young = special('front', { created: 9 });
    expect(found([general, young], 'web', { labels: front })).toEqual([
      'web/front',
      'web/all',
    ]);
  });
});

describe('what merged DestinationRules say, reference 6.2', () => {
  const named = (rules: readonly DestinationRuleRecord[]) => {
    const merged = DestinationRuleIndex.create({
      rules,
      rootNamespace: 'istio-system',
      domain: 'cluster.local',
      defaultExportTo: ['*'],
    });
    return merged.visible('web', cart);
  };

  it('names the host in full, with what each is made of', () => {
    expect(named([rule('shop', 'a', { host: 'cart' })])).toEqual([
      {
        namespace: 'shop',
        host: cart.host,
        trafficPolicy: undefined,
        subsets: [],
        exportTo: new Set(),
        workloadSelector: undefined,
        from: [expect.objectContaining({ name: 'a' })],
      },
    ]);
  });

  it('keeps the first of subsets of one name in a rule', () => {
    const first = subset('v1');
    const [merged] = named([
      rule('shop', 'a', {
        host: 'cart',
        subsets: [first, { ...subset('v1'), labels: new Map() }, subset('v2')],
      }),
    ]);
    expect(merged.subsets).toEqual([first, subset('v2')]);
  });

  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['the same export', ['web'], ['web'], ['a+b']],
    ['the same in another order', ['web', 'pay'], ['pay', 'web'], ['a+b']],
    ['a wider one', ['web'], ['web', 'pay'], ['a+b']],
    ['a narrower one', ['web', 'pay'], ['web'], ['a', 'b']],
    ['another one', ['web', 'x'], ['web', 'pay'], ['a', 'b']],
    ['one that names, after none', [], ['web'], ['a', 'b']],
    ['none, after one that names', ['web'], [], ['a', 'b']],
  ])('%s', (_, older, younger, expected) => {
    const rules = [
      rule('shop', 'a', { host: 'cart', exportTo: older }),
      rule('shop', 'b', { host: 'cart', created: 2, exportTo: younger }),
    ];
    expect(
      named(rules).map(({ from }) => from.map(({ name }) => name).join('+')),
    ).toEqual(expected);
  });
});
