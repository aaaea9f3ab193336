/** Name under which a cluster is configured in Backstage. It is the identity of the cluster for Meshwise; what the cluster says of itself is a claim. @public */
export type ClusterName = string;

/** Milliseconds since the epoch, by the clock of the Backstage backend. @public */
export type Instant = number;

/** A service across clusters: Istio identifies it by namespace and name alone (reference 3.1). @public */
export interface ServiceRef {
  readonly namespace: string;
  readonly name: string;
}

/** `namespace/name`, the form used in annotations, URLs and map keys. @public */
export function serviceKey(service: ServiceRef): string {
  return `${service.namespace}/${service.name}`;
}

/** One object in one cluster. Namespace is `''` for cluster-scoped kinds. @public */
export interface ObjectRef {
  readonly cluster: ClusterName;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}
