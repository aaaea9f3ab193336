import { fleet, seenAs } from '../../__testUtils__/fleet';
import {
  docs,
  istiod,
  namespace,
  workload,
} from '../../__testUtils__/meshYaml';
import { rootConfigMap } from '../../__testUtils__/roots';
import { Snapshot } from '../../model/snapshot';
import { ReachQuestion, ReachScope } from './reachContext';
import { namesTrusted, rootsTrusted, rootsValid } from './trustChecks';
import { Check, toldOf } from './__testUtils__/toldOf';

type RootName = Parameters<typeof rootConfigMap>[1];

const QUESTION: ReachQuestion = {
  client: { cluster: 'c1', namespace: 'web', pod: 'web-1' },
  service: { namespace: 'shop', name: 'cart' },
  to: 'c2',
};

/** Two primaries that watch each other, each with roots. */
const world = ({
  here = ['old'],
  there = ['old'],
  mesh = ['', ''],
  more = '',
}: {
  readonly here?: readonly RootName[];
  readonly there?: readonly RootName[];
  /** Mesh config of each. */
  readonly mesh?: readonly [string, string];
  /** Further objects of c2. */
  readonly more?: string;
} = {}): Snapshot => {
  const roots = (names: readonly RootName[]) =>
    names.length === 0
      ? ''
      : docs(
          ...['istio-system', 'shop', 'web'].map(name =>
            rootConfigMap(name, ...names),
          ),
        );
  return fleet({
    c1: docs(
      istiod('c1', { watches: ['c2'], mesh: mesh[0] }),
      namespace('web'),
      namespace('shop'),
      workload('web/web'),
      workload('shop/cart', { addresses: '10.1.0' }),
      roots(here),
    ),
    c2: docs(
      istiod('c2', { watches: ['c1'], mesh: mesh[1] }),
      namespace('shop'),
      workload('shop/cart', {
        cluster: 'c2',
        addresses: '10.2.0',
        labels: 'security.istio.io/tlsMode: istio',
      }),
      roots(there),
      more,
    ),
  });
};

function told(
  check: Check,
  snapshot: Snapshot,
  given: (scope: ReachScope) => Partial<ReachScope> = () => ({}),
): string {
  return toldOf({ check, snapshot, question: QUESTION, given });
}

const AT = '(c2 ConfigMap istio-ca-root-cert data["root-cert.pem"])';
const UNSEEN = `unknown: Whether the roots of both sides verify each other cannot be seen. ${AT}`;
const TRUST = 'pass: The roots of both sides verify each other.';
const VALID =
  'pass: All roots in use are valid; leaf certificates cannot be seen.';
const OVER = `fail: A root in use has expired. ${AT}`;
const NO_TRUST = `fail: The roots of both sides do not verify each other. ${AT}`;

describe('trust checks, reference 8, 27 to 29', () => {
  it.each<[string, readonly RootName[], readonly RootName[], string, string]>([
    ['the same', ['old'], ['old'], TRUST, VALID],
    ['renewed', ['old'], ['renewed'], TRUST, VALID],
    ['others', ['old'], ['new'], NO_TRUST, VALID],
    ['recreated', ['old'], ['recreated'], NO_TRUST, VALID],
    ['both on each side', ['old', 'new'], ['new', 'old'], TRUST, VALID],
    ['one side has more', ['old', 'new'], ['old'], UNSEEN, VALID],
    [
      'ended there',
      ['old'],
      ['expired'],
      `unknown: A root has ended, which decides. ${AT}`,
      OVER,
    ],
    [
      'ended beside a valid one',
      ['old'],
      ['old', 'expired'],
      TRUST,
      `warn: One of several roots has expired. ${AT}`,
    ],
  ])('roots: %s', (_, here, there, trusted, valid) => {
    const snapshot = world({ here, there });
    expect(told(rootsTrusted, snapshot)).toBe(trusted);
    expect(told(rootsValid, snapshot)).toBe(valid);
  });

  const blind = (clusters: string, at: string) =>
    `unknown: Roots of ${clusters} cannot be seen, or not be read. (${at} ConfigMap istio-ca-root-cert data["root-cert.pem"])`;

  it.each<[string, readonly RootName[], readonly RootName[], string]>([
    ['the servers', ['old'], [], blind('c2', 'c2')],
    ['the client', [], ['old'], blind('c1', 'c1')],
    ['both', [], [], blind('c1 and c2', 'c1')],
    ['the client, and others have ended', [], ['expired'], OVER],
    [
      'the client, and some have ended',
      [],
      ['old', 'expired'],
      blind('c1', 'c1'),
    ],
  ])(
    'nothing is known while no roots are seen of %s',
    (_, here, there, valid) => {
      const snapshot = world({ here, there });
      expect(told(rootsTrusted, snapshot)).toBe(UNSEEN);
      expect(told(rootsValid, snapshot)).toBe(valid);
    },
  );

  it('what cannot be seen is not valid', () => {
    const snapshot = seenAs(world(), {
      cluster: 'c2',
      kind: 'RootCertificates',
      state: 'forbidden',
    });
    expect(told(rootsTrusted, snapshot)).toBe(UNSEEN);
    expect(told(rootsValid, snapshot)).toBe(blind('c2', 'c2'));
  });

  it('a root that nobody can read is not valid', () => {
    const more = docs(
      `{apiVersion: v1, kind: ConfigMap, metadata: {name: istio-ca-root-cert, namespace: other}, data: {root-cert.pem: no certificate}}`,
    );
    expect(told(rootsValid, world({ more }))).toBe(blind('c2', 'c2'));
  });

  it('a cluster of which no control plane is known shows no roots', () => {
    const given = ({ question }: ReachScope) => ({
      question: { ...question, to: 'c9' },
    });
    expect(told(rootsValid, world(), given)).toBe(blind('c9', 'c9'));
  });

  const NAMES_AT = '(c1 ConfigMap istio data.mesh trustDomainAliases)';

  it.each<[string, string, string, string]>([
    [
      'the same',
      'trustDomain: a',
      'trustDomain: a',
      'pass: Both sides accept the trust domain of the other.',
    ],
    [
      'aliases on both sides',
      'trustDomain: a, trustDomainAliases: [b]',
      'trustDomain: b, trustDomainAliases: [a]',
      'pass: Both sides accept the trust domain of the other.',
    ],
    [
      'aliases of the client only',
      'trustDomain: a, trustDomainAliases: [b]',
      'trustDomain: b',
      `fail: The servers do not accept the trust domain of the client. ${NAMES_AT}`,
    ],
  ])('names: %s', (_, here, there, expected) => {
    expect(told(namesTrusted, world({ mesh: [here, there] }))).toBe(expected);
  });

  it.each<[string, (scope: ReachScope) => Partial<ReachScope>, string]>([
    [
      'one cluster',
      ({ question }) => ({ question: { ...question, to: 'c1' } }),
      'pass: Both sides are in one cluster.',
    ],
    [
      'plain text',
      ({ clusters }) => ({
        clusters: new Map(
          [...clusters].map(([name, cluster]) => [
            name,
            { ...cluster, tls: 'none' as const },
          ]),
        ),
      }),
      'pass: No mutual TLS is used.',
    ],
    [
      'a cluster of which nothing is known',
      ({ question }) => ({ question: { ...question, to: 'c9' } }),
      'unknown: Who trusts whom cannot be seen.',
    ],
  ])('of %s', (_, given, expected) => {
    const snapshot = world({ there: ['new'] });
    expect(told(rootsTrusted, snapshot, given)).toBe(expected);
    expect(told(namesTrusted, snapshot, given)).toBe(expected);
  });

  it('only the sides that are asked about count', () => {
    const snapshot = world({ there: ['expired'] });
    const given = ({ question }: ReachScope) => ({
      question: { ...question, to: 'c1' },
    });
    expect(told(rootsValid, snapshot, given)).toBe(VALID);
  });
});
