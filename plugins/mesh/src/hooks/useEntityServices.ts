import { useApi } from '@backstage/frontend-plugin-api';
import { EntityServices } from '@meshwise/backstage-plugin-mesh-common';
import { meshApiRef } from '../api/meshApiRef';
import { Live, useLive } from './useLive';

/** Services that a catalog entity stands for. */
export function useEntityServices(entityRef: string): Live<EntityServices> {
  const mesh = useApi(meshApiRef);
  return useLive(entityRef, () => mesh.entityServices(entityRef));
}
