import { fleet } from '../__testUtils__/fleet';
import { config, docs, istiod, namespace } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { MeshService, meshServices } from './meshServices';

const HOST = 'cart.shop.svc.cluster.local';

function service({
  name = 'cart',
  home = 'shop',
  spec = 'clusterIP: 10.96.0.1, clusterIPs: [10.96.0.1]',
  ports = '[{name: http, port: 80, targetPort: 8080}]',
  annotations = '',
  labels = '',
  day = 1,
} = {}): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${home}, labels: {${labels}}, annotations: {${annotations}}, creationTimestamp: '2026-01-0${day}T00:00:00Z'}
spec: {${spec}, ports: ${ports}}
`;
}

const entry = (spec: string, key = 'shop/api', day = 1) =>
  config(
    'ServiceEntry',
    key,
    `{${spec}}`,
    `creationTimestamp: '2026-01-0${day}T00:00:00Z'`,
  );

interface World {
  readonly c1?: readonly string[];
  readonly c2?: readonly string[];
  readonly version?: string;
  readonly env?: string;
  readonly mesh?: string;
}

function known({ c1 = [], c2 = [], version, env, mesh }: World) {
  return answer(
    fleet({
      c1: docs(
        istiod('c1', { version, env, mesh, watches: ['c1', 'c2'] }),
        ...c1,
      ),
      c2: docs(...c2),
    }),
    meshServices,
    { cluster: 'c1', namespace: 'istio-system', deployment: 'istiod' },
  ).value;
}

/** All but istiod's own. */
const hostsOf = (world: World): readonly string[] =>
  known(world)
    .services.filter(({ namespace: home }) => home !== 'istio-system')
    .map(({ host }) => host);

const only = (world: World, host = HOST): MeshService => {
  const [found, ...more] = known(world).byHost.get(host) ?? [];
  expect(more).toEqual([]);
  return found;
};

describe('meshServices of Kubernetes, reference 3.1', () => {
  it('take the first copy for the definition, and have the addresses of all', () => {
    const found = only({
      c1: [service({ day: 3 })],
      c2: [
        service({
          spec: 'clusterIP: 10.97.0.1, clusterIPs: [10.97.0.1]',
          ports: '[{name: web, port: 81}]',
        }),
      ],
    });
    expect(found).toMatchObject({
      host: HOST,
      namespace: 'shop',
      name: 'cart',
      registry: 'kubernetes',
      ports: [{ name: 'http', number: 80, protocol: 'http', targetPort: 8080 }],
      resolution: 'EDS',
      headless: false,
      external: false,
      nodeLocal: false,
      exportTo: [],
      clusterSet: false,
      aliasOf: undefined,
      entry: undefined,
      created: Date.parse('2026-01-03T00:00:00Z'),
    });
    expect(found.addresses).toEqual(
      new Map([
        ['c1', ['10.96.0.1']],
        ['c2', ['10.97.0.1']],
      ]),
    );
    expect(found.copies.map(({ cluster }) => cluster)).toEqual(['c1', 'c2']);
  });

  it('know one that is elsewhere only', () => {
    expect(
      only({ c2: [service()] }).copies.map(({ cluster }) => cluster),
    ).toEqual(['c2']);
  });

  it('leave out namespaces that discovery selectors do not select', () => {
    const hosts = hostsOf({
      mesh: 'discoverySelectors: [{matchLabels: {mesh: "yes"}}]',
      c1: [
        namespace('shop', 'mesh: "yes"'),
        service(),
        service({ home: 'web' }),
      ],
    });
    expect(hosts).toEqual([HOST]);
  });

  it.each<[string, Parameters<typeof service>[0], Partial<MeshService>]>([
    [
      'headless',
      { spec: 'clusterIP: None' },
      { resolution: 'ORIGINAL_DST', headless: true },
    ],
    [
      'another name',
      { spec: 'type: ExternalName, externalName: api.example.com' },
      { resolution: 'alias', aliasOf: 'api.example.com' },
    ],
    [
      'kept on the node',
      { spec: 'clusterIP: 10.96.0.1, internalTrafficPolicy: Local' },
      { nodeLocal: true },
    ],
    [
      'a target port by name',
      { ports: '[{name: http, port: 80, targetPort: web}]' },
      {
        ports: [
          { name: 'http', number: 80, protocol: 'http', targetPort: undefined },
        ],
      },
    ],
    [
      'export to some',
      {
        annotations: "networking.istio.io/exportTo: 'web, ,., pay'",
      },
      { exportTo: ['web', '.', 'pay'] },
    ],
  ])('%s', (_, options, expected) => {
    expect(only({ c1: [service(options)] })).toMatchObject(expected);
  });

  it('come oldest first, then by name, then by namespace; entries by their host', () => {
    const hosts = hostsOf({
      c1: [
        service({ name: 'b', day: 2 }),
        service({ name: 'a', day: 2 }),
        service({ name: 'a', home: 'pay', day: 2 }),
        service({ name: 'z' }),
        entry('hosts: [aa.example.com, b.example.com], ports: []', 'shop/z', 2),
      ],
    });
    expect(hosts).toEqual([
      'z.shop.svc.cluster.local',
      'a.pay.svc.cluster.local',
      'a.shop.svc.cluster.local',
      'aa.example.com',
      'b.shop.svc.cluster.local',
      'b.example.com',
    ]);
  });
});

describe('traffic distribution of a service, reference 5.2', () => {
  const ANNOTATION = 'networking.istio.io/traffic-distribution';
  const field = (value: string) => ({
    spec: `clusterIP: 10.96.0.1, trafficDistribution: ${value}`,
  });
  const annotated = (value: string) => ({
    annotations: `${ANNOTATION}: ${value}`,
  });
  const home = (value: string) =>
    `{apiVersion: v1, kind: Namespace, metadata: {name: shop, annotations: {${ANNOTATION}: ${value}}}}`;

  it.each<[string, World, string | undefined]>([
    ['nothing', { c1: [service()] }, undefined],
    ['the field', { c1: [service(field('PreferClose'))] }, 'PreferClose'],
    [
      'the field, with a value of 1.27',
      { c1: [service(field('PreferSameZone'))] },
      'PreferSameZone',
    ],
    [
      'which 1.26 does not know',
      { version: '1.26.0', c1: [service(field('PreferSameZone'))] },
      undefined,
    ],
    [
      'a field that nobody knows',
      { c1: [service(field('preferclose'))] },
      undefined,
    ],
    [
      'before 1.24 nothing counts',
      { version: '1.23.0', c1: [service(field('PreferClose'))] },
      undefined,
    ],
    [
      'the annotation, however written',
      { c1: [service(annotated('prefersamenode'))] },
      'PreferSameNode',
    ],
    [
      'an annotation that nobody knows means any',
      { c1: [service(annotated('everywhere'))] },
      'any',
    ],
    [
      'the field before the annotation',
      {
        c1: [
          service({ ...field('PreferClose'), ...annotated('PreferSameNode') }),
        ],
      },
      'PreferClose',
    ],
    [
      'the annotation of the Namespace',
      { c1: [service(), home('PreferSameZone')] },
      'PreferSameZone',
    ],
    [
      'the service before its Namespace',
      { c1: [service(annotated('any')), home('PreferSameZone')] },
      'any',
    ],
    [
      'before 1.30 the Namespace says nothing',
      { version: '1.29.0', c1: [service(), home('PreferSameZone')] },
      undefined,
    ],
    [
      'the Namespace of another cluster says nothing',
      { c1: [service()], c2: [home('PreferSameZone')] },
      undefined,
    ],
  ])('%s', (_, world, expected) => {
    expect(only(world).distribution).toBe(expected);
  });
});

describe('meshServices of ServiceEntries, reference 3.7', () => {
  it.each([
    ['NONE', 'ORIGINAL_DST'],
    ['STATIC', 'EDS'],
    ['DNS', 'STRICT_DNS'],
    ['DNS_ROUND_ROBIN', 'LOGICAL_DNS'],
  ])('resolution %s is %s', (resolution, expected) => {
    expect(
      only(
        {
          c1: [
            entry(
              `hosts: [Api.example.com], ports: [{number: 443, name: web, protocol: TLS, targetPort: 8443}], resolution: ${resolution}, addresses: [10.1.1.1]`,
            ),
          ],
        },
        'api.example.com',
      ),
    ).toMatchObject({
      namespace: 'shop',
      name: 'api',
      registry: 'service-entry',
      ports: [{ name: 'web', number: 443, protocol: 'tls', targetPort: 8443 }],
      resolution: expected,
      external: true,
      headless: false,
      nodeLocal: false,
      copies: [],
      addresses: new Map([['c1', ['10.1.1.1']]]),
    });
  });

  it('are inside of the mesh where they say so, and exported as they say', () => {
    expect(
      only(
        {
          c1: [
            entry(
              'hosts: [api.example.com], ports: [], location: MESH_INTERNAL, exportTo: [web]',
            ),
          ],
        },
        'api.example.com',
      ),
    ).toMatchObject({ external: false, exportTo: ['web'] });
  });

  it('are read from the cluster of istiod only', () => {
    expect(
      hostsOf({ c2: [entry('hosts: [api.example.com], ports: []')] }),
    ).toEqual([]);
  });

  it('may share a host, the oldest first', () => {
    const { byHost } = known({
      c1: [
        entry('hosts: [api.example.com], ports: []', 'shop/young', 2),
        entry('hosts: [api.example.com], ports: []', 'web/old'),
      ],
    });
    expect(byHost.get('api.example.com')?.map(({ name }) => name)).toEqual([
      'old',
      'young',
    ]);
  });
});

describe('names in the cluster set, reference 3.10', () => {
  const imported = (ips: string) => `
apiVersion: multicluster.x-k8s.io/v1alpha1
kind: ServiceImport
metadata: {name: cart, namespace: shop}
spec: {type: ClusterSetIP, ips: [${ips}], ports: [{port: 80}]}
`;
  const MCS =
    '{name: ENABLE_MCS_HOST, value: "true"}, {name: ENABLE_MCS_SERVICE_DISCOVERY, value: "true"}';
  const SET = 'cart.shop.svc.clusterset.local';

  it.each<[string, World, ReadonlyMap<string, readonly string[]> | undefined]>([
    [
      'once a cluster imports it with an address',
      { env: MCS, c1: [service()], c2: [service(), imported('10.99.0.1')] },
      new Map([['c2', ['10.99.0.1']]]),
    ],
    [
      'not without an address',
      { env: MCS, c1: [service(), imported('')] },
      undefined,
    ],
    [
      'not while the feature is off',
      { c1: [service(), imported('10.99.0.1')] },
      undefined,
    ],
  ])('%s', (_, world, expected) => {
    const [found] = known(world).byHost.get(SET) ?? [];
    expect(found?.addresses).toEqual(expected);
    expect(found?.clusterSet).toBe(expected && true);
    expect(only(world).clusterSet).toBe(false);
  });
});
