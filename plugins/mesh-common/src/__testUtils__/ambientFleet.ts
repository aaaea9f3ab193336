import { Snapshot } from '../model/snapshot';
import { fleet } from './fleet';
import { docs, istiod, namespace, node } from './meshYaml';

/** Makes istiod serve ambient clients. */
export const AMBIENT = '{name: PILOT_ENABLE_AMBIENT, value: "true"}';
const EVERY_NETWORK = '{name: AMBIENT_ENABLE_MULTI_NETWORK, value: "true"}';
/** Label of a Service that may be used from other clusters. */
export const GLOBAL = 'istio.io/global: "true"';
const SCOPES =
  'serviceScopeConfigs: [{servicesSelector: {matchLabels: {istio.io/global: "true"}}, scope: GLOBAL}]';

/** A pod of the service. */
export interface AmbientPod {
  readonly name: string;
  readonly address: string;
  /** `captured` by ztunnel, with a sidecar, or outside of the mesh. */
  readonly is?: 'captured' | 'sidecar' | 'outside';
  readonly phase?: string;
  readonly ready?: boolean;
}

/** What is special about a fleet of an ambient client `web/client-1` and a pod of `shop/cart` in `c1`, and pods of it in `c2`. */
export interface AmbientFleet {
  readonly env?: string;
  readonly watches?: readonly string[];
  /** Of `c2`; `c1` is in `n1`. */
  readonly network?: string;
  /** Labels of the Service in both clusters. */
  readonly labels?: string;
  readonly annotations?: string;
  readonly spec?: string;
  /** The Service in `c2`. */
  readonly there?: { readonly labels?: string; readonly port?: number };
  /** Pods of `c2`: three captured ones if nothing is said. */
  readonly pods?: readonly AmbientPod[];
  /** Entrance to the network of `c2`. */
  readonly gateway?: string;
  /** Further objects of `c1`. */
  readonly more?: string;
  /** Further objects of `c2`. */
  readonly moreThere?: string;
  /** Cluster without the Service. */
  readonly absent?: 'c1' | 'c2';
  /** Further fields of mesh config, as a flow mapping without braces. */
  readonly mesh?: string;
  /** Zone of `c2`; `c1` is in `a`. */
  readonly zone?: string;
}

/** The fleet, in which everything is seen. */
export function ambientFleet({
  env = `${AMBIENT}, ${EVERY_NETWORK}`,
  watches = ['c1', 'c2'],
  network = 'n2',
  labels = GLOBAL,
  annotations = '',
  spec = '',
  there = {},
  pods = ['b1', 'b2', 'b3'].map((name, at) => ({
    name: `cart-${name}`,
    address: `10.2.0.${at + 1}`,
  })),
  gateway = network === 'n1' ? '' : eastWestGateway(network),
  more = '',
  moreThere = '',
  absent,
  mesh = '',
  zone = 'b',
}: AmbientFleet = {}): Snapshot {
  const service = (port: number, own: string) => `
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop, labels: {${own}}, annotations: {${annotations}}}
spec: {clusterIP: 10.97.0.2, clusterIPs: [10.97.0.2], selector: {app: cart}, ports: [{name: http, port: ${port}, targetPort: 8080}], ${spec}}
`;
  const own = [{ name: 'cart-a1', address: '10.1.0.1' }];
  return fleet({
    c1: docs(
      istiod('c1', { network: 'n1', env, mesh: `${SCOPES}, ${mesh}`, watches }),
      ztunnel('c1', 'n1'),
      place('c1', 'a'),
      namespace('web'),
      namespace('shop'),
      pod('web', 'c1', { name: 'client-1', address: '10.1.1.1' }),
      absent === 'c1' ? '' : service(80, labels),
      ...own.map(part => pod('shop', 'c1', part)),
      slice(own),
      more,
    ),
    c2: docs(
      istiod('c2', { network, env, mesh: `${SCOPES}, ${mesh}`, watches }),
      place('c2', zone),
      namespace('shop'),
      absent === 'c2' ? '' : service(there.port ?? 80, there.labels ?? labels),
      ...pods.map(part => pod('shop', 'c2', part)),
      slice(pods),
      gateway,
      moreThere,
    ),
  });
}

/** A gateway through which ztunnels enter a network. */
export function eastWestGateway(
  network: string,
  {
    name = 'eastwest',
    className = 'istio-east-west',
    address = '{type: IPAddress, value: 203.0.113.2}',
    listener = 'port: 15008, protocol: HBONE, tls: {mode: Terminate}',
    annotations = '',
  } = {},
): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: ${name}, namespace: istio-system, labels: {topology.istio.io/network: ${network}}, annotations: {${annotations}}}
spec: {gatewayClassName: ${className}, listeners: [{name: mesh, ${listener}}]}
status: {addresses: [${address}]}
`;
}

/** A waypoint `way` of the namespace of the service. */
export function waypoint({
  labels = '',
  from = 'Same',
  address = '{type: Hostname, value: way.shop.svc.cluster.local}',
  protocol = 'HBONE',
} = {}): string {
  return `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: way, namespace: shop, labels: {${labels}}}
spec: {gatewayClassName: istio-waypoint, listeners: [{name: mesh, port: 15008, protocol: ${protocol}, allowedRoutes: {namespaces: {from: ${from}}}}]}
status: {addresses: [${address}]}
`;
}

function place(cluster: string, zone: string): string {
  return node(
    `${cluster}-node`,
    `topology.kubernetes.io/region: eu, topology.kubernetes.io/zone: ${zone}`,
  );
}

function pod(
  home: string,
  cluster: string,
  {
    name,
    address,
    is = 'captured',
    phase = 'Running',
    ready = true,
  }: AmbientPod,
): string {
  const [app] = name.split('-');
  const annotations = {
    captured: 'ambient.istio.io/redirection: enabled',
    sidecar: "sidecar.istio.io/status: '{}'",
    outside: '',
  };
  const proxy = `, {name: istio-proxy, image: 'proxyv2:1.31.0', args: [proxy, sidecar], env: [{name: ISTIO_META_CLUSTER_ID, value: ${cluster}}, {name: CA_ADDR, value: 'istiod.istio-system.svc:15012'}]}`;
  return `
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${home}, labels: {app: ${app}}, annotations: {${
    annotations[is]
  }}}
spec: {nodeName: ${cluster}-node, serviceAccountName: ${app}, containers: [{name: ${app}, image: app}${
    is === 'sidecar' ? proxy : ''
  }]}
status: {phase: ${phase}, podIPs: [{ip: ${address}}], conditions: [{type: Ready, status: '${
    ready ? 'True' : 'False'
  }'}]}
`;
}

function slice(pods: readonly AmbientPod[]): string {
  const endpoints = pods.map(
    ({ name, address, ready = true }) =>
      `{addresses: [${address}], conditions: {ready: ${ready}}, targetRef: {kind: Pod, name: ${name}}}`,
  );
  return `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: cart-1, namespace: shop, labels: {kubernetes.io/service-name: cart}}
addressType: IPv4
ports: [{name: http, port: 8080}]
endpoints: [${endpoints.join()}]
`;
}

function ztunnel(cluster: string, network: string): string {
  return `
apiVersion: v1
kind: Pod
metadata: {name: ztunnel-1, namespace: istio-system, labels: {app: ztunnel}}
spec: {nodeName: ${cluster}-node, containers: [{name: istio-proxy, image: 'ztunnel:1.31.0', args: [proxy, ztunnel], env: [{name: CA_ADDRESS, value: 'istiod.istio-system.svc:15012'}, {name: NETWORK, value: ${network}}, {name: ISTIO_META_CLUSTER_ID, value: ${cluster}}]}]}
status: {phase: Running, podIPs: [{ip: 10.9.9.9}], conditions: [{type: Ready, status: 'True'}]}
`;
}
