import { Injector } from './injector';
import { Container, PodTemplate } from './manifests';

/** What a sidecar is told. */
export interface SidecarOptions {
  readonly injector: Injector;
  readonly proxyVersion: string;
  readonly clusterId: string;
  /** Name of the Deployment, for pods whose labels name no application. */
  readonly workload: string;
}

const PROXY = 'istio-proxy';

/** The pod as the injector returns it: with a proxy, or with its gateway container filled in. */
export function injectSidecar(
  pod: PodTemplate,
  options: SidecarOptions,
): PodTemplate {
  const { injector, workload } = options;
  const labels = pod.metadata?.labels ?? {};
  const own = pod.spec.containers.find(({ name }) => name === PROXY);
  const network = labels['topology.istio.io/network'] ?? injector.network;
  const proxy = proxyContainer(own, options, network);
  return {
    metadata: {
      labels: {
        ...labels,
        'security.istio.io/tlsMode': 'istio',
        'service.istio.io/canonical-name':
          labels['service.istio.io/canonical-name'] ??
          labels['app.kubernetes.io/name'] ??
          labels.app ??
          workload,
        'service.istio.io/canonical-revision':
          labels['service.istio.io/canonical-revision'] ??
          labels['app.kubernetes.io/version'] ??
          labels.version ??
          'latest',
        ...(network && { 'topology.istio.io/network': network }),
      },
      annotations: {
        ...pod.metadata?.annotations,
        'istio.io/rev': injector.revision,
        'sidecar.istio.io/status': JSON.stringify({
          initContainers: own ? null : ['istio-init'],
          containers: own ? null : [PROXY],
          volumes: ['workload-socket', 'istio-envoy', 'istiod-ca-cert'],
          imagePullSecrets: null,
          revision: injector.revision,
        }),
      },
    },
    spec: {
      ...pod.spec,
      containers: [
        ...pod.spec.containers.filter(container => container !== own),
        proxy,
      ],
    },
  };
}

function proxyContainer(
  own: Container | undefined,
  { injector, proxyVersion, clusterId }: SidecarOptions,
  network: string | undefined,
): Container {
  const env = new Map<string, string | undefined>([
    ['PILOT_CERT_PROVIDER', 'istiod'],
    ['CA_ADDR', injector.discoveryAddress],
    [
      'PROXY_CONFIG',
      JSON.stringify({
        discoveryAddress: injector.discoveryAddress,
        ...(injector.meshId && { meshId: injector.meshId }),
      }),
    ],
    ['ISTIO_META_CLUSTER_ID', clusterId],
    ['ISTIO_META_NETWORK', network],
    ['ISTIO_META_MESH_ID', injector.meshId ?? injector.trustDomain],
    ['TRUST_DOMAIN', injector.trustDomain],
  ]);
  return {
    ...own,
    name: PROXY,
    image: `${injector.hub}/proxyv2:${proxyVersion}`,
    args: ['proxy', own ? 'router' : 'sidecar'],
    ports: [
      ...(own?.ports ?? []),
      { name: 'http-envoy-prom', containerPort: 15090 },
    ],
    env: [
      ...(own?.env ?? []).filter(({ name }) => !env.has(name)),
      ...[...env].flatMap(([name, value]) =>
        value === undefined ? [] : [{ name, value }],
      ),
    ],
  };
}
