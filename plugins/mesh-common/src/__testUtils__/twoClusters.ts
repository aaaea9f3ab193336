/** A fleet of a primary `c1` and a remote `c2`, with a client `web/web` in c1 and one pod of `shop/cart` in each. */
export interface TwoClusters {
  /** Network that the client claims. */
  readonly client?: string;
  /** Network label of the system namespace of c2. */
  readonly remote?: string;
  /** Services of east-west gateways in c2: network, port, address. */
  readonly gateways?: readonly {
    readonly network: string;
    readonly port: number;
    readonly address: string;
  }[];
  /** The pod in c2 has a sidecar. */
  readonly sidecar?: boolean;
  readonly istiod?: string;
  readonly env?: { readonly [name: string]: string };
  /** More objects of c1. */
  readonly more?: string;
}

/** The YAML of both clusters. */
export function twoClusters(options: TwoClusters = {}): {
  readonly c1: string;
  readonly c2: string;
} {
  const { client = 'n1', remote = 'n2', gateways = [], more = '' } = options;
  return {
    c1: [
      system('n1'),
      istiod(options),
      ...shop('10.1.0.1', true),
      proxy(client),
      ...(more === '' ? [] : [more]),
    ].join('---'),
    c2: [
      system(remote),
      ...shop('10.2.0.1', options.sidecar ?? true),
      ...gateways.map(gateway),
    ].join('---'),
  };
}

function system(network: string): string {
  return `
apiVersion: v1
kind: Namespace
metadata: {name: istio-system, labels: {${
    network && `topology.istio.io/network: ${network}`
  }}}
`;
}

function istiod({ istiod: version = '1.31.0', env = {} }: TwoClusters): string {
  const variables = Object.entries({ CLUSTER_ID: 'c1', ...env });
  return `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod, namespace: istio-system, labels: {app: istiod}}
spec:
  template:
    spec:
      containers:
      - name: discovery
        image: pilot:${version}
        env: ${JSON.stringify(
          variables.map(([name, value]) => ({ name, value })),
        )}
---
apiVersion: v1
kind: Secret
metadata: {name: remote, namespace: istio-system, labels: {istio/multiCluster: 'true'}}
data: {c2: ''}
`;
}

function shop(address: string, sidecar: boolean): readonly string[] {
  return [
    `
apiVersion: v1
kind: Service
metadata: {name: cart, namespace: shop}
spec: {clusterIP: 10.9.0.1, ports: [{name: http, port: 80, targetPort: 8080}]}
`,
    `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: cart-1, namespace: shop, labels: {kubernetes.io/service-name: cart}}
addressType: IPv4
ports: [{name: http, port: 8080}]
endpoints: [{addresses: [${address}], targetRef: {kind: Pod, name: cart}}]
`,
    `
apiVersion: v1
kind: Pod
metadata:
  name: cart
  namespace: shop
  labels: {app: cart${sidecar ? ', security.istio.io/tlsMode: istio' : ''}}
status: {phase: Running, podIPs: [{ip: ${address}}]}
`,
  ];
}

function proxy(network: string): string {
  return `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: web, labels: {app: web}}
spec:
  containers:
  - name: istio-proxy
    args: [proxy, sidecar]
    env:
    - {name: ISTIO_META_CLUSTER_ID, value: c1}
    - {name: ISTIO_META_NETWORK, value: '${network}'}
status: {podIPs: [{ip: 10.1.0.9}]}
`;
}

function gateway({
  network,
  port,
  address,
}: {
  readonly network: string;
  readonly port: number;
  readonly address: string;
}): string {
  return `
apiVersion: v1
kind: Service
metadata: {name: gateway-${network}-${port}, namespace: istio-system, labels: {topology.istio.io/network: ${network}}}
spec: {type: LoadBalancer, ports: [{port: ${port}}]}
status: {loadBalancer: {ingress: [{ip: '${address}'}]}}
`;
}
