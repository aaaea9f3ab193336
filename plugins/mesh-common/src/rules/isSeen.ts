import { Kind } from '../model/kinds';
import { Mesh } from '../model/mesh';
import { ClusterName } from '../model/refs';

/** What tells which networks there are, and by which gateways they are entered (reference 1.4, 4.1). */
export const GATEWAY_KINDS: readonly Kind[] = [
  'Namespace',
  'Service',
  'KubernetesGateway',
];

/** Whether kinds were ever seen in clusters, so that what is not there is missing and not only unseen. */
export function isSeen(
  mesh: Mesh,
  clusters: readonly ClusterName[],
  kinds: readonly Kind[],
): boolean {
  return clusters.every(cluster =>
    kinds.every(kind => mesh.sight(cluster, kind) !== 'none'),
  );
}

/** Clusters that a control plane watches, its own included. */
export function watchedBy({
  registries,
}: {
  readonly registries: readonly { readonly cluster: ClusterName }[];
}): readonly ClusterName[] {
  return registries.map(({ cluster }) => cluster);
}
