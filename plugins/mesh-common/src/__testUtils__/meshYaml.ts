/** YAML of the objects that most fleets of tests are made of. */

/** Several documents. */
export function docs(...parts: readonly string[]): string {
  return parts.filter(part => part.trim() !== '').join('\n---\n');
}

/** An istiod with its Namespace, its mesh config and the clusters it watches. */
export function istiod(
  clusterId: string,
  options: {
    readonly revision?: string;
    readonly namespace?: string;
    readonly version?: string;
    readonly replicas?: number;
    readonly env?: string;
    /** Further fields of mesh config, as a flow mapping without braces. */
    readonly mesh?: string;
    readonly network?: string;
    /** IDs of the clusters it watches; `undefined`: nobody tells. */
    readonly watches?: readonly string[];
  } = {},
): string {
  const {
    revision = 'default',
    namespace: home = 'istio-system',
    version = '1.31.0',
    replicas = 2,
    env = '',
    mesh = '',
    network = '',
    watches = [],
  } = options;
  const suffix = revision === 'default' ? '' : `-${revision}`;
  return docs(
    namespace(home, network && `topology.istio.io/network: ${network}`),
    `
apiVersion: apps/v1
kind: Deployment
metadata: {name: istiod${suffix}, namespace: ${home}, labels: {app: istiod, istio.io/rev: ${revision}}}
spec:
  replicas: ${replicas}
  template: {spec: {containers: [{name: discovery, image: 'pilot:${version}', env: [{name: CLUSTER_ID, value: ${clusterId}}, ${env}]}]}}
status: {readyReplicas: ${replicas}}
---
apiVersion: v1
kind: Service
metadata: {name: istiod${suffix}, namespace: ${home}}
spec: {selector: {app: istiod}, ports: [{port: 15012}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: istio${suffix}, namespace: ${home}}
data: {mesh: '{defaultConfig: {meshId: prod}, ${mesh}}'}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: meshwise-links, namespace: ${home}}
data: {remotes: '${watches.filter(id => id !== clusterId).join()}'}
`,
  );
}

/** A webhook that injects pods of namespaces labelled with a revision. */
export function injector(
  revision: string,
  home = 'istio-system',
  name = `injector-${revision}`,
): string {
  const suffix = revision === 'default' ? '' : `-${revision}`;
  return `
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: ${name}, labels: {app: sidecar-injector, istio.io/rev: ${revision}}}
webhooks:
- name: rev.namespace.sidecar-injector.istio.io
  clientConfig: {service: {namespace: ${home}, name: istiod${suffix}}}
  namespaceSelector: {matchLabels: {istio.io/rev: ${revision}}}
  rules: [{operations: [CREATE], apiGroups: [''], resources: [pods]}]
`;
}

/** A Namespace; labels as a flow mapping without braces. */
export function namespace(name: string, labels = ''): string {
  return `{apiVersion: v1, kind: Namespace, metadata: {name: ${name}, labels: {${labels}}}}`;
}

/** A Node. */
export function node(name: string, labels: string, podCidr = ''): string {
  return `{apiVersion: v1, kind: Node, metadata: {name: ${name}, labels: {${labels}}}, spec: {podCIDRs: [${podCidr}]}}`;
}

/** An object of Istio configuration; its spec as a flow mapping. */
export function config(
  kind: string,
  key: string,
  spec: string,
  metadata = '',
): string {
  const [home, name] = key.split('/');
  const group = /Policy$|Authentication$/.test(kind)
    ? 'security'
    : 'networking';
  return `
apiVersion: ${group}.istio.io/v1
kind: ${kind}
metadata: {name: ${name}, namespace: ${home}, ${metadata}}
spec: ${spec}
`;
}

/** A Service with ready pods that have a sidecar; pods carry the node they run on. */
export function workload(
  key: string,
  options: {
    readonly cluster?: string;
    readonly pods?: number;
    readonly ports?: string;
    readonly revision?: string;
    readonly version?: string;
    readonly network?: string;
    readonly node?: string;
    readonly addresses?: string;
    readonly labels?: string;
    readonly account?: string;
    /** Further fields of the Service's spec. */
    readonly spec?: string;
  } = {},
): string {
  const {
    cluster = 'c1',
    pods = 1,
    ports = '[{name: http, port: 80}]',
    revision = 'default',
    version = '1.31.0',
    network = '',
    node: nodeName = '',
    addresses = '10.0.0',
    labels = '',
    account = 'default',
    spec = '',
  } = options;
  const [home, name] = key.split('/');
  const suffix = revision === 'default' ? '' : `-${revision}`;
  const indexes = Array.from({ length: pods }, (_, index) => index + 1);
  return docs(
    `
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: ${home}}
spec: {selector: {app: ${name}}, ports: ${ports}, ${spec}}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: ${name}-1, namespace: ${home}, labels: {kubernetes.io/service-name: ${name}}}
addressType: IPv4
ports: ${ports}
endpoints: [${indexes
      .map(
        index =>
          `{addresses: [${addresses}.${index}], conditions: {ready: true}, targetRef: {kind: Pod, name: ${name}-${index}}}`,
      )
      .join()}]
`,
    ...indexes.map(
      index => `
apiVersion: v1
kind: Pod
metadata:
  name: ${name}-${index}
  namespace: ${home}
  labels: {app: ${name}, ${labels}}
  annotations: {sidecar.istio.io/status: '{"revision":"${revision}"}'}
spec:
  nodeName: '${nodeName}'
  serviceAccountName: ${account}
  containers:
  - {name: istio-proxy, image: 'proxyv2:${version}', args: [proxy, sidecar], env: [{name: ISTIO_META_CLUSTER_ID, value: ${cluster}}, {name: ISTIO_META_NETWORK, value: '${network}'}, {name: CA_ADDR, value: 'istiod${suffix}.istio-system.svc:15012'}]}
status: {phase: Running, podIPs: [{ip: ${addresses}.${index}}]}
`,
    ),
  );
}
