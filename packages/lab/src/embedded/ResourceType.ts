import type { CrdBundle } from '../engine';
import { mapOf } from './apiObject';
import type { JsonMap } from './apiObject';
import { MergeType } from './apply/mergeType';
import { publishedMergeType } from './apply/mergeTypes';
import { checkObject, SchemaFindings } from './objectSchema';
import { publishedValidator } from './publishedModels';
import { qualifiedPlural, ResourceNames } from './statusError';

/** What the server knows of one resource. */
export interface ResourceType extends ResourceNames {
  /** Served versions, the preferred one first. All have the same schema here. */
  readonly versions: readonly string[];
  readonly singular: string;
  readonly listKind: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  /** Whether `/status` is an endpoint of its own, so that the main one ignores the field. */
  readonly hasStatus: boolean;
  /** Whether a CustomResourceDefinition declares it; error messages and some rules differ for these. */
  readonly custom: boolean;
  /** Whether changes of anything but metadata and status count up `metadata.generation`. */
  readonly hasGeneration: boolean;
  /** Whether its schema has CEL rules. They are not evaluated here, and some answers mention them. */
  readonly hasRules: boolean;
  readonly mergeType: MergeType;
  check(object: JsonMap): SchemaFindings;
}

interface Row {
  readonly group: string;
  readonly versions: readonly string[];
  readonly plural: string;
  readonly kind: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly clusterScoped?: boolean;
  readonly status?: boolean;
  readonly generation?: boolean;
}

const v1 = ['v1'];

/** Built-in kinds: those of our table of kinds, and those that the example clusters are made of. */
const BUILT_IN: readonly Row[] = [
  {
    group: '',
    versions: v1,
    plural: 'configmaps',
    kind: 'ConfigMap',
    shortNames: ['cm'],
  },
  {
    group: '',
    versions: v1,
    plural: 'limitranges',
    kind: 'LimitRange',
    shortNames: ['limits'],
  },
  {
    group: '',
    versions: v1,
    plural: 'namespaces',
    kind: 'Namespace',
    shortNames: ['ns'],
    clusterScoped: true,
    status: true,
  },
  {
    group: '',
    versions: v1,
    plural: 'nodes',
    kind: 'Node',
    shortNames: ['no'],
    clusterScoped: true,
    status: true,
  },
  {
    group: '',
    versions: v1,
    plural: 'pods',
    kind: 'Pod',
    shortNames: ['po'],
    categories: ['all'],
    status: true,
    generation: true,
  },
  {
    group: '',
    versions: v1,
    plural: 'resourcequotas',
    kind: 'ResourceQuota',
    shortNames: ['quota'],
    status: true,
  },
  {
    group: '',
    versions: v1,
    plural: 'serviceaccounts',
    kind: 'ServiceAccount',
    shortNames: ['sa'],
  },
  {
    group: '',
    versions: v1,
    plural: 'services',
    kind: 'Service',
    shortNames: ['svc'],
    categories: ['all'],
    status: true,
  },
  {
    group: 'admissionregistration.k8s.io',
    versions: v1,
    plural: 'mutatingwebhookconfigurations',
    kind: 'MutatingWebhookConfiguration',
    categories: ['api-extensions'],
    clusterScoped: true,
    generation: true,
  },
  {
    group: 'admissionregistration.k8s.io',
    versions: v1,
    plural: 'validatingwebhookconfigurations',
    kind: 'ValidatingWebhookConfiguration',
    categories: ['api-extensions'],
    clusterScoped: true,
    generation: true,
  },
  {
    group: 'apiextensions.k8s.io',
    versions: v1,
    plural: 'customresourcedefinitions',
    kind: 'CustomResourceDefinition',
    shortNames: ['crd', 'crds'],
    categories: ['api-extensions'],
    clusterScoped: true,
    status: true,
    generation: true,
  },
  {
    group: 'apps',
    versions: v1,
    plural: 'deployments',
    kind: 'Deployment',
    shortNames: ['deploy'],
    categories: ['all'],
    status: true,
    generation: true,
  },
  {
    group: 'autoscaling',
    versions: ['v2'],
    plural: 'horizontalpodautoscalers',
    kind: 'HorizontalPodAutoscaler',
    shortNames: ['hpa'],
    categories: ['all'],
    status: true,
  },
  {
    group: 'discovery.k8s.io',
    versions: v1,
    plural: 'endpointslices',
    kind: 'EndpointSlice',
    generation: true,
  },
  {
    group: 'networking.k8s.io',
    versions: v1,
    plural: 'networkpolicies',
    kind: 'NetworkPolicy',
    shortNames: ['netpol'],
    generation: true,
  },
  {
    group: 'policy',
    versions: v1,
    plural: 'poddisruptionbudgets',
    kind: 'PodDisruptionBudget',
    shortNames: ['pdb'],
    status: true,
    generation: true,
  },
  {
    group: 'rbac.authorization.k8s.io',
    versions: v1,
    plural: 'clusterrolebindings',
    kind: 'ClusterRoleBinding',
    clusterScoped: true,
  },
  {
    group: 'rbac.authorization.k8s.io',
    versions: v1,
    plural: 'clusterroles',
    kind: 'ClusterRole',
    clusterScoped: true,
  },
  {
    group: 'rbac.authorization.k8s.io',
    versions: v1,
    plural: 'rolebindings',
    kind: 'RoleBinding',
  },
  {
    group: 'rbac.authorization.k8s.io',
    versions: v1,
    plural: 'roles',
    kind: 'Role',
  },
];

function istio(
  group: string,
  versions: readonly string[],
  plural: string,
  kind: string,
  shortName?: string,
): Row {
  return {
    group: `${group}.istio.io`,
    versions,
    plural,
    kind,
    shortNames: shortName ? [shortName] : [],
    categories: ['istio-io', `${group}-istio-io`],
    status: true,
    generation: true,
  };
}

const networkingVersions = ['v1', 'v1beta1', 'v1alpha3'];
const securityVersions = ['v1', 'v1beta1'];

function gatewayApi(
  plural: string,
  kind: string,
  options: Partial<Row> = {},
): Row {
  return {
    group: 'gateway.networking.k8s.io',
    versions: v1,
    plural,
    kind,
    categories: ['gateway-api'],
    status: true,
    generation: true,
    ...options,
  };
}

/** Kinds whose CRDs the published packages describe. */
const PUBLISHED: ReadonlyMap<CrdBundle, readonly Row[]> = new Map([
  [
    'istio',
    [
      istio('extensions', ['v1alpha1'], 'wasmplugins', 'WasmPlugin'),
      istio(
        'networking',
        networkingVersions,
        'destinationrules',
        'DestinationRule',
        'dr',
      ),
      istio('networking', ['v1alpha3'], 'envoyfilters', 'EnvoyFilter'),
      istio('networking', networkingVersions, 'gateways', 'Gateway', 'gw'),
      istio('networking', ['v1beta1'], 'proxyconfigs', 'ProxyConfig'),
      istio(
        'networking',
        networkingVersions,
        'serviceentries',
        'ServiceEntry',
        'se',
      ),
      istio('networking', networkingVersions, 'sidecars', 'Sidecar'),
      istio(
        'networking',
        networkingVersions,
        'virtualservices',
        'VirtualService',
        'vs',
      ),
      istio(
        'networking',
        networkingVersions,
        'workloadentries',
        'WorkloadEntry',
        'we',
      ),
      istio(
        'networking',
        networkingVersions,
        'workloadgroups',
        'WorkloadGroup',
        'wg',
      ),
      istio(
        'security',
        securityVersions,
        'authorizationpolicies',
        'AuthorizationPolicy',
        'ap',
      ),
      istio(
        'security',
        securityVersions,
        'peerauthentications',
        'PeerAuthentication',
        'pa',
      ),
      istio(
        'security',
        securityVersions,
        'requestauthentications',
        'RequestAuthentication',
        'ra',
      ),
      istio(
        'telemetry',
        ['v1', 'v1alpha1'],
        'telemetries',
        'Telemetry',
        'telemetry',
      ),
    ],
  ],
  [
    'gateway-api',
    [
      gatewayApi('backendtlspolicies', 'BackendTLSPolicy', {
        shortNames: ['btlspolicy'],
      }),
      gatewayApi('gatewayclasses', 'GatewayClass', {
        shortNames: ['gc'],
        versions: ['v1', 'v1beta1'],
        clusterScoped: true,
      }),
      gatewayApi('gateways', 'Gateway', {
        shortNames: ['gtw'],
        versions: ['v1', 'v1beta1'],
      }),
      gatewayApi('grpcroutes', 'GRPCRoute'),
      gatewayApi('httproutes', 'HTTPRoute', { versions: ['v1', 'v1beta1'] }),
      gatewayApi('referencegrants', 'ReferenceGrant', {
        shortNames: ['refgrant'],
        versions: ['v1', 'v1beta1'],
        status: false,
      }),
      gatewayApi('tlsroutes', 'TLSRoute'),
    ],
  ],
]);

/** The built-in resources every cluster serves. */
export function builtInTypes(): readonly ResourceType[] {
  return BUILT_IN.map(row => publishedType(row, false));
}

/** Whether a group is served by the server itself and not by a CRD. */
export function isBuiltInGroup(group: string): boolean {
  return BUILT_IN.some(row => row.group === group);
}

/** The resources of a CRD bundle that published packages describe. */
export function publishedTypes(bundle: CrdBundle): readonly ResourceType[] {
  return (PUBLISHED.get(bundle) ?? []).map(row => publishedType(row, true));
}

/** The resource that a CRD of a published package declares, by the name of the CRD. Its schema counts, not the one in the CRD. */
export function publishedTypeOf(crd: string): ResourceType | undefined {
  const row = [...PUBLISHED.values()]
    .flat()
    .find(candidate => qualifiedPlural(candidate) === crd);
  return row && publishedType(row, true);
}

function publishedType(row: Row, custom: boolean): ResourceType {
  const { group, plural, kind } = row;
  const resource = qualifiedPlural({ group, plural, kind });
  const validate = publishedValidator(modelVersion(row), kind);
  return {
    group,
    plural,
    kind,
    versions: row.versions,
    singular: kind.toLowerCase(),
    listKind: `${kind}List`,
    shortNames: row.shortNames ?? [],
    categories: row.categories ?? [],
    namespaced: !row.clusterScoped,
    hasStatus: row.status ?? false,
    hasGeneration: row.generation ?? false,
    custom,
    hasRules: custom,
    mergeType: publishedMergeType(resource),
    // The models know one version by its name, and the version is part of the schema there.
    check: object =>
      checkObject(validate, { ...object, apiVersion: modelVersion(row) }),
  };
}

function modelVersion({ group, plural, versions }: Row): string {
  // The package has ReferenceGrant as v1beta1 with a schema of its own; everything else is modelled in its preferred version.
  const version = plural === 'referencegrants' ? 'v1beta1' : versions[0];
  return group ? `${group}/${version}` : version;
}

/** The table of the store an object of the type lives in. */
export function tableOf(type: ResourceNames): string {
  return qualifiedPlural(type);
}

/** `apiVersion` of a served version. */
export function apiVersionOf(type: ResourceNames, version: string): string {
  return type.group ? `${type.group}/${version}` : version;
}

/** The fields of an object that are its content: not its type, its metadata or its status. */
export function contentOf(object: JsonMap): JsonMap {
  const {
    apiVersion: _v,
    kind: _k,
    metadata: _m,
    status: _s,
    ...content
  } = object;
  return mapOf(content);
}
