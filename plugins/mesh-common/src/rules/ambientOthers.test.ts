import {
  AmbientFleet,
  ambientFleet,
  waypoint,
} from '../__testUtils__/ambientFleet';
import { config, docs, namespace } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { AmbientService, AmbientWorkload, workloadApi } from './workloadApi';

const CART = 'shop/cart.shop.svc.cluster.local';
const API = 'shop/api.example.com';
const DATABASE = 'shop/db.shop.svc.cluster.local';

function given(options: AmbientFleet) {
  return answer(ambientFleet(options), workloadApi, {
    cluster: 'c1',
    namespace: 'istio-system',
    deployment: 'istiod',
  }).value;
}

const serviceOf = (options: AmbientFleet, name: string) =>
  given(options).services.get(name);

const workloadOf = (options: AmbientFleet, uid: string) =>
  given(options).workloads.get(uid);

/** What serves a service, by UID. */
const servedBy = (options: AmbientFleet, name: string) =>
  [...given(options).workloads].flatMap(([uid, { services }]) =>
    services?.has(name) ? [`${uid} ${services.get(name)}`] : [],
  );

const SELECTED = 'c1/networking.istio.io/WorkloadEntry/shop/vm';
const vm = (spec: string, metadata = '') =>
  config('WorkloadEntry', 'shop/vm', `{address: 10.1.0.9, ${spec}}`, metadata);

const entry = (spec: string, name = 'api', metadata = '') =>
  config(
    'ServiceEntry',
    `shop/${name}`,
    `{hosts: [api.example.com], ports: [{number: 443, name: https, protocol: TLS, targetPort: 8443}], ${spec}}`,
    metadata,
  );

describe('WorkloadEntries that ztunnel is given, reference 3.7 and 4.7', () => {
  it.each<[string, string, string, Partial<AmbientWorkload>]>([
    [
      'an address alone',
      '',
      '',
      {
        addresses: ['10.1.0.9'],
        network: 'n1',
        cluster: 'c1',
        tunnel: 'NONE',
        health: 'healthy',
      },
    ],
    [
      'an identity',
      'serviceAccount: cart',
      '',
      { identity: 'spiffe://cluster.local/ns/shop/sa/cart' },
    ],
    ['a weight', 'weight: 7', '', { capacity: 7 }],
    ['a place', 'locality: eu/a/', '', { locality: 'eu/a' }],
    [
      'one that takes HBONE, as its labels say',
      'labels: {networking.istio.io/tunnel: http}',
      '',
      { tunnel: 'HBONE' },
    ],
    [
      'one that takes HBONE, as its annotations say',
      '',
      'annotations: {ambient.istio.io/redirection: enabled}',
      { tunnel: 'HBONE' },
    ],
    [
      'one that is not healthy is given all the same',
      '',
      'annotations: {proxy.istio.io/health-checks-enabled: "true"}',
      { health: 'healthy' },
    ],
    [
      'selected by a Service, with its target port',
      'labels: {app: cart}',
      '',
      { services: new Map([[CART, ['80>8080']]]) },
    ],
    [
      'selected by a Service, with its own port of that name',
      'labels: {app: cart}, ports: {http: 9090}',
      '',
      { services: new Map([[CART, ['80>9090']]]) },
    ],
    [
      'labels of the object win',
      'labels: {app: other}',
      'labels: {app: cart}',
      { services: new Map([[CART, ['80>8080']]]) },
    ],
  ])('%s', (_, spec, metadata, expected) => {
    const found = workloadOf({ more: vm(spec, metadata) }, SELECTED);
    expect(found).toMatchObject(expected);
  });

  it.each<[string, AmbientFleet]>([
    ['is not selected', { more: vm('labels: {app: other}') }],
    [
      'is selected, but not by Services',
      {
        more: vm('labels: {app: cart}'),
        env: '{name: PILOT_ENABLE_AMBIENT, value: "true"}, {name: PILOT_ENABLE_K8S_SELECT_WORKLOAD_ENTRIES, value: "false"}',
      },
    ],
  ])('has no services if it %s', (_, fleet) => {
    expect(workloadOf(fleet, SELECTED)?.services).toBeUndefined();
  });

  it('a target port by name must be among its own', () => {
    const named = (spec: string) =>
      workloadOf(
        {
          more: docs(
            vm(`labels: {app: db}, ${spec}`),
            `{apiVersion: v1, kind: Service, metadata: {name: db, namespace: shop}, spec: {selector: {app: db}, ports: [{name: tcp, port: 5432, targetPort: data}]}}`,
          ),
        },
        SELECTED,
      )?.services?.get(DATABASE);
    expect(named('ports: {data: 6543}')).toEqual(['5432>6543']);
    expect(named('')).toEqual([]);
  });

  it('has the waypoint that takes workloads', () => {
    const more = docs(
      vm('labels: {istio.io/use-waypoint: way}'),
      waypoint({ labels: 'istio.io/waypoint-for: workload' }),
    );
    expect(workloadOf({ more }, SELECTED)?.waypoint).toBe(
      'shop/way.shop.svc.cluster.local:15008',
    );
  });

  it('counts behind the gateway of its network, as much as its weight', () => {
    const behind = `n2/SplitHorizonWorkload/istio-system/eastwest/203.0.113.2/${CART}`;
    const far = (spec: string, labels?: string) =>
      given({
        more: vm(`network: n2, labels: {app: cart}, ${spec}`),
        ...(labels === undefined ? {} : { labels }),
      }).workloads;
    // It stands for a workload of each cluster that has the service.
    expect(far('').get(behind)?.capacity).toBe(3 + 2);
    expect(far('weight: 4').get(behind)?.capacity).toBe(3 + 8);
    expect(far('').has(SELECTED)).toBe(false);
    expect(far('', '').has(behind)).toBe(false);
  });

  it('in one network, stands for a workload of each cluster', () => {
    const more = vm('labels: {app: cart}');
    const found = servedBy({ network: 'n1', more }, CART);
    expect(found).toEqual(
      expect.arrayContaining([
        `${SELECTED} 80>8080`,
        'c2/networking.istio.io/WorkloadEntry/shop/vm 80>8080',
      ]),
    );
  });

  it('is read from the cluster of istiod only, and for its revision', () => {
    const elsewhere = given({ network: 'n1', moreThere: vm('') }).workloads;
    const revised = given({ more: vm('', 'labels: {istio.io/rev: other}') });
    for (const workloads of [elsewhere, revised.workloads])
      expect([...workloads.keys()].join()).not.toContain('WorkloadEntry');
  });
});

describe('ServiceEntries that ztunnel is given, reference 3.7 and 4.7', () => {
  const STATIC = 'resolution: STATIC, endpoints: [{address: 192.0.2.1}]';
  const ALLOCATED =
    'status: {addresses: [{host: api.example.com, value: 240.240.0.1}]}';
  const withStatus = (spec: string, metadata = '') =>
    `${entry(spec, 'api', metadata).trimEnd()}\n${ALLOCATED}`;

  it.each<[string, string, AmbientService]>([
    [
      'an address, as its network has it',
      entry(`addresses: [192.0.2.9], ${STATIC}`),
      { addresses: ['n1/192.0.2.9'], ports: ['443>8443'], canonical: true },
    ],
    [
      'a block of addresses',
      entry(`addresses: [192.0.2.0/24], ${STATIC}`),
      { addresses: ['n1/192.0.2.0/24'], ports: ['443>8443'], canonical: true },
    ],
    [
      'an address that istiod has set aside',
      withStatus('resolution: DNS'),
      { addresses: ['n1/240.240.0.1'], ports: ['443>8443'], canonical: true },
    ],
    [
      'none, if it wants none',
      withStatus(
        'resolution: DNS',
        'labels: {networking.istio.io/enable-autoallocate-ip: "false"}',
      ),
      { addresses: [], ports: ['443>8443'], canonical: true },
    ],
    [
      'its own address before one that was set aside',
      withStatus('resolution: DNS, addresses: [192.0.2.9]'),
      { addresses: ['n1/192.0.2.9'], ports: ['443>8443'], canonical: true },
    ],
    [
      'whatever address was called',
      withStatus('resolution: NONE'),
      {
        addresses: [],
        ports: ['443>8443'],
        mode: 'PASSTHROUGH',
        healthPolicy: 'ALLOW_ALL',
        canonical: true,
      },
    ],
    [
      'names of servers',
      entry(`subjectAltNames: [b, a], ${STATIC}`),
      { addresses: [], ports: ['443>8443'], sans: ['a', 'b'], canonical: true },
    ],
    [
      'who is near',
      entry(
        STATIC,
        'api',
        'annotations: {networking.istio.io/traffic-distribution: PreferClose}',
      ),
      {
        addresses: [],
        ports: ['443>8443'],
        prefer: ['NETWORK', 'REGION', 'ZONE'],
        mode: 'FAILOVER',
        canonical: true,
      },
    ],
    [
      'a waypoint',
      docs(
        entry(STATIC, 'api', 'labels: {istio.io/use-waypoint: way}'),
        waypoint(),
      ),
      {
        addresses: [],
        ports: ['443>8443'],
        waypoint: 'shop/way.shop.svc.cluster.local:15008',
        canonical: true,
      },
    ],
  ])('have %s', (_, more, expected) => {
    expect(serviceOf({ more }, API)).toEqual(expected);
  });

  it('are left out where an address is none, with their endpoints', () => {
    const more = entry(`addresses: [nonsense], ${STATIC}`);
    expect(serviceOf({ more }, API)).toBeUndefined();
    expect(servedBy({ more }, API)).toEqual([]);
  });

  it('of several in a namespace the oldest counts, and over all namespaces one is meant', () => {
    const at = (year: number) => `creationTimestamp: '${year}-01-01T00:00:00Z'`;
    const other = entry(STATIC.replace('.1', '.3'), 'far', at(2024))
      .replace('namespace: shop', 'namespace: web')
      .replace('number: 443', 'number: 445');
    const { services, workloads } = given({
      more: docs(
        entry(STATIC, 'young', at(2026)).replace('number: 443', 'number: 444'),
        entry(STATIC.replace('.1', '.2'), 'old', at(2025)),
        other,
      ),
    });
    expect(services.get(API)).toEqual({ addresses: [], ports: ['443>8443'] });
    expect(services.get('web/api.example.com')).toMatchObject({
      ports: ['445>8443'],
      canonical: true,
    });
    expect(
      [...workloads.keys()].filter(uid => /ServiceEntry/.test(uid)),
    ).toEqual([
      'c1/networking.istio.io/ServiceEntry/web/far/192.0.2.3',
      'c1/networking.istio.io/ServiceEntry/shop/old/192.0.2.2',
    ]);
  });

  it('the Service of a host counts before them', () => {
    const more = entry(STATIC).replace(
      'api.example.com',
      'cart.shop.svc.cluster.local',
    );
    expect(serviceOf({ more }, CART)?.ports).toEqual(['80>8080']);
    const inWeb = more.replace('namespace: shop', 'namespace: web');
    expect(
      serviceOf({ more: inWeb }, 'web/cart.shop.svc.cluster.local'),
    ).toEqual({ addresses: [], ports: ['443>8443'] });
  });

  describe('mesh config says whom they are for', () => {
    const rule = (visibility: string, selector: string) =>
      `{visibility: ${visibility}, matchingRules: [${selector}]}`;
    const LABELLED =
      '{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}';
    const said = (visibility: string) =>
      serviceOf(
        {
          more: entry(STATIC),
          mesh: `serviceEntryVisibility: {${visibility}}`,
        },
        API,
      );

    it.each<[string, string, object | undefined]>([
      ['nothing is said', '', { canonical: true }],
      ['everybody', 'defaultVisibility: PUBLIC', { canonical: true }],
      [
        'its namespace',
        'defaultVisibility: NAMESPACE',
        { namespaceOnly: true },
      ],
      ['nobody', 'defaultVisibility: NONE', undefined],
      [
        'what the first policy that fits says',
        `defaultVisibility: NONE, policies: [${rule(
          'PUBLIC',
          LABELLED,
        )}, ${rule('NAMESPACE', LABELLED)}]`,
        { canonical: true },
      ],
      [
        'a policy without rules fits all',
        `policies: [${rule('NONE', '')}]`,
        undefined,
      ],
      [
        'a rule that asks for nothing fits none',
        `policies: [${rule('NONE', '{}')}]`,
        { canonical: true },
      ],
      [
        'all rules must fit',
        `policies: [${rule(
          'NONE',
          `${LABELLED}, {namespaceSelector: {matchLabels: {a: b}}}`,
        )}]`,
        { canonical: true },
      ],
    ])('%s', (_, visibility, expected) => {
      expect(said(visibility)).toEqual(
        expected && { addresses: [], ports: ['443>8443'], ...expected },
      );
    });

    it('what keeps to its namespace goes through no waypoint of another', () => {
      const found = (home: string) =>
        serviceOf(
          {
            more: docs(
              entry(
                STATIC,
                'api',
                `labels: {istio.io/use-waypoint: way, istio.io/use-waypoint-namespace: ${home}}`,
              ),
              waypoint({ from: 'All' }).replace(
                'namespace: shop',
                `namespace: ${home}`,
              ),
            ),
            mesh: 'serviceEntryVisibility: {defaultVisibility: NAMESPACE}',
          },
          API,
        )?.waypoint;
      expect(found('shop')).toBe('shop/way.shop.svc.cluster.local:15008');
      expect(found('web')).toBeUndefined();
    });
  });

  const UID = 'c1/networking.istio.io/ServiceEntry/shop/api';

  it.each<[string, string, readonly string[]]>([
    ['written in it', entry(STATIC), [`${UID}/192.0.2.1 443>8443`]],
    [
      'with a port of that name',
      entry(
        'resolution: STATIC, endpoints: [{address: 192.0.2.1, ports: {https: 9443}}]',
      ),
      [`${UID}/192.0.2.1 443>9443`],
    ],
    [
      'its host, if it is resolved by DNS',
      entry('resolution: DNS'),
      [`${UID}/api.example.com 443>8443`],
    ],
    [
      'its host, if it is resolved for each request',
      entry('resolution: DYNAMIC_DNS'),
      [`${UID}/api.example.com 443>8443`],
    ],
    ['nothing, if nothing is written', entry('resolution: STATIC'), []],
    ['nothing, if it does not resolve', entry('resolution: NONE'), []],
    [
      'a WorkloadEntry that it selects',
      docs(
        entry('resolution: STATIC, workloadSelector: {labels: {app: api}}'),
        vm('labels: {app: api}, ports: {https: 9443}'),
      ),
      [`${SELECTED} 443>9443`],
    ],
    [
      'pods that it selects',
      entry('resolution: STATIC, workloadSelector: {labels: {app: cart}}'),
      ['c1//Pod/shop/cart-a1 443>8443'],
    ],
    [
      'nobody, if it selects by no label',
      docs(entry('resolution: STATIC, workloadSelector: {labels: {}}'), vm('')),
      [],
    ],
  ])('are served by %s', (_, more, expected) => {
    expect(servedBy({ more }, API)).toEqual(expected);
  });

  it('an endpoint is in the network of the one before it, unless it names another', () => {
    const more = entry(
      'resolution: STATIC, endpoints: [{address: 192.0.2.1}, {address: 192.0.2.2, network: n1}, {address: 192.0.2.3, network: n7}, {address: 192.0.2.4}]',
    );
    // Nothing of other networks is given where the service is not global.
    expect(servedBy({ more }, API)).toEqual([
      `${UID}/192.0.2.1 443>8443`,
      `${UID}/192.0.2.2 443>8443`,
    ]);
  });
});

describe('endpoints of slices without pods, reference 3.3 and 4.7', () => {
  const slice = (endpoints: string, more = '') => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: db-1, namespace: shop, labels: {kubernetes.io/service-name: db}}
addressType: IPv4
ports: [{name: tcp, port: 6543}, {name: gone, port: 1}, {name: udp, port: 53}]
endpoints: [${endpoints}]
${more}`;
  const service = `{apiVersion: v1, kind: Service, metadata: {name: db, namespace: shop, labels: {istio.io/global: "true"}}, spec: {ports: [{name: tcp, port: 5432}, {name: udp, port: 53, protocol: UDP}]}}`;
  const UID = 'c1/discovery.k8s.io/EndpointSlice/shop/db-1';

  it.each<[string, string, string | undefined]>([
    ['ready', '{addresses: [192.0.2.1], conditions: {ready: true}}', 'healthy'],
    ['of which nothing is said', '{addresses: [192.0.2.1]}', 'healthy'],
    [
      'not ready',
      '{addresses: [192.0.2.1], conditions: {ready: false}}',
      'unhealthy',
    ],
    [
      'of something else',
      '{addresses: [192.0.2.1], targetRef: {kind: VirtualMachine, name: a}}',
      'healthy',
    ],
    [
      'of a pod that is not there',
      '{addresses: [192.0.2.1], targetRef: {kind: Pod, name: a}}',
      undefined,
    ],
    ['that are no addresses', '{addresses: [nonsense]}', undefined],
    ['without address', '{addresses: []}', undefined],
  ])('%s', (_, endpoint, health) => {
    const more = docs(service, slice(endpoint));
    const [found] = [...given({ more }).workloads].filter(([uid]) =>
      uid.startsWith(UID),
    );
    expect(found?.[1].health).toBe(health);
  });

  it('are called in plain text, at the TCP ports that the Service has', () => {
    const more = docs(service, slice('{addresses: [192.0.2.1]}'));
    expect(workloadOf({ more }, `${UID}/192.0.2.1`)).toEqual({
      addresses: ['192.0.2.1'],
      network: 'n1',
      cluster: 'c1',
      tunnel: 'NONE',
      health: 'healthy',
      services: new Map([[DATABASE, ['5432>6543']]]),
    });
  });

  it('count behind the gateway of their network', () => {
    const there = docs(service, slice('{addresses: [192.0.2.1]}'));
    const found = servedBy({ more: service, moreThere: there }, DATABASE);
    expect(found).toEqual([
      `n2/SplitHorizonWorkload/istio-system/eastwest/203.0.113.2/${DATABASE} 53>53,5432>5432`,
    ]);
  });

  it.each([
    ['there is no Service', slice('{addresses: [192.0.2.1]}')],
    [
      'they are names',
      docs(
        service,
        slice('{addresses: [a.example.com]}').replace('IPv4', 'FQDN'),
      ),
    ],
    [
      'their namespace has no label that names the Service',
      docs(
        service,
        slice('{addresses: [192.0.2.1]}').replace('kubernetes.io/', 'x/'),
        namespace('shop'),
      ),
    ],
  ])('are left out where %s', (_, more) => {
    expect([...given({ more }).workloads.keys()].join()).not.toContain(
      'EndpointSlice',
    );
  });
});
