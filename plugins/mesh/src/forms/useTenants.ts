import { GroupEntity, parseEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import useAsync from 'react-use/esm/useAsync';

/** A catalog group that can own namespaces. */
export interface Tenant {
  /** Name of the group, as in the label of namespaces. */
  readonly name: string;
  readonly title: string;
  /** Whether the user is a member. */
  readonly own: boolean;
}

/** All groups of the catalog by title, with those of the user marked. */
export function useTenants() {
  const catalog = useApi(catalogApiRef);
  const identity = useApi(identityApiRef);
  return useAsync(async (): Promise<readonly Tenant[]> => {
    const { ownershipEntityRefs } = await identity.getBackstageIdentity();
    const own = new Set(
      ownershipEntityRefs
        .map(ref => parseEntityRef(ref))
        .filter(ref => ref.kind.toLowerCase() === 'group')
        .map(ref => ref.name),
    );
    const { items } = await catalog.getEntities({
      filter: { kind: 'Group' },
      fields: [
        'kind',
        'metadata.name',
        'metadata.title',
        'spec.profile.displayName',
      ],
    });
    return items
      .map(entity => ({
        name: entity.metadata.name,
        title:
          (entity as GroupEntity).spec?.profile?.displayName ??
          entity.metadata.title ??
          entity.metadata.name,
        own: own.has(entity.metadata.name),
      }))
      .sort((a, b) => a.title.localeCompare(b.title));
  }, [catalog, identity]);
}
