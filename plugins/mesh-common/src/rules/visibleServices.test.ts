import { fleet } from '../__testUtils__/fleet';
import { twoClusters } from '../__testUtils__/twoClusters';
import { answer } from './answer';
import { MeshService } from './meshServices';
import { visibleServices } from './visibleServices';

const CLIENT = { cluster: 'c1', namespace: 'web', pod: 'web' };
const CART = 'cart.shop.svc.cluster.local';
const API = 'api.example.com';

interface Entry {
  readonly namespace: string;
  readonly name?: string;
  readonly host?: string;
  /** Second at which it was created. */
  readonly second?: number;
  readonly spec?: string;
  readonly metadata?: string;
  readonly port?: number;
}

function entry({
  namespace,
  name = 'api',
  host = API,
  second = 1,
  spec = '',
  metadata = '',
  port = 443,
}: Entry): string {
  return `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: ${name}, namespace: ${namespace}, creationTimestamp: '2026-03-01T09:00:0${second}Z', ${metadata}}
spec: {hosts: ['${host}'], location: MESH_EXTERNAL, resolution: DNS, ports: [{number: ${port}, name: tls, protocol: TLS}], ${spec}}
`;
}

const sidecar = (hosts: string) => `
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: {name: default, namespace: web}
spec: {egress: [{hosts: [${hosts}]}]}
`;

/** Services that the client is given in a fleet with more objects in its config cluster. */
function given(
  more: readonly string[],
  options: { readonly gateway?: boolean } = {},
): readonly MeshService[] {
  const yaml = twoClusters({ remote: 'n1', more: more.join('---') });
  const c1 = options.gateway
    ? yaml.c1.replace('args: [proxy, sidecar]', 'args: [proxy, router]')
    : yaml.c1;
  return answer(fleet({ ...yaml, c1 }), visibleServices, CLIENT).value.services;
}

const found = (services: readonly MeshService[], host: string) =>
  services
    .filter(service => service.host === host)
    .map(({ namespace, ports, registry }) => ({
      namespace,
      ports: ports.map(({ number }) => number),
      registry,
    }));

const namespaceOf = (services: readonly MeshService[], host: string) =>
  found(services, host).map(({ namespace }) => namespace);

describe('one host in several namespaces, reference 3.7 and 3.8', () => {
  it('the oldest counts for a client of a third namespace', () => {
    const entries = [
      entry({ namespace: 'b', second: 1 }),
      entry({ namespace: 'a', second: 2 }),
    ];
    expect(namespaceOf(given(entries), API)).toEqual(['b']);
  });

  it('that of the client counts for itself, however young', () => {
    const entries = [
      entry({ namespace: 'a', second: 1 }),
      entry({ namespace: 'web', second: 2 }),
    ];
    expect(namespaceOf(given(entries), API)).toEqual(['web']);
    expect(namespaceOf(given(entries, { gateway: true }), API)).toEqual(['a']);
  });

  it('that of the client even replaces a Kubernetes Service of another namespace', () => {
    const entries = [entry({ namespace: 'web', host: CART, port: 80 })];
    expect(found(given(entries), CART)).toMatchObject([
      { namespace: 'web', registry: 'service-entry' },
    ]);
    expect(found(given(entries, { gateway: true }), CART)).toMatchObject([
      { namespace: 'shop', registry: 'kubernetes' },
    ]);
  });

  it.each(['a', 'shop'])(
    'a ServiceEntry in %s does not take the name of a Kubernetes Service away',
    namespace => {
      const entries = [entry({ namespace, host: CART, port: 80 })];
      expect(found(given(entries), CART)).toMatchObject([
        { namespace: 'shop', registry: 'kubernetes' },
      ]);
    },
  );

  it('private before exported by name before public, whatever the age', () => {
    const everybody = entry({ namespace: 'a', second: 1 });
    const exported = entry({
      namespace: 'b',
      second: 2,
      spec: 'exportTo: [web]',
    });
    const own = entry({ namespace: 'web', second: 3, spec: "exportTo: ['.']" });
    expect(namespaceOf(given([everybody, exported]), API)).toEqual(['b']);
    expect(namespaceOf(given([everybody, exported, own]), API)).toEqual([
      'web',
    ]);
    expect(
      namespaceOf(given([everybody, exported, own], { gateway: true }), API),
    ).toEqual(['web']);
  });

  it('a Sidecar that imports only one of the namespaces has that one', () => {
    const entries = [
      entry({ namespace: 'a', second: 1 }),
      entry({ namespace: 'b', second: 2 }),
    ];
    const imports = (hosts: string) => [...entries, sidecar(hosts)];
    expect(namespaceOf(given(imports('"b/*"')), API)).toEqual(['b']);
    expect(namespaceOf(given(imports('"*/*"')), API)).toEqual(['a']);
    expect(namespaceOf(given(imports('"./*"')), API)).toEqual([]);
  });
});

describe('ServiceEntries of one host and namespace, reference 3.7', () => {
  const two = (second: Partial<Entry>) => [
    entry({ namespace: 'a', name: 'one', second: 1, port: 443 }),
    entry({ namespace: 'a', name: 'two', second: 2, port: 8443, ...second }),
  ];

  it('join their ports', () => {
    expect(found(given(two({})), API)).toMatchObject([{ ports: [443, 8443] }]);
  });

  it.each([
    ['labels', { metadata: 'labels: {team: b}' }],
    ['exportTo', { spec: "exportTo: ['*']" }],
    ['selectors', { spec: 'workloadSelector: {labels: {app: api}}' }],
    ['resolutions', { spec: 'resolution: STATIC' }],
  ])('keep the oldest alone if their %s differ', (_, second) => {
    const entries = two(second).map(text =>
      text.includes('resolution: STATIC')
        ? text.replace('resolution: DNS, ', '')
        : text,
    );
    expect(found(given(entries), API)).toMatchObject([{ ports: [443] }]);
  });
});

describe('traffic distribution of a ServiceEntry, reference 5.2', () => {
  const distributionOf = (more: readonly string[]) =>
    given(more).find(({ host }) => host === API)?.distribution;
  const annotation = (value: string) =>
    `annotations: {networking.istio.io/traffic-distribution: ${value}}`;
  const namespace = `
apiVersion: v1
kind: Namespace
metadata: {name: a, ${annotation('PreferClose')}}
`;

  it.each([
    ['none', '', undefined],
    ['its own', annotation('PreferSameNode'), 'PreferSameNode'],
    ['any', annotation('Any'), 'any'],
  ])('%s', (_, metadata, expected) => {
    expect(distributionOf([entry({ namespace: 'a', metadata })])).toBe(
      expected,
    );
  });

  it('its own before that of its Namespace', () => {
    const plain = entry({ namespace: 'a' });
    expect(distributionOf([plain, namespace])).toBe('PreferClose');
    const any = entry({ namespace: 'a', metadata: annotation('Any') });
    expect(distributionOf([any, namespace])).toBe('any');
  });
});

describe('destinations of routes that a Sidecar leaves out, reference 3.8', () => {
  const route = (match: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: r, namespace: web}
spec:
  hosts: [front.web.svc.cluster.local]
  http: [{match: [${match}], route: [{destination: {host: ${CART}}}]}]
`;
  const scope = sidecar('"./*"');

  it.each([
    ['without a match', '', ['shop']],
    ['for its namespace', '{sourceNamespace: web}', ['shop']],
    ['for another namespace', '{sourceNamespace: pay}', []],
    [
      'for another namespace or anybody with a header',
      '{sourceNamespace: pay}, {headers: {x: {exact: y}}}',
      [],
    ],
    [
      'for another namespace or its own',
      '{sourceNamespace: pay}, {sourceNamespace: web}',
      ['shop'],
    ],
  ])('%s', (_, match, expected) => {
    expect(namespaceOf(given([scope, route(match)]), CART)).toEqual(expected);
  });

  it('are Kubernetes Services before older ServiceEntries of the same namespace', () => {
    const older = entry({ namespace: 'shop', host: CART, port: 80 });
    expect(found(given([scope, route(''), older]), CART)).toMatchObject([
      { registry: 'kubernetes' },
    ]);
  });
});
