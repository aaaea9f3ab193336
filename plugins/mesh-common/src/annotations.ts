/**
 * Links a catalog entity to mesh services: `namespace/name`, several separated by commas.
 * Without it the `backstage.io/kubernetes-*` annotations of the Kubernetes plugin are used.
 *
 * @public
 */
export const MESH_SERVICE_ANNOTATION = 'meshwise.io/service';

/** Label of a namespace in a cluster that names the owning catalog group, e.g. `team-payments`. Ownership is mesh-wide (T6). @public */
export const TENANT_LABEL = 'meshwise.io/tenant';

/** Annotation on written objects: id of the operation that wrote them last. @public */
export const OPERATION_ANNOTATION = 'meshwise.io/operation';

/** Annotation on written objects that are not to stay: when they were to be taken back, as RFC 3339. @public */
export const ENDS_AT_ANNOTATION = 'meshwise.io/ends-at';

/** Annotation on cluster entities of the catalog: name of the cluster in Backstage's Kubernetes configuration. @public */
export const CLUSTER_ANNOTATION = 'meshwise.io/cluster';

/** Annotation on control-plane entities: `cluster/namespace/revision`. @public */
export const CONTROL_PLANE_ANNOTATION = 'meshwise.io/control-plane';

/** Annotation on mesh entities (Systems): the mesh ID. @public */
export const MESH_ANNOTATION = 'meshwise.io/mesh';

/**
 * Annotation on groups of the catalog: name of the group in the clusters' identity provider. Its members get access to
 * the namespaces of the group; without it no access is given (T06).
 *
 * @public
 */
export const KUBERNETES_GROUP_ANNOTATION = 'meshwise.io/kubernetes-group';

/**
 * Annotation on users of the catalog: their name in the clusters' identity provider. Where the rights of users are
 * checked, who has none can change nothing.
 *
 * @public
 */
export const KUBERNETES_USER_ANNOTATION = 'meshwise.io/kubernetes-user';

/**
 * Label of a control plane's Namespace that names the flow it is for: `ingress`, `application` (or `app`) or `egress`. Without it the flow
 * follows from the proxies that belong to the control plane.
 *
 * @public
 */
export const FLOW_LABEL = 'meshwise.io/flow';
