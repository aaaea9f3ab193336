import { fleet, seenAs } from '../../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace,
  workload,
} from '../../__testUtils__/meshYaml';
import { rootConfigMap } from '../../__testUtils__/roots';
import { Snapshot } from '../../model/snapshot';
import { NetworkPath } from '../networkPath';
import { ReachQuestion, ReachScope } from './reachContext';
import {
  endpointsDoMtls,
  gatewayGetsTls,
  namesTrusted,
  rootsTrusted,
  rootsValid,
} from './trustChecks';
import { serverTakesIt } from './serverChecks';
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
  own = '',
  more = '',
  servers = {},
}: {
  readonly here?: readonly RootName[];
  readonly there?: readonly RootName[];
  /** Mesh config of each. */
  readonly mesh?: readonly [string, string];
  /** Further objects of c1. */
  readonly own?: string;
  /** Further objects of c2. */
  readonly more?: string;
  readonly servers?: Parameters<typeof workload>[1];
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
      own,
    ),
    c2: docs(
      istiod('c2', { watches: ['c1'], mesh: mesh[1] }),
      namespace('shop'),
      workload('shop/cart', {
        cluster: 'c2',
        addresses: '10.2.0',
        labels: 'security.istio.io/tlsMode: istio',
        ...servers,
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

describe('trust between control planes, reference 8, 27 and 28', () => {
  /** A second control plane of c2, which gives roots to a namespace of its own. */
  const green = (...names: readonly RootName[]) =>
    docs(
      istiod('c2', { namespace: 'green', revision: 'green', watches: ['c1'] }),
      namespace('green'),
      namespace('istio-system', 'maistra.io/member-of: istio-system'),
      namespace('shop', 'maistra.io/member-of: istio-system'),
      namespace('web', 'maistra.io/member-of: istio-system'),
      rootConfigMap('green', ...names),
    );

  it.each<[string, readonly RootName[], readonly RootName[], string]>([
    ['both have the root', ['old'], ['old'], TRUST],
    [
      'one has another root',
      ['old'],
      ['new'],
      'unknown: For some control planes of c2: The roots of both sides do not verify each other.',
    ],
    [
      'the other has another root',
      ['new'],
      ['old'],
      'unknown: For some control planes of c2: The roots of both sides do not verify each other.',
    ],
    ['both have another root', ['new'], ['new'], NO_TRUST],
    ['one may have another root', ['old'], ['old', 'new'], UNSEEN],
  ])('where two serve the target, %s', (_, there, ofGreen, expected) => {
    const snapshot = world({ there, more: green(...ofGreen) });
    expect(told(rootsTrusted, snapshot)).toBe(expected);
  });

  it('is that of the control plane of the client, not of another one beside it', () => {
    const beside = docs(
      istiod('c1', { namespace: 'blue', revision: 'blue', watches: ['c2'] }),
      namespace('istio-system', 'maistra.io/member-of: istio-system'),
      namespace('shop', 'maistra.io/member-of: istio-system'),
      namespace('web', 'maistra.io/member-of: istio-system'),
      rootConfigMap('blue', 'new'),
    );
    expect(told(rootsTrusted, world({ own: beside }))).toBe(TRUST);
    expect(told(rootsTrusted, world({ own: beside, there: ['new'] }))).toBe(
      NO_TRUST,
    );
  });

  it.each(['c1', 'c2'])(
    'is not known while the mesh config of %s cannot be seen',
    cluster => {
      const snapshot = seenAs(world(), {
        cluster,
        kind: 'MeshConfig',
        state: 'forbidden',
      });
      expect(told(namesTrusted, snapshot)).toBe(
        'unknown: The trust domain of one side cannot be seen.',
      );
    },
  );

  it('accepts no servers of a trust domain that the client was not told of, before 1.29 told it', () => {
    const older = world({
      mesh: ['trustDomain: a', 'trustDomain: b, trustDomainAliases: [a]'],
      own: docs(
        istiod('c1', {
          version: '1.28.0',
          mesh: 'trustDomain: a',
          watches: ['c2'],
        }),
      ),
    });
    expect(told(namesTrusted, older)).toBe(
      'fail: The client does not accept the trust domain of the servers. (c1 ConfigMap istio data.mesh trustDomainAliases)',
    );
  });
});

describe('mutual TLS on the way, reference 8, 25 and 26', () => {
  const way = (path: NetworkPath['path']): NetworkPath => ({
    cluster: 'c2',
    network: 'n2',
    path,
    endpoints: 1,
    ready: 1,
  });
  const direct = way({ code: 'direct' });
  const through = way({
    code: 'through',
    gateways: [
      {
        network: 'n2',
        cluster: 'c2',
        address: '203.0.113.2',
        port: 15443,
        hbonePort: 0,
      },
    ],
  });
  const plain = way({ code: 'dropped', reason: 'no-mtls' });
  const closed = way({ code: 'dropped', reason: 'no-gateway' });
  const NOTHING = 'unknown: An earlier failure leaves nothing to look at.';

  it.each<[string, readonly NetworkPath[], string]>([
    ['no way', [], NOTHING],
    [
      'ways that are open',
      [direct, through],
      'pass: No endpoint is left out for its TLS.',
    ],
    [
      'a way that is closed for another reason',
      [closed],
      'pass: No endpoint is left out for its TLS.',
    ],
    [
      'some that are left out',
      [through, plain],
      'warn: In c2, some endpoints do no mutual TLS and are left out, because a gateway leads there.',
    ],
    [
      'all that are left out',
      [plain, plain],
      'fail: In c2, all endpoints do no mutual TLS and are left out, because a gateway leads there. (c2 Service cart spec.selector)',
    ],
  ])('25: %s', (_, paths, expected) => {
    expect(told(endpointsDoMtls, world(), () => ({ paths }))).toBe(expected);
  });

  const NO_GATEWAY = 'pass: No gateway is used.';
  const CARRIED = 'pass: Calls to the gateway carry mutual TLS.';
  const AUTO_OFF =
    'fail: Calls go to the gateway in plain text, which it refuses. (c1 ConfigMap istio data.mesh enableAutoMtls)';

  it.each<[string, string, readonly NetworkPath[], string]>([
    ['no way', 'enableAutoMtls: false', [], NOTHING],
    ['direct', 'enableAutoMtls: false', [direct], NO_GATEWAY],
    ['left out', 'enableAutoMtls: false', [plain], NO_GATEWAY],
    ['through a gateway', '', [through], CARRIED],
    ['in plain text', 'enableAutoMtls: false', [through], AUTO_OFF],
    ['both ways', 'enableAutoMtls: false', [direct, through], AUTO_OFF],
  ])('26: %s', (_, mesh, paths, expected) => {
    const snapshot = world({ mesh: [mesh, ''] });
    expect(told(gatewayGetsTls, snapshot, () => ({ paths }))).toBe(expected);
  });

  it('26: a DestinationRule makes up for auto mTLS that is off', () => {
    const snapshot = world({
      mesh: ['enableAutoMtls: false', ''],
      own: config(
        'DestinationRule',
        'shop/cart',
        '{host: cart, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}',
      ),
    });
    expect(told(gatewayGetsTls, snapshot, () => ({ paths: [through] }))).toBe(
      CARRIED,
    );
  });
});

describe('what servers take, reference 7.6 and 8, 30', () => {
  const TAKEN = 'pass: Servers take what the client sends.';
  const tls = (mode: string) =>
    config(
      'DestinationRule',
      'shop/cart',
      `{host: cart, trafficPolicy: {tls: {mode: ${mode}}}}`,
    );
  const takes = (mode: string, more = '') =>
    config('PeerAuthentication', 'shop/cart', `{mtls: {mode: ${mode}}${more}}`);
  const OF_PORT = ', selector: {matchLabels: {app: cart}}, portLevelMtls:';
  const WITHOUT_SIDECAR =
    'fail: Pod cart-1 in c2 has no sidecar, and the client sends it mutual TLS. (c2 Pod cart-1 spec.containers)';
  const STRICT =
    'fail: Pod cart-1 in c2 takes mutual TLS only, and the client sends plain text. (c2 PeerAuthentication cart spec.mtls.mode)';
  const OFF =
    'fail: Pod cart-1 in c2 takes no mutual TLS, and the client sends it. (c2 PeerAuthentication cart spec.mtls.mode)';

  it.each<[string, string, string, string]>([
    ['nothing is said', '', '', TAKEN],
    ['mutual TLS by itself, and only that', '', takes('STRICT'), TAKEN],
    [
      'mutual TLS as asked, and only that',
      tls('ISTIO_MUTUAL'),
      takes('STRICT'),
      TAKEN,
    ],
    [
      'plain text to who takes both',
      tls('DISABLE'),
      takes('PERMISSIVE'),
      TAKEN,
    ],
    [
      'plain text to who takes only that',
      tls('DISABLE'),
      takes('DISABLE'),
      TAKEN,
    ],
    [
      'plain text to who takes mutual TLS only',
      tls('DISABLE'),
      takes('STRICT'),
      STRICT,
    ],
    [
      'TLS of another kind is plain text to a sidecar',
      tls('SIMPLE'),
      takes('STRICT'),
      STRICT,
    ],
    [
      'mutual TLS to who takes none',
      tls('ISTIO_MUTUAL'),
      takes('DISABLE'),
      OFF,
    ],
    [
      'auto mTLS to who takes none, of which the client is not told',
      '',
      takes('DISABLE'),
      OFF,
    ],
    [
      'mutual TLS to a port that takes none',
      tls('ISTIO_MUTUAL'),
      takes('STRICT', `${OF_PORT} {'80': {mode: DISABLE}}`),
      OFF,
    ],
    [
      'mutual TLS while another port takes none',
      tls('ISTIO_MUTUAL'),
      takes('STRICT', `${OF_PORT} {'81': {mode: DISABLE}}`),
      TAKEN,
    ],
  ])('%s', (_, own, more, expected) => {
    expect(told(serverTakesIt, world({ own, more }))).toBe(expected);
  });

  /** The pods in c2 whose name ends like this have no sidecar. */
  const withoutSidecar = (ending: string, own: string) => {
    const servers = {
      cluster: 'c2',
      addresses: '10.2.0',
      pods: 2,
      labels: 'security.istio.io/tlsMode: istio',
    };
    return fleet({
      c1: docs(
        istiod('c1', { watches: ['c2'] }),
        namespace('web'),
        namespace('shop'),
        workload('web/web'),
        workload('shop/cart', { addresses: '10.1.0' }),
        own,
      ),
      c2: docs(
        istiod('c2', { watches: ['c1'] }),
        namespace('shop'),
        ...workload('shop/cart', servers)
          .split('\n---\n')
          .map(object =>
            new RegExp(`name: cart-${ending}\n  namespace`).test(object)
              ? object
                  .replace('{name: istio-proxy', '{name: app')
                  .replace(', security.istio.io/tlsMode: istio', '')
                  .replace(/sidecar.istio.io\/status: .*}'/, '')
              : object,
          ),
      ),
    });
  };

  it.each([
    ['all are asked for mutual TLS', '.', tls('ISTIO_MUTUAL'), WITHOUT_SIDECAR],
    [
      'one of them',
      '2',
      tls('ISTIO_MUTUAL'),
      'warn: Pod cart-2 in c2 has no sidecar, and the client sends it mutual TLS. (c2 Pod cart-2 spec.containers)',
    ],
    ['they get plain text by themselves', '.', '', TAKEN],
    ['they get plain text as asked', '.', tls('DISABLE'), TAKEN],
  ])('without sidecar: %s', (_, ending, own, expected) => {
    expect(told(serverTakesIt, withoutSidecar(ending, own))).toBe(expected);
  });

  it('is not asked where no way leads there', () => {
    expect(told(serverTakesIt, world(), () => ({ paths: [] }))).toBe(
      'unknown: An earlier failure leaves nothing to look at.',
    );
  });

  it('is not asked of what is no pod', () => {
    const snapshot = world({ own: tls('DISABLE'), more: takes('STRICT') });
    const given = ({ endpoints }: ReachScope) => ({
      endpoints: endpoints.map(endpoint => ({ ...endpoint, pod: undefined })),
    });
    expect(told(serverTakesIt, snapshot, given)).toBe(TAKEN);
  });
});

describe('what a Sidecar of the servers makes of a call, reference 3.8 and 8 (30)', () => {
  const AT_SIDECAR = '(c2 Sidecar cart spec.ingress)';
  const TAKEN = 'pass: Servers take what the client sends.';

  it.each<[string, string, string]>([
    ['nothing', '', TAKEN],
    [
      'nothing of this port',
      '{port: {number: 81, protocol: HTTP}, defaultEndpoint: 127.0.0.1:9090}',
      TAKEN,
    ],
    ['the same port of the pod', '{port: {number: 80, protocol: HTTP}}', TAKEN],
    [
      'the same port of the application',
      '{port: {number: 80, protocol: HTTP}, defaultEndpoint: 127.0.0.1:80}',
      TAKEN,
    ],
    [
      'another port',
      '{port: {number: 80, protocol: HTTP}, defaultEndpoint: 127.0.0.1:9090}',
      `warn: The Sidecar of pod cart-1 in c2 sends port 80 on to 127.0.0.1:9090, and whether anything listens there cannot be seen. ${AT_SIDECAR}`,
    ],
    [
      'a socket',
      "{port: {number: 80, protocol: HTTP}, defaultEndpoint: 'unix:///var/run/cart'}",
      `warn: The Sidecar of pod cart-1 in c2 sends port 80 on to unix:///var/run/cart, and whether anything listens there cannot be seen. ${AT_SIDECAR}`,
    ],
  ])('%s', (_, ingress, expected) => {
    const more = `
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: {name: cart, namespace: shop}
spec: {ingress: [${ingress}]}
`;
    expect(told(serverTakesIt, world({ more }))).toBe(expected);
  });
});
