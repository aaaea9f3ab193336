import { fleet } from '../../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace,
  workload,
} from '../../__testUtils__/meshYaml';
import {
  AssignedEndpoint,
  ConfiguredRoute,
  EnvoyCluster,
} from '../proxyConfig';
import { TrafficPart, RouteShare } from '../trafficShare';
import { ReachQuestion, ReachScope } from './reachContext';
import { hasShare, routed, subsetsSelect } from './routingChecks';
import {
  crossesClusters,
  endpointsReady,
  exported,
  imported,
  portsAgree,
  typeFits,
} from './serviceChecks';
import { serverTakesIt } from './serverChecks';
import { Check, toldOf } from './__testUtils__/toldOf';

const QUESTION: ReachQuestion = {
  client: { cluster: 'c1', namespace: 'web', pod: 'web-1' },
  service: { namespace: 'shop', name: 'cart' },
  to: 'c2',
};

const HOST = 'cart.shop.svc.cluster.local';
const NOTHING = 'unknown: An earlier failure leaves nothing to look at.';

/** The system namespace of c2, which the istiod of c1 serves. */
const SYSTEM =
  '{apiVersion: v1, kind: Namespace, metadata: {name: istio-system, annotations: {topology.istio.io/controlPlaneClusters: c1}}}';

const world = (more = '', ports = '[{name: http, port: 80}]') =>
  fleet({
    c1: docs(
      istiod('c1', { watches: ['c2'] }),
      namespace('web'),
      namespace('shop'),
      workload('web/web'),
      workload('shop/cart', { addresses: '10.1.0' }),
      more,
    ),
    c2: docs(
      SYSTEM,
      namespace('shop'),
      workload('shop/cart', {
        cluster: 'c2',
        addresses: '10.2.0',
        pods: 2,
        ports,
        labels: 'security.istio.io/tlsMode: istio',
      }),
    ),
  });

function told(
  check: Check,
  given: (scope: ReachScope) => Partial<ReachScope> = () => ({}),
  snapshot = world(),
  question = QUESTION,
): string {
  return toldOf({ check, snapshot, question, given });
}

type Merged = NonNullable<ReachScope['merged']>;
const as =
  (more: Partial<Merged>) =>
  ({ merged, registry }: ReachScope): Partial<ReachScope> => ({
    merged: merged && { ...merged, ...more },
    registry,
  });
/** The cluster that is asked for is that of the client. */
const own =
  (more: Partial<Merged> = {}) =>
  (scope: ReachScope): Partial<ReachScope> => ({
    ...as(more)(scope),
    registry: { cluster: 'c1', clusterId: 'c1' },
  });

describe('service checks, reference 8, 10 to 15', () => {
  it.each<[string, Check]>([
    ['10', portsAgree],
    ['11', exported],
    ['12', imported],
    ['13', crossesClusters],
    ['14', typeFits],
    ['15', endpointsReady],
  ])('%s has nothing to look at without a service', (_, check) => {
    expect(told(check, () => ({ merged: undefined }))).toBe(NOTHING);
  });

  describe('10', () => {
    it.each<[string, (scope: ReachScope) => Partial<ReachScope>, string]>([
      [
        'the same name',
        () => ({}),
        'pass: Port 80 is named "http" everywhere. (c2 Service cart spec.ports)',
      ],
      [
        'no port at all',
        () => ({ port: undefined }),
        'fail: Service shop/cart has no port for requests. (c1 Service cart spec.ports)',
      ],
      [
        'not the one that is asked for',
        ({ question }) => ({
          port: undefined,
          question: { ...question, port: 99 },
        }),
        'fail: Service shop/cart has no port 99. (c1 Service cart spec.ports)',
      ],
      [
        'no copy',
        scope => ({ ...as({ copies: [] })(scope), port: undefined }),
        'fail: Service shop/cart has no port for requests. (c2 Service cart spec.ports)',
      ],
      [
        'no Service there',
        ({ question }) => ({ question: { ...question, to: 'c9' } }),
        NOTHING,
      ],
      [
        'a ServiceEntry instead',
        scope => ({
          ...as({ registry: 'service-entry' })(scope),
          question: { ...scope.question, to: 'c9' },
        }),
        'pass: The ServiceEntry names the port.',
      ],
    ])('%s', (_, given, expected) => {
      expect(told(portsAgree, given)).toBe(expected);
    });

    it('another name', () => {
      const snapshot = world('', '[{name: web, port: 80}]');
      expect(told(portsAgree, () => ({}), snapshot)).toBe(
        'fail: Port 80 is named "http", and the Service in c2 has no port of that name. (c2 Service cart spec.ports)',
      );
      expect(told(endpointsReady, () => ({}), snapshot)).toBe(NOTHING);
    });
  });

  describe('11 and 12', () => {
    const AT =
      '(c1 Service cart metadata.annotations["networking.istio.io/exportTo"])';
    const elsewhere = ({ proxy }: ReachScope) => ({
      host: 'other.example',
      proxy,
    });

    it.each<
      [string, (scope: ReachScope) => Partial<ReachScope>, string, string]
    >([
      [
        'exported',
        () => ({}),
        `pass: It is exported to namespace web. ${AT}`,
        'pass: No Sidecar limits the client.',
      ],
      [
        'brought along by a route',
        elsewhere,
        `pass: A route leads web to it. ${AT}`,
        'pass: No Sidecar limits the client.',
      ],
      [
        'neither',
        scope => ({ ...elsewhere(scope), visible: undefined }),
        `fail: It is not exported to namespace web. ${AT}`,
        NOTHING,
      ],
      [
        'of another namespace',
        ({ question }) => ({
          question: {
            ...question,
            service: { namespace: 'pay', name: 'cart' },
          },
          visible: undefined,
        }),
        `fail: It is not exported to namespace web. ${AT}`,
        NOTHING,
      ],
      [
        'a ServiceEntry',
        as({ registry: 'service-entry', copies: [] }),
        'pass: It is exported to namespace web. (c1 ServiceEntry cart spec.exportTo)',
        'pass: No Sidecar limits the client.',
      ],
    ])('%s', (_, given, first, second) => {
      expect(told(exported, given)).toBe(first);
      expect(told(imported, given)).toBe(second);
    });

    it.each([
      ['shop/*', 'pass: Sidecar web/default imports it.'],
      ['./*', `fail: Sidecar web/default does not import ${HOST}.`],
    ])('a Sidecar with %s', (hosts, expected) => {
      const sidecar = config(
        'Sidecar',
        'web/default',
        `{egress: [{hosts: ["${hosts}"]}]}`,
      );
      expect(told(imported, () => ({}), world(sidecar))).toBe(
        `${expected} (c1 Sidecar default spec.egress)`,
      );
    });
  });

  describe('13', () => {
    const IN_ALL = 'pass: Nothing keeps it inside of its cluster.';

    it.each<[string, (scope: ReachScope) => Partial<ReachScope>, string]>([
      ['no', () => ({}), IN_ALL],
      ['not known', () => ({ registry: undefined }), NOTHING],
      ['its own', own(), "pass: c2 is the client's own cluster."],
      ['nobody there', () => ({ endpoints: [] }), IN_ALL],
      [
        'all stay',
        ({ endpoints }) => ({
          endpoints: endpoints.map(e => ({ ...e, sameClusterOnly: true })),
        }),
        'fail: The endpoints in c2 are for clients of c2 only. (c2 ServiceExport cart metadata)',
      ],
      [
        'some stay',
        ({ endpoints }) => ({
          endpoints: endpoints.map((e, index) => ({
            ...e,
            sameClusterOnly: index === 0,
          })),
        }),
        IN_ALL,
      ],
      ['on the node', as({ nodeLocal: true }), IN_ALL],
    ])('%s', (_, given, expected) => {
      expect(told(crossesClusters, given)).toBe(expected);
    });
  });

  describe('14', () => {
    const typed =
      (type: EnvoyCluster['type']) =>
      ({ clusters }: ReachScope): Partial<ReachScope> => ({
        clusters: new Map(
          [...clusters].map(([name, cluster]) => [name, { ...cluster, type }]),
        ),
      });
    const CHOOSES =
      'fail: The application chooses the address itself, and its DNS knows only pods of its own cluster. (c1 Service cart spec.clusterIP)';
    const ALL = 'pass: istiod chooses among all clusters.';

    it.each<[string, (scope: ReachScope) => Partial<ReachScope>, string]>([
      ['any', () => ({}), ALL],
      ['in its own cluster', own(), ALL],
      [
        'another name',
        as({ aliasOf: 'far.example' }),
        'fail: It is only another name of far.example. (c1 Service cart spec.externalName)',
      ],
      ['headless', as({ headless: true }), CHOOSES],
      ['by address', typed('ORIGINAL_DST'), CHOOSES],
      ['by name', typed('STRICT_DNS'), ALL],
      [
        'by address, not seen',
        scope => ({ ...typed('ORIGINAL_DST')(scope), visible: undefined }),
        ALL,
      ],
      [
        'by address, without port',
        scope => ({ ...typed('ORIGINAL_DST')(scope), port: undefined }),
        ALL,
      ],
      [
        'headless, in its own cluster',
        own({ headless: true }),
        'warn: The application chooses the address itself. (c1 Service cart spec.clusterIP)',
      ],
      [
        'on the node',
        as({ nodeLocal: true }),
        'fail: internalTrafficPolicy Local keeps calls on the node of the client. (c1 Service cart spec.internalTrafficPolicy)',
      ],
      [
        'on the node, in its own cluster',
        own({ nodeLocal: true }),
        'warn: Only endpoints on the node of the client are used. (c1 Service cart spec.internalTrafficPolicy)',
      ],
      [
        'on the node, without copy',
        as({ nodeLocal: true, copies: [] }),
        'fail: internalTrafficPolicy Local keeps calls on the node of the client. (c2 Service cart spec.internalTrafficPolicy)',
      ],
    ])('%s', (_, given, expected) => {
      expect(told(typeFits, given)).toBe(expected);
    });
  });

  describe('15', () => {
    const AT = '(c2 Service cart spec.selector)';
    const health =
      (...states: readonly ReachScope['endpoints'][number]['health'][]) =>
      ({ endpoints: [first] }: ReachScope) => ({
        endpoints: states.map(state => ({ ...first, health: state })),
      });

    it.each<[string, (scope: ReachScope) => Partial<ReachScope>, string]>([
      ['both', () => ({}), `pass: 2 of 2 endpoints are ready. ${AT}`],
      ['no port', () => ({ port: undefined }), NOTHING],
      ['not watched', () => ({ registry: undefined }), NOTHING],
      [
        'no copy there',
        ({ merged }) => ({ merged: merged && { ...merged, copies: [] } }),
        NOTHING,
      ],
      [
        'a ServiceEntry without copies',
        as({ copies: [], registry: 'service-entry' }),
        `pass: 2 of 2 endpoints are ready. ${AT}`,
      ],
      [
        'some',
        health('healthy', 'unhealthy', 'terminating', 'unknown', 'draining'),
        `pass: 3 of 5 endpoints are ready. ${AT}`,
      ],
      [
        'none',
        health('unhealthy', 'terminating'),
        `fail: None of 2 endpoints in c2 is ready. ${AT}`,
      ],
      ['nobody', health(), `fail: None of 0 endpoints in c2 is ready. ${AT}`],
    ])('%s', (_, given, expected) => {
      expect(told(endpointsReady, given)).toBe(expected);
    });
  });
});

describe('routing checks, reference 8, 16 to 18', () => {
  const endpoint = (
    cluster: string,
    more: Partial<AssignedEndpoint> = {},
  ): AssignedEndpoint => ({
    address: '10.2.0.1',
    port: 80,
    locality: '',
    priority: 0,
    weight: 1,
    localityWeight: 1,
    health: 'healthy',
    network: '',
    cluster,
    gateway: false,
    mtls: true,
    ...more,
  });
  const GATEWAY = endpoint('c3', { gateway: true, address: '203.0.113.1' });
  const NAME = `outbound|80||${HOST}`;
  const SUBSET = `outbound|80|v1|${HOST}`;

  /** Envoy clusters by name, with their endpoints. */
  const clusters =
    (byName: Readonly<Record<string, readonly AssignedEndpoint[]>>) =>
    ({ clusters: known }: ReachScope): Partial<ReachScope> => {
      const [any] = known.values();
      return {
        clusters: new Map(
          Object.entries(byName).map(([name, endpoints]) => [
            name,
            { ...any, endpoints },
          ]),
        ),
      };
    };
  const routes = (...names: readonly string[]): Partial<ReachScope> => ({
    routes: names.map(
      (name): ConfiguredRoute => ({
        match: '',
        clusters: [
          { name: name.replace('!', ''), weight: name.includes('!') ? 0 : 1 },
        ],
      }),
    ),
  });

  it.each<[string, Check]>([
    ['16', subsetsSelect],
    ['17', routed],
    ['18', hasShare],
  ])('%s has nothing to look at without service or port', (_, check) => {
    expect(told(check, () => ({ visible: undefined }))).toBe(NOTHING);
    expect(told(check, () => ({ port: undefined }))).toBe(NOTHING);
  });

  it.each<[string, readonly string[], string, string]>([
    [
      'none',
      [],
      'pass: No subset narrows it down.',
      `fail: No route for ${HOST} leads to it.`,
    ],
    [
      'the whole',
      [NAME],
      'pass: What is called has endpoints in c2.',
      'pass: The route leads to it.',
    ],
    [
      'a subset without endpoints there',
      [SUBSET],
      'fail: No endpoint in c2 belongs to subset v1, and nothing else is called.',
      'pass: The route leads to it.',
    ],
    [
      'both',
      [SUBSET, NAME],
      'pass: What is called has endpoints in c2.',
      'pass: At least one of 2 routes leads to it.',
    ],
    [
      'the subset, and nothing of the whole',
      [SUBSET, `${NAME}!`],
      'fail: No endpoint in c2 belongs to subset v1, and nothing else is called.',
      'pass: At least one of 2 routes leads to it.',
    ],
    [
      'another service',
      ['outbound|80||other.example'],
      'pass: No subset narrows it down.',
      `fail: No route for ${HOST} leads to it.`,
    ],
  ])('16 and 17, routes to %s', (_, names, selects, leads) => {
    const given = (scope: ReachScope) => ({
      ...clusters({ [NAME]: [endpoint('c2')], [SUBSET]: [endpoint('c1')] })(
        scope,
      ),
      ...routes(...names),
    });
    expect(told(subsetsSelect, given)).toBe(selects);
    expect(told(routed, given)).toBe(leads);
  });

  it('16: a gateway stands for what is behind it if a way leads through it', () => {
    const given = (port: number) => (scope: ReachScope) => ({
      ...clusters({ [NAME]: [endpoint('c2')], [SUBSET]: [GATEWAY] })(scope),
      ...routes(SUBSET),
      paths: [
        {
          cluster: 'c2',
          network: 'n2',
          endpoints: 1,
          ready: 1,
          path: {
            code: 'through' as const,
            gateways: [
              {
                network: 'n2',
                cluster: 'c3',
                address: '203.0.113.1',
                port,
                hbonePort: 0,
              },
            ],
          },
        },
      ],
    });
    expect(told(subsetsSelect, given(80))).toMatch(/^pass: What is called/);
    expect(told(subsetsSelect, given(81))).toMatch(/^fail/);
  });

  /** Routes by the parts of their requests. */
  const shares =
    (...parts: readonly (readonly Partial<TrafficPart>[])[]) =>
    ({ share }: ReachScope): Partial<ReachScope> => {
      if (share.code === 'none') throw new Error('there are no shares');
      const [route] = share.routes;
      const [part] = route.parts;
      return {
        share: {
          ...share,
          routes: parts.map(
            (some): RouteShare => ({
              ...route,
              parts: some.map(more => ({ ...part, ...more })),
            }),
          ),
        },
      };
    };

  it.each<[string, (scope: ReachScope) => Partial<ReachScope>, string]>([
    [
      'most of a route',
      shares(
        [
          { cluster: 'c2', share: 0.25 },
          { cluster: 'c2', share: 0.125 },
          { cluster: 'c1', share: 0.625 },
        ],
        [{ cluster: 'c2', share: 0.1 }],
      ),
      'pass: c2 gets 37.5 % of a route.',
    ],
    [
      'nothing now',
      shares([{ cluster: 'c1', share: 1 }]),
      'warn: c2 is listed and gets nothing now.',
    ],
    [
      'nothing while others are there',
      scope => ({
        ...shares([{ cluster: 'c1', share: 1 }])(scope),
        ...clusters({
          [NAME]: [
            endpoint('c1'),
            endpoint('c2', { priority: 3 }),
            endpoint('c2', { priority: 2, address: '10.2.0.2' }),
          ],
        })(scope),
      }),
      'warn: c2 stands by with priority 2: it takes over when those before it are not available.',
    ],
    [
      'left out',
      clusters({ [NAME]: [endpoint('c1')] }),
      'fail: Endpoints in c2 are left out, because a distribution names other localities only. (c1 ConfigMap istio data.mesh localityLbSetting)',
    ],
    [
      'no shares',
      () => ({ share: { code: 'none', reason: 'no-route' } }),
      NOTHING,
    ],
    ['not watched', () => ({ registry: undefined }), NOTHING],
    ['no way', () => ({ paths: [] }), NOTHING],
  ])('18: %s', (_, given, expected) => {
    expect(told(hasShare, given)).toBe(expected);
  });
});

describe('what servers take, reference 8, 30', () => {
  const policy = (kind: string, spec: string) => config(kind, 'shop/p', spec);
  const strict = policy('PeerAuthentication', '{mtls: {mode: STRICT}}');
  const disable = policy('PeerAuthentication', '{mtls: {mode: DISABLE}}');
  const client = (mode: string) =>
    config(
      'DestinationRule',
      'shop/cart',
      `{host: cart, trafficPolicy: {tls: {mode: ${mode}}}}`,
    );
  const AT = '(c1 PeerAuthentication p spec.mtls.mode)';

  it.each<[string, string, string]>([
    ['nothing set', '', 'pass: Servers take what the client sends.'],
    ['mutual TLS only', strict, 'pass: Servers take what the client sends.'],
    [
      'mutual TLS only, of plain text',
      docs(strict, client('DISABLE')),
      `fail: Pod cart-1 in c2 takes mutual TLS only, and the client sends plain text. ${AT}`,
    ],
    [
      'no mutual TLS, of what does',
      docs(disable, client('ISTIO_MUTUAL')),
      `fail: Pod cart-1 in c2 takes no mutual TLS, and the client sends it. ${AT}`,
    ],
    [
      'no mutual TLS, by itself',
      disable,
      'pass: Servers take what the client sends.',
    ],
    [
      'no mutual TLS, of plain text',
      docs(disable, client('DISABLE')),
      'pass: Servers take what the client sends.',
    ],
    [
      'mutual TLS, of what does',
      docs(strict, client('ISTIO_MUTUAL')),
      'pass: Servers take what the client sends.',
    ],
  ])('%s', (_, more, expected) => {
    expect(told(serverTakesIt, () => ({}), world(more))).toBe(expected);
  });

  it('one of several is only worth knowing', () => {
    const given = ({ endpoints: [first] }: ReachScope) => ({
      endpoints: [first, { ...first, pod: 'lost' }],
    });
    const snapshot = world(docs(strict, client('ISTIO_MUTUAL')));
    expect(told(serverTakesIt, given, snapshot)).toBe(
      'warn: Pod lost in c2 has no sidecar, and the client sends it mutual TLS. (c2 Pod lost spec.containers)',
    );
    const all = ({ endpoints: [first] }: ReachScope) => ({
      endpoints: [{ ...first, pod: 'lost' }],
    });
    expect(told(serverTakesIt, all, snapshot)).toMatch(/^fail: Pod lost/);
    expect(told(serverTakesIt, all, world(client('DISABLE')))).toBe(
      'pass: Servers take what the client sends.',
    );
  });

  it('without a way there is nothing to look at; what is no pod is not asked', () => {
    expect(told(serverTakesIt, () => ({ paths: [] }))).toBe(NOTHING);
    const given = ({ endpoints }: ReachScope) => ({
      endpoints: endpoints.map(e => ({ ...e, pod: undefined })),
    });
    expect(
      told(serverTakesIt, given, world(docs(strict, client('DISABLE')))),
    ).toBe('pass: Servers take what the client sends.');
  });
});
