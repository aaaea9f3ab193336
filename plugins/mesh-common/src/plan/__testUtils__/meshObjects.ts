/** Objects of a namespace as an API server returns them. */
export function namespace(name: string, labels: Record<string, string> = {}) {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels, uid: `uid-${name}` },
    status: { phase: 'Active' },
  };
}

/** A control plane with its webhooks, as the standard charts install it (reference 2.2). */
export function controlPlane(options: {
  readonly clusterId: string;
  readonly revision?: string;
  readonly tags?: readonly string[];
  readonly meshId?: string;
  /** Address of the gateway through which other clusters reach it. */
  readonly exposedAt?: string;
}): readonly object[] {
  const { clusterId, revision = 'default', meshId = 'mesh-1' } = options;
  const suffix = revision === 'default' ? '' : `-${revision}`;
  const labels = { app: 'istiod', 'istio.io/rev': revision };
  const system = { namespace: 'istio-system' };
  return [
    namespace('istio-system'),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: `istiod${suffix}`, ...system, labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name: 'discovery',
                image: 'pilot:1.29.2',
                env: [
                  { name: 'CLUSTER_ID', value: clusterId },
                  ...(options.exposedAt
                    ? [{ name: 'EXTERNAL_ISTIOD', value: 'true' }]
                    : []),
                ],
              },
            ],
          },
        },
      },
      status: { replicas: 1, readyReplicas: 1 },
    },
    istiodService(suffix, labels),
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: `istio${suffix}`, ...system },
      data: { mesh: `defaultConfig:\n  meshId: ${meshId}\n` },
    },
    ...(options.exposedAt ? [gatewayService(options.exposedAt)] : []),
    injector(suffix, revision, undefined),
    ...(options.tags ?? []).map(tag => injector(suffix, revision, tag)),
  ];
}

/** A cluster whose istiod is elsewhere: a Service without selector leads to it (reference 1.5). */
export function remoteControlPlane(address: string): readonly object[] {
  return [
    namespace('istio-system'),
    istiodService('', {}),
    istiodSlice(address),
    injector('', 'default', undefined),
  ];
}

function istiodService(suffix: string, selector: Record<string, string>) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `istiod${suffix}`, namespace: 'istio-system' },
    spec: {
      selector,
      ports: [
        { name: 'tcp-istiod', port: 15012 },
        { name: 'tcp-webhook', port: 443, targetPort: 15017 },
      ],
    },
  };
}

function istiodSlice(address: string) {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      name: 'istiod-1',
      namespace: 'istio-system',
      labels: { 'kubernetes.io/service-name': 'istiod' },
    },
    addressType: 'IPv4',
    endpoints: [{ addresses: [address], conditions: { ready: true } }],
    ports: [{ name: 'tcp-istiod', port: 15012, protocol: 'TCP' }],
  };
}

function gatewayService(address: string) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'istio-eastwestgateway', namespace: 'istio-system' },
    spec: { type: 'LoadBalancer', ports: [{ name: 'tls', port: 15012 }] },
    status: { loadBalancer: { ingress: [{ ip: address }] } },
  };
}

function injector(suffix: string, revision: string, tag: string | undefined) {
  const wanted = tag ?? revision;
  const service = {
    name: `istiod${suffix}`,
    namespace: 'istio-system',
    path: '/inject',
  };
  const rules = [
    {
      apiGroups: [''],
      apiVersions: ['v1'],
      operations: ['CREATE'],
      resources: ['pods'],
    },
  ];
  const absent = (key: string) => ({ key, operator: 'DoesNotExist' });
  const notRefused = {
    key: 'sidecar.istio.io/inject',
    operator: 'NotIn',
    values: ['false'],
  };
  const byRevision = {
    name: 'rev.namespace.sidecar-injector.istio.io',
    clientConfig: { service },
    rules,
    namespaceSelector: {
      matchExpressions: [
        { key: 'istio.io/rev', operator: 'In', values: [wanted] },
        absent('istio-injection'),
      ],
    },
    objectSelector: { matchExpressions: [notRefused] },
  };
  const byInjection = {
    ...byRevision,
    name: 'namespace.sidecar-injector.istio.io',
    namespaceSelector: {
      matchExpressions: [
        { key: 'istio-injection', operator: 'In', values: ['enabled'] },
      ],
    },
  };
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: {
      name: tag
        ? `istio-revision-tag-${tag}`
        : `istio-sidecar-injector${suffix}`,
      labels: {
        app: 'sidecar-injector',
        'istio.io/rev': revision,
        ...(tag ? { 'istio.io/tag': tag } : {}),
      },
    },
    webhooks: wanted === 'default' ? [byRevision, byInjection] : [byRevision],
  };
}
