/**
 * The one table of what Meshwise reads from a Kubernetes API server. Discovery, the reflectors, the decoders' registry,
 * the ClusterRoles and `docs/rbac.md` are all made from it, so a kind is added by one row and one decoder.
 */

/** How one kind is found on an API server. @public */
export interface KindRow {
  /** API group, `''` for the core group. */
  readonly group: string;
  readonly version: string;
  /** Resource name in URLs and RBAC rules. */
  readonly plural: string;
  /** `kind` field of the object; differs from the row's name where a row is a view on a part of a kind. */
  readonly kind: string;
  readonly namespaced: boolean;
  /** Absent API group means "not installed", which is an answer and not a gap. Core kinds are always served. */
  readonly optional: boolean;
  /**
   * Only objects of these names are read (one watch per name with a field selector, RBAC `resourceNames`).
   * `istio-*` stands for one name per revision found in the cluster.
   */
  readonly names?: readonly string[];
  /** Label selector sent with list and watch. */
  readonly labelSelector?: string;
}

function core(plural: string, kind: string, namespaced = true): KindRow {
  return {
    group: '',
    version: 'v1',
    plural,
    kind,
    namespaced,
    optional: false,
  };
}

function builtIn(
  group: string,
  plural: string,
  kind: string,
  namespaced = true,
): KindRow {
  return { group, version: 'v1', plural, kind, namespaced, optional: false };
}

function custom(
  group: string,
  version: string,
  plural: string,
  kind: string,
  namespaced = true,
): KindRow {
  return { group, version, plural, kind, namespaced, optional: true };
}

const networking = (plural: string, kind: string) =>
  custom('networking.istio.io', 'v1', plural, kind);
const security = (plural: string, kind: string) =>
  custom('security.istio.io', 'v1', plural, kind);
const gatewayApi = (
  plural: string,
  kind: string,
  version = 'v1',
  namespaced = true,
) => custom('gateway.networking.k8s.io', version, plural, kind, namespaced);

/** Every kind that is read, by the name the code uses for it. @public */
export const KINDS = {
  Namespace: core('namespaces', 'Namespace', false),
  Node: core('nodes', 'Node', false),
  Service: core('services', 'Service'),
  Pod: core('pods', 'Pod'),
  EndpointSlice: builtIn('discovery.k8s.io', 'endpointslices', 'EndpointSlice'),
  Deployment: builtIn('apps', 'deployments', 'Deployment'),
  PodDisruptionBudget: builtIn(
    'policy',
    'poddisruptionbudgets',
    'PodDisruptionBudget',
  ),
  HorizontalPodAutoscaler: {
    ...builtIn(
      'autoscaling',
      'horizontalpodautoscalers',
      'HorizontalPodAutoscaler',
    ),
    version: 'v2',
  },
  ResourceQuota: core('resourcequotas', 'ResourceQuota'),
  NetworkPolicy: builtIn(
    'networking.k8s.io',
    'networkpolicies',
    'NetworkPolicy',
  ),
  MutatingWebhookConfiguration: builtIn(
    'admissionregistration.k8s.io',
    'mutatingwebhookconfigurations',
    'MutatingWebhookConfiguration',
    false,
  ),
  ValidatingWebhookConfiguration: builtIn(
    'admissionregistration.k8s.io',
    'validatingwebhookconfigurations',
    'ValidatingWebhookConfiguration',
    false,
  ),
  /** Mesh config and mesh networks: ConfigMap `istio` or `istio-<revision>`. */
  MeshConfig: {
    ...core('configmaps', 'ConfigMap'),
    names: ['istio', 'istio-*'],
  },
  /** Which clusters the istiods of a namespace watch, as a job in the cluster lists it; Secrets are never read. */
  ClusterLinks: {
    ...core('configmaps', 'ConfigMap'),
    names: ['meshwise-links'],
  },
  /** Root certificates that workloads of a namespace trust. Public certificates only. */
  RootCertificates: {
    ...core('configmaps', 'ConfigMap'),
    names: ['istio-ca-root-cert'],
  },
  ClusterTrustBundle: {
    ...custom(
      'certificates.k8s.io',
      'v1beta1',
      'clustertrustbundles',
      'ClusterTrustBundle',
      false,
    ),
  },
  DestinationRule: networking('destinationrules', 'DestinationRule'),
  VirtualService: networking('virtualservices', 'VirtualService'),
  ServiceEntry: networking('serviceentries', 'ServiceEntry'),
  WorkloadEntry: networking('workloadentries', 'WorkloadEntry'),
  Sidecar: networking('sidecars', 'Sidecar'),
  Gateway: networking('gateways', 'Gateway'),
  PeerAuthentication: security('peerauthentications', 'PeerAuthentication'),
  AuthorizationPolicy: security('authorizationpolicies', 'AuthorizationPolicy'),
  KubernetesGateway: gatewayApi('gateways', 'Gateway'),
  GatewayClass: gatewayApi('gatewayclasses', 'GatewayClass', 'v1', false),
  HTTPRoute: gatewayApi('httproutes', 'HTTPRoute'),
  GRPCRoute: gatewayApi('grpcroutes', 'GRPCRoute'),
  TLSRoute: gatewayApi('tlsroutes', 'TLSRoute'),
  ReferenceGrant: gatewayApi('referencegrants', 'ReferenceGrant', 'v1beta1'),
  ServiceExport: custom(
    'multicluster.x-k8s.io',
    'v1alpha1',
    'serviceexports',
    'ServiceExport',
  ),
  ServiceImport: custom(
    'multicluster.x-k8s.io',
    'v1alpha1',
    'serviceimports',
    'ServiceImport',
  ),
  Istio: custom('sailoperator.io', 'v1', 'istios', 'Istio', false),
  IstioRevision: custom(
    'sailoperator.io',
    'v1',
    'istiorevisions',
    'IstioRevision',
    false,
  ),
  IstioRevisionTag: custom(
    'sailoperator.io',
    'v1',
    'istiorevisiontags',
    'IstioRevisionTag',
    false,
  ),
  ServiceMeshControlPlane: custom(
    'maistra.io',
    'v2',
    'servicemeshcontrolplanes',
    'ServiceMeshControlPlane',
  ),
  ServiceMeshMemberRoll: custom(
    'maistra.io',
    'v1',
    'servicemeshmemberrolls',
    'ServiceMeshMemberRoll',
  ),
  ServiceMeshMember: custom(
    'maistra.io',
    'v1',
    'servicemeshmembers',
    'ServiceMeshMember',
  ),
  ServiceMeshPeer: custom(
    'federation.maistra.io',
    'v1',
    'servicemeshpeers',
    'ServiceMeshPeer',
  ),
  ExportedServiceSet: custom(
    'federation.maistra.io',
    'v1',
    'exportedservicesets',
    'ExportedServiceSet',
  ),
  ImportedServiceSet: custom(
    'federation.maistra.io',
    'v1',
    'importedservicesets',
    'ImportedServiceSet',
  ),
} as const satisfies Record<string, KindRow>;

/** Name of a row of {@link KINDS}. @public */
export type Kind = keyof typeof KINDS;

/** All kinds, in the order of the table. @public */
export const KIND_NAMES = Object.keys(KINDS) as readonly Kind[];

/** The row of a kind. @public */
export function kindRow(kind: Kind): KindRow {
  return KINDS[kind];
}
