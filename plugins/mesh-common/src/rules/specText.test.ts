import { fleet } from '../__testUtils__/fleet';
import { config } from '../__testUtils__/meshYaml';
import { ConfigKind, ConfigRecord } from '../model/configKinds';
import { specText } from './specText';

function recordOf(kind: ConfigKind, spec: string): ConfigRecord {
  const [record] =
    fleet({ c1: config(kind, 'shop/cart', spec) })
      .view('c1', kind)
      ?.table.list() ?? [];
  return record;
}

const RULE = recordOf(
  'DestinationRule',
  `{host: cart, exportTo: [], subsets: [{name: v1, labels: {version: v1}}],
    workloadSelector: {matchLabels: {app: web}},
    trafficPolicy: {connectionPool: {tcp: {maxConnections: 1}}, outlierDetection: {consecutive5xxErrors: 5}}}`,
);

describe('specText, reference 6.5', () => {
  it.each<[string, ConfigRecord, string, string | undefined]>([
    ['a text as it is', RULE, 'host', 'cart'],
    ['a list', RULE, 'subsets', '- name: v1\n  labels:\n    version: v1'],
    ['what is not there', RULE, 'nothing', undefined],
    ['a step into what is not there', RULE, 'nothing.more', undefined],
    ['an empty list', RULE, 'exportTo', undefined],
    [
      'a field of a field, without what is not set',
      RULE,
      'trafficPolicy.outlierDetection',
      'consecutive5xxErrors: 5\nsplitExternalLocalOriginErrors: false',
    ],
    [
      'what records keep under another name',
      RULE,
      'workloadSelector.matchLabels',
      'app: web',
    ],
    [
      'nothing of which only the existence is kept',
      RULE,
      'trafficPolicy.connectionPool',
      undefined,
    ],
    ['no member that every object has', RULE, 'toString', undefined],
    ['no member that every object has, deeper', RULE, 'host.length', undefined],
    [
      'the mode of mutual TLS',
      recordOf('PeerAuthentication', '{mtls: {mode: STRICT}}'),
      'mtls.mode',
      'STRICT',
    ],
    [
      'the mode of a port',
      recordOf(
        'PeerAuthentication',
        '{selector: {matchLabels: {app: cart}}, portLevelMtls: {8080: {mode: DISABLE}}}',
      ),
      'portLevelMtls.8080',
      'DISABLE',
    ],
    [
      'labels by name, where the name has dots',
      recordOf(
        'PeerAuthentication',
        '{selector: {matchLabels: {app.kubernetes.io/name: cart}}}',
      ),
      'selector.matchLabels',
      'app.kubernetes.io/name: cart',
    ],
  ])('%s', (_, record, path, expected) => {
    expect(specText(record, path)).toBe(expected);
  });

  it('is cut where nobody would read on', () => {
    const long = recordOf('DestinationRule', `{host: ${'a'.repeat(3_000)}}`);
    expect(specText(long, 'host')).toBe(`${'a'.repeat(2_000)}…`);
    const full = recordOf('DestinationRule', `{host: ${'a'.repeat(2_000)}}`);
    expect(specText(full, 'host')).toBe('a'.repeat(2_000));
  });

  it('writes a part only of what is very wide', () => {
    const subsets = Array.from(
      { length: 600 },
      (_, index) => `{name: s${index}, labels: {}}`,
    );
    const wide = recordOf(
      'DestinationRule',
      `{host: cart, subsets: [${subsets.join()}]}`,
    );
    expect(specText(wide, 'subsets')?.length).toBe(2_001);
  });
});
