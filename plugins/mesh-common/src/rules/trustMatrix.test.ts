import { fleet, seenAs } from '../__testUtils__/fleet';
import { rootConfigMap, ROOTS } from '../__testUtils__/roots';
import { answer } from './answer';
import { trustMatrix } from './trustMatrix';

type Root = keyof typeof ROOTS;

interface Side {
  readonly roots?: readonly Root[];
  readonly mesh?: string;
  readonly env?: string;
  readonly version?: string;
  readonly more?: string;
}

const primary = (
  id: string,
  { roots = ['old'], mesh = '', env = '', version = '1.28.0', more = '' }: Side,
) =>
  [
    `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
spec: {template: {spec: {containers: [{name: discovery, image: 'pilot:${version}', env: [{name: CLUSTER_ID, value: ${id}}, ${env}]}]}}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio, namespace: istio-system}
data: {mesh: '{defaultConfig: {meshId: prod}, ${mesh}}'}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: meshwise-links, namespace: istio-system}
data: {remotes: 'c1,c2'}
`,
    rootConfigMap('shop', ...roots),
    more,
  ]
    .filter(part => part !== '')
    .join('---');

const asked = (a: Side, b: Side) =>
  answer(
    fleet({ c1: primary('c1', a), c2: primary('c2', b) }),
    trustMatrix,
    undefined,
  );

/** Cells c1 -> c2 and c2 -> c1. */
const cells = (a: Side, b: Side) => asked(a, b).value.cells;

const td = (name: string, ...aliases: readonly string[]) => ({
  mesh: `trustDomain: ${name}, trustDomainAliases: [${aliases}]`,
});

const MULTI_ROOT = '{name: ISTIO_MULTIROOT_MESH, value: "true"}';

const authority = (root: Root, trustDomain: string) =>
  `caCertificates: [{pem: ${JSON.stringify(
    ROOTS[root],
  )}, trustDomains: [${trustDomain}]}]`;

describe('trustMatrix, reference 7.3', () => {
  it.each<[string, readonly Root[], readonly Root[], string, string]>([
    ['every root of B is in A', ['old'], ['old'], 'yes', 'same-roots'],
    ['more roots in A', ['old', 'new'], ['old'], 'yes', 'same-roots'],
    ['more in B', ['old'], ['old', 'new'], 'unknown', 'partial-overlap'],
    ['disjoint', ['old'], ['new'], 'no', 'different-roots'],
    ['made again by name', ['old'], ['recreated'], 'no', 'recreated-root'],
    ['renewed with its key', ['old'], ['renewed'], 'yes', 'renewed-root'],
    ['expired', ['expired'], ['expired'], 'no', 'expired-root'],
    ['expired among others', ['old'], ['old', 'expired'], 'yes', 'same-roots'],
    ['no root at all', [], ['old'], 'unknown', 'not-visible'],
  ])('%s', (_, a, b, verdict, because) => {
    const [cell] = cells({ roots: a }, { roots: b });
    expect(cell.roots).toEqual({ code: verdict, because });
    expect(cell.verdict).toBe(verdict);
  });

  it('is directional', () => {
    expect(
      cells({ roots: ['old', 'new'] }, { roots: ['old'] }).map(
        ({ verdict }) => verdict,
      ),
    ).toEqual(['yes', 'unknown']);
  });

  describe('trust domains, with a common root', () => {
    it.each<[string, Side, Side, readonly string[], readonly string[]]>([
      ['equal', td('a'), td('a'), ['yes', 'yes', 'yes'], ['yes', 'yes', 'yes']],
      [
        'aliases on both sides',
        td('a', 'b'),
        td('b', 'a'),
        ['yes', 'yes', 'yes'],
        ['yes', 'yes', 'yes'],
      ],
      [
        'an alias in A only: B lets nobody of A in, nor trusts its servers',
        td('a', 'b'),
        td('b'),
        ['yes', 'yes', 'yes'],
        ['no', 'no', 'no'],
      ],
      ['none', td('a'), td('b'), ['no', 'no', 'no'], ['no', 'no', 'no']],
      [
        'since 1.29 clients know the trust domain of the other cluster',
        { ...td('a'), version: '1.29.0' },
        td('b'),
        ['yes', 'no', 'partly'],
        ['no', 'no', 'no'],
      ],
      [
        'servers that do not look at it',
        {
          ...td('a'),
          env: '{name: PILOT_SKIP_VALIDATE_TRUST_DOMAIN, value: "true"}',
        },
        td('b'),
        ['no', 'yes', 'partly'],
        ['no', 'no', 'no'],
      ],
    ])('%s', (_, a, b, there, back) => {
      expect(
        cells(a, b).map(cell => [cell.asClient, cell.asServer, cell.verdict]),
      ).toEqual([there, back]);
    });

    it('different roots are never mended by names', () => {
      const [cell] = cells(
        { roots: ['old'], ...td('a') },
        { roots: ['new'], ...td('a') },
      );
      expect(cell.verdict).toBe('no');
    });
  });

  describe('roots of mesh config', () => {
    const side = (
      own: Root,
      other: Root,
      names: [string, string],
      env = '',
    ) => ({
      roots: [own],
      mesh: `trustDomain: ${names[0]}, trustDomainAliases: [${
        names[1]
      }], ${authority(other, names[1])}`,
      env,
    });

    it('connect different roots and trust domains', () => {
      const found = cells(
        side('old', 'new', ['a', 'b'], MULTI_ROOT),
        side('new', 'old', ['b', 'a'], MULTI_ROOT),
      );
      expect(found.map(({ verdict }) => verdict)).toEqual(['yes', 'yes']);
    });

    it('count only with ISTIO_MULTIROOT_MESH', () => {
      const found = cells(
        side('old', 'new', ['a', 'b']),
        side('new', 'old', ['b', 'a']),
      );
      expect(found.map(({ verdict }) => verdict)).toEqual(['no', 'no']);
    });

    it('that are fetched from a URL may be any', () => {
      const [cell] = cells(
        {
          mesh: 'caCertificates: [{spiffeBundleUrl: https://bundle.example}]',
          env: MULTI_ROOT,
        },
        { roots: ['new'] },
      );
      expect(cell.verdict).toBe('unknown');
    });
  });

  it('namespaces with different bundles trust partly', () => {
    const { parties, cells: found } = asked(
      { roots: ['old'], more: rootConfigMap('web', 'new') },
      { roots: ['old'] },
    ).value;
    expect(
      parties[0].bundles.map(({ namespaces }) => namespaces).sort(),
    ).toEqual([['shop'], ['web']]);
    expect(found.map(({ verdict }) => verdict)).toEqual(['partly', 'unknown']);
    expect(found[0].roots).toEqual({
      code: 'partly',
      because: 'bundles-differ',
      refusing: ['web'],
    });
  });

  it('is unknown where bundles or mesh config cannot be read', () => {
    const whole = fleet({ c1: primary('c1', {}), c2: primary('c2', {}) });
    for (const kind of ['RootCertificates', 'MeshConfig'] as const) {
      const blind = seenAs(whole, { cluster: 'c2', kind, state: 'timeout' });
      const { value, gaps } = answer(blind, trustMatrix, undefined);
      expect(value.cells.map(({ verdict }) => verdict)).toEqual([
        'unknown',
        'unknown',
      ]);
      expect(gaps.map(gap => gap.kind)).toContain(kind);
    }
  });

  it('a block that is no certificate decides nothing', () => {
    const garbage = `
apiVersion: v1
kind: ConfigMap
metadata: {name: istio-ca-root-cert, namespace: shop}
data: {root-cert.pem: "-----BEGIN CERTIFICATE-----\\nAAAA\\n-----END CERTIFICATE-----"}
`;
    const [cell] = cells({ roots: ['old'] }, { roots: [], more: garbage });
    expect(cell.verdict).toBe('unknown');
  });

  it('shows the ConfigMaps with their fingerprints', () => {
    expect(asked({}, {}).because).toContainEqual({
      object: {
        cluster: 'c1',
        kind: 'ConfigMap',
        namespace: 'shop',
        name: 'istio-ca-root-cert',
      },
      field: 'data["root-cert.pem"]',
      found: '76a3cbd6395b473e',
      source: '7.3',
    });
  });
});
