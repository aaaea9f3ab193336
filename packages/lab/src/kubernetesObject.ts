/** A JSON value as YAML files and API servers carry it. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** Labels or annotations. */
export type StringMap = Readonly<Record<string, string>>;

/** The metadata the lab looks at. */
export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: StringMap;
  readonly annotations?: StringMap;
  readonly uid?: string;
  readonly resourceVersion?: string;
}

/** A Kubernetes object as it is written in a file or sent to an API server. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

/** Names an object for people: `Deployment.apps shop/cart`. */
export function describeObject(object: KubernetesObject): string {
  const slash = object.apiVersion.lastIndexOf('/');
  const group = slash < 0 ? '' : `.${object.apiVersion.slice(0, slash)}`;
  const { namespace, name } = object.metadata;
  return `${object.kind}${group} ${namespace ? `${namespace}/` : ''}${name}`;
}
