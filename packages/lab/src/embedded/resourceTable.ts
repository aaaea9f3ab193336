import type { CrdBundle } from '../engine';

/** A resource whose schema a published package has. */
export interface ResourceRow {
  readonly group: string;
  /** Served versions, the preferred one first. */
  readonly versions: readonly string[];
  readonly plural: string;
  readonly kind: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  /** Whether `/status` is an endpoint of its own. */
  readonly status: boolean;
  /** Whether changes of its content are counted. */
  readonly generation: boolean;
}

type Options = Partial<Omit<ResourceRow, 'group' | 'plural' | 'kind'>>;

function row(
  group: string,
  plural: string,
  kind: string,
  options: Options = {},
): ResourceRow {
  return {
    group,
    plural,
    kind,
    versions: ['v1'],
    shortNames: [],
    categories: [],
    namespaced: true,
    status: false,
    generation: false,
    ...options,
  };
}

const cluster = { namespaced: false };
const status = { status: true };
const counted = { generation: true };
const all = { categories: ['all'] };
const extension = { ...cluster, ...counted, categories: ['api-extensions'] };

const short = (...shortNames: string[]) => ({ shortNames });
const core = (plural: string, kind: string, options: Options = {}) =>
  row('', plural, kind, options);
const admission = (plural: string, kind: string) =>
  row('admissionregistration.k8s.io', plural, kind, extension);
const rbac = (plural: string, kind: string, options: Options = {}) =>
  row('rbac.authorization.k8s.io', plural, kind, options);

/** Built-in kinds: those of our table of kinds, and those that the example clusters are made of. */
export const BUILT_IN: readonly ResourceRow[] = [
  core('configmaps', 'ConfigMap', short('cm')),
  core('limitranges', 'LimitRange', short('limits')),
  core('namespaces', 'Namespace', { ...short('ns'), ...cluster, ...status }),
  core('nodes', 'Node', { ...short('no'), ...cluster, ...status }),
  core('pods', 'Pod', { ...short('po'), ...all, ...status, ...counted }),
  core('resourcequotas', 'ResourceQuota', { ...short('quota'), ...status }),
  core('serviceaccounts', 'ServiceAccount', short('sa')),
  core('services', 'Service', { ...short('svc'), ...all, ...status }),
  admission('mutatingwebhookconfigurations', 'MutatingWebhookConfiguration'),
  admission(
    'validatingwebhookconfigurations',
    'ValidatingWebhookConfiguration',
  ),
  row(
    'apiextensions.k8s.io',
    'customresourcedefinitions',
    'CustomResourceDefinition',
    {
      ...extension,
      ...short('crd', 'crds'),
      ...status,
    },
  ),
  row('apps', 'deployments', 'Deployment', {
    ...short('deploy'),
    ...all,
    ...status,
    ...counted,
  }),
  row('autoscaling', 'horizontalpodautoscalers', 'HorizontalPodAutoscaler', {
    versions: ['v2'],
    ...short('hpa'),
    ...all,
    ...status,
  }),
  row('discovery.k8s.io', 'endpointslices', 'EndpointSlice', counted),
  row('networking.k8s.io', 'networkpolicies', 'NetworkPolicy', {
    ...short('netpol'),
    ...counted,
  }),
  row('policy', 'poddisruptionbudgets', 'PodDisruptionBudget', {
    ...short('pdb'),
    ...status,
    ...counted,
  }),
  rbac('clusterrolebindings', 'ClusterRoleBinding', cluster),
  rbac('clusterroles', 'ClusterRole', cluster),
  rbac('rolebindings', 'RoleBinding'),
  rbac('roles', 'Role'),
];

const istio =
  (group: string, versions: readonly string[]) =>
  (plural: string, kind: string, shortName?: string) =>
    row(`${group}.istio.io`, plural, kind, {
      versions,
      shortNames: shortName ? [shortName] : [],
      categories: ['istio-io', `${group}-istio-io`],
      ...status,
      ...counted,
    });
const networking = istio('networking', ['v1', 'v1beta1', 'v1alpha3']);
const security = istio('security', ['v1', 'v1beta1']);

const gatewayApi = (plural: string, kind: string, options: Options = {}) =>
  row('gateway.networking.k8s.io', plural, kind, {
    categories: ['gateway-api'],
    ...status,
    ...counted,
    ...options,
  });
const sinceBeta = { versions: ['v1', 'v1beta1'] };

/** Kinds whose CRDs the published packages describe. */
export const PUBLISHED: ReadonlyMap<CrdBundle, readonly ResourceRow[]> =
  new Map([
    [
      'istio',
      [
        istio('extensions', ['v1alpha1'])('wasmplugins', 'WasmPlugin'),
        networking('destinationrules', 'DestinationRule', 'dr'),
        istio('networking', ['v1alpha3'])('envoyfilters', 'EnvoyFilter'),
        networking('gateways', 'Gateway', 'gw'),
        istio('networking', ['v1beta1'])('proxyconfigs', 'ProxyConfig'),
        networking('serviceentries', 'ServiceEntry', 'se'),
        networking('sidecars', 'Sidecar'),
        networking('virtualservices', 'VirtualService', 'vs'),
        networking('workloadentries', 'WorkloadEntry', 'we'),
        networking('workloadgroups', 'WorkloadGroup', 'wg'),
        security('authorizationpolicies', 'AuthorizationPolicy', 'ap'),
        security('peerauthentications', 'PeerAuthentication', 'pa'),
        security('requestauthentications', 'RequestAuthentication', 'ra'),
        istio('telemetry', ['v1', 'v1alpha1'])(
          'telemetries',
          'Telemetry',
          'telemetry',
        ),
      ],
    ],
    [
      'gateway-api',
      [
        gatewayApi(
          'backendtlspolicies',
          'BackendTLSPolicy',
          short('btlspolicy'),
        ),
        gatewayApi('gatewayclasses', 'GatewayClass', {
          ...short('gc'),
          ...sinceBeta,
          ...cluster,
        }),
        gatewayApi('gateways', 'Gateway', { ...short('gtw'), ...sinceBeta }),
        gatewayApi('grpcroutes', 'GRPCRoute'),
        gatewayApi('httproutes', 'HTTPRoute', sinceBeta),
        gatewayApi('referencegrants', 'ReferenceGrant', {
          ...short('refgrant'),
          ...sinceBeta,
          status: false,
        }),
        gatewayApi('tlsroutes', 'TLSRoute'),
      ],
    ],
  ]);
