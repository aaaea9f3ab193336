import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  CATALOG_FILTER_EXISTS,
  catalogApiRef,
} from '@backstage/plugin-catalog-react';
import {
  MESH_SERVICE_ANNOTATION,
  ServiceRef,
  serviceKey,
} from '@meshwise/backstage-plugin-mesh-common';
import useAsync from 'react-use/esm/useAsync';
import { meshApiRef } from '../api/meshApiRef';

/** A service that a component of the catalog names. */
export interface ServiceChoice {
  readonly service: ServiceRef;
  /** Whether a team of the user owns a component that names it. */
  readonly own: boolean;
}

/** More entities than this are not asked for their services. */
const LIMIT = 200;

/** Services of the catalog by name, with those of the user's teams marked. Which service an entity stands for, the backend says. */
export function useServiceChoices() {
  const catalog = useApi(catalogApiRef);
  const identity = useApi(identityApiRef);
  const mesh = useApi(meshApiRef);
  return useAsync(async (): Promise<readonly ServiceChoice[]> => {
    const { ownershipEntityRefs } = await identity.getBackstageIdentity();
    const { items } = await catalog.queryEntities({
      filter: {
        kind: 'Component',
        [`metadata.annotations.${MESH_SERVICE_ANNOTATION}`]:
          CATALOG_FILTER_EXISTS,
      },
      fields: ['kind', 'metadata.name', 'metadata.namespace', 'relations'],
      limit: LIMIT,
    });
    const choices = new Map<string, ServiceChoice>();
    for (const { entity, services } of await Promise.all(
      items.map(async item => ({
        entity: item,
        services: (
          await mesh.entityServices(stringifyEntityRef(item))
        ).services,
      })),
    )) {
      const own = isOwned(entity, ownershipEntityRefs);
      for (const service of services) {
        const key = serviceKey(service);
        const known = choices.get(key);
        choices.set(key, { service, own: own || known?.own === true });
      }
    }
    return [...choices.values()].sort((a, b) =>
      serviceKey(a.service).localeCompare(serviceKey(b.service)),
    );
  }, [catalog, identity, mesh]);
}

function isOwned(entity: Entity, claims: readonly string[]): boolean {
  return (entity.relations ?? []).some(
    ({ type, targetRef }) =>
      type === RELATION_OWNED_BY && claims.includes(targetRef),
  );
}
