import {
  AMBIENT,
  AmbientFleet,
  ambientFleet,
  eastWestGateway,
  GLOBAL,
  waypoint,
} from '../__testUtils__/ambientFleet';
import { docs, namespace } from '../__testUtils__/meshYaml';
import { answer } from './answer';
import { workloadApi } from './workloadApi';

const CART = 'shop/cart.shop.svc.cluster.local';

function given(options: AmbientFleet = {}) {
  return answer(ambientFleet(options), workloadApi, {
    cluster: 'c1',
    namespace: 'istio-system',
    deployment: 'istiod',
  }).value;
}

/** Workloads of the service, or of any kind. */
const keysOf = (options: AmbientFleet, of = /cart/) =>
  [...given(options).workloads.keys()].filter(key => of.test(key));

const workloadOf = (options: AmbientFleet, key: string) =>
  given(options).workloads.get(key);

const HERE = 'c1//Pod/shop/cart-a1';
const THERE = ['b1', 'b2', 'b3'].map(name => `c2//Pod/shop/cart-${name}`);
const BEHIND = `n2/SplitHorizonWorkload/istio-system/eastwest/203.0.113.2/${CART}`;

describe('workloads that ztunnel is given, reference 4.7', () => {
  it('are pods of its network, gateways, and one entry for all pods behind each', () => {
    const { workloads } = given();
    expect(workloads.get(HERE)).toEqual({
      addresses: ['10.1.0.1'],
      network: 'n1',
      cluster: 'c1',
      tunnel: 'HBONE',
      health: 'healthy',
      locality: 'eu/a',
      node: 'c1-node',
      identity: 'spiffe://cluster.local/ns/shop/sa/cart',
      services: new Map([[CART, ['80>8080']]]),
    });
    expect(workloads.get('NetworkGateway/n2/203.0.113.2/0')).toEqual({
      addresses: ['203.0.113.2'],
      network: 'n2',
      cluster: '',
      tunnel: 'NONE',
      health: 'healthy',
      identity: 'spiffe://cluster.local/ns/istio-system/sa/eastwest',
    });
    expect(workloads.get(BEHIND)).toEqual({
      network: 'n2',
      cluster: 'c2',
      gateway: 'n2/203.0.113.2:15008',
      tunnel: 'HBONE',
      health: 'healthy',
      capacity: 3,
      services: new Map([[CART, ['80>8080']]]),
    });
  });

  it.each<[string, AmbientFleet, readonly string[]]>([
    ['one network', { network: 'n1' }, [HERE, ...THERE]],
    ['no gateway', { gateway: '' }, [HERE]],
    [
      'a gateway without address',
      { gateway: eastWestGateway('n2', { address: '' }) },
      [HERE],
    ],
    [
      'a gateway of its own network',
      { gateway: eastWestGateway('n1') },
      [HERE],
    ],
    ['istiod serves no ambient clients', { env: '' }, []],
    [
      'other clusters are switched off',
      { env: AMBIENT, network: 'n1' },
      [HERE],
    ],
    ['istiod does not watch the cluster', { watches: ['c1'] }, [HERE]],
    [
      'local in its own cluster',
      { labels: '', there: { labels: GLOBAL } },
      [HERE],
    ],
    ['local in the other cluster', { there: { labels: '' } }, [HERE]],
    ['no copy in its own cluster', { absent: 'c1' }, [HERE, BEHIND]],
    ['no copy in the other cluster', { absent: 'c2' }, [HERE]],
    [
      'pods that have ended, or have no address yet',
      {
        network: 'n1',
        pods: [
          { name: 'cart-b1', address: '10.2.0.1', phase: 'Failed' },
          { name: 'cart-b2', address: '10.2.0.2', phase: 'Succeeded' },
          { name: 'cart-b3', address: '10.2.0.3', phase: 'Pending' },
          { name: 'cart-b4', address: "''", phase: 'Pending' },
        ],
      },
      [HERE, 'c2//Pod/shop/cart-b3'],
    ],
    [
      'of two gateways of one network the first by address',
      {
        gateway: docs(
          eastWestGateway('n2', {
            name: 'late',
            address: '{type: IPAddress, value: 203.0.113.9}',
          }),
          eastWestGateway('n2'),
        ),
      },
      [HERE, BEHIND],
    ],
  ])('%s', (_, options, expected) => {
    expect(keysOf(options)).toEqual(expected);
  });

  it.each<[string, AmbientFleet, string, object]>([
    [
      'a pod that is not captured gets plain text',
      {
        network: 'n1',
        pods: [{ name: 'cart-b1', address: '10.2.0.1', is: 'outside' }],
      },
      THERE[0],
      { tunnel: 'NONE', cluster: 'c2', locality: 'eu/b', node: 'c2-node' },
    ],
    [
      'a pod that is not ready is unhealthy',
      {
        network: 'n1',
        pods: [{ name: 'cart-b1', address: '10.2.0.1', ready: false }],
      },
      THERE[0],
      { health: 'unhealthy' },
    ],
    [
      'a pod has the ports of the copy of its own cluster',
      { network: 'n1', there: { labels: GLOBAL, port: 81 } },
      THERE[0],
      { services: new Map([[CART, ['81>8080']]]) },
    ],
    [
      'what is behind a gateway has those of the client’s copy',
      { there: { labels: GLOBAL, port: 81 } },
      BEHIND,
      { services: new Map([[CART, ['80>8080']]]) },
    ],
    [
      'the capacity counts pods that are not ready or outside of the mesh, too',
      {
        pods: [
          { name: 'cart-b1', address: '10.2.0.1', ready: false },
          { name: 'cart-b2', address: '10.2.0.2', is: 'outside' },
        ],
      },
      BEHIND,
      { capacity: 2, health: 'healthy', tunnel: 'HBONE' },
    ],
  ])('%s', (_, options, key, expected) => {
    expect(workloadOf(options, key)).toMatchObject(expected);
  });

  it('a reference to a gateway counts where istiod runs only, with its own identity and port', () => {
    const reference = eastWestGateway('n2', { className: 'istio-remote' });
    expect(keysOf({ gateway: reference }, /Gateway/)).toEqual([]);
    const { workloads } = given({ gateway: '', more: reference });
    expect(workloads.get('NetworkGateway/n2/203.0.113.2/15008')).toMatchObject({
      identity:
        'spiffe://cluster.local/ns/istio-system/sa/eastwest-istio-remote',
    });
  });
});

describe('gateways that ztunnel is given, reference 4.7', () => {
  const gatewaysOf = (options: AmbientFleet) =>
    [...given(options).workloads]
      .filter(([uid]) => uid.startsWith('NetworkGateway/'))
      .map(([uid, { identity }]) => `${uid} ${identity?.split('/sa/')[1]}`);
  const there = (options: Parameters<typeof eastWestGateway>[1]) => ({
    gateway: eastWestGateway('n2', options),
  });
  const FOUND = 'NetworkGateway/n2/203.0.113.2/0 eastwest';

  it.each<[string, AmbientFleet, readonly string[]]>([
    ['one of another cluster', {}, [FOUND]],
    [
      'all its addresses',
      there({
        address:
          '{type: IPAddress, value: 203.0.113.2}, {type: Hostname, value: gw.example.com}, {type: Other, value: x}',
      }),
      [FOUND, 'NetworkGateway/n2/gw.example.com/0 eastwest'],
    ],
    [
      'the identity that it names',
      there({ annotations: 'gateway.istio.io/service-account: doorman' }),
      ['NetworkGateway/n2/203.0.113.2/0 doorman'],
    ],
    ['none of another class', there({ className: 'istio' }), []],
    [
      'no reference in another cluster',
      there({ className: 'istio-remote' }),
      [],
    ],
    [
      'none that does not end TLS',
      there({
        listener: 'port: 15008, protocol: HBONE, tls: {mode: Passthrough}',
      }),
      [],
    ],
    [
      'a reference in its own cluster, with its port',
      {
        gateway: '',
        more: eastWestGateway('n2', {
          className: 'istio-remote',
          listener: 'port: 15009, protocol: HBONE',
        }),
      },
      ['NetworkGateway/n2/203.0.113.2/15009 eastwest-istio-remote'],
    ],
    [
      'none that Istio deploys in its own cluster',
      { gateway: '', more: eastWestGateway('n2') },
      [],
    ],
    [
      'one of its own network in another cluster',
      { network: 'n1', gateway: eastWestGateway('n1') },
      ['NetworkGateway/n1/203.0.113.2/0 eastwest'],
    ],
  ])('%s', (_, options, expected) => {
    expect(gatewaysOf(options)).toEqual(expected);
  });

  it('a gateway of another cluster is called on the port of HBONE', () => {
    const { gateway } =
      workloadOf(
        there({
          listener: 'port: 15009, protocol: HBONE, tls: {mode: Terminate}',
        }),
        BEHIND,
      ) ?? {};
    expect(gateway).toBe('n2/203.0.113.2:15008');
  });
});

describe('a gateway known by its host name', () => {
  const options = {
    gateway: eastWestGateway('n2', {
      address: '{type: Hostname, value: gw.example.com}',
    }),
  };

  it('has no address', () => {
    const found = workloadOf(options, 'NetworkGateway/n2/gw.example.com/0');
    expect(found).not.toHaveProperty('addresses');
  });

  it('is called by it', () => {
    const key = BEHIND.replace('203.0.113.2', 'gw.example.com');
    expect(workloadOf(options, key)?.gateway).toBe(
      'istio-system/gw.example.com:15008',
    );
  });
});

describe('what a pod says of itself to ztunnel, reference 4.7', () => {
  const extra = (
    metadata: string,
    containers = '[{name: app, image: app}]',
  ) => `
apiVersion: v1
kind: Pod
metadata: {name: extra, namespace: shop, ${metadata}}
spec: {nodeName: c1-node, serviceAccountName: cart, containers: ${containers}}
status: {phase: Running, podIPs: [{ip: 10.1.0.9}], conditions: [{type: Ready, status: 'True'}]}
`;
  const EXTRA = 'c1//Pod/shop/extra';

  it.each<[string, AmbientFleet, object]>([
    [
      'its labels do not move it to another network',
      { more: extra('labels: {topology.istio.io/network: n9}') },
      { network: 'n1' },
    ],
    [
      'its labels do not move it to another place',
      { more: extra('labels: {istio-locality: us.b}') },
      { locality: 'eu/a' },
    ],
    [
      'it may accept HBONE itself',
      { more: extra('labels: {networking.istio.io/tunnel: http}') },
      { tunnel: 'HBONE' },
    ],
    [
      'one that is being deleted is unhealthy',
      { more: extra("deletionTimestamp: '2026-01-01T00:00:00Z'") },
      { health: 'unhealthy' },
    ],
    [
      'a name of a port means what its container calls so',
      {
        spec: 'ports: [{name: http, port: 80, targetPort: web}, {name: admin, port: 81, targetPort: absent}]',
        more: extra(
          'labels: {app: cart}',
          '[{name: app, image: app, ports: [{name: web, containerPort: 8081}]}]',
        ),
      },
      { services: new Map([[CART, ['80>8081']]]) },
    ],
    [
      'slices tell the pods of a Service without selector',
      {
        spec: 'selector: {}',
        more: docs(
          extra(''),
          `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: cart-2, namespace: shop, labels: {kubernetes.io/service-name: cart}}
addressType: IPv4
ports: [{name: http, port: 8080}]
endpoints: [{addresses: [10.1.0.9], targetRef: {kind: Pod, name: extra, namespace: shop}}]
`,
        ),
      },
      { services: new Map([[CART, ['80>8080']]]) },
    ],
  ])('%s', (_, options, expected) => {
    expect(workloadOf(options, EXTRA)).toMatchObject(expected);
  });
});

describe('services that ztunnel is given, reference 4.7', () => {
  const service = (options: AmbientFleet) => given(options).services.get(CART);

  it('have the addresses and, across networks, the identities of all copies', () => {
    expect(service({})).toEqual({
      addresses: ['n1/10.97.0.2', 'n2/10.97.0.2'],
      ports: ['80>8080'],
      sans: ['spiffe://cluster.local/ns/shop/sa/cart'],
      canonical: true,
    });
    expect(service({ network: 'n1' })).not.toHaveProperty('sans');
    expect(service({ there: { labels: '' } })).toMatchObject({
      addresses: ['n1/10.97.0.2'],
    });
  });

  it.each<[string, string, object]>([
    ['nothing', '', {}],
    [
      'trafficDistribution PreferClose',
      'trafficDistribution: PreferClose',
      { prefer: ['NETWORK', 'REGION', 'ZONE'], mode: 'FAILOVER' },
    ],
    [
      'trafficDistribution PreferSameZone',
      'trafficDistribution: PreferSameZone',
      { prefer: ['NETWORK', 'REGION', 'ZONE'], mode: 'FAILOVER' },
    ],
    [
      'trafficDistribution PreferSameNode',
      'trafficDistribution: PreferSameNode',
      {
        prefer: ['NETWORK', 'REGION', 'ZONE', 'SUBZONE', 'NODE'],
        mode: 'FAILOVER',
      },
    ],
    [
      'internalTrafficPolicy Local',
      'internalTrafficPolicy: Local, trafficDistribution: PreferClose',
      { prefer: ['NODE'], mode: 'STRICT' },
    ],
  ])('prefer as %s asks', (_, spec, expected) => {
    const { prefer, mode } = service({ spec }) ?? {};
    expect({ prefer, mode }).toEqual({
      prefer: undefined,
      mode: undefined,
      ...expected,
    });
  });

  it('tell of addresses that are not ready', () => {
    expect(service({ spec: 'publishNotReadyAddresses: true' })).toMatchObject({
      healthPolicy: 'ALLOW_ALL',
    });
  });

  it('tell an address once that two clusters of a network have', () => {
    expect(
      given({ network: 'n1', there: { labels: GLOBAL } }).services.get(CART)
        ?.addresses,
    ).toEqual(['n1/10.97.0.2']);
  });

  it('count the pods in other networks that slices name', () => {
    const options = { spec: 'selector: {}' };
    expect(workloadOf(options, BEHIND)).toMatchObject({ capacity: 3 });
  });

  describe('tell of ingress through the waypoint', () => {
    const WAY = 'istio.io/use-waypoint: way';
    const AT_INGRESS = 'istio.io/ingress-use-waypoint';
    it.each<[string, string, string, boolean]>([
      ['the service asks', `${WAY}, ${AT_INGRESS}: "true"`, '', true],
      [
        'the service asks as Go reads it',
        `${WAY}, ${AT_INGRESS}: "1"`,
        '',
        true,
      ],
      ['its word is no flag', `${WAY}, ${AT_INGRESS}: "yes"`, '', false],
      ['its namespace asks', WAY, `${AT_INGRESS}: "true"`, true],
      [
        'the service does not want what its namespace asks',
        `${WAY}, ${AT_INGRESS}: "false"`,
        `${AT_INGRESS}: "true"`,
        false,
      ],
      ['there is no waypoint', `${AT_INGRESS}: "true"`, '', false],
    ])('%s', (_, labels, ofNamespace, expected) => {
      const found = service({
        labels: `${GLOBAL}, ${labels}`,
        more: docs(waypoint(), namespace('shop', ofNamespace)),
      });
      expect(found?.ingressUseWaypoint ?? false).toBe(expected);
    });
  });

  it('leave out what leads elsewhere by DNS', () => {
    expect(
      service({ spec: 'type: ExternalName, externalName: api.example.com' }),
    ).toBeUndefined();
  });
});

describe('waypoints, reference 2.6', () => {
  const WAY = `${GLOBAL}, istio.io/use-waypoint: way`;
  const ADDRESS = 'shop/way.shop.svc.cluster.local:15008';
  const waypointOf = (options: AmbientFleet) =>
    given(options).services.get(CART)?.waypoint;

  it.each<[string, AmbientFleet, string | undefined]>([
    ['nobody asks', { more: waypoint() }, undefined],
    ['the service asks', { labels: WAY, more: waypoint() }, ADDRESS],
    [
      'its namespace asks',
      {
        more: docs(waypoint(), namespace('shop', 'istio.io/use-waypoint: way')),
      },
      ADDRESS,
    ],
    [
      'the service wants none',
      {
        labels: `${GLOBAL}, istio.io/use-waypoint: none`,
        more: docs(waypoint(), namespace('shop', 'istio.io/use-waypoint: way')),
      },
      undefined,
    ],
    ['there is no such waypoint', { labels: WAY }, undefined],
    [
      'one of another namespace that lets nobody else in',
      {
        labels: `${WAY}, istio.io/use-waypoint-namespace: web`,
        more: waypoint().replace('namespace: shop', 'namespace: web'),
      },
      undefined,
    ],
    [
      'one of another namespace that lets everybody in',
      {
        labels: `${WAY}, istio.io/use-waypoint-namespace: web`,
        more: waypoint({ from: 'All' }).replace(
          'namespace: shop',
          'namespace: web',
        ),
      },
      'web/way.shop.svc.cluster.local:15008',
    ],
    [
      'one that lets namespaces in by label',
      {
        labels: WAY,
        more: docs(
          waypoint({ from: 'Selector, selector: {matchLabels: {way: "yes"}}' }),
          namespace('shop', 'way: "yes"'),
        ),
      },
      ADDRESS,
    ],
    [
      'and not this one',
      {
        labels: WAY,
        more: waypoint({
          from: 'Selector, selector: {matchLabels: {way: "yes"}}',
        }),
      },
      undefined,
    ],
    [
      'one for workloads only',
      {
        labels: WAY,
        more: waypoint({ labels: 'istio.io/waypoint-for: workload' }),
      },
      undefined,
    ],
    [
      'one for all',
      { labels: WAY, more: waypoint({ labels: 'istio.io/waypoint-for: all' }) },
      ADDRESS,
    ],
    [
      'one without address',
      { labels: WAY, more: waypoint({ address: '' }) },
      undefined,
    ],
    [
      'one known by an IP address is named after its Service',
      {
        labels: WAY,
        more: waypoint({ address: '{type: IPAddress, value: 10.0.0.9}' }),
      },
      ADDRESS,
    ],
    [
      'one without an HBONE listener is for its own namespace',
      { labels: WAY, more: waypoint({ protocol: 'HTTP', from: 'All' }) },
      ADDRESS,
    ],
    [
      'one without an HBONE listener is for no other namespace',
      {
        labels: `${WAY}, istio.io/use-waypoint-namespace: web`,
        more: waypoint({ protocol: 'HTTP', from: 'All' }).replace(
          'namespace: shop',
          'namespace: web',
        ),
      },
      undefined,
    ],
    [
      'the host is told after an address',
      {
        labels: WAY,
        more: waypoint({
          address:
            '{type: IPAddress, value: 10.0.0.9}, {type: Hostname, value: way.example.com}',
        }),
      },
      'shop/way.example.com:15008',
    ],
    [
      'the service says that it has no name',
      {
        labels: `${GLOBAL}, istio.io/use-waypoint: ''`,
        more: docs(waypoint(), namespace('shop', 'istio.io/use-waypoint: way')),
      },
      undefined,
    ],
    [
      'an east-west gateway has none',
      {
        labels: `${WAY}, gateway.istio.io/managed: istio.io-eastwest-controller`,
        more: waypoint(),
      },
      undefined,
    ],
  ])('%s', (_, options, expected) => {
    expect(waypointOf(options)).toBe(expected);
  });

  it('pods have the one that takes workloads', () => {
    const more = (takes: string) =>
      docs(
        waypoint({ labels: `istio.io/waypoint-for: ${takes}` }),
        namespace('shop', 'istio.io/use-waypoint: way'),
      );
    expect(workloadOf({ more: more('workload') }, HERE)?.waypoint).toBe(
      ADDRESS,
    );
    expect(workloadOf({ more: more('service') }, HERE)?.waypoint).toBe(
      undefined,
    );
  });
});
