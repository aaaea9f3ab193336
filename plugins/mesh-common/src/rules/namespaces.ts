import { ClusterName } from '../model/refs';
import { Rule } from '../model/rule';

/** A namespace of one cluster. @public */
export interface NamespaceRef {
  readonly cluster: ClusterName;
  readonly namespace: string;
}

/** All namespaces of all clusters. */
export const namespaces: Rule<void, readonly NamespaceRef[]> = {
  source: '2.1',
  nameOf: () => 'fleet',
  ask: mesh =>
    mesh
      .clusters()
      .flatMap(cluster =>
        mesh
          .list(cluster, 'Namespace')
          .map(({ name }) => ({ cluster, namespace: name })),
      ),
};

/** Name of a namespace of a cluster, for memos. */
export function namespaceRefName({ cluster, namespace }: NamespaceRef): string {
  return `${cluster}/${namespace}`;
}
