import { OnboardNamespaceInput } from '../plan';

/** Entity of the catalog for an onboarded namespace, to be committed beside the team's other entities. @public */
export interface NamespaceEntity {
  readonly apiVersion: 'backstage.io/v1alpha1';
  readonly kind: 'Resource';
  readonly metadata: {
    readonly name: string;
    readonly description: string;
    readonly annotations: { readonly [key: string]: string };
  };
  readonly spec: { readonly type: string; readonly owner: string };
}

/** The entity that makes a namespace and its owner known to the catalog (J4). @public */
export function namespaceEntity({
  namespace,
  tenant,
  clusters,
}: Pick<
  OnboardNamespaceInput,
  'namespace' | 'tenant' | 'clusters'
>): NamespaceEntity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: namespace,
      description: `Namespace ${namespace} in ${clusters.join(', ')}`,
      annotations: { 'backstage.io/kubernetes-namespace': namespace },
    },
    spec: { type: 'kubernetes-namespace', owner: `group:default/${tenant}` },
  };
}
