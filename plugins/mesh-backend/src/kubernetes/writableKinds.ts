/** How a writable kind is found on an API server. */
export interface WritableKindRow {
  readonly apiVersion: string;
  /** Resource name in URLs and RBAC rules. */
  readonly plural: string;
  readonly namespaced: boolean;
}

const namespaced = (apiVersion: string, plural: string): WritableKindRow => ({
  apiVersion,
  plural,
  namespaced: true,
});

/**
 * The kinds that operations may write, by their `kind` field. Request paths are made from this table alone, so a kind
 * that is not in it, such as Secret, cannot be named in a request.
 */
export const WRITABLE_KINDS = {
  Namespace: { apiVersion: 'v1', plural: 'namespaces', namespaced: false },
  LimitRange: namespaced('v1', 'limitranges'),
  ResourceQuota: namespaced('v1', 'resourcequotas'),
  Role: namespaced('rbac.authorization.k8s.io/v1', 'roles'),
  RoleBinding: namespaced('rbac.authorization.k8s.io/v1', 'rolebindings'),
  NetworkPolicy: namespaced('networking.k8s.io/v1', 'networkpolicies'),
  PeerAuthentication: namespaced('security.istio.io/v1', 'peerauthentications'),
  AuthorizationPolicy: namespaced(
    'security.istio.io/v1',
    'authorizationpolicies',
  ),
  Sidecar: namespaced('networking.istio.io/v1', 'sidecars'),
  DestinationRule: namespaced('networking.istio.io/v1', 'destinationrules'),
  VirtualService: namespaced('networking.istio.io/v1', 'virtualservices'),
  /** Sources of a distributor of roots, in its namespace alone: the writer has no right elsewhere. */
  ConfigMap: namespaced('v1', 'configmaps'),
  /** Roots that pods mount. */
  ClusterTrustBundle: {
    apiVersion: 'certificates.k8s.io/v1beta1',
    plural: 'clustertrustbundles',
    namespaced: false,
  },
  /** Holds the mesh config of a control plane that the Sail operator installs. */
  Istio: {
    apiVersion: 'sailoperator.io/v1',
    plural: 'istios',
    namespaced: false,
  },
} as const satisfies Record<string, WritableKindRow>;

/** Name of a row of {@link WRITABLE_KINDS}. */
export type WritableKind = keyof typeof WRITABLE_KINDS;

const ROWS: ReadonlyMap<string, WritableKindRow> = new Map(
  Object.entries(WRITABLE_KINDS),
);

/** The row of a kind, or `undefined` if it may not be written. */
export function writableKindRow(
  apiVersion: string,
  kind: string,
): WritableKindRow | undefined {
  const row = ROWS.get(kind);
  return row?.apiVersion === apiVersion ? row : undefined;
}
