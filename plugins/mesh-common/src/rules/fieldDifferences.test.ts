import { fleet } from '../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace,
  workload,
} from '../__testUtils__/meshYaml';
import { ConfigKind } from '../model/configKinds';
import { answer } from './answer';
import { configDrift } from './configDrift';
import { fieldDifferences } from './fieldDifferences';

const ALL = ['c1', 'c2', 'c3'];

const copies = (kind: ConfigKind, ...specs: readonly string[]) => {
  const clusters = ALL.slice(0, specs.length);
  const snapshot = fleet(
    Object.fromEntries(
      clusters.map((cluster, index) => [
        cluster,
        docs(
          istiod(cluster, { watches: clusters }),
          namespace('shop'),
          workload('shop/cart', { cluster }),
          config(kind, 'shop/cart', specs[index]),
        ),
      ]),
    ),
  );
  const key = { namespace: 'shop', name: 'cart' };
  return { snapshot, name: { mesh: 'prod', kind, key } };
};

const differences = (...given: Parameters<typeof copies>) => {
  const { snapshot, name } = copies(...given);
  return answer(snapshot, fieldDifferences, name).value;
};

const rule = (spec: string) => `{host: cart.shop.svc.cluster.local, ${spec}}`;
const route = (extra: string) =>
  `{hosts: [cart.shop.svc.cluster.local], http: [{name: all, ${extra}route: [{destination: {host: cart}}]}]}`;

describe('fieldDifferences, reference 6.5', () => {
  it('shows what each variant says, the most common one first', () => {
    const common = rule('trafficPolicy: {outlierDetection: {interval: 5s}}');
    const other = rule(
      'trafficPolicy: {outlierDetection: {interval: 5s, maxEjectionPercent: 10}}',
    );
    expect(differences('DestinationRule', other, common, common)).toEqual([
      {
        field: 'trafficPolicy.outlierDetection',
        variants: [
          {
            clusters: ['c2', 'c3'],
            code: 'shown',
            text: 'splitExternalLocalOriginErrors: false\ninterval: 5s',
          },
          {
            clusters: ['c1'],
            code: 'shown',
            text: 'splitExternalLocalOriginErrors: false\ninterval: 5s\nmaxEjectionPercent: 10',
          },
        ],
      },
    ]);
  });

  it('tells a field that is not set from one of which nothing is kept', () => {
    const bare = rule('trafficPolicy: {loadBalancer: {simple: RANDOM}}');
    const more = rule(
      'trafficPolicy: {loadBalancer: {simple: RANDOM}, tunnel: {targetHost: x}}',
    );
    expect(differences('DestinationRule', bare, more)).toMatchObject([
      {
        field: 'trafficPolicy.tunnel',
        variants: [{ code: 'absent' }, { code: 'not-kept', text: undefined }],
      },
    ]);
  });

  it('never shows values that rules do not read', () => {
    const [found] = differences(
      'VirtualService',
      route('headers: {request: {set: {authorization: secret-a}}}, '),
      route('headers: {request: {set: {authorization: secret-b}}}, '),
    );
    expect(found).toMatchObject({
      field: 'http',
      variants: [{ code: 'shown' }, { code: 'shown' }],
    });
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  it.each<[ConfigKind, string, string, string, readonly string[]]>([
    [
      'PeerAuthentication',
      '{mtls: {mode: STRICT}}',
      '{mtls: {mode: PERMISSIVE}}',
      'mtls.mode',
      ['STRICT', 'PERMISSIVE'],
    ],
    [
      'PeerAuthentication',
      '{selector: {matchLabels: {app: cart}}, portLevelMtls: {80: {mode: DISABLE}}}',
      '{selector: {matchLabels: {app: cart}}, portLevelMtls: {80: {mode: STRICT}}}',
      'portLevelMtls.80',
      ['DISABLE', 'STRICT'],
    ],
    [
      'AuthorizationPolicy',
      '{action: DENY, rules: [{}]}',
      '{action: AUDIT, rules: [{}]}',
      'action',
      ['DENY', 'AUDIT'],
    ],
  ])('reads %s %s', (kind, a, b, field, texts) => {
    const [found] = differences(kind, a, b);
    expect(found.field).toBe(field);
    expect(found.variants.map(({ text }) => text)).toEqual(texts);
  });

  it('is empty for copies that are equal', () => {
    const same = rule('exportTo: ["."]');
    expect(differences('DestinationRule', same, same)).toEqual([]);
  });
});

describe('configDrift, reference 6.5', () => {
  it('is about one object, and counts all primaries', () => {
    const [a, b] = ['RANDOM', 'ROUND_ROBIN'].map(simple =>
      rule(`trafficPolicy: {loadBalancer: {simple: ${simple}}}`),
    );
    const { snapshot, name } = copies('DestinationRule', a, b, a);
    expect(answer(snapshot, configDrift, name).value).toMatchObject({
      primaries: ['c1', 'c2', 'c3'],
      drifts: [{ code: 'differs', variants: [['c1', 'c3'], ['c2']] }],
      fields: [
        {
          field: 'trafficPolicy.loadBalancer',
          variants: [
            { text: 'simple: RANDOM' },
            { text: 'simple: ROUND_ROBIN' },
          ],
        },
      ],
    });
  });
});
