import type { ClusterName } from '@meshwise/backstage-plugin-mesh-common';
import type { CatalogOwnership } from '../ownership/CatalogOwnership';

/** Entity references of the owners of clusters by the catalog; of those without any, the platform groups. May name one twice. */
export async function clusterOwners(
  clusters: readonly ClusterName[],
  {
    ownership,
    platformGroups,
  }: {
    readonly ownership: Pick<CatalogOwnership, 'contactsOf'>;
    readonly platformGroups: readonly string[];
  },
): Promise<readonly string[]> {
  const contacts = await ownership.contactsOf(clusters);
  return clusters.flatMap(cluster => {
    const refs = contacts.get(cluster)?.ownerRefs ?? [];
    return refs.length > 0 ? refs : platformGroups;
  });
}
