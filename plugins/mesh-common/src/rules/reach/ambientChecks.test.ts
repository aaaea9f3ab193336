import { fleet } from '../../__testUtils__/fleet';
import {
  config,
  docs,
  istiod,
  namespace,
  node,
} from '../../__testUtils__/meshYaml';
import { answer } from '../answer';
import { reach } from '../reach';
import { ReachCheckNumber, ReachFinding } from './reachCheck';

const AMBIENT = '{name: PILOT_ENABLE_AMBIENT, value: "true"}';
const EVERY_NETWORK = '{name: AMBIENT_ENABLE_MULTI_NETWORK, value: "true"}';
const GLOBAL =
  'serviceScopeConfigs: [{servicesSelector: {matchLabels: {istio.io/global: "true"}}, scope: GLOBAL}]';
const CAPTURED = 'ambient.istio.io/redirection: enabled';
const SIDECAR =
  ", {name: istio-proxy, image: 'proxyv2:1.31.0', args: [proxy, sidecar], env: [{name: ISTIO_META_CLUSTER_ID, value: c2}, {name: ISTIO_META_NETWORK, value: n1}, {name: CA_ADDR, value: 'istiod.istio-system.svc:15012'}]}";

/** A pod; captured by ztunnel unless its annotations say otherwise. */
function pod(
  key: string,
  {
    address,
    annotations = CAPTURED,
    containers = '',
    on = '',
    network = '',
  }: {
    readonly address: string;
    readonly annotations?: string;
    readonly containers?: string;
    readonly on?: string;
    readonly network?: string;
  },
): string {
  const [home, name] = key.split('/');
  const [app] = name.split('-');
  return `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${home}, labels: {app: ${app}, ${network}}, annotations: {${annotations}}}
spec: {nodeName: '${on}', serviceAccountName: ${app}, containers: [{name: ${app}, image: app}${containers}]}
status: {phase: Running, podIPs: [{ip: ${address}}], conditions: [{type: Ready, status: 'True'}]}
`;
}

const ztunnel = (cluster: string, network: string) => `
apiVersion: v1
kind: Pod
metadata: {name: ztunnel-1, namespace: istio-system, labels: {app: ztunnel}}
spec: {nodeName: ${cluster}-node, containers: [{name: istio-proxy, image: 'ztunnel:1.31.0', args: [proxy, ztunnel], env: [{name: CA_ADDRESS, value: 'istiod.istio-system.svc:15012'}, {name: NETWORK, value: ${network}}, {name: ISTIO_META_CLUSTER_ID, value: ${cluster}}]}]}
status: {phase: Running, podIPs: [{ip: 10.9.9.9}], conditions: [{type: Ready, status: 'True'}]}
`;

const gateway = (network: string) => `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: eastwest, namespace: istio-system, labels: {topology.istio.io/network: ${network}}}
spec: {gatewayClassName: istio-east-west, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}
status: {addresses: [{type: IPAddress, value: 203.0.113.2}]}
`;

const WAYPOINT = `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: way, namespace: shop}
spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: HBONE}]}
status: {addresses: [{type: Hostname, value: way.shop.svc.cluster.local}]}
`;

const ROUTE = config(
  'VirtualService',
  'shop/cart',
  '{hosts: [cart.shop.svc.cluster.local], http: [{route: [{destination: {host: cart}}]}]}',
);

const STRICT = config(
  'PeerAuthentication',
  'shop/default',
  '{mtls: {mode: STRICT}}',
);

interface World {
  readonly env?: string;
  readonly watches?: readonly string[];
  /** Of `c2`; `c1` is in `n1`. */
  readonly network?: string;
  /** Labels of the Service in both clusters, and further ones in each. */
  readonly labels?: string;
  readonly annotations?: string;
  readonly spec?: string;
  /** Of the Service in `c2`. */
  readonly there?: { readonly labels?: string; readonly port?: number };
  /** Pods of `c2`. */
  readonly pods?: readonly string[];
  readonly gateway?: string;
  /** Further objects of `c1`. */
  readonly more?: string;
  /** Further objects of `c2`. */
  readonly moreThere?: string;
  readonly absent?: 'c1' | 'c2';
  readonly zone?: string;
}

/** An ambient client, one pod of the service in `c1` and, if nothing else is said, three in `c2`, behind a gateway. */
function world({
  env = `${AMBIENT}, ${EVERY_NETWORK}`,
  watches = ['c1', 'c2'],
  network = 'n2',
  labels = 'istio.io/global: "true"',
  annotations = '',
  spec = '',
  there = {},
  pods = [1, 2, 3].map(at =>
    pod(`shop/cart-b${at}`, { address: `10.2.0.${at}`, on: 'c2-node' }),
  ),
  gateway: entrance = network === 'n1' ? '' : gateway('n2'),
  more = '',
  moreThere = '',
  absent,
  zone = 'b',
}: World = {}) {
  const service = (port: number, own: string) => `
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop, labels: {${own}}, annotations: {${annotations}}}
spec: {clusterIP: 10.97.0.2, clusterIPs: [10.97.0.2], selector: {app: cart}, ports: [{name: http, port: ${port}, targetPort: 8080}], ${spec}}
`;
  const slice = (addresses: readonly string[], names: readonly string[]) => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: cart-1, namespace: shop, labels: {kubernetes.io/service-name: cart}}
addressType: IPv4
ports: [{name: http, port: 8080}]
endpoints: [${addresses
    .map(
      (address, at) =>
        `{addresses: [${address}], conditions: {ready: true}, targetRef: {kind: Pod, name: ${names[at]}}}`,
    )
    .join()}]
`;
  const place = (name: string, at: string) =>
    node(
      `${name}-node`,
      `topology.kubernetes.io/region: eu, topology.kubernetes.io/zone: ${at}`,
    );
  const found = (text: string, pattern: RegExp) =>
    pattern.exec(text)?.[1] ?? '';
  return fleet({
    c1: docs(
      istiod('c1', { network: 'n1', env, mesh: GLOBAL, watches }),
      ztunnel('c1', 'n1'),
      place('c1', 'a'),
      namespace('web'),
      namespace('shop'),
      pod('web/client-1', { address: '10.1.1.1', on: 'c1-node' }),
      absent === 'c1' ? '' : service(80, labels),
      pod('shop/cart-a1', { address: '10.1.0.1', on: 'c1-node' }),
      slice(['10.1.0.1'], ['cart-a1']),
      more,
    ),
    c2: docs(
      istiod('c2', { network, env, mesh: GLOBAL, watches }),
      place('c2', zone),
      namespace('shop'),
      absent === 'c2' ? '' : service(there.port ?? 80, there.labels ?? labels),
      ...pods,
      slice(
        pods.map(text => found(text, /podIPs: \[\{ip: ([^}]*)/)),
        pods.map(text => found(text, /name: (cart-\w+)/)),
      ),
      entrance,
      moreThere,
    ),
  });
}

function checked(
  check: ReachCheckNumber,
  options: World,
  to = 'c2',
): ReachFinding | undefined {
  return answer(world(options), reach, {
    client: { cluster: 'c1', namespace: 'web', pod: 'client-1' },
    service: { namespace: 'shop', name: 'cart' },
    to,
  }).value.checks.find(candidate => candidate.check === check);
}

const uncaptured = (at: number) =>
  pod(`shop/cart-b${at}`, { address: `10.2.0.${at}`, annotations: '' });
const captured = (at: number) =>
  pod(`shop/cart-b${at}`, { address: `10.2.0.${at}` });
const withSidecar = (at: number) =>
  pod(`shop/cart-b${at}`, {
    address: `10.2.0.${at}`,
    annotations: "sidecar.istio.io/status: '{}'",
    containers: SIDECAR,
  });

describe('reach of an ambient client, reference 4.7 and 8', () => {
  it('is limited, and goes through the gateway of the network', () => {
    const { verdict, path, limited, checks } = answer(world(), reach, {
      client: { cluster: 'c1', namespace: 'web', pod: 'client-1' },
      service: { namespace: 'shop', name: 'cart' },
      to: 'c2',
    }).value;
    expect(limited).toBe(true);
    expect(path).toBe('gateway');
    expect(verdict).toBe('unknown');
    expect(
      checks
        .filter(({ status }) => status === 'fail')
        .map(({ check }) => check),
    ).toEqual([]);
  });

  it.each<[ReachCheckNumber, string, World, RegExp]>([
    ['5', 'istiod serves ambient', {}, /^pass: /],
    [
      '5',
      'istiod serves no ambient clients',
      { env: '' },
      /^fail: .*PILOT_ENABLE_AMBIENT/,
    ],
    [
      '5',
      'ztunnels are told of one cluster only',
      { env: AMBIENT },
      /^fail: .*AMBIENT_ENABLE_MULTI_NETWORK/,
    ],
    ['5', 'istiod does not watch the target', { watches: ['c1'] }, /^fail: /],
    ['9', 'the own cluster has the Service', {}, /^pass: /],
    ['9', 'the own cluster has no such Service', { absent: 'c1' }, /^warn: /],
    ['10', 'a gateway entry has the ports of the own copy', {}, /^pass: /],
    [
      '10',
      'another port number in the same network',
      { network: 'n1', there: { port: 81 } },
      /^fail: .*same port number/,
    ],
    [
      '10',
      'another port number behind a gateway does not matter',
      { there: { port: 81 } },
      /^pass: /,
    ],
    [
      '11',
      'ztunnel is given what is not exported',
      { annotations: "networking.istio.io/exportTo: '~'" },
      /^pass: /,
    ],
    [
      '12',
      'no Sidecar limits a ztunnel',
      {
        more: config('Sidecar', 'web/default', '{egress: [{hosts: ["~/*"]}]}'),
      },
      /^pass: /,
    ],
    ['13', 'global on both sides', {}, /^pass: /],
    [
      '13',
      'global in the target only',
      { labels: '', there: { labels: 'istio.io/global: "true"' } },
      /^fail: .*istio.io\/global=true/,
    ],
    [
      '13',
      'global in the own cluster only',
      { there: { labels: '' } },
      /^fail: .*istio.io\/global=true/,
    ],
    ['13', 'no copy there', { absent: 'c2' }, /^unknown: /],
    ['14', 'a plain Service', {}, /^pass: /],
    [
      '14',
      'calls that stay on the node',
      { spec: 'internalTrafficPolicy: Local' },
      /^fail: .*internalTrafficPolicy/,
    ],
    ['16', 'no waypoint', {}, /^pass: /],
    [
      '16',
      'subsets are chosen in a waypoint',
      {
        labels: 'istio.io/global: "true", istio.io/use-waypoint: way',
        more: WAYPOINT,
      },
      /^unknown: /,
    ],
    ['17', 'no routes', {}, /^pass: /],
    ['17', 'routes without waypoint', { more: ROUTE }, /^warn: .*no effect/],
    [
      '17',
      'a waypoint without routes',
      {
        labels: 'istio.io/global: "true", istio.io/use-waypoint: way',
        more: WAYPOINT,
      },
      /^warn: .*way\.shop/,
    ],
    [
      '17',
      'a waypoint with routes',
      {
        labels: 'istio.io/global: "true", istio.io/use-waypoint: way',
        more: docs(WAYPOINT, ROUTE),
      },
      /^unknown: /,
    ],
    ['18', 'every pod has the same share', {}, /^pass: .*gets 75 %/],
    [
      '18',
      'the own network comes first',
      { spec: 'trafficDistribution: PreferClose' },
      /^warn: .*stands by/,
    ],
    [
      '18',
      'the own zone comes first in one network',
      { network: 'n1', spec: 'trafficDistribution: PreferClose' },
      /^warn: /,
    ],
    [
      '18',
      'as near as the own pods',
      { network: 'n1', zone: 'a', spec: 'trafficDistribution: PreferClose' },
      /^pass: .*gets 75 %/,
    ],
    [
      '18',
      'the own node comes first in one zone',
      { network: 'n1', zone: 'a', spec: 'trafficDistribution: PreferSameNode' },
      /^warn: /,
    ],
    ['20b', 'a gateway with an HBONE listener', {}, /^pass: /],
    ['20b', 'no gateway', { gateway: '' }, /^fail: .*istio-east-west/],
    [
      '20b',
      'a gateway without HBONE',
      { gateway: gateway('n2').replace('HBONE', 'TLS') },
      /^fail: /,
    ],
    ['23', 'through a gateway', {}, /^warn: /],
    ['23', 'in one network', { network: 'n1' }, /^pass: /],
    ['25', 'in one network', { network: 'n1' }, /^pass: .*No gateway/],
    ['25', 'all pods are captured', {}, /^pass: .*in the mesh/],
    [
      '25',
      'a sidecar is in the mesh, too',
      { pods: [withSidecar(1), captured(2)] },
      /^pass: /,
    ],
    [
      '25',
      'some pods are outside of the mesh, and count for the gateway',
      { pods: [captured(1), uncaptured(2)] },
      /^warn: 1 of 2/,
    ],
    [
      '25',
      'no pod is in the mesh',
      { pods: [uncaptured(1), uncaptured(2)] },
      /^fail: .*Enrol/,
    ],
    ['26', 'captured pods', { network: 'n1' }, /^pass: /],
    [
      '26',
      'a pod that is not captured',
      { network: 'n1', pods: [captured(1), uncaptured(2)] },
      /^warn: /,
    ],
    ['30', 'captured pods', { network: 'n1', moreThere: STRICT }, /^pass: /],
    [
      '30',
      'a sidecar that takes mutual TLS only',
      { network: 'n1', pods: [withSidecar(1)], moreThere: STRICT },
      /^fail: 1 of 1/,
    ],
    [
      '30',
      'such a sidecar beside a captured pod',
      { network: 'n1', pods: [withSidecar(1), captured(2)], moreThere: STRICT },
      /^warn: 1 of 2/,
    ],
    [
      '30',
      'a sidecar takes plain text unless it is told otherwise',
      { network: 'n1', pods: [withSidecar(1)] },
      /^pass: /,
    ],
  ])('%s: %s', (check, _, options, expected) => {
    const { status, text, fix = '' } = checked(check, options) ?? {};
    expect(`${status}: ${text} ${fix}`).toMatch(expected);
  });

  it.each<[ReachCheckNumber, World, ReachFinding['status']]>([
    ['5', { env: AMBIENT }, 'pass'],
    ['13', { labels: '' }, 'pass'],
    ['14', { spec: 'internalTrafficPolicy: Local' }, 'pass'],
    ['18', {}, 'pass'],
    ['23', {}, 'pass'],
  ])('%s: in the own cluster', (check, options, status) => {
    expect(checked(check, options, 'c1')?.status).toBe(status);
  });
});
